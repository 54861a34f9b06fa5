//! `code-format`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A code consists of small letters, digits and hyphens and is at most 40 long: `joho`, not 「情報」.
pub const RULE: Rule = Rule {
    id: "code-format",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "部署や団体のコードに、英小文字・数字・`-` でない字がある（又は40字を超える）",
    why: "コードはファイル名になるため。",
    mend: "`kenfuku` のように書く",
    bad: "健康福祉部",
    good: "kenfuku",
    check: None,
};

/// What is said of a code that can't name a file.
pub fn unusable_code(text: &str) -> Wording {
    RULE.says(
        format!("コード「{text}」は使えません。"),
        "半角の英小文字、数字、ハイフンで、40字までで書いてください（例 kenfuku）。",
    )
}
