//! What was handed in.

use std::sync::Arc;

use chrono::NaiveDate;

use super::cause::RawFinding;
use super::indicator::Indicator;
use super::opinion::{Answer, Opinion};
use super::value::{Cell, Field};

/// A row of `received.csv`: which file came on which day.
#[derive(Debug, Clone)]
pub struct Received {
    /// The path below `inputs/`.
    pub file: Cell,
    /// The day on which it came.
    pub day: Field<NaiveDate>,
}

/// A return: one file of a department.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The path below the root.
    pub file: Arc<str>,
    /// The SHA-256 of its bytes.
    pub sha256: Arc<str>,
    /// The department's code, from the file's name or from the form's hidden sheet.
    pub department: String,
    /// Whether it is no return but the secretariat's corrections of one.
    pub is_correction: bool,
    /// The day it was received; none if `received.csv` doesn't say.
    pub received: Option<NaiveDate>,
    /// What was read of it, a row an indicator.
    pub rows: Vec<Arc<Indicator>>,
}

/// All returns.
#[derive(Debug, Clone, Default)]
pub struct Submissions {
    /// In the order of their paths.
    pub files: Vec<Submission>,
    /// What could not be read in them.
    pub findings: Vec<RawFinding>,
}

/// All advice and opinions.
#[derive(Debug, Clone, Default)]
pub struct Opinions {
    /// The advice and opinions.
    pub opinions: Vec<Opinion>,
    /// What the prefecture makes of them.
    pub answers: Vec<Answer>,
    /// Who answered 「意見なし」, and when.
    pub without_opinion: Vec<(String, Field<NaiveDate>)>,
    /// What could not be read in their files.
    pub findings: Vec<RawFinding>,
    /// Every text cell of their files.
    pub texts: Vec<Cell>,
}

impl Submissions {
    /// The returns themselves, without the corrections of them.
    pub fn returns(&self) -> impl Iterator<Item = &Submission> + Clone {
        self.files.iter().filter(|file| !file.is_correction)
    }

    /// Every text, for the fonts.
    pub fn texts(&self) -> impl Iterator<Item = &Cell> {
        self.files
            .iter()
            .flat_map(|file| &file.rows)
            .flat_map(|row| row.cells())
            .filter(|cell| !cell.text.is_ascii())
    }
}
