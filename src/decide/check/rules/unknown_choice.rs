//! `unknown-choice`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "unknown-choice",
    severity: Severity::Error,
    what: "決まった語から選ぶ欄は、その語のどれかであること。",
    why: "書き間違いを別の区分として数えないため。",
    bad: "指標の型に「水凖」",
    good: "水準",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Choice { column, text, choices } => Some((
            format!("「{column}」に「{text}」は書けません。"),
            format!("{} のどれかを書いてください。", choices.join("、")),
        )),
        _ => None,
    });
}
