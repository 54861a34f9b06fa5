//! `out-of-range`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A number is within the limits that its column declares.
pub const RULE: Rule = Rule {
    id: "out-of-range",
    severity: Severity::Error,
    asks: Some("値が範囲の外です。御確認の上、御回答ください。"),
    topic: Topic::Values,
    what: "`[[columns]]` の `min` より小さい数、`max` より大きい数",
    why: "百点満点の欄に850など、桁の誤りを載せないため。",
    mend: "範囲の中の数を書く。範囲が違うなら、`min` と `max` を直す",
    bad: "0から100までの評点に850",
    good: "85",
    check: None,
};

/// What is said of a number that is less or more than its column allows.
pub fn beyond(text: &str, least: Option<&str>, most: Option<&str>) -> Wording {
    let range = match (least, most) {
        (Some(least), Some(most)) => format!("{least}から{most}まで"),
        (Some(least), None) => format!("{least}以上"),
        (None, Some(most)) => format!("{most}以下"),
        (None, None) => "範囲の中".into(),
    };
    RULE.says(
        format!("「{text}」は、この欄の範囲（{range}）の外です。"),
        format!("{range}の数を書いてください。"),
    )
}
