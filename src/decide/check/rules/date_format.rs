//! `date-format`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A date is one that the calendar has, and its weekday is the right one.
pub const RULE: Rule = Rule {
    id: "date-format",
    severity: Severity::Error,
    topic: Topic::Values,
    what: "日付として読めない。曜日が合わない",
    why: "受領日や期限を取り違えないため。",
    mend: "`2020-02-07` のように書く",
    bad: "令和２年２月30日",
    good: "令和2年2月28日",
    check: None,
};

/// What is said of a text that is no date.
pub fn not_a_date(text: &str) -> Wording {
    RULE.says(
        format!("「{text}」は日付として読めません。"),
        "2020-02-07 又は 令和2年2月7日 のように書いてください。曜日を書いたときは、その日の曜日か確かめてください。",
    )
}
