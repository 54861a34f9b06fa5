//! Files that were sent before: the same file twice, or last year's file once more.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::ground::text;
use crate::model::cause::Cause;
use crate::model::indicator::{Indicator, Key};
use crate::model::no_answer::is_no_answer;
use crate::model::submission::Submissions;
use crate::model::value::{Field, Quantity};

/// What was handed in last year, by key.
#[derive(Default)]
pub struct LastYear(BTreeMap<Key, Reported>);

/// What a row reports, however it is written.
#[derive(PartialEq, Eq)]
struct Reported {
    /// The actual figure: year, value, state.
    figures: [String; 3],
    /// What is told of it; nothing where it says that there is nothing to tell.
    words: [String; 3],
}

impl LastYear {
    /// Last year's rows.
    pub fn of(last_year: &Submissions) -> Self {
        let rows = last_year.files.iter().flat_map(|f| &f.rows);
        Self(rows.map(|row| (row.key.clone(), reported(row))).collect())
    }

    /// What is wrong with rows that are as they were: all of them, or most and at least two, whose year did not go on.
    pub fn compare(&self, rows: &[Indicator]) -> Option<Cause> {
        if self.0.is_empty() {
            return None;
        }
        let now: Vec<(&Indicator, Reported)> = rows.iter().map(|row| (row, reported(row))).collect();
        let told =
            |reported: &Reported| reported.figures.iter().chain(&reported.words).any(|text| !text.is_empty());
        let same = |(row, now): &(&Indicator, Reported)| self.0.get(&row.key) == Some(now);
        if now.iter().any(|(_, now)| told(now)) && now.iter().all(same) {
            return Some(Cause::LastYears);
        }
        let kept = |(row, now): &&(&Indicator, Reported)| {
            let [year, value, state] = &now.figures;
            !(year.is_empty() || value.is_empty() && state.is_empty())
                && self.0.get(&row.key).is_some_and(|last| last.figures == now.figures)
        };
        let kept: Vec<String> = now.iter().filter(kept).map(|(row, _)| row.key.to_string()).collect();
        (kept.len() >= 2 && kept.len() * 2 >= rows.len())
            .then_some(Cause::PartlyLastYears { rows: rows.len(), kept })
    }
}

fn reported(row: &Indicator) -> Reported {
    Reported {
        figures: [year(row), value(&row.actual), text::fold(&row.state.cell.text)],
        words: [&row.activity, &row.issue, &row.plan].map(|cell| match is_no_answer(&cell.text) {
            true => String::new(),
            false => text::fold(&cell.text),
        }),
    }
}

fn year(row: &Indicator) -> String {
    let year = row.actual_year.value().map(|year| year.western.to_string());
    year.unwrap_or_else(|| text::fold(&row.actual_year.cell.text))
}

/// A number whatever its commas and decimals.
fn value(field: &Field<Quantity>) -> String {
    match field.value() {
        Some(quantity) => format!("{}{}{}", quantity.prefix, quantity.value, quantity.suffix),
        None => text::fold(&field.cell.text),
    }
}

/// What rows hold, whatever the file's format, the order of its rows and how its numbers are written.
pub fn contents(rows: &[Indicator]) -> [u8; 32] {
    let mut all: Vec<[u8; 32]> = rows.iter().map(row_contents).collect();
    all.sort_unstable();
    let mut hash = Sha256::new();
    all.iter().for_each(|row| hash.update(row));
    hash.finalize().into()
}

fn row_contents(row: &Indicator) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text);
        hash.update([0]);
    };
    // What stands in columns of their own comes last.
    let cells = row.cells().take(row.cells().count() - row.extra.len());
    let numbers = [&row.baseline, &row.target, &row.expected, &row.actual];
    for cell in cells {
        match numbers.iter().find(|field| std::ptr::eq(&field.cell, cell)) {
            Some(field) => add(&value(field)),
            None => add(&text::fold(&cell.text)),
        }
    }
    hash.finalize().into()
}
