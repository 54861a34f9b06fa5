//! Who has returned by the cutoff, who has not, and what is asked of the returns.

use chrono::NaiveDate;
use serde::Serialize;

use super::questions::{files_of, is_of_figures, of_returns};
use crate::ground::finding::{Finding, Severity};
use crate::ground::wareki;
use crate::model::plan::Department;
use crate::render::derivation::{Items, ReadAt};
use crate::render::figure::{Figure, ShowsFigures};
use crate::render::judged::Judged;
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
    /// How many of them can change no figure, in running digits: 「３件」.
    pub other_questions: Figure,
    /// A row for each department that owns a measure, in the order of the list.
    pub rows: Vec<SubmissionRow>,
}

impl ShowsFigures for SubmissionTable {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        [&self.departments, &self.returned, &self.unreturned, &self.questions, &self.other_questions]
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

/// Makes the view.
pub fn view(scope: &Scope<'_>) -> SubmissionTable {
    let cycle = scope.cycle;
    let deadline = cycle.deadline();
    let owns = |d: &&Department| {
        cycle.measures.iter().any(|m| m.owner.text == d.code.text)
            && scope
                .recipient
                .as_ref()
                .is_none_or(|one| one.departments(cycle).contains(&d.code.text.as_str()))
    };
    let rows: Vec<SubmissionRow> =
        cycle.departments.iter().filter(owns).map(|department| row(scope, department, deadline)).collect();
    let count = |what: &str, items| Figure::count(scope.own_id(&format!("submissions/{what}")), items);
    let owning = || cycle.departments.iter().filter(owns);
    let returned =
        |department: &&Department| files_of(scope, &department.code.text).any(|f| f.received.is_some());
    let codes = |departments: Vec<&Department>| Items::cells(departments.into_iter().map(|d| &d.code));
    let (back, open): (Vec<_>, Vec<_>) = owning().partition(returned);
    let questions = || cycle.departments.iter().flat_map(|department| of_returns(scope, department));
    let others = questions().filter(|finding| !is_of_figures(cycle, finding));
    SubmissionTable {
        deadline: deadline.map(wareki::date_with_weekday),
        as_of: wareki::date(scope.cutoff),
        departments: count("departments", codes(owning().collect())),
        returned: count("returned", codes(back)),
        unreturned: count("unreturned", codes(open)),
        questions: count("questions", places(questions())),
        other_questions: count("other-questions", places(others)).with_counter("件"),
        rows,
    }
}

fn row(scope: &Scope<'_>, department: &Department, deadline: Option<NaiveDate>) -> SubmissionRow {
    let code = &department.code.text;
    let mut days: Vec<NaiveDate> = files_of(scope, code).filter_map(|f| f.received).collect();
    days.sort_unstable();
    let returned = files_of(scope, code).next().is_some();
    let of = |severity| of_returns(scope, department).filter(move |f| f.severity == severity);
    let all = || of(Severity::Error).chain(of(Severity::Warning));
    // Of files that turned out to be another's, or copies, nothing was read.
    let read = files_of(scope, code).any(|file| !file.rows.is_empty());
    let count = |what: &str, items| Figure::count(scope.own_id(&format!("submissions/{code}/{what}")), items);
    let own = || scope.cycle.measures.iter().filter(|measure| measure.owner.text == *code);
    let numbers = own().map(|measure| measure.number.text.clone()).collect();
    let is_own = |row: &&Judged<'_>| row.measure.owner.text == *code;
    let keys = scope.rows.iter().filter(is_own).map(|row| row.entry.indicator.key.to_string()).collect();
    SubmissionRow {
        code: code.clone(),
        bureau: department.bureau.text.clone(),
        division: department.division.text.clone(),
        received: days.first().copied().map(wareki::date),
        corrected: days.last().copied().filter(|_| days.len() > 1).map(wareki::date),
        state: match (returned, all().next()) {
            (false, _) => "未提出",
            (true, None) if read => "提出済み",
            (true, None) => "確認中",
            (true, Some(_)) => "質問あり",
        },
        late: matches!((days.first(), deadline), (Some(day), Some(deadline)) if *day > deadline),
        measures: count("measures", Items::measures(numbers)),
        indicators: count("indicators", Items::indicators("name", keys)),
        questions: count("questions", places(all())),
        errors: count("errors", places(of(Severity::Error))),
        warnings: count("warnings", places(of(Severity::Warning))),
    }
}

/// What findings are about, by the places.
fn places<'f>(findings: impl Iterator<Item = &'f Finding>) -> Items {
    Items::Places { places: findings.map(|finding| ReadAt::new(&finding.origin, "")).collect() }
}
