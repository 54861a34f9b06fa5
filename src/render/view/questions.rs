//! What is asked of departments about what they sent: what is wrong with it or unclear, and what they left open.

use chrono::NaiveDate;
use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use crate::decide::asked::{self, reported, reports_of};
use crate::decide::check::rules::unknown_column;
use crate::ground::finding::{Finding, Severity};
use crate::ground::origin::Origin;
use crate::ground::text;
use crate::ground::wareki;
use crate::model::cycle::Cycle;
use crate::model::department_report::Report;
use crate::model::plan::Department;
use crate::model::recipient::Recipient;
use crate::model::stage::FormKind;
use crate::model::submission::Submission;
use crate::render::scope::Scope;

/// A question to a department about what it sent.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct QuestionRow {
    /// The number of the question, counted from 1 over the whole list.
    pub no: String,
    /// The division that is asked: 「情報基盤課」.
    pub division: String,
    /// Where in the form: 「「実績値」の欄」, 「様式全体」.
    pub place: String,
    /// The day on which that file came, where the department sent several: 「令和２年１月10日」. Else empty.
    pub sent: String,
    /// What stands in the cell, as the department wrote it; empty where it is about no cell.
    pub received: String,
    /// What is unclear and what is asked for, in the words of an official letter.
    pub message: String,
    /// Whether it must be mended: エラー if so, 注意 if it should only be looked at.
    pub severity: &'static str,
    /// What it is about: the measure, the indicator and its column, 「2-ア-15　河川・道路の映像の公開　監視カメラの台数　実績値」.
    /// Empty where it is about no row of an indicator.
    pub subject: String,
    /// Whether an answer can change a figure; a text or a column that nobody reads can't.
    pub of_figures: bool,
}

impl FieldRow for QuestionRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("no", (&self.no).into()),
            ("division", (&self.division).into()),
            ("place", (&self.place).into()),
            ("sent", (&self.sent).into()),
            ("received", (&self.received).into()),
            ("message", (&self.message).into()),
            ("severity", self.severity.into()),
            ("subject", (&self.subject).into()),
            ("of_figures", CellValue::Blank),
        ]
    }
}

/// The questions to the recipient, or to all.
pub fn questions(scope: &Scope<'_>) -> Vec<QuestionRow> {
    let all = scope.cycle.departments.iter();
    let is_its =
        |one: &Recipient<'_>, d: &Department| one.departments(scope.cycle).contains(&d.code.text.as_str());
    let of = |d: &&Department| scope.recipient.as_ref().is_none_or(|one| is_its(one, d));
    let mut rows: Vec<QuestionRow> = all
        .filter(of)
        .flat_map(|department| {
            let asked = asked_of(scope, department).map(|finding| question(scope, department, finding));
            let open = is_on_reports(scope).then(|| open_rows(scope, department));
            asked.chain(open.into_iter().flatten()).collect::<Vec<_>>()
        })
        .collect();
    (1..).zip(&mut rows).for_each(|(no, row): (u32, _)| row.no = no.to_string());
    rows
}

fn question(scope: &Scope<'_>, department: &Department, finding: &Finding) -> QuestionRow {
    let file = finding.origin.file().unwrap_or_default();
    let header = finding.origin.header().filter(|header| !header.is_empty());
    let sent = sent_files(scope, department);
    let received = sent.iter().find(|(name, _)| *name == file).and_then(|(_, received)| *received);
    QuestionRow {
        no: String::new(),
        division: department.division.text.clone(),
        place: header.map_or_else(|| "様式全体".into(), |header| format!("「{header}」の欄")),
        sent: received.filter(|_| sent.len() > 1).map_or(String::new(), wareki::date),
        received: written(scope, &finding.origin),
        message: finding.asks.clone().unwrap_or_default(),
        severity: finding.severity.label(),
        subject: subject(scope, finding),
        of_figures: is_of_figures(scope.cycle, finding),
    }
}

/// The returns and the reports of a department that were there by the cutoff, each with the day on which it came.
fn sent_files<'a>(scope: &'a Scope<'_>, department: &Department) -> Vec<(&'a str, Option<NaiveDate>)> {
    let code = department.code.text.as_str();
    let reports = reports_of(&scope.reports, code, scope.cutoff).map(|file| (&*file.file, file.received));
    let returns = files_of(scope, code).map(|file| (&*file.file, file.received));
    match is_on_reports(scope) {
        true => reports.collect(),
        false => returns.collect(),
    }
}

/// What a department left open of what it was asked, though it sent a report.
fn open_rows(scope: &Scope<'_>, department: &Department) -> Vec<QuestionRow> {
    let code = department.code.text.as_str();
    if reports_of(&scope.reports, code, scope.cutoff).next().is_none() {
        return Vec::new();
    }
    let reported = reported(&scope.asked_of(code), &scope.reports, code, scope.cutoff);
    let open = scope.asked_of(code).into_iter().filter(|one| !reported.contains_key(&one.number));
    open.map(|one| QuestionRow {
        no: String::new(),
        division: department.division.text.clone(),
        place: one.shown(),
        sent: String::new(),
        received: String::new(),
        message: format!(
            "「{}」について、対応の状況の記入がありません。対応の状況（対応済み、対応中、対応予定、検討中又は対応しない）及びその内容を御回答ください。",
            text::excerpt(one.text)
        ),
        severity: Severity::Warning.label(),
        subject: String::new(),
        of_figures: false,
    })
    .collect()
}

