//! `unknown-choice`

use std::sync::Arc;

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A cell that chooses holds one of its words, as the form lists them.
pub const RULE: Rule = Rule {
    id: "unknown-choice",
    severity: Severity::Error,
    asks: Some("選択肢にない記入があります。様式の選択肢から御回答ください。"),
    topic: Topic::Values,
    what: "選択肢にない語（書面の回答では、`賛成`、`反対`、`○` など意味の明らかなものを除く）",
    why: "書き間違いを別の区分として数えないため。",
    mend: "知らせに並ぶ語から選ぶ",
    bad: "指標の型に「水凖」",
    good: "水準",
    check: None,
};

/// What is said of a word that is none of the column's choices.
pub fn not_a_choice(column: &str, text: &str, choices: &[Arc<str>]) -> Wording {
    RULE.says(
        format!("「{column}」に「{text}」は書けません。"),
        format!("{} のどれかを書いてください。", choices.join("、")),
    )
    .asking(format!("選択肢にない記入があります。{}のいずれかを御回答ください。", choices.join("、")))
}

/// What is said of an answer on a ballot of which nobody can tell whether it is for the motion.
pub fn unclear_vote(text: &str) -> Wording {
    RULE.says(
        format!("「回答」の「{text}」は、承認するのかしないのか分かりません。この回答も、その議案の結果も、結果の報告に「確認中」と載ります。"),
        "本人に確かめ、承認する、承認しない のどちらかを書いてください。印のないまま戻ったもの（無効）なら、空にしてください。",
    )
}
