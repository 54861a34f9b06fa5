//! Who has returned by the cutoff, who has not, and what is asked of the returns.

use chrono::NaiveDate;
use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use crate::decide::check::rules::unknown_column;
use crate::ground::finding::{Finding, Severity};
use crate::ground::origin::Origin;
use crate::ground::text::running_digits;
use crate::ground::wareki;
use crate::model::plan::Department;
use crate::model::submission::Submission;
use crate::render::figure::{Figure, ShowsFigures};
use crate::render::scope::Scope;

/// Which departments have returned by the cutoff, and which have not.
#[derive(Debug, Serialize)]
pub struct SubmissionTable {
    /// The last day for returns: 「令和２年１月10日（金）」. None where the cycle sets none.
    pub deadline: Option<String>,
    /// The cutoff, up to which the table counts: 「令和２年１月15日」.
    pub as_of: String,
    /// How many departments own a measure.
    pub departments: Figure,
    /// How many of them have returned.
    pub returned: Figure,
    /// How many have not.
    pub unreturned: Figure,
    /// How many questions are open.
    pub questions: Figure,
    /// A row for each department that owns a measure, in the order of the list.
    pub rows: Vec<SubmissionRow>,
}

impl ShowsFigures for SubmissionTable {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        [&self.departments, &self.returned, &self.unreturned, &self.questions]
            .into_iter()
            .for_each(&mut *see);
        self.rows.show_figures(see);
    }
}

/// What has come of one department.
#[derive(Debug, Serialize)]
pub struct SubmissionRow {
    /// The department's code: 「joho」.
    pub code: String,
    /// 部局: 「総務部」.
    pub bureau: String,
    /// 課: 「情報基盤課」.
    pub division: String,
    /// The day of its first file; none where nothing has come.
    pub received: Option<String>,
    /// The day of its last file; none where only one has come.
    pub corrected: Option<String>,
    /// How its return stands: 提出済み, 質問あり, 未提出, or 確認中 where what came is
    /// another's.
    pub state: &'static str,
    /// Whether the first file came after the deadline.
    pub late: bool,
    /// How many measures it owns.
    pub measures: Figure,
    /// How many indicators it returned.
    pub indicators: Figure,
    /// How many questions to it are open.
    pub questions: Figure,
    /// How many of them are about what must be mended.
    pub errors: Figure,
    /// How many of them are about what should only be looked at.
    pub warnings: Figure,
}

impl ShowsFigures for SubmissionRow {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        [&self.measures, &self.indicators, &self.questions, &self.errors, &self.warnings]
            .into_iter()
            .for_each(see);
    }
}

/// A question to a department about a cell of its return.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct QuestionRow {
    /// The number of the question, counted from 1 over the whole list.
    pub no: String,
    /// The division that is asked: 「情報基盤課」.
    pub division: String,
    /// The name of the file that it is about, without its folder.
    pub file: String,
    /// Where in the file: 「３行目「実績値」」, 「ファイル全体」.
    pub place: String,
    /// What stands in the cell, as the department wrote it; empty where it is about no cell.
    pub received: String,
    /// What is wrong or unclear, in a sentence.
    pub message: String,
    /// How to mend it; empty where there is nothing to say.
    pub hint: String,
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
            ("file", (&self.file).into()),
            ("place", (&self.place).into()),
            ("received", (&self.received).into()),
            ("message", (&self.message).into()),
            ("hint", (&self.hint).into()),
            ("severity", self.severity.into()),
            ("subject", (&self.subject).into()),
            ("of_figures", CellValue::Blank),
        ]
    }
}

/// Makes the view.
pub fn view(scope: &Scope<'_>) -> SubmissionTable {
    let cycle = scope.cycle;
    let deadline = cycle.deadline();
    let owns = |d: &&Department| {
        cycle.measures.iter().any(|m| m.owner.text == d.code.text)
            && scope.recipient.as_ref().is_none_or(|recipient| recipient.code() == d.code.text)
    };
    let rows: Vec<SubmissionRow> =
        cycle.departments.iter().filter(owns).map(|department| row(scope, department, deadline)).collect();
    let count = |what: &str, n: usize| Figure::count(scope.own_id(&format!("submissions/{what}")), number(n));
    let unreturned = rows.iter().filter(|r| r.received.is_none()).count();
    let questions: usize = cycle.departments.iter().map(|d| findings_of(scope, d).count()).sum();
    SubmissionTable {
        deadline: deadline.map(wareki::date_with_weekday),
        as_of: wareki::date(scope.cutoff),
        departments: count("departments", rows.len()),
        returned: count("returned", rows.len() - unreturned),
        unreturned: count("unreturned", unreturned),
        questions: count("questions", questions),
        rows,
    }
}

