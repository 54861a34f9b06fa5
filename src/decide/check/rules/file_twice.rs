//! `file-twice`

use crate::decide::check::rule::{Rule, Wording};
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "file-twice",
    severity: Severity::Error,
    what: "同じ内容のファイルは一つだけであること。",
    why: "同じものが二度届いたのか、別のものを取り違えたのか、確かめるため。二つ目は読まない。",
    bad: "doboku.csv と doboku_2.csv の中身が同じ",
    good: "doboku.csv だけを置く",
    check: None,
};

/// A file that holds the same as another, the first.
pub fn same_file(first: &str) -> Wording {
    RULE.says(
        format!("{first} と同じ内容です。"),
        "どちらかを消してください。別のものを置くはずだったなら、差し替えてください。このファイルは読みません。",
    )
}
