//! `month-as-year`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::wareki::Year;

/// Where a fiscal year is asked for, no month stands: 「令和２年３月」 is read as 令和元年度, and people are told.
pub const RULE: Rule = Rule {
    id: "month-as-year",
    severity: Severity::Warning,
    asks: Some("年度の欄に年月が記入されています。どの年度の値か御確認ください。"),
    topic: Topic::Values,
    what: "年度の欄に、１月から３月までの年月がある。その月を含む年度として読む",
    why: "一月から三月までは、年と年度が違うため。その月を含む年度として読む。",
    mend: "年度で書く",
    bad: "平成31年3月",
    good: "平成30年度",
    check: None,
};

/// What is said of a month where a year is asked for, and of the fiscal year that it was read as.
pub fn read_as(text: &str, year: i32) -> Wording {
    let year = Year { western: year, fiscal: true }.print();
    RULE.says(
        format!("「{text}」を{year}として読みました。"),
        format!("その年度でよければ「{year}」と書き、違うなら年度を書いてください。"),
    )
}
