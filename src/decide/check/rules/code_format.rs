//! `code-format`

use crate::decide::check::rule::{Rule, Wording};
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "code-format",
    severity: Severity::Error,
    what: "部署と団体のコードは、半角の英小文字、数字、ハイフンだけで書くこと。",
    why: "コードはファイル名になるため。",
    bad: "健康福祉部",
    good: "kenfuku",
    check: None,
};

/// A code that can't name a file.
pub fn unusable_code(text: &str) -> Wording {
    RULE.says(
        format!("コード「{text}」は使えません。"),
        "半角の英小文字、数字、ハイフンで、40字までで書いてください（例 kenfuku）。",
    )
}
