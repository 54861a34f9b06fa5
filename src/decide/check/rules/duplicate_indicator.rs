//! `duplicate-indicator`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use std::collections::BTreeMap;

/// A department sends one row for an indicator on one day; of two that dispute each other, neither is used.
pub const RULE: Rule = Rule {
    id: "duplicate-indicator",
    severity: Severity::Error,
    asks: Some("同じ指標が重複して記入されています。正しい内容を御回答ください。"),
    topic: Topic::Returns,
    what: "同じ日に届いた中に、同じ指標が二度ある。どちらも使わない",
    why: "どちらの値が正しいか決められず、誤った値を公表するおそれがあるため。",
    mend: "片方を消すか、指標番号を分ける",
    bad: "2-ア-1 の指標 1 が二行ある",
    good: "指標番号を 1、2 と分ける",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    // Without its days nobody can tell a correction from a row that stands twice.
    if facts.is_refused("inputs/received.csv") {
        return;
    }
    let mut seen = BTreeMap::new();
    for file in facts.submissions.returns() {
        for row in file.rows.iter().filter(|r| !r.key.number.is_empty()) {
            let first = seen.entry((&row.department, &row.key, file.received)).or_insert(&row.origin);
            if *first == &row.origin {
                continue;
            }
            let message = format!(
                "取組 {} の指標 {} が二度あります（初めは {first}）。",
                row.key.measure, row.key.number
            );
            match first.file() == row.origin.file() {
                true => check.report_to(
                    &row.department,
                    &row.origin,
                    message,
                    "どちらかの行を消すか、⟨指標番号⟩を変えてください。",
                ),
                // Which of two files holds, the secretariat knows.
                false => check.report(
                    &row.origin,
                    message,
                    "どちらかのファイルを除いてください。訂正なら、後の受領日を received.csv に書いてください。",
                ),
            }
        }
    }
}
