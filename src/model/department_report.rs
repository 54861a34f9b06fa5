//! Reports (対応報告書): what departments say came of advice and opinions, and what was left open last year.

use std::sync::Arc;

use chrono::NaiveDate;

use super::cause::RawFinding;
use super::choice::{Choice, choice};
use super::opinion::OpinionKind;
use super::value::{Cell, Field};
use crate::ground::era;
use crate::ground::origin::Origin;
use crate::ground::wareki::Year;

choice! {
    /// 対応の状況: how far a department has come with a piece of advice or an opinion.
    ReportState {
        Done = "対応済み",
        Underway = "対応中",
        Planned = "対応予定",
        Considering = "検討中",
        Declined = "対応しない",
    }
}

impl ReportState {
    /// Whether nothing more is to come. What is not settled is asked again next year.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::Declined)
    }
}

/// A row of a report: what a department says of one piece of advice or one opinion.
#[derive(Debug, Clone)]
pub struct ReportRow {
    /// The number of the advice or the opinion, of one that was carried over as [`CarriedOpinion::label`] has it.
    pub number: Cell,
    /// How far the department has come.
    pub state: Field<ReportState>,
    /// What it did or will do.
    pub text: Cell,
    /// By when, in its words.
    pub when: Cell,
    /// Whether it says of itself that it is on another number, so that nobody knows on which it is.
    pub is_of_another: bool,
}

impl ReportRow {
    /// Whether the department wrote nothing, so that the row is as it was sent.
    pub fn is_open(&self) -> bool {
        self.state.cell.is_empty() && self.text.is_empty() && self.when.is_empty()
    }

    /// Whether another row says the same of the same.
    pub fn says_same(&self, other: &Self) -> bool {
        let words = |row: &Self| [&row.state.cell, &row.text, &row.when].map(|cell| cell.text.clone());
        words(self) == words(other)
    }
}

/// A report that came back: one file of a department.
#[derive(Debug, Clone)]
pub struct Report {
    /// The path below the root.
    pub file: Arc<str>,
    /// The department's code, from the file's name or from the form's hidden sheet.
    pub department: String,
    /// The day it was received; none if `received.csv` doesn't say.
    pub received: Option<NaiveDate>,
    /// Whether the day can't be known, so that nobody knows in which papers it belongs.
    pub waits: bool,
    /// Its rows, those that were left open too.
    pub rows: Vec<ReportRow>,
}

/// What stands before the number of a measure that is gone: another measure may have its number now.
pub const NO_MEASURE: &str = "前の年の";

/// A piece of advice or an opinion of an earlier year that was not settled then. It is asked again.
#[derive(Debug, Clone)]
pub struct CarriedOpinion {
    /// The fiscal year in which it was given.
    pub year: Field<Year>,
    /// Its number in that year.
    pub number: Cell,
    /// 種別: advice or an opinion.
    pub kind: Field<OpinionKind>,
    /// The measure it is about; empty for all.
    pub measure: Cell,
    /// The department that is asked, where it is about no measure.
    pub department: Cell,
    /// Who it is from, as printed.
    pub from: Cell,
    /// The code of the organization, or the id of the body, that it is from: it hears what becomes of it. Empty where that
    /// is not known.
    pub sender: Cell,
    /// What it says.
    pub text: Cell,
    /// 対応の状況, as it was last reported; empty where nothing was.
    pub state: Field<ReportState>,
    /// 対応の内容, as it was last reported.
    pub report: Cell,
    /// 時期, as it was last reported.
    pub when: Cell,
    /// Why it is asked of nobody; none if it is asked.
    pub unasked: Option<Unasked>,
}

/// Why a row of `carried.csv` is asked of nobody as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unasked {
    /// It was settled: nothing more is to come.
    Settled,
    /// Its year, its number or its words are not there, or the year can't be read. Reading said so.
    Unread,
    /// Its year is not one of those just before this one.
    OfAnotherTime,
    /// An earlier row has its year and its number.
    Twice {
        /// Where that one stands.
        first: Origin,
        /// Whether it says the same.
        says_same: bool,
    },
}

impl CarriedOpinion {
    /// Its number with the year, which no number of this year's looks like: 「R1-3」.
    pub fn label(&self) -> String {
        let year = self.year.value().map(|year| year.western);
        let era = year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)).and_then(era::parts_of);
        let year = era.map_or_else(|| self.year.cell.text.clone(), |(_, letter, n)| format!("{letter}{n}"));
        format!("{year}-{}", self.number.text)
    }
}

/// All reports, and what was carried over.
#[derive(Debug, Clone, Default)]
pub struct Reports {
    /// In the order of their paths.
    pub files: Vec<Report>,
    /// What earlier years left open, of `inputs/carried.csv`.
    pub carried: Vec<CarriedOpinion>,
    /// What could not be read in them.
    pub findings: Vec<RawFinding>,
    /// Every text cell of their files.
    pub texts: Vec<Cell>,
}
