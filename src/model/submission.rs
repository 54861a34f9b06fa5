//! What was handed in, and what could not be read of it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::indicator::Indicator;
use super::opinion::{Answer, Opinion};
use super::value::{Cell, Field};
use crate::ground::origin::Origin;
use crate::ground::text::excerpt;

/// A row of `received.csv`: which file came on which day.
#[derive(Debug, Clone)]
pub struct Received {
    /// The path below `inputs/`.
    pub file: Cell,
    pub day: Field<NaiveDate>,
}

/// A return: one file of a department.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The path below the root.
    pub file: Arc<str>,
    pub sha256: Arc<str>,
    /// The department's code, from the file's name.
    pub department: String,
    /// The day it was received; none if `received.csv` doesn't say.
    pub received: Option<NaiveDate>,
    pub rows: Vec<Indicator>,
}

/// All returns.
#[derive(Debug, Clone, Default)]
pub struct Submissions {
    /// In the order of their paths.
    pub files: Vec<Submission>,
    pub faults: Vec<Fault>,
    /// Every text cell, for the fonts.
    pub texts: Vec<Cell>,
}

/// All advice and opinions.
#[derive(Debug, Clone, Default)]
pub struct Opinions {
    pub opinions: Vec<Opinion>,
    pub answers: Vec<Answer>,
    /// Who answered 「意見なし」, and when.
    pub without: Vec<(String, Field<NaiveDate>)>,
    pub faults: Vec<Fault>,
    pub texts: Vec<Cell>,
}

/// Something that could not be read. Which rule it breaks and what to say of it is the rule's matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub origin: Origin,
    /// The department that can mend it.
    pub department: Option<String>,
    pub kind: FaultKind,
}

/// What is wrong with a cell or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The bytes are in no known encoding.
    Encoding,
    /// The header row lacks these columns.
    HeaderMissing { columns: Vec<&'static str> },
    /// A form that was sent to another.
    FormOfAnother { recipient: String },
    /// A form of another cycle.
    FormOfAnotherCycle { cycle: String },
    /// A form whose fixed cells were changed.
    FormChanged,
    /// Not a workbook, or one that is protected or broken.
    NoWorkbook,
    /// A workbook past the bounds of what is read.
    TooLarge,
    /// A column that nothing uses.
    UnknownColumn { name: String },
    /// Characters that may not stand in an input.
    ForbiddenCharacter { text: String },
    /// A row has more cells than the header has columns.
    RowTooLong { header: usize, row: usize },
    /// A quotation mark that neither opens nor closes a cell.
    Quote,
    /// A row of cells above the header.
    AboveHeader,
    /// No row looks like a header.
    NoHeader,
    /// There is nothing in the file.
    EmptyFile,
    /// Not a number.
    Number { text: String, hint: &'static str },
    /// The unit inside the number is not that of the 単位 column.
    Unit { text: String, found: String, expected: String },
    /// Not a year.
    Year { text: String },
    /// The years of a row are not all 年 or all 年度.
    MixedYears { text: String },
    /// Not a date.
    Date { text: String },
    /// Not a word of the closed list.
    Choice { column: String, text: String, choices: Vec<&'static str> },
    /// A cell that must be filled in is empty.
    Empty { column: &'static str },
    /// A code that can't name a file.
    Code { text: String },
    /// A code or number that stands twice in a list; the first is elsewhere.
    Twice { column: String, text: String, first: Origin },
}

impl FaultKind {
    /// The same with a long text cut, for a message.
    pub fn excerpt(&self) -> Self {
        let mut cut = self.clone();
        match &mut cut {
            Self::Number { text, .. }
            | Self::Unit { text, .. }
            | Self::Year { text }
            | Self::MixedYears { text }
            | Self::Date { text }
            | Self::Choice { text, .. }
            | Self::Code { text }
            | Self::UnknownColumn { name: text }
            | Self::Twice { text, .. } => *text = excerpt(text),
            _ => {}
        }
        cut
    }
}
