//! `inputs/corrections.csv`: values that the secretariat corrects without touching a return.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::indicator_key;
use super::input::InputFile;
use super::lists::{List, day, filled};
use super::number;
use super::own_value;
use super::row;
use super::row_lists::RowLists;
use super::table_row::TableRow;
use crate::ground::hash::sha256;
use crate::ground::origin::{CellRef, Origin};
use crate::ground::text;
use crate::ground::written_year::parse_year;
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::{Column, Columns, Holds};
use crate::model::cycle::Cycle;
use crate::model::indicator::{Key, ReturnSource};
use crate::model::submission::{Submission, Submissions};
use crate::model::value::{Cell, Field, Reading};

/// One value to be corrected.
#[derive(Debug, Clone)]
struct Correction {
    department: Cell,
    measure: Cell,
    number: Cell,
    /// The return's column.
    column: Cell,
    value: Cell,
    /// Who corrects it.
    by: Cell,
    /// From when on it holds.
    day: Field<NaiveDate>,
}

/// A row that corrections are about, as it was received or corrected.
#[derive(Clone)]
struct Candidate {
    received: Option<NaiveDate>,
    is_correction: bool,
    /// The return that the row stands in.
    source: ReturnSource,
    record: TableRow,
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
    findings: Vec<RawFinding>,
}

/// The columns of `corrections.csv`.
pub fn columns() -> Columns {
    Columns::new([
        Column::new("部署", Holds::Name).required(),
        Column::new("取組番号", Holds::MeasureNumber).required(),
        Column::new("指標番号", Holds::Ordinal).required(),
        Column::new("列", Holds::Name).required(),
        Column::new("値", Holds::Words).required(),
        Column::new("理由", Holds::Words).required(),
        Column::new("訂正者", Holds::Words).required(),
        Column::new("訂正日", Holds::Date).required(),
        Column::new("備考", Holds::Words),
    ])
}

impl Corrections {
    /// Reads `corrections.csv`; the texts are for the fonts. A row of a department that the cycle doesn't know is a finding.
    pub fn read(file: &InputFile, cycle: &Cycle) -> (Self, Vec<Cell>) {
        let (names, year) = (&cycle.names, cycle.settings.cycle.fiscal_year);
        let list = List::read(file, &columns(), |row, findings| {
            filled(row, "理由", findings);
            Correction {
                by: filled(row, "訂正者", findings),
                department: filled(row, "部署", findings),
                measure: filled(row, "取組番号", findings),
                number: filled(row, "指標番号", findings),
                column: filled(row, "列", findings),
                value: filled(row, "値", findings),
                day: day(row, "訂正日", year, findings),
            }
        });
        let mut all = Self {
            file: file.path.clone(),
            sha256: sha256(&file.bytes),
            findings: list.findings,
            ..Self::default()
        };
        for item in list.items {
            let Some(code) = names.department(&item.department.text) else {
                let cause = Cause::UnknownDepartment { text: item.department.text.clone() };
                let origin = item.department.origin.clone();
                // An empty cell is said already.
                let filled = !item.department.is_empty();
                all.findings.extend(filled.then_some(RawFinding { origin, department: None, cause }));
                continue;
            };
            let key = indicator_key::key(&item.measure.text, &item.number.text, names);
            all.items.entry((code.into(), key)).or_default().push(item);
        }
        (all, list.texts)
    }

    /// Keeps a row of a return, if it is to be corrected.
    pub fn note(&mut self, file: &Submission, key: &Key, record: &TableRow) {
        let target = (file.department.clone(), key.clone());
        // Of a return whose day can't be read nobody knows whether a correction is of it.
        if !file.waits && self.items.contains_key(&target) {
            let source = ReturnSource {
                received: file.received,
                sha256: file.sha256.clone(),
                corrections: Vec::new(),
            };
            let record = record.clone();
            let candidate = Candidate { received: file.received, is_correction: false, source, record };
            self.rows.entry(target).or_default().push(candidate);
        }
    }

