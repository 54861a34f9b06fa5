//! Which files the rows of `received.csv` mean, and so on which day each return came.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::lists::{day, finding, twice};
use super::table_row::TableRow;
use crate::ground::spellings::Spellings;
use crate::model::cause::{Cause, RawFinding};
use crate::model::cycle::Cycle;
use crate::model::submission::{Arrival, Arrivals, Received};
use crate::model::value::{Field, Reading};

/// Spells each file of the list as its path below `inputs/`, where the list names it in another way, and drops the
/// second row of a file. `paths` are all files that are there, `returns` those that are returns.
///
/// 「koyo.csv」, 「koyo」, 「./koyo.csv」 and 「C:\調査票\koyo.csv」 mean `submissions/koyo.csv`, if one return alone has
/// that name.
pub fn settle<'a>(cycle: &mut Cycle, paths: &BTreeSet<Arc<str>>, returns: impl Iterator<Item = &'a str>) {
    let rows = &mut cycle.received;
    let there: BTreeSet<String> = paths.iter().map(|path| Received::key(path)).collect();
    let (mut names, mut stems) = (Spellings::default(), Spellings::default());
    for path in returns {
        let name = path.rsplit('/').next().unwrap_or(path);
        names.add(name, path);
        stems.add(name.rsplit_once('.').map_or(name, |(stem, _)| stem), path);
    }
    for row in rows.iter_mut().filter(|row| !there.contains(&Received::key(&row.file.text))) {
        let key = Received::key(&row.file.text);
        let name = key.rsplit('/').next().unwrap_or(&key);
        if let Some(path) = names.find(name).or_else(|| stems.find(name)) {
            row.file.text = path.strip_prefix("inputs/").unwrap_or(path).into();
        }
    }
    cycle.findings.append(&mut once(rows));
    // A row that names nothing, or no file, may be any return's that is not listed.
    let names_nothing = |row: &Received| !there.contains(&Received::key(&row.file.text));
    let is_partial = cycle.arrivals.is_partial() || rows.iter().any(names_nothing);
    cycle.arrivals = Arrivals::new(rows, is_partial);
}

/// The day on which a row of a file came: as its 受付日 says, or else as `received.csv` says of the file.
pub fn day_of(row: &TableRow, file: &str, cycle: &Cycle, findings: &mut Vec<RawFinding>) -> Field<NaiveDate> {
    let cell = row.cell("受付日");
    match cycle.arrivals.of(file) {
        _ if !cell.is_empty() => day(row, "受付日", cycle.settings.cycle.fiscal_year, findings),
        Arrival::On(day) => Field { cell, reading: Reading::Value(day) },
        Arrival::Unlisted | Arrival::Unknown => {
            let listed = file.trim_start_matches("inputs/").into();
            findings.push(finding(&cell, Cause::NoDay { file: listed }));
            Field { cell, reading: Reading::Unreadable }
        }
    }
}

/// Drops the second row of each file. If the days differ, nobody knows which is its day.
fn once(rows: &mut Vec<Received>) -> Vec<RawFinding> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<String, Received> = BTreeMap::new();
    for item in std::mem::take(rows) {
        let (key, cell) = (Received::key(&item.file.text), &item.file);
        match seen.get_mut(&key).filter(|_| !cell.is_empty()) {
            None => {
                seen.insert(key, item);
            }
            Some(first) if first.day.reading == item.day.reading => {
                findings.push(finding(cell, twice(cell, &first.file)));
            }
            Some(first) => {
                let days = [first.day.cell.text.clone(), item.day.cell.text.clone()];
                findings.push(finding(cell, Cause::TwoDays { text: cell.text.clone(), days }));
                first.day.reading = Reading::Unreadable;
            }
        }
    }
    *rows = seen.into_values().collect();
    findings
}
