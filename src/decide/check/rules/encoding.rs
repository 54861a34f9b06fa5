//! `encoding`

use crate::decide::check::rule::{self, Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A text file is UTF-8, UTF-16 or Shift JIS (CP932), so that its letters can be read.
pub const RULE: Rule = Rule {
    id: "encoding",
    severity: Severity::Error,
    asks: Some(rule::SEND_AGAIN),
    topic: Topic::Files,
    what: "文字コードを読めない",
    why: "文字化けした名前や値を載せないため。",
    mend: "「CSV UTF-8」で保存し直す",
    bad: "ほかの文字コードで保存したファイル",
    good: "「CSV UTF-8」で保存したファイル",
    check: None,
};

/// What is said of a file whose bytes are in no known encoding.
pub fn unknown_encoding() -> Wording {
    RULE.says(
        "文字コードが UTF-8、UTF-16、CP932（Shift_JIS）のどれでもないため、読めません。",
        "Excel で開けるなら「CSV UTF-8（コンマ区切り）」で保存し直してください。開けないときは、提出者に保存し直しを頼んでください。",
    )
}

/// What is said of a text in UTF-32.
pub fn utf_32() -> Wording {
    RULE.says(
        "文字コードが UTF-32 なので読めません。",
        "「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    )
}
