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
    /// A whole sheet of a workbook.
    Sheet {
        /// The path below the root.
        file: Arc<str>,
        /// The sheet's name.
        sheet: Arc<str>,
    },
    /// A position in a text file.
    Text {
        /// The path below the root.
        file: Arc<str>,
        /// The line, from 1.
        line: u32,
        /// The column, from 1, in characters.
        column: u32,
    },
    /// A cell of a table.
    Cell(CellRef),
}

/// A cell of a CSV file or a sheet; line and column count from 1. In CSV the line is the file's
/// line on which the record starts, the column is the field's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRef {
    /// The path below the root.
    pub file: Arc<str>,
    /// The sheet's name; none in CSV.
    pub sheet: Option<Arc<str>>,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// The row as Excel counts it, where that is not the line: line breaks within a CSV file's cells begin no row.
    pub row: Option<u32>,
    /// The column's name as the file writes it.
    pub header: Arc<str>,
}

impl Origin {
    /// The file, if there is one.
    pub fn file(&self) -> Option<&str> {
        match self {
            Origin::None => None,
            Origin::File(file) | Origin::Sheet { file, .. } | Origin::Text { file, .. } => Some(file),
            Origin::Cell(cell) => Some(&cell.file),
        }
    }

    /// Line and column, each from 1, if there are any.
    pub fn position(&self) -> Option<(u32, u32)> {
        match self {
            Origin::None | Origin::File(_) | Origin::Sheet { .. } => None,
            Origin::Text { line, column, .. } => Some((*line, *column)),
            Origin::Cell(cell) => Some((cell.line, cell.column)),
        }
    }

    /// The row as Excel counts it, if there is one.
    pub fn shown_row(&self) -> Option<u32> {
        match self {
            Origin::Cell(CellRef { row: Some(row), .. }) => Some(*row),
            _ => self.position().map(|(line, _)| line),
        }
    }

    /// The sheet, if it is a workbook's.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Origin::Sheet { sheet, .. } => Some(sheet),
            Origin::Cell(cell) => cell.sheet.as_deref(),
            _ => None,
        }
    }

    /// The place as Excel writes it (`F12`), for a cell of a workbook.
    pub fn address(&self) -> Option<String> {
        match self {
            Origin::Cell(CellRef { sheet: Some(_), line, column, .. }) => {
                Some(format!("{}{line}", letters(*column)))
            }
            _ => None,
        }
    }

    /// File, sheet and line: which row it is of.
    pub fn row(&self) -> (Option<&str>, Option<&str>, Option<u32>) {
        (self.file(), self.sheet(), self.position().map(|(line, _)| line))
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
        (self.file(), self.sheet())
            .cmp(&(other.file(), other.sheet()))
            .then_with(|| key(self).cmp(&key(other)))
    }
}

impl PartialOrd for Origin {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A column's number as Excel's letters: 1 is A, 28 is AB.
pub fn letters(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// `inputs/submissions/doboku.csv:12:18「実績値」`, `inputs/submissions/doboku.xlsx:調査票!R12「実績値」`
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(file) = self.file() else { return Ok(()) };
        write!(f, "{file}")?;
        match (self.sheet(), self.address(), self.position()) {
            (Some(sheet), Some(address), _) => write!(f, ":{sheet}!{address}")?,
            (Some(sheet), None, _) => write!(f, ":{sheet}")?,
            (None, _, Some((line, column))) => write!(f, ":{line}:{column}")?,
            (None, _, None) => {}
        }
        match self.header() {
            Some(header) if !header.is_empty() => write!(f, "「{header}」"),
            _ => Ok(()),
        }
    }
}