fn row(scope: &Scope<'_>, department: &Department, deadline: Option<NaiveDate>) -> SubmissionRow {
    let code = &department.code.text;
    let mut days: Vec<NaiveDate> = files_of(scope, code).filter_map(|f| f.received).collect();
    days.sort_unstable();
    let returned = files_of(scope, code).next().is_some();
    let of = |severity| findings_of(scope, department).filter(move |f| f.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    // Of files that turned out to be another's, or copies, nothing was read.
    let read = files_of(scope, code).any(|file| !file.rows.is_empty());
    let count =
        |what: &str, n: usize| Figure::count(scope.own_id(&format!("submissions/{code}/{what}")), number(n));
    let own = |number: &str| scope.cycle.measure(number).is_some_and(|m| m.owner.text == *code);
    SubmissionRow {
        code: code.clone(),
        bureau: department.bureau.text.clone(),
        division: department.division.text.clone(),
        received: days.first().copied().map(wareki::date),
        corrected: days.last().copied().filter(|_| days.len() > 1).map(wareki::date),
        state: match (returned, errors + warnings) {
            (false, _) => "未提出",
            (true, 0) if read => "提出済み",
            (true, 0) => "確認中",
            (true, _) => "質問あり",
        },
        late: matches!((days.first(), deadline), (Some(day), Some(deadline)) if *day > deadline),
        measures: count("measures", scope.cycle.measures.iter().filter(|m| m.owner.text == *code).count()),
        indicators: count("indicators", scope.rows.iter().filter(|r| own(&r.measure.number.text)).count()),
        questions: count("questions", errors + warnings),
        errors: count("errors", errors),
        warnings: count("warnings", warnings),
    }
}

/// The questions to the recipient, or to all.
pub fn questions(scope: &Scope<'_>) -> Vec<QuestionRow> {
    let all = scope.cycle.departments.iter();
    let of = |d: &&Department| scope.recipient.as_ref().is_none_or(|r| r.code() == d.code.text);
    let findings = all.filter(of).flat_map(|d| findings_of(scope, d).map(move |f| (d, f)));
    (1..).zip(findings).map(|(no, (department, finding))| question(scope, no, department, finding)).collect()
}

fn question(scope: &Scope<'_>, no: u32, department: &Department, finding: &Finding) -> QuestionRow {
    let file = finding.origin.file().unwrap_or_default();
    let line = match (finding.origin.sheet(), finding.origin.address()) {
        (Some(sheet), Some(address)) => Some(format!("シート「{sheet}」{address}")),
        (Some(sheet), None) => Some(format!("シート「{sheet}」")),
        _ => finding.origin.shown_row().map(|row| running_digits(&format!("{row}行目"))),
    };
    let header = finding.origin.header().map(|header| format!("「{header}」"));
    QuestionRow {
        no: no.to_string(),
        division: department.division.text.clone(),
        file: file.rsplit('/').next().unwrap_or_default().to_owned(),
        place: match line {
            Some(line) => line + &header.unwrap_or_default(),
            None => "ファイル全体".into(),
        },
        received: written(scope, &finding.origin),
        message: finding.message.clone(),
        hint: finding.hints.first().cloned().unwrap_or_default(),
        severity: finding.severity.label(),
        subject: subject(scope, finding),
        of_figures: is_of_figures(finding),
    }
}

/// The measure, the indicator and the column that a finding is about; empty where it is about no row.
fn subject(scope: &Scope<'_>, finding: &Finding) -> String {
    let mut rows = scope.submissions.files.iter().flat_map(|f| &f.rows);
    let Some(row) = rows.find(|row| row.origin.row() == finding.origin.row()) else { return String::new() };
    let title = scope.cycle.measure(&row.key.measure).map_or("", |measure| measure.title.text.as_str());
    let header = finding.origin.header().unwrap_or_default();
    let named = [row.key.measure.as_str(), title, row.name.text.as_str(), header];
    named.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

/// Whether what is asked can change a figure: not a text, and not a column that the plan doesn't have.
fn is_of_figures(finding: &Finding) -> bool {
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
    finding.rule != unknown_column::RULE.id
        && finding.origin.header().is_none_or(|header| !WORDS.contains(&header))
}

/// What stands in the cell that a finding is about.
fn written(scope: &Scope<'_>, origin: &Origin) -> String {
    let rows = scope.submissions.files.iter().flat_map(|f| &f.rows);
    let cell = rows.flat_map(|row| row.cells()).find(|cell| cell.origin == *origin);
    cell.map(|cell| cell.text.clone()).unwrap_or_default()
}

/// The files of a department that were there by the cutoff.
pub fn files_of<'a>(scope: &'a Scope<'_>, code: &str) -> impl Iterator<Item = &'a Submission> {
    let by_then = |f: &&Submission| f.received.is_none_or(|day| day <= scope.cutoff);
    scope.submissions.returns().filter(by_then).filter(move |f| f.department == code)
}

/// What is asked of a department's returns that were there by the cutoff.
pub fn findings_of<'a>(
    scope: &'a Scope<'_>,
    department: &'a Department,
) -> impl Iterator<Item = &'a Finding> {
    let code = department.code.text.as_str();
    scope.findings.iter().copied().filter(move |finding| {
        finding.department.as_deref() == Some(code)
            && finding.severity != Severity::Note
            && files_of(scope, code).any(|file| finding.origin.file() == Some(&file.file))
            && !is_superseded(scope, finding)
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

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
