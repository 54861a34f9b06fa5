//! Reports (対応報告書) that came back.

use std::collections::BTreeMap;

use super::astray;
use super::carried;
use super::ditto_words::copy_words;
use super::filing;
use super::header::KnownNames;
use super::input::InputFile;
use super::lists::read_as;
use super::own_claim::AskedNumbers;
use super::row_marks;
use super::sent_back::{self, mismatch};
use super::state_word;
use super::table;
use super::table_row::TableRow;
use crate::ground::origin::Origin;
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::Columns;
use crate::model::cycle::Cycle;
use crate::model::department_report::{Report, ReportRow, Reports};
use crate::model::raw_findings::RawFindings;
use crate::model::stage::FormKind;
use crate::model::submission::{Arrival, Opinions};
use crate::model::value::Cell;

/// Reads the reports of a folder, and what was carried over.
pub fn read_all(
    files: &[InputFile],
    carried: Option<&InputFile>,
    cycle: &Cycle,
    opinions: &Opinions,
) -> Reports {
    let mut all = Reports::default();
    if let Some(file) = carried {
        let list = carried::read(file, cycle);
        all.carried = list.items;
        all.findings.extend(list.findings);
        all.texts.extend(list.texts);
    }
    let numbers = AskedNumbers::of(&all.carried, opinions);
    let names = KnownNames::of(&Columns::of_report_form(&cycle.settings.plan.government));
    let is_code = |name: &str| cycle.names.department(name).is_some();
    let mut originals = sent_back::originals(files, is_code, cycle, &mut all.findings);
    // Of two files with the same content the rightly named one is kept.
    originals.sort_by_cached_key(|file| (!is_code(&filing::own_name(&file.path)), file.path.clone()));
    let mut contents: BTreeMap<Vec<[String; 4]>, Report> = BTreeMap::new();
    for file in originals {
        let Some(mut report) = report(file, &names, &numbers, cycle, &mut all) else { continue };
        let content = contents_of(&report);
        match contents.get(&content) {
            Some(first) if first.department != report.department => {
                let cause = Cause::SameFile { first: first.file.clone() };
                all.findings.push(misfiled(&report, cause));
                report.rows.clear();
            }
            _ if content.is_empty() => {}
            _ => drop(contents.insert(content, report.clone())),
        }
        all.files.push(report);
    }
    all.files.sort_by(|a, b| a.file.cmp(&b.file));
    all
}

/// What a report says in its own words; nothing where it says only how things stand, as others may too.
fn contents_of(report: &Report) -> Vec<[String; 4]> {
    let rows = report.rows.iter().filter(|row| !row.is_open());
    let says_much = rows.clone().any(|row| !row.text.is_empty());
    let words =
        |row: &ReportRow| [&row.number, &row.state.cell, &row.text, &row.when].map(|c| c.text.clone());
    if says_much { rows.map(words).collect() } else { Vec::new() }
}

/// That a file was put away wrongly, which is the secretariat's matter: it is no question to the department.
fn misfiled(report: &Report, cause: Cause) -> RawFinding {
    RawFinding { origin: Origin::File(report.file.clone()), department: None, cause }
}

/// Whether a report is another department's: all rows on a measure are on that one's.
fn of_another(report: &Report, numbers: &AskedNumbers, cycle: &Cycle) -> Option<Cause> {
    let measures = report.rows.iter().filter_map(|row| cycle.measure(numbers.measure(&row.number.text)?));
    let owners: Vec<&str> = measures.map(|measure| measure.owner.text.as_str()).collect();
    let owner = *owners.first()?;
    let swapped = owner != report.department
        && cycle.department(&report.department).is_some()
        && owners.iter().all(|other| *other == owner);
    let division = cycle.department(owner).map_or(owner, |department| department.division.text.as_str());
    swapped.then(|| Cause::OfAnotherDepartment {
        owner: owner.into(),
        division: division.into(),
        rows: owners.len(),
        unknown: report.rows.len() - owners.len(),
    })
}

/// What a file reports; none if it is no report.
fn report(
    file: &InputFile,
    names: &KnownNames,
    numbers: &AskedNumbers,
    cycle: &Cycle,
    all: &mut Reports,
) -> Option<Report> {
    let book = sent_back::open(file, names);
    if let Some(astray) = astray::finding(file, &book, (FormKind::Report, names), cycle) {
        all.findings.push(astray);
        return None;
    }
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
            return Some(report);
        }
    };
    if let Some(cause) = mismatch(&book, &report.department, cycle) {
        // A file under another's name is the secretariat's matter: it is no question to the department.
        let is_misfiled = matches!(cause, Cause::FormOfAnother { .. });
        let department = Some(report.department.clone()).filter(|_| !is_misfiled);
        all.findings.push(RawFinding { origin: Origin::File(file.path.clone()), department, cause });
        return Some(report);
    }
    let mut table = table::of_sheets(&file.path, &book.sheets, names, Some(&report.department));
    copy_words(&mut table, &names.columns, &report.department);
    let mut findings = RawFindings::default();
    table.findings.into_iter().for_each(|finding| findings.push(finding));
    for record in &mut table.rows {
        let mut of_row = Vec::new();
        row_marks::say(record, Some(&report.department), &mut of_row);
        record.settle();
        report.rows.extend(row(record, numbers, &report.department, cycle, &mut of_row));
        of_row.into_iter().for_each(|finding| findings.push(finding));
    }
    if let Some(cause) = of_another(&report, numbers, cycle) {
        all.findings.push(misfiled(&report, cause));
        report.rows.clear();
        return Some(report);
    }
    all.findings.extend(findings.finish());
    all.texts.extend(table.texts);
    Some(report)
}

/// A row of a report; none if nothing stands in it.
fn row(
    record: &TableRow,
    numbers: &AskedNumbers,
    department: &str,
    cycle: &Cycle,
    findings: &mut Vec<RawFinding>,
) -> Option<ReportRow> {
    let mut number = record.cell("番号");
    let row_says = ["対応の状況", "対応の内容", "時期"].map(|column| record.cell(column));
    if number.is_empty() && row_says.iter().all(Cell::is_empty) {
        return None;
    }
    numbers.numbers.settle(&mut number.text);
    let [_, text, when] = row_says;
    let own = |cell: &Cell, cause| RawFinding {
        origin: cell.origin.clone(),
        department: Some(department.into()),
        cause,
    };
    if number.is_empty() {
        findings.push(own(&number, Cause::Empty { column: "番号".into() }));
    }
    let (state, wrong) =
        read_as(record, "対応の状況", |written| state_word::WORDS.read("対応の状況", written));
    findings.extend(wrong.map(|cause| own(&state.cell, cause)));
    let says_another = numbers.in_report(record, &number.text, cycle);
    let is_of_another = says_another.is_some();
    findings.extend(says_another.map(|(cell, cause)| own(&cell, cause)));
    Some(ReportRow { number, state, text, when, is_of_another })
}
