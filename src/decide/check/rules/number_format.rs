//! `number-format`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A number is one that can be read for sure: 「1,200」, not 「約千」 or 「1,2OO」.
pub const RULE: Rule = Rule {
    id: "number-format",
    severity: Severity::Error,
    asks: Some("数値を確認できませんでした。数字（例　1,200）で御回答ください。"),
    topic: Topic::Values,
    what: "数として読めない。指標番号が１、２、３…の形でない",
    why: "あいまいな数を推し量って公表しないため。",
    mend: "半角数字で書く（例 `1,200`、指標番号は `1`）",
    bad: "1,2OO",
    good: "1,200",
    check: None,
};

/// What is said of a text that is no number; the hint says how to write it.
pub fn not_a_number(text: &str, hint: &str) -> Wording {
    RULE.says(format!("「{text}」は数値として読めません。"), format!("{hint}。"))
}
