//! `inputs/series.csv`: the years of indicators, a value a row.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::indicator_key;
use super::input::InputFile;
use super::lists::{filled, finding, read_as, twice};
use super::own_value;
use super::table;
use super::table_row::TableRow;
use super::word_of_list::place_of_word;
use crate::ground::text;
use crate::ground::written_year::read_year;
use crate::model::by_year::{Series, YearRemark};
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::{Column, Columns, Holds};
use crate::model::cycle::Cycle;
use crate::model::indicator::Key;
use crate::model::own_cell::OwnValue;
use crate::model::series::SeriesRow;
use crate::model::value::Cell;

/// The path of the list below the root.
pub const SERIES: &str = "inputs/series.csv";

/// Its columns.
pub fn columns() -> Columns {
    Columns::new([
        Column::new("取組番号", Holds::MeasureNumber).required(),
        Column::new("指標番号", Holds::Ordinal),
        Column::new("年度", Holds::Year).required(),
        Column::new("種別", Holds::Words).required(),
        Column::new("値", Holds::Words).required(),
        Column::new("改定日", Holds::Date),
        Column::new("区切り", Holds::YesNo),
        Column::new("注", Holds::Words),
        Column::new("備考", Holds::Words),
    ])
}

/// A row with the places of what tells it from others.
struct Written {
    row: SeriesRow,
    year: Cell,
}

/// Reads the list into the cycle. Of the values of one year that have different 改定日 the last holds; of two of one day
/// the first, and the second is a finding.
pub fn read(file: &InputFile, cycle: &mut Cycle) {
    let read = table::read(file, &columns());
    let mut findings = read.findings;
    let mut all: BTreeMap<(Key, i32, Series), Vec<Written>> = BTreeMap::new();
    for record in &read.rows {
        let Some(written) = written(record, cycle, &mut findings) else { continue };
        let key = (written.row.key.clone(), written.row.year, written.row.series.clone());
        let same = all.entry(key).or_default();
        match same.iter().find(|known| known.row.said.revised == written.row.said.revised) {
            Some(first) => findings.push(finding(&written.year, twice(&written.year, &first.year))),
            None => same.push(written),
        }
    }
    for mut same in all.into_values() {
        same.sort_by_key(|written| written.row.said.revised);
        let was = same.len().checked_sub(2).map(|at| same[at].row.value.clone());
        if let Some(last) = same.pop() {
            cycle.series.add(SeriesRow { was, ..last.row });
        }
    }
    cycle.findings.append(&mut findings);
    cycle.texts.extend(read.texts);
}

/// A row; none if nobody can say what it is of.
fn written(record: &TableRow, cycle: &Cycle, findings: &mut Vec<RawFinding>) -> Option<Written> {
    let measure = filled(record, "取組番号", findings);
    let number = record.text("指標番号");
    let key = indicator_key::key(&measure.text, if number.is_empty() { "1" } else { number }, &cycle.names);
    let is_known = cycle.names.measures.find(&measure.text).is_some();
    if !is_known && !measure.is_empty() {
        let text = text::excerpt(&measure.text);
        findings.push(finding(&measure, Cause::NoSuchKey { what: "取組（measures.csv）", text }));
    }
    let year = filled(record, "年度", findings);
    let western = match read_year(&year.text) {
        Ok(year) => Some(year.western),
        Err(_) if year.is_empty() => None,
        Err(slip) => {
            findings.push(finding(&year, Cause::Year { text: text::excerpt(&year.text), slip }));
            None
        }
    };
    let series = kind(record, cycle, findings);
    let said = YearRemark {
        is_break: is_break(record, findings),
        revised: revised(record, findings),
        was: None,
        note: record.text("注").to_owned(),
    };
    let value = record.cell("値");
    if value.is_empty() && !said.says_change() && said.note.is_empty() {
        findings.push(finding(&value, Cause::Empty { column: "値".into() }));
    }
    let (series, western) = (series?, western?);
    let row = SeriesRow { key, measure, series, year: western, value, was: None, said };
    is_known.then_some(Written { row, year })
}

/// What a value is, by the words that the cycle has for that.
fn kind(record: &TableRow, cycle: &Cycle, findings: &mut Vec<RawFinding>) -> Option<Series> {
    let cell = filled(record, "種別", findings);
    if cell.is_empty() {
        return None;
    }
    let mut kinds = cycle.settings.series.kinds();
    match place_of_word(&cell.text, kinds.iter().map(|(word, _)| &**word)) {
        Some(place) => Some(kinds.swap_remove(place).1),
        None => {
            let choices = kinds.into_iter().map(|(word, _)| word).collect();
            let text = text::excerpt(&cell.text);
            findings.push(finding(&cell, Cause::Choice { column: "種別".into(), text, choices }));
            None
        }
    }
}

/// Whether the years before can't be compared with it.
fn is_break(record: &TableRow, findings: &mut Vec<RawFinding>) -> bool {
    let yes = OwnValue::Words(own_value::YES_NO[0].into());
    own(record, &Column::new("区切り", Holds::YesNo), findings) == Some(yes)
}

/// The day from which on a value holds in the place of another.
fn revised(record: &TableRow, findings: &mut Vec<RawFinding>) -> Option<NaiveDate> {
    match own(record, &Column::new("改定日", Holds::Date), findings) {
        Some(OwnValue::Date(day)) => Some(day),
        _ => None,
    }
}

fn own(record: &TableRow, column: &Column, findings: &mut Vec<RawFinding>) -> Option<OwnValue> {
    let (field, wrong) = read_as(record, &column.name, |written| own_value::read(column, written));
    findings.extend(wrong.map(|cause| finding(&field.cell, cause)));
    field.value().cloned()
}
