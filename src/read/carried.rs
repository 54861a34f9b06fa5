//! `inputs/carried.csv`: what earlier years left open of advice and opinions.

use std::collections::BTreeMap;

use super::input::InputFile;
use super::lists::{List, filled, finding, word};
use super::table_row::TableRow;
use crate::ground::text;
use crate::ground::written_year::read_year;
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::{Column, Columns, Holds};
use crate::model::cycle::Cycle;
use crate::model::department_report::{CarriedOpinion, NO_MEASURE, ReportState, Unasked};
use crate::model::last_tree::present_numbers;
use crate::model::opinion::OpinionKind;
use crate::model::value::{Field, Reading};

/// The file of what earlier years left open.
pub const CARRIED: &str = "inputs/carried.csv";

/// How many years something may have been left open. A year before that is a slip of the era: 平成元年度 for 令和元年度.
const YEARS: i32 = 10;

/// The columns of `carried.csv`.
pub fn columns() -> Columns {
    Columns::new([
        Column::new("年度", Holds::Year).required(),
        Column::new("番号", Holds::OpinionNumber).required(),
        Column::new("種別", Holds::choice::<OpinionKind>()).required(),
        Column::new("取組番号", Holds::MeasureNumber).required(),
        Column::new("部署", Holds::Name).required(),
        Column::new("提出者", Holds::Words).required(),
        Column::new("提出元", Holds::Name),
        Column::new("助言・意見の概要", Holds::Words).required(),
        Column::new("対応の状況", Holds::choice::<ReportState>()),
        Column::new("対応の内容", Holds::Words),
        Column::new("時期", Holds::Words),
        Column::new("備考", Holds::Words),
    ])
}

/// Reads what was carried over into a cycle, and which of it can't be asked as it stands.
pub(super) fn read(file: &InputFile, cycle: &Cycle) -> List<CarriedOpinion> {
    let present = present_numbers(&cycle.measures);
    let mut list =
        List::read(file, &columns(), |row, findings| carried_opinion(row, cycle, &present, findings));
    let mut known: BTreeMap<String, Vec<CarriedOpinion>> = BTreeMap::new();
    for carried in &mut list.items {
        carried.unasked = unasked_alone(carried, cycle.settings.cycle.fiscal_year);
        if carried.unasked.is_some() {
            continue;
        }
        let before = known.entry(text::key(&carried.label())).or_default();
        carried.unasked = before.iter().find_map(|first| twice(first, carried));
        if carried.unasked.is_none() {
            before.push(carried.clone());
        }
    }
    list
}

/// Why a row can't be asked, whatever the others say.
fn unasked_alone(carried: &CarriedOpinion, fiscal_year: i32) -> Option<Unasked> {
    let is_earlier = |year: i32| (fiscal_year - YEARS..fiscal_year).contains(&year);
    match carried.year.value() {
        _ if carried.state.value().is_some_and(|state| state.is_settled()) => Some(Unasked::Settled),
        _ if carried.number.is_empty() || carried.text.is_empty() => Some(Unasked::Unread),
        None => Some(Unasked::Unread),
        Some(year) if !is_earlier(year.western) => Some(Unasked::OfAnotherTime),
        Some(_) => None,
    }
}

/// Why a row can't be asked beside an earlier one of the same year and number: they say different things, or are asked of
/// the same department. What concerns all has a row for each department that is asked.
fn twice(first: &CarriedOpinion, carried: &CarriedOpinion) -> Option<Unasked> {
    let asked = |one: &CarriedOpinion| {
        [&one.measure, &one.kind.cell, &one.from, &one.text].map(|cell| text::fold(&cell.text))
    };
    let reported =
        |one: &CarriedOpinion| [&one.state.cell, &one.report, &one.when].map(|cell| text::fold(&cell.text));
    let is_same_question = asked(first) == asked(carried);
    let of_others = carried.measure.is_empty() && carried.department.text != first.department.text;
    let says_same = is_same_question && !of_others && reported(first) == reported(carried);
    (!(is_same_question && of_others))
        .then(|| Unasked::Twice { first: first.number.origin.clone(), says_same })
}

/// A row of `carried.csv`; `present` are the numbers that last year's measures have now.
fn carried_opinion(
    row: &TableRow,
    cycle: &Cycle,
    present: &BTreeMap<String, &str>,
    findings: &mut Vec<RawFinding>,
) -> CarriedOpinion {
    let mut measure = row.cell("取組番号");
    match present.get(&text::key(&measure.text)) {
        _ if measure.is_empty() => {}
        Some(now) => measure.text = (*now).into(),
        // Another measure may have the number now.
        None => measure.text = format!("{NO_MEASURE}{}", measure.text),
    }
    let mut department = row.cell("部署");
    if let Some(code) = cycle.names.department(&department.text) {
        department.text = code.into();
    }
    if measure.is_empty() {
        filled(row, "部署", findings);
    }
    let year = filled(row, "年度", findings);
    let reading = match read_year(&year.text) {
        Ok(written) => Reading::Value(written.year(true)),
        Err(slip) => {
            let text = year.text.clone();
            findings.extend((!year.is_empty()).then(|| finding(&year, Cause::Year { text, slip })));
            Reading::Unreadable
        }
    };
    CarriedOpinion {
        year: Field { cell: year, reading },
        number: filled(row, "番号", findings),
        kind: word(row, "種別", findings),
        measure,
        department,
        from: row.cell("提出者"),
        sender: row.cell("提出元"),
        text: filled(row, "助言・意見の概要", findings),
        state: word(row, "対応の状況", findings),
        report: row.cell("対応の内容"),
        when: row.cell("時期"),
        unasked: None,
    }
}
