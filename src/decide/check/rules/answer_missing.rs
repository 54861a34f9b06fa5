//! `answer-missing`

use crate::decide::asked::{answer_to, sole};
use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::opinion::Opinion;

/// When those who spoke are answered, it is settled what the prefecture makes of what they said.
pub const RULE: Rule = Rule {
    id: "answer-missing",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Calendar,
    what: "助言や意見に回答する段階（別紙が `answers` の通知）の締切までに、県の考え方の決まっていないものがある。回答には「検討中」と載り、どれも決まっていない人や団体には、お礼と、後で知らせることだけを書く",
    why: "決まっていない考え方を、決まったものとして回答しないため。",
    mend: "responses.csv に県の考え方を書くか、決定日を確かめる。間に合わなければ、決まってから通知（`notice`）をもう一つ出す",
    bad: "意見24の行が responses.csv にない",
    good: "意見24の行に、対応区分と県の考え方と、締切までの決定日がある",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    if facts.lacks_opinions() {
        return;
    }
    for stage in &facts.cycle.settings.stages {
        let day = stage.cutoff();
        let answers_them =
            stage.letters.iter().any(|letter| letter.documents.iter().any(|d| d.get_ref() == "answers"));
        if !answers_them || facts.cutoff.is_some_and(|made| made < day) {
            continue;
        }
        let settled =
            facts.opinions.answers.iter().filter(|a| a.decided.value().is_some_and(|on| *on <= day));
        let answers = sole(settled, facts.opinions);
        let is_told = |opinion: &&Opinion| {
            stage.is_about(&opinion.measure.text)
                && opinion.received.value().is_some_and(|received| *received <= day)
                && answer_to(&answers, &opinion.number.text).is_none()
        };
        let mut open: Vec<&Opinion> = facts.opinions.opinions.iter().filter(is_told).collect();
        open.sort_by_key(|opinion| opinion.place());
        let open: Vec<&str> = open.iter().map(|opinion| opinion.number.text.as_str()).collect();
        if !open.is_empty() {
            check.report(
                &facts.cycle.source.of(&stage.id),
                format!(
                    "段階「{}」の締切（{}）までに、県の考え方の決まっていない助言・意見が{}件あります（No.{}）。回答には「検討中」と載ります。",
                    stage.title, wareki::date(day), open.len(), open.join("、No.")
                ),
                "responses.csv に、対応区分、県の考え方と、締切までの決定日を書いてください。",
            );
        }
    }
}
