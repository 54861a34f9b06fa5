//! `era-ended`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::wareki::Year;

/// No year is counted on in an era that had ended: 「平成32年度」 is read as 令和２年度, and people are told.
pub const RULE: Rule = Rule {
    id: "era-ended",
    severity: Severity::Warning,
    asks: Some("記入された元号の年は実在しません。正しい年度を御確認ください。"),
    topic: Topic::Values,
    what: "改元の前に書かれた、今はない年度（平成32年度）がある。その年に当たる年度として読む",
    why: "前の計画から写した年度は、資料では今の元号になるため。",
    mend: "今の元号で書く",
    bad: "平成32年度",
    good: "令和２年度",
    check: None,
};

/// What is said of a year that is counted on, and of the year that it was read as.
pub fn counted_on(text: &str, year: Year) -> Wording {
    let year = year.print();
    RULE.says(
        format!("「{text}」という年はないので、{year}として読みました。"),
        format!("その年でよければ「{year}」と書き、違うなら正しい年を書いてください。"),
    )
}
