//! `percent-scale`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// The numbers of a row in percent are all on one scale: no 0.35 beside 30.0% and 50.0%.
pub const RULE: Rule = Rule {
    id: "percent-scale",
    severity: Severity::Error,
    asks: Some("同じ指標の他の値と100倍の差があります。百分率（％）による正しい値を御回答ください。"),
    topic: Topic::Values,
    what: "単位が％の行に、％の付いた（又は％の表示形式の）値と、それとは百倍の桁違いの値がある。その値は使わない",
    why: "0.35 が 35% なのか 0.35% なのか決められず、達成率が▲700％などになるため。",
    mend: "35% なら 35、0.35% なら 0.35% と書く",
    bad: "基準値 30.0%、目標値 50.0%、実績値 0.35",
    good: "基準値 30.0、目標値 50.0、実績値 35.0",
    check: None,
};

/// What is said of a number a hundred times off the others of its row.
pub fn another_scale(text: &str, others: &str) -> Wording {
    RULE.says(
        format!("「{text}」が、同じ行のほかの値（{others}）と百倍の桁違いです。％の表示形式のセルとの間で写したときの誤りではありませんか。"),
        "35% を報告するなら 35、0.35% を報告するなら 0.35% のように、見たいとおりに書いてください。それまで資料には「確認中」と載ります。",
    )
}
