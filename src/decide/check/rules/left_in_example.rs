//! `left-in-example`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// The form's example rows (記入例) are taken out of a return; one that is left is not read.
pub const RULE: Rule = Rule {
    id: "left-in-example",
    severity: Severity::Warning,
    asks: Some("記入例と思われる記入が残っています。報告する内容であるか御確認ください。"),
    topic: Topic::Files,
    what: "記入例の行が残っている（その行は読まない）",
    why: "記入例の値を、実際の値として載せないため。記入例の行は読まない。",
    mend: "行を消す",
    bad: "取組番号が「記入例」の行",
    good: "記入例の行を消す",
    check: None,
};

/// What is said of a row that shows how to fill in the form.
pub fn example_row() -> Wording {
    RULE.says(
        "記入例の行が残っています。この行は読みません。",
        "記入例の行を消してください。実際の値の行なら、「記入例」「例」の文字を消してください。",
    )
}
