//! `code-format`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "code-format",
    severity: Severity::Error,
    topic: Topic::Codes,
    what: "部署や団体のコードに、英小文字・数字・`-` でない字がある（又は40字を超える）",
    why: "コードはファイル名になるため。",
    mend: "`kenfuku` のように書く",
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
