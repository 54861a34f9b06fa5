//! Sheets: what stands in the cells of a file, before anything is made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ground::text::trim;
use crate::model::cause::{Concealed, ForeignKind};
use crate::model::column::{Column, Holds};

/// The most columns of a sheet.
pub const MOST_COLUMNS: u32 = 200;
/// The most characters of a cell, as in Excel.
pub const MOST_CHARACTERS: usize = 32_767;

/// How much of a file is read; a file that is larger is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The most bytes, and the most bytes of text in its cells.
    pub bytes: usize,
    /// The most rows that hold something, and the highest number of a row in a sheet.
    pub rows: u32,
    /// The most cells that hold something.
    pub cells: usize,
    /// Of a workbook, the most places of cells, empty ones too, up to the last of each row.
    pub places: usize,
    /// Of a workbook, the most bytes of its parts, unpacked.
    pub unpacked: usize,
}

impl Bounds {
    /// Of what others send: returns (調査票) and opinions.
    pub const SENT: Self =
        Self { bytes: 8 << 20, rows: 10_000, cells: 200_000, places: 1_000_000, unpacked: 64 << 20 };
    /// Of what the secretariat lists: a plan can have more members or organizations than a return has rows.
    pub const LIST: Self =
        Self { bytes: 64 << 20, rows: 200_000, cells: 2_000_000, places: 4_000_000, unpacked: 512 << 20 };
}

/// A sheet of a workbook, or a CSV file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; none for a CSV file.
    pub name: Option<Arc<str>>,
    /// The rows that hold something, in their order.
    pub rows: Vec<SheetRow>,
    /// Whether the workbook names it and says no part that holds it.
    pub is_lost: bool,
    /// Whether its tab is hidden, so that people who open the file don't see it.
    pub hidden: bool,
    /// The kind of its workbook, if that is another than .xlsx.
    pub foreign: Option<ForeignKind>,
    /// Whether it came with the form to say how it is filled in.
    pub is_example: bool,
    /// The hidden columns, from 1.
    pub hidden_columns: BTreeSet<u32>,
    /// Of CSV alone: the row as Excel counts it, by the line of the file. Only rows where the two differ are here:
    /// those below a cell with line breaks.
    pub shown_rows: BTreeMap<u32, u32>,
    /// Comments on cells: line and column from 1, and what they say.
    pub comments: Vec<(u32, u32, String)>,
    /// Text boxes and other shapes with words that lie over its cells.
    pub shapes: Vec<SheetShape>,
}

/// A text box, or another shape with words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetShape {
    /// The line of its upper left corner, from 1.
    pub line: u32,
    /// The column of its upper left corner, from 1.
    pub column: u32,
    /// The line down to which it reaches.
    pub last_line: u32,
    /// Its words.
    pub text: String,
}

/// A row that holds something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number in the sheet, or the line of the file on which it begins, from 1.
    pub line: u32,
    /// Whether it is hidden, as by a filter.
    pub hidden: bool,
    /// Its cells from the first column on, empty ones too. What lies behind the last of them is empty.
    pub cells: Vec<SheetCell>,
}

/// A cell as it stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// What is seen of it as text: 「5,000」, 「令和４年度」. The mark says where that is not what it holds.
    pub text: String,
    /// What the text does not tell of it, as that it is struck through; none for nearly all cells.
    pub mark: Option<CellMark>,
    /// What a column of words takes for its text, where that is another: a number or a day as its format writes it.
    pub seen: Option<Box<Seen>>,
    /// If it is part of a merged cell, whose value it carries: from where.
    pub copied: Option<Copied>,
}

/// A number or a day as a person sees it in its cell: `1,234,567`, `R2.4.1`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// What is seen.
    pub text: String,
    /// What that does not tell: that the cell holds more than it shows.
    pub mark: Option<CellMark>,
}

/// Where the value of a part of a merged cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// In a cell of the same row, further left.
    FromLeft,
    /// In a row further up.
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
    /// The letters have the color of what is behind them.
    SameColor,
    /// A conditional format strikes the cell through or hides what it holds, or may.
    ByCondition(Concealed),
    /// The cell holds two values, or a text beside a value; the text is both.
    Twofold,
    /// A correction of the cell has no day that can be read, so that nobody knows in which papers its value is right.
    Waits,
    /// Some of the digits are raised or lowered: this is what is seen, 55¹ where the text is 551.
    Raised(String),
}

impl CellMark {
    /// Whether the text can't be taken for what was meant.
    pub fn is_unusable(&self) -> bool {
        matches!(
            self,
            CellMark::Struck
                | CellMark::NoResult
                | CellMark::Failed
                | CellMark::Otherwise
                | CellMark::Twofold
                | CellMark::Waits
                | CellMark::ByCondition(Concealed::Struck)
        )
    }
}

impl CellMark {
    /// Whether it says no more than that the cell shows another text than its value.
    fn is_of_display(&self) -> bool {
        matches!(self, CellMark::Rounded(_) | CellMark::Otherwise | CellMark::ZeroShownAs(_))
    }
}

impl SheetCell {
    /// A cell that is nothing but its text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// What is read in a column: in words and years what is seen; raised digits are as seen where numbers stand, and do
    /// no harm in words.
    pub fn text_in(&self, column: Option<&Column>) -> &str {
        match &self.mark {
            _ if let Some(seen) = self.seen_in(column) => &seen.text,
            Some(CellMark::Raised(seen)) if column.is_some_and(|column| column.holds.is_in_digits()) => seen,
            _ => &self.text,
        }
    }

    /// What the text does not tell of the cell in a column.
    pub fn mark_in(&self, column: &Column) -> Option<&CellMark> {
        match self.seen_in(Some(column)) {
            Some(seen) if self.mark.as_ref().is_none_or(CellMark::is_of_display) => seen.mark.as_ref(),
            _ => self.mark.as_ref(),
        }
    }

    /// What a column takes for the text of a number or a day, if it takes what is seen.
    fn seen_in(&self, column: Option<&Column>) -> Option<&Seen> {
        let takes = |column: &Column| {
            matches!(column.holds, Holds::Words | Holds::Name | Holds::Choice(_) | Holds::Year)
        };
        self.seen.as_deref().filter(|_| column.is_none_or(takes))
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
