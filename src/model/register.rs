//! The register (台帳): every value of every return. Each value has its origin (file, sheet and cell) and the day on
//! which its file was received.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::by_year::{YearSource, YearValue};
use super::indicator::Indicator;
use super::value::Cell;

/// All rows that were ever received, in the order of the plan, the oldest first for each key.
#[derive(Debug, Clone, Default)]
pub struct Register {
    entries: Vec<Entry>,
}

/// A row with where it came from.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The row.
    pub indicator: Arc<Indicator>,
    /// The day it was received; a row whose day nobody noted counts as there from the start.
    pub received: Option<NaiveDate>,
    /// The path of its file, below the root.
    pub file: Arc<str>,
    /// The SHA-256 of that file's bytes.
    pub sha256: Arc<str>,
    /// Whether the secretariat corrected the row.
    pub is_correction: bool,
    /// Whether another row of the same day claims the same key, or the day can't be read, so that it can't be believed.
    pub disputed: bool,
    /// Whether the day is noted and can't be read. Such a row stands after all others of its key.
    pub waits: bool,
}

impl Entry {
    /// The file that a cell came from: the day it was received, and its SHA-256. The cells of a corrected row come from
    /// two files, `corrections.csv` and the return.
    pub fn source_of(&self, cell: &Cell) -> (Option<NaiveDate>, &str) {
        let source = &self.indicator.source;
        let is_of_year = |value: &&YearValue| value.field.cell.origin == cell.origin;
        let of_year = self.indicator.by_year.iter().find(is_of_year);
        match self.is_correction && cell.origin.file() != Some(&self.file) {
            // What stands in a list of the secretariat, or in last year's row, was not received with the row.
            _ if of_year.is_some_and(|value| value.source != YearSource::Row) => (None, ""),
            true => (source.received, &source.sha256),
            false => (self.received, &self.sha256),
        }
    }
}

impl Register {
    /// A register of rows. `measures` are the numbers of the plan's measures in the printed order, which the rows take.
    pub fn new<'a>(mut entries: Vec<Entry>, measures: impl Iterator<Item = &'a str>) -> Self {
        let order: BTreeMap<&str, usize> = measures.enumerate().map(|(i, number)| (number, i)).collect();
        entries.sort_by(|a, b| {
            let place = |e: &Entry| {
                let key = &e.indicator.key;
                let number = key.number.parse::<u32>().unwrap_or(u32::MAX);
                (
                    order.get(key.measure.as_str()).copied(),
                    number,
                    key.number.clone(),
                    (e.waits, e.received, e.is_correction),
                )
            };
            place(a).cmp(&place(b)).then_with(|| a.file.cmp(&b.file))
        });
        Self { entries }
    }

    /// Every row, superseded ones too.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The rows that are meant, in the same order.
    pub fn only(&self, meant: impl Fn(&Entry) -> bool) -> Self {
        Self { entries: self.entries.iter().filter(|entry| meant(entry)).cloned().collect() }
    }

    /// What was proposed at first: of each measure the rows of the day on which the first of them came, as far as that day
    /// is known.
    pub fn first(&self) -> Snapshot<'_> {
        let mut days: BTreeMap<&str, Option<NaiveDate>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| !entry.waits) {
            let day = days.entry(&entry.indicator.key.measure).or_insert(entry.received);
            *day = entry.received.min(*day);
        }
        let mut rows: Vec<&Entry> = Vec::new();
        let of_first = |e: &&Entry| !e.waits && days.get(&*e.indicator.key.measure) == Some(&e.received);
        for entry in self.entries.iter().filter(of_first) {
            match rows.last_mut() {
                Some(last) if last.indicator.key == entry.indicator.key => *last = entry,
                _ => rows.push(entry),
            }
        }
        Snapshot { rows }
    }

    /// What was known at the end of `cutoff`: of each key the row that was received last by then.
    pub fn as_of(&self, cutoff: NaiveDate) -> Snapshot<'_> {
        let mut rows: Vec<&Entry> = Vec::new();
        for entry in self.entries.iter().filter(|e| e.received.is_none_or(|day| day <= cutoff)) {
            match rows.last_mut() {
                Some(last) if last.indicator.key == entry.indicator.key => *last = entry,
                _ => rows.push(entry),
            }
        }
        Snapshot { rows }
    }
}

/// The register as it stood on a day.
#[derive(Debug, Clone)]
pub struct Snapshot<'a> {
    /// One row a key, in the order of the plan.
    pub rows: Vec<&'a Entry>,
}

impl<'a> Snapshot<'a> {
    /// The row of a key.
    pub fn find(&self, key: &str) -> Option<&'a Entry> {
        self.rows.iter().copied().find(|e| e.indicator.key.is(key))
    }

    /// The row that holds the figures of `row`: itself, or the one that it repeats.
    pub fn original(&self, row: &'a Entry) -> &'a Entry {
        match row.indicator.is_repeat() {
            true => self.find(&row.indicator.repeats.text).unwrap_or(row),
            false => row,
        }
    }

    /// The rows of a measure.
    pub fn of_measure(&self, number: &str) -> impl Iterator<Item = &'a Entry> {
        self.rows.iter().copied().filter(move |e| e.indicator.key.measure == number)
    }
}
