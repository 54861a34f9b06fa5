//! `ditto`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// Where a cell says 「同上」 or 「〃」, the cell above it holds something.
pub const RULE: Rule = Rule {
    id: "ditto",
    severity: Severity::Error,
    asks: Some(
        "「同上」等の記入がありますが、該当する内容を確認できませんでした。省略せずに御回答ください。",
    ),
    topic: Topic::Values,
    what: "`同上` や `〃` の写すものが、上の行にない",
    why: "何を指すのか分からないまま載せないため。",
    mend: "文字をそのまま書く",
    bad: "最初の行の課題が「同上」",
    good: "課題を書く",
    check: None,
};

/// What is said of 「同上」 where there is nothing above to copy.
pub fn nothing_above(text: &str) -> Wording {
    RULE.says(
        format!("「{text}」とありますが、写すものが上の行にありません。"),
        "文字をそのまま書いてください。",
    )
}
