//! Which files the rows of `received.csv` mean, and so on which day each return came.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::lists::{day, finding, twice};
use super::table_row::TableRow;
use crate::model::cause::{Cause, RawFinding};
use crate::model::cycle::Cycle;
use crate::model::submission::{Arrival, Arrivals, Received};
use crate::model::value::{Field, Reading};

/// The folders of `inputs/` into which what came is put.
const SENT: [&str; 6] = ["submissions/", "replies/", "opinions/", "reports/", "ballots/", "tables/"];

/// Whether a path is that of a file that came.
pub fn is_sent(path: &str) -> bool {
    let below = path.strip_prefix("inputs/").unwrap_or(path);
    SENT.iter().any(|folder| below.strip_prefix(folder).is_some_and(|name| !name.contains('/')))
}

/// Spells each file of the list as its path below `inputs/`, where the list names it in another way, and drops the
/// second row of a file. `paths` are all files that are there, `sent` those that came.
///
/// 「koyo.csv」, 「koyo」, 「./koyo.csv」 and 「C:\調査票\koyo.csv」 mean `submissions/koyo.csv`, if one file alone of what
/// came has that name. If several have it, each that no row names waits for its day.
pub fn settle<'a>(cycle: &mut Cycle, paths: &BTreeSet<Arc<str>>, sent: impl Iterator<Item = &'a str>) {
    let rows = &mut cycle.received;
    let there: BTreeSet<String> = paths.iter().map(|path| Received::key(path)).collect();
    let mut named: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for path in sent.map(|path| path.strip_prefix("inputs/").unwrap_or(path)) {
        let key = Received::key(path);
        let name = key.rsplit('/').next().unwrap_or(&key);
        for spelling in [name, name.rsplit_once('.').map_or(name, |(stem, _)| stem)] {
            named.entry(spelling.into()).or_default().insert(path);
        }
    }
    let (mut names_nothing, mut waiting) = (false, BTreeSet::new());
    for row in rows.iter_mut().filter(|row| !there.contains(&Received::key(&row.file.text))) {
        let key = Received::key(&row.file.text);
        let name = key.rsplit('/').next().unwrap_or(&key);
        // A folder of the inputs is meant as it is written; any other is that of the machine where the file lay.
        let folder = SENT.iter().find(|folder| key[..key.len() - name.len()].ends_with(**folder));
        let is_meant = |path: &&&str| folder.is_none_or(|folder| path.starts_with(folder));
        let meant: Vec<&str> = named.get(name).into_iter().flatten().filter(is_meant).copied().collect();
        match meant[..] {
            [path] => row.file.text = path.into(),
            // It may be any file's that is not listed.
            [] => names_nothing = true,
            _ => waiting.extend(meant),
        }
    }
    cycle.findings.append(&mut once(rows));
    let is_partial = cycle.arrivals.is_partial() || names_nothing;
    cycle.arrivals = Arrivals::new(rows, &waiting, is_partial);
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
