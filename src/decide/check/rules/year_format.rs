//! `year-format`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::era::OutOfEra;
use crate::ground::finding::Severity;
use crate::ground::written_year::YearSlip;

/// A year is one that can be read (「平成30年度」), and the years of one row are all 年 or all 年度.
pub const RULE: Rule = Rule {
    id: "year-format",
    severity: Severity::Error,
    asks: Some("年度を確認できませんでした。年度（例　平成30年度）を御回答ください。"),
    topic: Topic::Values,
    what: "年度として読めない（元号がない、その元号にない年度、二つの違う年の併記など）。年と年度が混ざる",
    why: "年と年度は別の期間だから。",
    mend: "`平成30年度`、`H30`、`2018` のように書き、そろえる",
    bad: "平成三十年頃",
    good: "平成30年度",
    check: None,
};

/// What is said of a text that is no year, or not for sure one.
pub fn not_a_year(text: &str, slip: Option<&YearSlip>) -> Wording {
    match slip {
        None => RULE.says(
            format!("「{text}」は年度として読めません。"),
            "平成30年度、H30、2018、令和２年 のように書いてください。",
        ),
        Some(YearSlip::OutOfEra(OutOfEra { bound, meant })) => RULE.says(
            format!("「{text}」という年はありません（{bound}）。"),
            format!("{} の書き誤りでないか確かめ、正しい年度を書いてください。", meant.join(" か ")),
        ),
        Some(YearSlip::Two([one, other])) => RULE.says(
            format!("「{text}」は、二つの違う年です（{one} と {other}）。"),
            "どちらか正しいほうだけを書いてください。",
        ),
        Some(YearSlip::Undecided) => RULE.says(
            format!("年度の欄に「{text}」は書けません。"),
            "値がまだ分からなくても、いつの値かを 平成30年度 のように書いてください。値も年度もないなら、空か「－」にしてください。",
        ),
        Some(YearSlip::NoEra) => RULE.says(
            format!("「{text}」は、元号がないので、どの年度か決められません。"),
            "平成30年度、H30、2018 のように、元号を付けるか西暦で書いてください。",
        ),
    }
}

/// What is said of a row of whose years some are 年 and some are 年度.
pub fn mixed(text: &str) -> Wording {
    RULE.says(
        format!("この行の{text}には、年と年度が混ざっています。"),
        "基準・目標・実績の年を、年か年度のどちらかにそろえてください。",
    )
    .asking("年と年度の記入が混在しています。いずれかに統一して御回答ください。")
}
