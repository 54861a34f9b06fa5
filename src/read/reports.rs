//! Reports (対応報告書) that came back, and `inputs/carried.csv`: what earlier years left open.

use std::collections::BTreeMap;

use super::header::KnownNames;
use super::input::InputFile;
use super::lists::{List, filled, finding, word};
use super::row::say_marks;
use super::sent_back::{self, mismatch};
use super::table;
use super::table_row::TableRow;
use super::word_of_list::choice;
use crate::ground::origin::Origin;
use crate::ground::spellings::Spellings;
use crate::ground::text;
use crate::ground::written_year::read_year;
use crate::model::cause::{Cause, RawFinding, RawFindings};
use crate::model::column::{Column, Columns, Holds};
use crate::model::cycle::Cycle;
use crate::model::department_report::{CarriedOpinion, NO_MEASURE, Report, ReportRow, ReportState, Reports};
use crate::model::last_tree::present_numbers;
use crate::model::opinion::OpinionKind;
use crate::model::submission::{Arrival, Opinions};
use crate::model::value::{Cell, Field, Reading};

/// The file of what earlier years left open.
pub const CARRIED: &str = "inputs/carried.csv";

/// Reads the reports of a folder, and what was carried over.
pub fn read_all(
    files: &[InputFile],
    carried: Option<&InputFile>,
    cycle: &Cycle,
    opinions: &Opinions,
) -> Reports {
    let mut all = Reports::default();
    if let Some(file) = carried {
        let present = present_numbers(&cycle.measures);
        let list = List::read(file, &carried_columns(), |row, findings| {
            carried_opinion(row, cycle, &present, findings)
        });
        all.carried = list.items;
        all.findings.extend(list.findings);
        all.texts.extend(list.texts);
    }
    let numbers = numbers(&all.carried, opinions);
    let names = KnownNames::of(&Columns::of_report_form());
    let is_code = |name: &str| cycle.names.department(name).is_some();
    for file in sent_back::originals(files, is_code, cycle, &mut all.findings) {
        let report = report(file, &names, &numbers, cycle, &mut all);
        all.files.push(report);
    }
    all
}

/// The numbers under which something is asked, in any spelling.
fn numbers(carried: &[CarriedOpinion], opinions: &Opinions) -> Spellings {
    let labels: Vec<String> = carried.iter().map(CarriedOpinion::label).collect();
    let own = opinions.opinions.iter().map(|opinion| opinion.number.text.as_str());
    labels.iter().map(String::as_str).chain(own).collect()
}

fn report(
    file: &InputFile,
    names: &KnownNames,
    numbers: &Spellings,
    cycle: &Cycle,
    all: &mut Reports,
) -> Report {
    let book = sent_back::open(file, names);
    let id = book.as_ref().ok().and_then(|book| book.id.as_ref());
    let department = sent_back::whose(&file.path, id, |name| cycle.names.department(name).map(Into::into));
    let arrival = cycle.arrivals.of(&file.path);
    let mut report = Report {
        file: file.path.clone(),
        received: match arrival {
            Arrival::On(day) => Some(day),
            Arrival::Unlisted | Arrival::Unknown => None,
        },
        waits: arrival == Arrival::Unknown,
        department,
        rows: Vec::new(),
    };
    let book = match book {
        Ok(book) => book,
        Err(refusal) => {
            all.findings.push(table::refused(file, refusal, Some(&report.department)));
            return report;
        }
    };
    if let Some(cause) = mismatch(&book, &report.department, cycle) {
        // A file under another's name is the secretariat's matter: it is no question to the department.
        let is_misfiled = matches!(cause, Cause::FormOfAnother { .. });
        let department = Some(report.department.clone()).filter(|_| !is_misfiled);
        all.findings.push(RawFinding { origin: Origin::File(file.path.clone()), department, cause });
        return report;
    }
    let mut table = table::of_sheets(&file.path, &book.sheets, names, Some(&report.department));
    let mut findings = RawFindings::default();
    table.findings.into_iter().for_each(|finding| findings.push(finding));
    for record in &mut table.rows {
        let mut of_row = Vec::new();
        say_marks(record, Some(&report.department), &mut of_row);
        record.settle();
        report.rows.extend(row(record, numbers, &report.department, &mut of_row));
        of_row.into_iter().for_each(|finding| findings.push(finding));
    }
    all.findings.extend(findings.finish());
    all.texts.extend(table.texts);
    report
}

/// A row of a report; none if nothing stands in it.
fn row(
    record: &TableRow,
    numbers: &Spellings,
    department: &str,
    findings: &mut Vec<RawFinding>,
) -> Option<ReportRow> {
    let mut number = record.cell("番号");
    let row_says = ["対応の状況", "対応の内容", "時期"].map(|column| record.cell(column));
    if number.is_empty() && row_says.iter().all(Cell::is_empty) {
        return None;
    }
    numbers.settle(&mut number.text);
    let [state, text, when] = row_says;
    let own = |cell: &Cell, cause| RawFinding {
        origin: cell.origin.clone(),
        department: Some(department.into()),
        cause,
    };
    if number.is_empty() {
        findings.push(own(&number, Cause::Empty { column: "番号".into() }));
    }
    let (reading, wrong) = choice("対応の状況", &state.text);
    findings.extend(wrong.map(|cause| own(&state, cause)));
    Some(ReportRow { number, state: Field { cell: state, reading }, text, when })
}

/// The columns of `carried.csv`.
pub fn carried_columns() -> Columns {
    Columns::new([
        Column::new("年度", Holds::Year).required(),
        Column::new("番号", Holds::OpinionNumber).required(),
        Column::new("種別", Holds::choice::<OpinionKind>()).required(),
        Column::new("取組番号", Holds::MeasureNumber).required(),
        Column::new("部署", Holds::Name).required(),
        Column::new("提出者", Holds::Words).required(),
        Column::new("助言・意見の概要", Holds::Words).required(),
        Column::new("対応の状況", Holds::choice::<ReportState>()),
        Column::new("対応の内容", Holds::Words),
        Column::new("時期", Holds::Words),
        Column::new("備考", Holds::Words),
    ])
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
        text: filled(row, "助言・意見の概要", findings),
        state: word(row, "対応の状況", findings),
        report: row.cell("対応の内容"),
        when: row.cell("時期"),
    }
}
