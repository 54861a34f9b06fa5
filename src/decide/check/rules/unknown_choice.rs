//! `unknown-choice`

use crate::decide::check::rule::{Rule, Wording};
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "unknown-choice",
    severity: Severity::Error,
    what: "決まった語から選ぶ欄は、その語のどれかであること。",
    why: "書き間違いを別の区分として数えないため。",
    bad: "指標の型に「水凖」",
    good: "水準",
    check: None,
};

/// Not a word of the column's closed list.
pub fn not_a_choice(column: &str, text: &str, choices: &[&str]) -> Wording {
    RULE.says(
        format!("「{column}」に「{text}」は書けません。"),
        format!("{} のどれかを書いてください。", choices.join("、")),
    )
}
