//! `inputs/corrections.csv`: values that the secretariat corrects without touching a return.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::header::Columns;
use super::input::InputFile;
use super::lists::{List, day, filled};
use super::row::{self, key_text};
use super::submission::{COLUMNS, sha256};
use super::table::Record;
use crate::ground::origin::{CellRef, Origin};
use crate::ground::text;
use crate::model::indicator::Key;
use crate::model::submission::{Fault, FaultKind, Submission, Submissions};
use crate::model::value::{Cell, Field};

/// One value to be corrected.
#[derive(Debug, Clone)]
struct Correction {
    department: Cell,
    measure: Cell,
    number: Cell,
    /// The return's column.
    column: Cell,
    value: Cell,
    /// From when on it holds.
    day: Field<NaiveDate>,
}

/// A row that corrections are about, as it was received or corrected.
struct Candidate {
    received: Option<NaiveDate>,
    record: Record,
}

/// What is about one row.
type Target = (String, Key);

/// The corrections of a cycle, and the rows that they are about.
#[derive(Default)]
pub struct Corrections {
    file: Arc<str>,
    sha256: Arc<str>,
    items: BTreeMap<Target, Vec<Correction>>,
    rows: BTreeMap<Target, Vec<Candidate>>,
    faults: Vec<Fault>,
}

impl Corrections {
    /// Reads `corrections.csv`; the texts are for the fonts.
    pub fn read(file: &InputFile) -> (Self, Vec<Cell>) {
        const COLUMNS: Columns = Columns {
            required: &["部署", "取組番号", "指標番号", "列", "値", "理由", "訂正者", "訂正日"],
            optional: &["備考"],
            keys: &[],
        };
        let list = List::read(file, COLUMNS, |row, faults| {
            filled(row, "理由", faults);
            filled(row, "訂正者", faults);
            Correction {
                department: filled(row, "部署", faults),
                measure: filled(row, "取組番号", faults),
                number: filled(row, "指標番号", faults),
                column: filled(row, "列", faults),
                value: filled(row, "値", faults),
                day: day(row, "訂正日", faults),
            }
        });
        let mut all = Self {
            file: file.path.clone(),
            sha256: sha256(&file.bytes),
            faults: list.faults,
            ..Self::default()
        };
        for item in list.items {
            let key = Key { measure: key_text(&item.measure.text), number: key_text(&item.number.text) };
            all.items.entry((item.department.text.clone(), key)).or_default().push(item);
        }
        (all, list.texts)
    }

    /// Keeps a row of a return, if it is to be corrected.
    pub fn note(&mut self, file: &Submission, key: &Key, record: &Record) {
        let target = (file.department.clone(), key.clone());
        if self.items.contains_key(&target) {
            let candidate = Candidate { received: file.received, record: record.clone() };
            self.rows.entry(target).or_default().push(candidate);
        }
    }

    /// Adds the corrected rows to the returns, as received on the days of the corrections.
    pub fn apply(mut self, all: &mut Submissions) {
        all.faults.append(&mut self.faults);
        let mut corrected: BTreeMap<(String, NaiveDate), Vec<_>> = BTreeMap::new();
        for (target, items) in std::mem::take(&mut self.items) {
            let rows = self.rows.remove(&target).unwrap_or_default();
            for (day, record) in correct(items, rows, &mut all.faults) {
                let row = row::indicator(&record, &target.0, &mut all.faults);
                corrected.entry((target.0.clone(), day)).or_default().push(row);
            }
        }
        all.files.extend(corrected.into_iter().map(|((department, day), rows)| Submission {
            file: self.file.clone(),
            sha256: self.sha256.clone(),
            department,
            is_correction: true,
            received: Some(day),
            rows,
        }));
    }
}

/// The row as it stands after each day of its corrections.
fn correct(
    mut items: Vec<Correction>,
    mut rows: Vec<Candidate>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<NaiveDate, Record> {
    let mut corrected = BTreeMap::new();
    let returned: BTreeSet<NaiveDate> = rows.iter().filter_map(|row| row.received).collect();
    items.sort_by_key(|item| item.day.value().copied());
    for item in items {
        let mut unused = |cell: &Cell, kind| {
            faults.push(Fault { origin: cell.origin.clone(), department: None, kind });
        };
        let Some(&day) = item.day.value() else { continue };
        let folded = text::fold(&item.column.text);
        let known = COLUMNS.required.iter().chain(COLUMNS.optional).find(|name| text::fold(name) == folded);
        let Some(column) = known.filter(|name| !COLUMNS.keys.contains(name)) else {
            unused(
                &item.column,
                FaultKind::Unused {
                    why: "列の名が、調査票の（番号のほかの）列ではありません"
                },
            );
            continue;
        };
        // The row in force on that day: of several, the one received last, a correction after a return.
        rows.sort_by_key(|row| row.received);
        let Some(row) = rows.iter().rev().find(|row| row.received.is_none_or(|received| received <= day))
        else {
            unused(
                &item.measure,
                FaultKind::Unused {
                    why: "その部署から訂正日までに届いた調査票に、この取組番号と指標番号の行がありません",
                },
            );
            continue;
        };
        if row.record.cell(column).text == item.value.text
            && row.record.marks.iter().all(|(c, _)| c != column)
        {
            unused(&item.value, FaultKind::Unused { why: "調査票の値が、もうこの値です" });
            continue;
        }
        if let Some(later) = returned.range(day..).find(|later| **later > day) {
            unused(&item.value, FaultKind::Overtaken { received: *later });
        }
        let record =
            row.record.with(column, Cell { origin: named(&item.value.origin, column), ..item.value });
        rows.push(Candidate { received: Some(day), record: record.clone() });
        corrected.insert(day, record);
    }
    corrected
}

/// The place of a correction, by the column that it corrects.
fn named(origin: &Origin, column: &str) -> Origin {
    match origin {
        Origin::Cell(cell) => {
            Origin::Cell(CellRef { header: format!("{column}（訂正）").into(), ..cell.clone() })
        }
        other => other.clone(),
    }
}
