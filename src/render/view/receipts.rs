//! 受付簿: every question of the year so far, whom it was put to, and when the answer came.

use super::field_row::{CellValue, FieldRow};
use serde::Serialize;

use crate::decide::answers::{Answered, Standing};
use crate::decide::question::Question;
use crate::ground::wareki;
use crate::model::value::UNRESOLVED;
use crate::render::scope::StageScope;

/// How one who was asked stands to a question.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct ReceiptRow {
    /// What was asked: 「庁内照会　調査票」.
    pub question: String,
    /// By when: 「令和２年１月10日」. Empty where no day was named.
    pub due: String,
    /// The code of who was asked: 「koyo」.
    pub code: String,
    /// Who was asked: 「働き方支援課」.
    pub name: String,
    /// The day on which the first of it came: 「令和２年１月８日」. Empty where nothing came, or where nobody noted the day.
    pub received: String,
    /// The day on which the last of it came; empty where it all came on one.
    pub last: String,
    /// 受付, 一部, or 未着.
    pub state: &'static str,
    /// 期限後 where the first of it came after the day that was named.
    pub late: &'static str,
    /// What is open of it: 「議案２」.
    pub open: String,
    /// The files in which it came, below `inputs/`.
    pub files: String,
}

impl FieldRow for ReceiptRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("question", (&self.question).into()),
            ("due", (&self.due).into()),
            ("code", (&self.code).into()),
            ("name", (&self.name).into()),
            ("received", (&self.received).into()),
            ("last", (&self.last).into()),
            ("state", self.state.into()),
            ("late", self.late.into()),
            ("open", (&self.open).into()),
            ("files", (&self.files).into()),
        ]
    }
}

/// Makes the view: the questions of the stage and of those before it, as known at the cutoff.
pub fn view(scope: &StageScope<'_>) -> Vec<ReceiptRow> {
    let sent = scope.sent_in();
    let stages = &sent.cycle.settings.stages;
    let until = stages.iter().position(|stage| stage.id.get_ref() == scope.stage.id.get_ref());
    let is_asked = |question: &Question<'_>| {
        let mut so_far = stages.iter().take(until.map_or(0, |at| at + 1));
        so_far.any(|stage| stage.id.get_ref() == question.stage.id.get_ref())
    };
    let asked = Question::all(sent.cycle).into_iter().filter(is_asked);
    asked
        .flat_map(|question| {
            let standings = question.standings(sent, scope.cutoff);
            standings.into_iter().map(move |standing| row(&question, &standing))
        })
        .collect()
}

fn row(question: &Question<'_>, standing: &Standing<'_>) -> ReceiptRow {
    let (first, last) = (standing.days.first(), standing.days.last());
    let files = standing.files.iter().map(|file| file.strip_prefix("inputs/").unwrap_or(file));
    ReceiptRow {
        question: format!("{}　{}", question.stage.title, question.title),
        due: standing.due.map_or(String::new(), wareki::date),
        code: standing.recipient.code().into(),
        name: standing.recipient.name().into(),
        received: first.map_or(String::new(), |day| wareki::date(*day)),
        last: last.filter(|day| Some(*day) != first).map_or(String::new(), |day| wareki::date(*day)),
        state: match &standing.state {
            Answered::Not => "未着",
            Answered::Partly { .. } => "一部",
            Answered::Unsettled => UNRESOLVED,
            Answered::Whole => "受付",
        },
        late: if standing.is_late() { "期限後" } else { "" },
        open: standing.state.open().join("、"),
        files: files.collect::<Vec<_>>().join("、"),
    }
}
