//! Sheets: what stands in the cells of a file, before anything is made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ground::text::trim;
use crate::model::column::Column;

/// The most bytes of a file that is read.
pub const MOST_BYTES: usize = 8 << 20;
/// The most rows, columns and filled cells of a file; columns and the number of the last row are each sheet's.
pub const MOST_ROWS: u32 = 10_000;
pub const MOST_COLUMNS: u32 = 200;
pub const MOST_CELLS: usize = 200_000;
/// The most characters of a cell, as in Excel.
pub const MOST_CHARACTERS: usize = 32_767;

/// A sheet of a workbook, or a CSV file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; none for a CSV file.
    pub name: Option<Arc<str>>,
    /// The rows that hold something, in their order.
    pub rows: Vec<SheetRow>,
    pub hidden: bool,
    /// Whether it came with the form to say how it is filled in.
    pub is_example: bool,
    /// The hidden columns, from 1.
    pub hidden_columns: BTreeSet<u32>,
    /// Of rows of CSV below a cell with line breaks: the row as Excel counts it, by the line.
    pub shown_rows: BTreeMap<u32, u32>,
    /// Comments on cells: line and column from 1, and what they say.
    pub comments: Vec<(u32, u32, String)>,
}

/// A row that holds something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number in the sheet, or the line of the file on which it begins, from 1.
    pub line: u32,
    /// Whether it is hidden, as by a filter.
    pub hidden: bool,
    pub cells: Vec<SheetCell>,
}

/// A cell as it stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetCell {
    pub text: String,
    pub mark: Option<CellMark>,
    /// If it is part of a merged cell, whose value it carries: from where.
    pub copied: Option<Copied>,
}

/// Where the value of a part of a merged cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    FromLeft,
    FromAbove,
}

/// Something about a cell that its text does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellMark {
    /// All of it or a part is struck through.
    Struck,
    /// A formula whose result the file lacks.
    NoResult,
    /// A formula that failed; the text is the error (`#REF!`).
    Failed,
    /// The cell shows a rounded value, which is the text; this is what it holds.
    Rounded(String),
    /// The number format shows something else, as thousands, a fraction, words, or a negative without its sign. The
    /// text is what is seen, or the number where that is not known.
    Otherwise,
    /// The number format shows zero as a dash, as in accounting.
    ZeroShownAs(String),
    /// Nothing is seen of a zero, which is this; the text is empty.
    Blank(String),
    /// The number format shows nothing.
    Unseen,
    /// Some of the digits are raised or lowered: this is what is seen, 55¹ where the text is 551.
    Raised(String),
}

impl CellMark {
    /// Whether the text can't be taken for what was meant.
    pub fn is_unusable(&self) -> bool {
        matches!(self, CellMark::Struck | CellMark::NoResult | CellMark::Failed | CellMark::Otherwise)
    }
}

impl SheetCell {
    /// A cell that is nothing but its text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), mark: None, copied: None }
    }

    /// What is read in a column: raised digits are as seen where numbers stand, and do no harm in words.
    pub fn text_in(&self, column: Option<&Column>) -> &str {
        match &self.mark {
            Some(CellMark::Raised(seen)) if column.is_some_and(|column| column.holds.is_in_digits()) => seen,
            _ => &self.text,
        }
    }

    /// Whether it holds nothing: no text, and nothing that should have been one.
    pub fn is_empty(&self) -> bool {
        self.mark.is_none() && trim(&self.text).is_empty()
    }
}

impl SheetRow {
    /// How many cells hold something of their own.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| cell.copied.is_none() && !cell.is_empty()).count()
    }
}
