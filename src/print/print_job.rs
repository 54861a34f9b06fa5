//! A print job (one order to the printer), and how its sheets are printed.

use serde::Serialize;

use crate::model::declared_paper::PaperSize;
use crate::model::printing::Staple;

/// A print job: one order to the printer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrintJob {
    /// The files below the stage's folder, each printed by itself, in order.
    pub files: Vec<String>,
    /// What it is, for people: 「会議資料一式（次第～資料２）」.
    pub what: String,
    /// The size of its paper.
    pub paper: PaperSize,
    /// On which sides a sheet is printed, and how it is turned.
    pub sides: Sides,
    /// Whether it is printed in colour, and not in black and white: if that is wanted, and a page of it bears colour.
    pub colour: bool,
    /// Then, how many pages of a copy bear colour. The others are printed as cheaply as black and white.
    pub in_colour: usize,
    /// How often each file is printed.
    pub copies: usize,
    /// Where the printer staples a copy.
    pub staple: Staple,
    /// Printed sides of a copy, blank ones not counted; of all files together.
    pub pages: usize,
    /// Sheets of paper of a copy.
    pub sheets: usize,
    /// Whether it is a part of what goes to the recipients of letters: of each recipient all parts are printed in turn.
    pub in_sets: bool,
}

/// How a sheet is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sides {
    /// One side, the back left blank.
    One,
    /// Both sides, turned at the long edge like the pages of a book.
    LongEdge,
    /// Both sides, turned at the short edge like the pages of a calendar.
    ShortEdge,
}

impl Sides {
    /// As the print plan says it.
    pub fn label(self) -> &'static str {
        match self {
            Sides::One => "片面",
            Sides::LongEdge => "両面（長辺とじ）",
            Sides::ShortEdge => "両面（短辺とじ）",
        }
    }
}
