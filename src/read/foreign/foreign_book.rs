//! What a workbook of another kind holds, sheet by sheet, and how each cell is shown.

use std::collections::{BTreeMap, BTreeSet};

/// A workbook.
#[derive(Debug, Default)]
pub(super) struct ForeignBook {
    /// Its sheets in their order.
    pub sheets: Vec<ForeignSheet>,
    /// Whether days are counted from 1904, as on old Macs, and not from 1900.
    pub epoch_1904: bool,
}

/// A sheet; its lines and columns are counted from 1.
#[derive(Debug, Default)]
pub(super) struct ForeignSheet {
    /// Its name.
    pub name: String,
    /// Whether its tab is hidden.
    pub hidden: bool,
    /// Whether nothing is seen of zeros.
    pub hides_zeros: bool,
    /// The hidden rows that hold something.
    pub hidden_rows: BTreeSet<u32>,
    /// The hidden columns: first and last of each group.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Merged cells: line and column of the first and of the last.
    pub merged: Vec<((u32, u32), (u32, u32))>,
    /// What its cells hold, by line and column.
    pub cells: BTreeMap<(u32, u32), ForeignCell>,
    /// Comments on cells.
    pub comments: BTreeMap<(u32, u32), String>,
}

/// A cell that holds something.
#[derive(Debug)]
pub(super) struct ForeignCell {
    /// What it holds.
    pub value: ForeignValue,
    /// How it is shown.
    pub look: CellLook,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ForeignValue {
    /// A number, or a moment as the count of days.
    Number(f64),
    /// A day or a moment in ISO 8601.
    Moment(String),
    /// Words.
    Words(String),
    /// True or false.
    Truth(bool),
    /// A formula that failed, with its error: `#REF!`.
    Failed(String),
    /// A formula whose result the file lacks.
    NoResult,
}

/// How a cell is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellLook {
    /// The code of its number format; empty where `built_in` says it.
    pub code: String,
    /// The number of a number format that every program knows.
    pub built_in: u16,
    /// Whether it is struck through.
    pub struck: bool,
    /// `superscript` or `subscript`, where its letters are raised or lowered.
    pub raised: Option<&'static str>,
}
