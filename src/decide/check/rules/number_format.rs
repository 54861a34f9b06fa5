//! `number-format`

use crate::decide::check::rule::{Rule, Wording};
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "number-format",
    severity: Severity::Error,
    what: "数の欄は、数として読めること。",
    why: "あいまいな数を推し量って公表しないため。",
    bad: "1,2OO",
    good: "1,200",
    check: None,
};

/// Not a number, and how to write it.
pub fn not_a_number(text: &str, hint: &str) -> Wording {
    RULE.says(format!("「{text}」は数値として読めません。"), format!("{hint}。"))
}
