//! `report-number`

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::decide::answers::asked_of;
use crate::decide::asked::{concerns, is_asked};
use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::department_report::{CarriedOpinion, ReportRow};

/// How many numbers are shown of those that a department was asked about.
const SHOWN: usize = 10;

/// A row of a report is about advice or an opinion that its department was asked about; any other row is not used.
pub const RULE: Rule = Rule {
    id: "report-number",
    severity: Severity::Error,
    asks: Some("照会していない番号について記入されています。送付した対応報告書の番号を御確認ください。"),
    topic: Topic::Returns,
    what: "対応報告書に、ない番号か、ほかの部署の取組についての助言・意見の番号がある。その行は使わない",
    why: "ほかの部署への助言や意見に、この部署の報告を載せないため。",
    mend: "送った対応報告書の番号にする",
    bad: "地域福祉課の報告書に、企画課の取組への意見の番号がある",
    good: "送られた対応報告書の番号のまま書く",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    // An opinion that stayed unread may be the one that is meant, and without the measures nobody's is known.
    if facts.lacks_opinions() || facts.is_refused("inputs/measures.csv") {
        return;
    }
    let sent = facts.sent_in();
    let asked_again = facts.reports.carried.iter().filter(|carried| carried.unasked.is_none());
    let mut known: BTreeSet<String> = asked_again.map(CarriedOpinion::label).collect();
    known.extend(facts.opinions.all().map(|opinion| opinion.number.text.clone()));
    for report in &facts.reports.files {
        let code = report.department.as_str();
        if facts.cycle.department(code).is_none() {
            continue;
        }
        let asked = asked_of(sent, code, NaiveDate::MAX);
        let carried = facts.reports.carried.iter().filter(|carried| is_asked(facts.cycle, code, carried));
        let opinions = facts.opinions.all().filter(|opinion| concerns(facts.cycle, code, opinion));
        let numbers = opinions.map(|opinion| opinion.number.text.clone());
        let numbers: BTreeSet<String> = carried.map(CarriedOpinion::label).chain(numbers).collect();
        let own: Vec<&str> = asked.iter().map(|one| one.number.as_str()).collect();
        let own = match own.is_empty() {
            true => "この部署に訊いたものはありません".into(),
            false if own.len() > SHOWN => {
                format!("この部署に訊いた番号は {} など{}件", own[..SHOWN].join("、"), own.len())
            }
            false => format!("この部署に訊いた番号は {}", own.join("、")),
        };
        let replaced = |row: &ReportRow| facts.superseded.is_in_replaced_row(&row.number.origin);
        let rows = report.rows.iter().filter(|row| !row.number.is_empty() && !replaced(row));
        for row in rows.filter(|row| !numbers.contains(&row.number.text)) {
            let number = &row.number.text;
            let what = match known.contains(number) {
                true => {
                    format!("番号「{number}」は、ほかの部署の取組への助言・意見です。この行は使いません。")
                }
                false => format!("番号「{number}」の助言・意見はありません。この行は使いません。"),
            };
            let hint = format!("送られた対応報告書の番号を書いてください（{own}）。");
            check.report_to(code, &row.number.origin, what, hint);
        }
    }
}
