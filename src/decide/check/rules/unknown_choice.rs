//! `unknown-choice`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A cell that chooses holds one of its words, as the form lists them.
pub const RULE: Rule = Rule {
    id: "unknown-choice",
    severity: Severity::Error,
    topic: Topic::Values,
    what: "選択肢にない語",
    why: "書き間違いを別の区分として数えないため。",
    mend: "知らせに並ぶ語から選ぶ",
    bad: "指標の型に「水凖」",
    good: "水準",
    check: None,
};

/// What is said of a word that is none of the column's choices.
pub fn not_a_choice(column: &str, text: &str, choices: &[&str]) -> Wording {
    RULE.says(
        format!("「{column}」に「{text}」は書けません。"),
        format!("{} のどれかを書いてください。", choices.join("、")),
    )
}
