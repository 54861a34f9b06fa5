//! Where a value or a finding comes from.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The place that a value was read from, precise enough to find it again. Ordered by file, then position,
/// so that findings sort as a reader goes through the files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// No place: a fact about the whole.
    #[default]
    None,
    /// A whole file, by its path below the root.
    File(Arc<str>),
    /// A position in a text file; line and column count from 1, columns in characters.
    Text { file: Arc<str>, line: u32, column: u32 },
    /// A cell of a table.
    Cell(CellRef),
}

/// A cell of a CSV file or a sheet; line and column count from 1. In CSV the line is the file's
/// line on which the record starts, the column is the field's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRef {
    pub file: Arc<str>,
    pub line: u32,
    pub column: u32,
    /// The column's name as the file writes it.
    pub header: Arc<str>,
}

impl Origin {
    /// The file, if there is one.
    pub fn file(&self) -> Option<&str> {
        match self {
            Origin::None => None,
            Origin::File(file) | Origin::Text { file, .. } => Some(file),
            Origin::Cell(cell) => Some(&cell.file),
        }
    }

    /// Line and column, each from 1, if there are any.
    pub fn position(&self) -> Option<(u32, u32)> {
        match self {
            Origin::None | Origin::File(_) => None,
            Origin::Text { line, column, .. } => Some((*line, *column)),
            Origin::Cell(cell) => Some((cell.line, cell.column)),
        }
    }

    /// The column's header, for a cell.
    pub fn header(&self) -> Option<&str> {
        match self {
            Origin::Cell(cell) => Some(&cell.header),
            _ => None,
        }
    }
}

impl Ord for Origin {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |origin: &'_ Self| (origin.position(), origin.header().map(str::to_owned));
        self.file().cmp(&other.file()).then_with(|| key(self).cmp(&key(other)))
    }
}

impl PartialOrd for Origin {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `inputs/submissions/doboku.csv:12:18「実績値」`
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(file) = self.file() else { return Ok(()) };
        write!(f, "{file}")?;
        if let Some((line, column)) = self.position() {
            write!(f, ":{line}:{column}")?;
        }
        match self.header() {
            Some(header) if !header.is_empty() => write!(f, "「{header}」"),
            _ => Ok(()),
        }
    }
}
