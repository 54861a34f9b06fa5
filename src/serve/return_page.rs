//! Who has returned, who has answered the other questions of the year, and who not: as of today.

use std::collections::BTreeMap;

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::live::Live;
use crate::decide::question_status::{self, QuestionStatus};
use crate::edge::clock::today;
use crate::ground::wareki;
use crate::render::scope::StageScope;
use crate::render::view::submissions::{self, SubmissionTable};

#[derive(Serialize)]
struct ReturnPage {
    day: String,
    left: Option<String>,
    returns: Option<SubmissionTable>,
    questions: Vec<QuestionCard>,
}

/// A question and its counts, with the lines that name who is late or has not answered.
#[derive(Serialize)]
struct QuestionCard {
    lines: Vec<String>,
}

/// The page.
///
/// # Errors
///
/// What is wrong with its template.
pub fn page(live: &Live<'_>) -> Result<Vec<u8>, NotShown> {
    let day = today();
    let scope = scope(live);
    let questions =
        scope.as_ref().map_or(Vec::new(), |scope| question_status::of(scope.sent_in(), day, None));
    let card = |question: &QuestionStatus| QuestionCard { lines: question.lines(day) };
    let page = ReturnPage {
        day: wareki::date_with_weekday(day),
        left: live.loaded.cycle.deadline().map(|due| question_status::left(due, day)),
        returns: scope.as_ref().map(|scope| submissions::view(scope)),
        questions: questions.iter().map(card).collect(),
    };
    desk_page::set(live, "returns", "returns", "提出の状況", page)
}

/// How many have returned, in a line: 「提出 27／28」.
pub fn summary(live: &Live<'_>) -> String {
    scope(live).map_or_else(String::new, |scope| {
        let table = submissions::view(&scope);
        format!("提出 {}／{}、質問 {}件", table.returned.text, table.departments.text, table.questions.text)
    })
}

/// How many have answered a question of a stage.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerCount {
    /// What is to come back: 「調査票」.
    pub title: String,
    /// How many answered all of it.
    pub answered: usize,
    /// How many were asked.
    pub asked: usize,
}

/// The counts of the questions that were asked by today, by the ids of their stages.
pub fn counts(live: &Live<'_>) -> BTreeMap<String, Vec<AnswerCount>> {
    let mut counts: BTreeMap<String, Vec<AnswerCount>> = BTreeMap::new();
    let Some(scope) = scope(live) else { return counts };
    for question in question_status::of(scope.sent_in(), today(), None) {
        let stage = question.question.split('/').next().unwrap_or_default().to_owned();
        let count =
            AnswerCount { title: question.form, answered: question.answered, asked: question.recipients };
        counts.entry(stage).or_default().push(count);
    }
    counts
}

fn scope<'a>(live: &Live<'a>) -> Option<StageScope<'a>> {
    let first = live.loaded.cycle.settings.stages.first()?;
    Some(StageScope::on_day(live.workshop.known(), first, today()))
}