    /// Adds the corrected rows to the returns, as received on the days of the corrections; the last cutoff is the day
    /// until which papers use them.
    pub fn apply(mut self, all: &mut Submissions, cycle: &Cycle, last_cutoff: Option<NaiveDate>) {
        let columns = &cycle.return_columns;
        all.findings.append(&mut self.findings);
        // The row may stand in what was not read.
        let of_unread = all.findings.iter().filter(|finding| finding.cause.leaves_unread());
        let unread: BTreeSet<String> = of_unread.filter_map(|finding| finding.department.clone()).collect();
        let mut corrected: BTreeMap<(String, NaiveDate), Vec<_>> = BTreeMap::new();
        for (target, items) in std::mem::take(&mut self.items) {
            let rows = self.rows.remove(&target).unwrap_or_default();
            if rows.is_empty() && unread.contains(&target.0) {
                continue;
            }
            let (items, waiting): (Vec<_>, Vec<_>) =
                items.into_iter().partition(|item| item.day.value().is_some());
            let waiting = waiting_columns(&waiting, &rows, columns, &mut all.findings);
            if !waiting.is_empty() {
                for row in &rows {
                    wait(all, row, &target.0, &waiting, cycle);
                }
            }
            for (day, mut row) in correct(items, rows, columns, last_cutoff, &mut all.findings) {
                waiting.iter().for_each(|column| row.record.wait(column));
                let row = row::indicator(
                    &row.record,
                    &target.0,
                    row.source,
                    RowLists::of(cycle),
                    &mut all.findings,
                );
                corrected.entry((target.0.clone(), day)).or_default().push(Arc::new(row));
            }
        }
        all.files.extend(corrected.into_iter().map(|((department, day), rows)| Submission {
            file: self.file.clone(),
            sha256: self.sha256.clone(),
            department,
            is_correction: true,
            received: Some(day),
            waits: false,
            rows,
        }));
    }
}

/// The columns of corrections whose day can't be read. Nobody knows in which papers the old value is still right, so it
/// waits in all, as a return does whose day can't be read.
fn waiting_columns(
    items: &[Correction],
    rows: &[Candidate],
    columns: &Columns,
    findings: &mut Vec<RawFinding>,
) -> Vec<Arc<Column>> {
    let mut waiting = Vec::new();
    for item in items {
        match column_of(item, columns) {
            Ok(_) if rows.is_empty() => findings.push(unused(&item.measure, NO_ROW)),
            Ok(column) => waiting.push(column.clone()),
            Err((cell, why)) => findings.push(unused(cell, why)),
        }
    }
    waiting
}

/// Makes the cells of some columns of a returned row wait. What else is wrong with the row was said when it was read.
fn wait(all: &mut Submissions, row: &Candidate, department: &str, columns: &[Arc<Column>], cycle: &Cycle) {
    let mut record = row.record.clone();
    columns.iter().for_each(|column| record.wait(column));
    let waiting =
        row::indicator(&record, department, row.source.clone(), RowLists::of(cycle), &mut Vec::new());
    let mut rows = all.files.iter_mut().flat_map(|file| &mut file.rows);
    if let Some(row) = rows.find(|row| row.origin == waiting.origin) {
        *row = Arc::new(waiting);
    }
}

/// The row as it stands after each day of its corrections.
fn correct(
    mut items: Vec<Correction>,
    mut rows: Vec<Candidate>,
    columns: &Columns,
    last_cutoff: Option<NaiveDate>,
    findings: &mut Vec<RawFinding>,
) -> BTreeMap<NaiveDate, Candidate> {
    let mut corrected: BTreeMap<NaiveDate, Candidate> = BTreeMap::new();
    let mut done: BTreeSet<(NaiveDate, Arc<str>)> = BTreeSet::new();
    let returned: BTreeSet<NaiveDate> = rows.iter().filter_map(|row| row.received).collect();
    items.sort_by_key(|item| item.day.value().copied());
    let disputed = disputed(&items, &rows, columns);
    for item in items {
        let Some(&day) = item.day.value() else { continue };
        rows.sort_by_key(|row| (row.received, row.is_correction));
        let waiting =
            column_of(&item, columns).ok().filter(|column| disputed.contains_key(&(day, column.id.clone())));
        if let Some(column) = waiting {
            let row = rows.iter().rfind(|row| row.received.is_none_or(|received| received <= day));
            match row.cloned() {
                None => findings.push(unused(&item.measure, NO_ROW)),
                Some(row) if done.insert((day, column.id.clone())) => {
                    let values = disputed.get(&(day, column.id.clone())).cloned().unwrap_or_default();
                    let origin = item.value.origin.clone();
                    let cause = Cause::TwoCorrections { values };
                    findings.push(RawFinding { origin, department: None, cause });
                    let mut row = Candidate { received: Some(day), is_correction: true, ..row };
                    row.record.wait(column);
                    rows.push(row.clone());
                    corrected.insert(day, row);
                }
                Some(_) => {}
            }
            continue;
        }
        let (column, row) = match target(&item, day, &rows, columns) {
            Ok(found) => found,
            Err((cell, why)) => {
                findings.push(unused(cell, why));
                continue;
            }
        };
        if !done.insert((day, column.id.clone())) {
            findings.push(unused(&item.value, "同じ日に、同じ欄の訂正がもう一つあります"));
            continue;
        }
        if last_cutoff.is_some_and(|last| day > last) {
            findings.push(unused(
                &item.value,
                "訂正日が、どの段階の締切（cutoff）よりも後なので、どの資料にも載りません",
            ));
        }
        if let Some(later) = returned.range(day..).find(|later| **later > day) {
            let cause = Cause::OvertakenCorrection { received: *later };
            findings.push(RawFinding { origin: item.value.origin.clone(), department: None, cause });
        }
        let cell = Cell { origin: named(&item.value.origin, &column.name), text: item.value.text.clone() };
        let mut record = row.record.clone();
        record.set(column, cell);
        let mut source = row.source.clone();
        source.corrections.push((named(&item.value.origin, &column.name), item.by.text.as_str().into()));
        let row = Candidate { received: Some(day), is_correction: true, source, record };
        rows.push(row.clone());
        corrected.insert(day, row);
    }
    corrected
}