/// The measure, the indicator and the column that a finding is about, of a report the number; empty where it is about no
/// row.
fn subject(scope: &Scope<'_>, finding: &Finding) -> String {
    let mut reported = scope.reports.files.iter().flat_map(|f| &f.rows);
    if let Some(row) = reported.find(|row| row.number.origin.row() == finding.origin.row()) {
        return [format!("番号{}", row.number.text).as_str(), finding.origin.header().unwrap_or_default()]
            .join("　");
    }
    let mut rows = scope.submissions.files.iter().flat_map(|f| &f.rows);
    let Some(row) = rows.find(|row| row.origin.row() == finding.origin.row()) else { return String::new() };
    let title = scope.cycle.measure(&row.key.measure).map_or("", |measure| measure.title.text.as_str());
    let header = finding.origin.header().unwrap_or_default();
    let named = [row.key.measure.as_str(), title, row.name.text.as_str(), header];
    named.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

/// Whether what is asked can change a figure: not a text, and not a column that the plan doesn't have.
pub fn is_of_figures(cycle: &Cycle, finding: &Finding) -> bool {
    /// The columns of a return of which papers show the words and make no figure.
    const WORDS: [&str; 9] = [
        "取組名",
        "根拠計画名",
        "理由（記述）",
        "目安の理由",
        "自己評価",
        "取組内容・実績",
        "課題",
        "今後の予定",
        "備考",
    ];
    let columns = &cycle.return_columns;
    let is_of_words = |header: &str| {
        let folded = text::fold(header);
        let mut called = columns.iter().filter(|column| text::fold(&column.name) == folded);
        called.any(|column| WORDS.iter().any(|standard| column.is(standard)))
    };
    finding.rule != unknown_column::RULE.id && !finding.origin.header().is_some_and(is_of_words)
}

/// What stands in the cell that a finding is about.
fn written(scope: &Scope<'_>, origin: &Origin) -> String {
    let rows = scope.submissions.files.iter().flat_map(|f| &f.rows);
    let reported = scope.reports.files.iter().flat_map(|f| &f.rows);
    let reported = reported.flat_map(|row| [&row.number, &row.state.cell, &row.text, &row.when]);
    let cell = rows.flat_map(|row| row.cells()).chain(reported).find(|cell| cell.origin == *origin);
    cell.map(|cell| cell.text.clone()).unwrap_or_default()
}

/// Whether there is something to ask a department about what it sent.
pub fn has_questions(scope: &Scope<'_>, department: &Department) -> bool {
    asked_of(scope, department).next().is_some()
        || is_on_reports(scope) && !open_rows(scope, department).is_empty()
}

/// Whether the last question to departments was for reports, so that these are asked about and no longer the returns.
fn is_on_reports(scope: &Scope<'_>) -> bool {
    scope.question.is_some_and(|question| question.kind == FormKind::Report)
}

/// What is wrong with what a department sent in answer to the question that is asked about.
fn asked_of<'a>(
    scope: &'a Scope<'_>,
    department: &'a Department,
) -> Box<dyn Iterator<Item = &'a Finding> + 'a> {
    match is_on_reports(scope) {
        true => Box::new(of_reports(scope, department)),
        false => Box::new(of_returns(scope, department)),
    }
}

/// What is asked of a department's reports that were there by the cutoff.
fn of_reports<'a>(scope: &'a Scope<'_>, department: &'a Department) -> impl Iterator<Item = &'a Finding> {
    let code = department.code.text.as_str();
    let reports: Vec<&Report> = reports_of(&scope.reports, code, scope.cutoff).collect();
    let replaced = asked::replaced(&reports);
    to_mend(scope, code).filter(move |finding| {
        reports.iter().any(|report| finding.origin.file() == Some(&report.file))
            && !replaced.iter().any(|row| row.number.origin.row() == finding.origin.row())
    })
}

/// What is asked of a department's returns that were there by the cutoff.
pub fn of_returns<'a>(scope: &'a Scope<'_>, department: &'a Department) -> impl Iterator<Item = &'a Finding> {
    let code = department.code.text.as_str();
    to_mend(scope, code).filter(move |finding| {
        files_of(scope, code).any(|file| finding.origin.file() == Some(&file.file))
            && !is_superseded(scope, finding)
    })
}

/// What a department is to mend or to look at. What is the secretariat's own business asks nothing of it.
fn to_mend<'a>(scope: &'a Scope<'_>, code: &'a str) -> impl Iterator<Item = &'a Finding> {
    let findings = scope.findings.iter().copied();
    findings.filter(move |finding| {
        finding.department.as_deref() == Some(code)
            && finding.severity != Severity::Note
            && finding.asks.is_some()
    })
}

/// Whether the finding is about a row that a later file replaced: its question was answered.
fn is_superseded(scope: &Scope<'_>, finding: &Finding) -> bool {
    let rows = scope.submissions.files.iter().flat_map(|f| &f.rows);
    let Some(row) = rows.into_iter().find(|row| row.origin.row() == finding.origin.row()) else {
        return false;
    };
    let in_force = scope.rows.iter().find(|r| r.entry.indicator.key == row.key);
    in_force.is_some_and(|r| {
        let row = &r.entry.indicator;
        row.origin.row() != finding.origin.row()
            || r.entry.is_correction && !row.cells().any(|cell| cell.origin == finding.origin)
    })
}

/// The files of a department that were there by the cutoff.
pub fn files_of<'a>(scope: &'a Scope<'_>, code: &str) -> impl Iterator<Item = &'a Submission> {
    let by_then = |f: &&Submission| f.received.is_none_or(|day| day <= scope.cutoff);
    scope.submissions.returns().filter(by_then).filter(move |f| f.department == code)
}
