//! What was handed in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::cause::RawFinding;
use super::indicator::Indicator;
use super::opinion::{Answer, Opinion};
use super::value::{Cell, Field};
use crate::ground::text;

/// A row of `received.csv`: which file came on which day.
#[derive(Debug, Clone)]
pub struct Received {
    /// The path below `inputs/`.
    pub file: Cell,
    /// The day on which it came.
    pub day: Field<NaiveDate>,
}

/// The days on which files came, by file.
#[derive(Debug, Clone, Default)]
pub struct Arrivals {
    /// Of a file that is listed, the day; none if that can't be read, or if a row may mean it or another.
    days: BTreeMap<String, Option<NaiveDate>>,
    /// Whether a part of the list could not be read, or names no file. A file that is not listed may be meant there.
    is_partial: bool,
}

/// When a file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// On this day.
    On(NaiveDate),
    /// Nobody noted the day: it counts as there from the start.
    Unlisted,
    /// A day is noted and can't be read, or the list may mean the file where nobody knows which it means. What the file reports waits for it, as 「確認中」 in all papers.
    Unknown,
}

impl Arrivals {
    /// The days of a list; `waiting` are files that it may mean, and `is_partial` says that not all of it could be read.
    pub fn new(list: &[Received], waiting: &BTreeSet<&str>, is_partial: bool) -> Self {
        let waiting = waiting.iter().map(|path| (Received::key(path), None));
        let listed = list.iter().map(|r| (Received::key(&r.file.text), r.day.value().copied()));
        let days = waiting.chain(listed).collect();
        Self { days, is_partial }
    }

    /// Whether a part of the list could not be read, or names no file that is there.
    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// Whether the list names the file of a path.
    pub fn are_noted_of(&self, path: &str) -> bool {
        self.days.contains_key(&Received::key(path))
    }

    /// When the file of a path came.
    pub fn of(&self, path: &str) -> Arrival {
        match self.days.get(&Received::key(path)) {
            Some(Some(day)) => Arrival::On(*day),
            Some(None) => Arrival::Unknown,
            None if self.is_partial => Arrival::Unknown,
            None => Arrival::Unlisted,
        }
    }
}

impl Received {
    /// A path as paths compare, from below `inputs/`: as the list spells it, as Windows does, or as the file is called.
    pub fn key(path: &str) -> String {
        let path = path.replace(['\\', '¥', '￥'], "/");
        let path = path.trim_start_matches("./");
        text::key(path.strip_prefix("inputs/").unwrap_or(path))
    }
}

/// A file that came back, of whatever kind of form.
#[derive(Debug, Clone)]
pub struct CameBack {
    /// The path below the root.
    pub file: Arc<str>,
    /// The code of who sent it, by its name or as the form says; none where that is nobody: the secretariat's own list.
    pub sender: Option<String>,
    /// When it came.
    pub arrival: Arrival,
}

impl CameBack {
    /// The day on which it came; none where nobody knows.
    pub fn received(&self) -> Option<NaiveDate> {
        match self.arrival {
            Arrival::On(day) => Some(day),
            Arrival::Unlisted | Arrival::Unknown => None,
        }
    }
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
    /// Whether the day can't be known, as [`Arrival::Unknown`] says, so that nobody knows in which papers it belongs.
    pub waits: bool,
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
    /// What members of a body said at its meetings (発言). It stands in that meeting's 主な意見 alone: no department is
    /// asked what came of it, and no list of opinions counts it.
    pub remarks: Vec<Opinion>,
    /// What the prefecture makes of them.
    pub answers: Vec<Answer>,
    /// Who answered 「意見なし」, and when.
    pub without_opinion: Vec<(String, Field<NaiveDate>)>,
    /// 備考: what is noted beside them, for the secretariat alone, with the code of whose file it is.
    pub notes: Vec<(String, Cell)>,
    /// The files in which they came, those that can't be read too.
    pub came_back: Vec<CameBack>,
    /// What could not be read in their files.
    pub findings: Vec<RawFinding>,
    /// Every text cell of their files.
    pub texts: Vec<Cell>,
}

impl Opinions {
    /// Everything that was said, whatever becomes of it.
    pub fn all(&self) -> impl Iterator<Item = &Opinion> {
        self.opinions.iter().chain(&self.remarks)
    }
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