/// The cells for which the corrections of a day say different values, with the first two of them.
fn disputed(
    items: &[Correction],
    rows: &[Candidate],
    columns: &Columns,
) -> BTreeMap<(NaiveDate, Arc<str>), [String; 2]> {
    let unit = rows.first().map_or("", |row| row.record.text("単位"));
    let mut first: BTreeMap<(NaiveDate, Arc<str>), &str> = BTreeMap::new();
    let mut disputed = BTreeMap::new();
    for item in items {
        let (Some(&day), Ok(column)) = (item.day.value(), column_of(item, columns)) else { continue };
        let (key, value) = ((day, column.id.clone()), item.value.text.as_str());
        match first.get(&key) {
            Some(said) if !is_same(column, unit, said, value) => {
                disputed.entry(key).or_insert_with(|| [(*said).to_owned(), value.to_owned()]);
            }
            Some(_) => {}
            None => drop(first.insert(key, value)),
        }
    }
    disputed
}

const NO_ROW: &str = "その部署から訂正日までに届いた調査票に、この取組番号と指標番号の行がありません";

/// The column that a correction is about; else what is wrong with it.
fn column_of<'a>(
    item: &'a Correction,
    columns: &'a Columns,
) -> Result<&'a Arc<Column>, (&'a Cell, &'static str)> {
    let folded = text::fold(&item.column.text);
    let mut named = columns.iter().filter(|column| text::fold(&column.name) == folded && !column.is_key);
    named.next().ok_or((&item.column, "列の名が、調査票の（番号のほかの）列ではありません"))
}

/// The column and the row that a correction is about, of rows in the order of their days; else what is wrong with it.
fn target<'a>(
    item: &'a Correction,
    day: NaiveDate,
    rows: &'a [Candidate],
    columns: &'a Columns,
) -> Result<(&'a Arc<Column>, &'a Candidate), (&'a Cell, &'static str)> {
    let column = column_of(item, columns)?;
    let mut by_then = rows.iter().rev().filter(|row| row.received.is_none_or(|received| received <= day));
    let row = by_then.next().ok_or((&item.measure, NO_ROW))?;
    let disputed = by_then.next().is_some_and(|other| !row.is_correction && other.received == row.received);
    if disputed {
        return Err((
            &item.measure,
            "同じ日に届いた同じ番号の行がいくつもあり、どれを訂正するのか決められません",
        ));
    }
    if text::is_ditto(&text::fold(&item.value.text)) {
        return Err((&item.value, "訂正の値に「同上」は使えません"));
    }
    let marked = row.record.marks.iter().any(|(other, _)| other.id == column.id);
    let (unit, old) = (row.record.text("単位"), row.record.text(&column.id));
    if is_same(column, unit, old, &item.value.text) && !marked {
        return Err((&item.value, "調査票の値が、もうこの値です"));
    }
    Ok((column, row))
}

/// Whether two texts of a column say the same: 5000 and 5,000, R4 and 令和４年度.
fn is_same(column: &Column, unit: &str, old: &str, new: &str) -> bool {
    let number = |text: &str| number::parse(text, unit).0;
    old == new
        || match column.holds {
            _ if column.is_own => {
                let (old, new) = (own_value::read(column, old).0, own_value::read(column, new).0);
                matches!(old, Reading::Value(_)) && old == new
            }
            Holds::Number => matches!(number(old), Reading::Value(_)) && number(old) == number(new),
            Holds::Year => parse_year(old).is_some_and(|y| parse_year(new) == Some(y)),
            _ => false,
        }
}

fn unused(cell: &Cell, why: &'static str) -> RawFinding {
    RawFinding { origin: cell.origin.clone(), department: None, cause: Cause::UnusedCorrection { why } }
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
