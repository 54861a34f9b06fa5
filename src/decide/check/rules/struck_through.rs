//! `struck-through`

use std::sync::Arc;

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// No cell is struck through: nobody knows whether its value still holds, so it is not used.
pub const RULE: Rule = Rule {
    id: "struck-through",
    severity: Severity::Error,
    asks: Some("取消線が引かれている記入があります。取り消した内容か、正しい内容は何かを御回答ください。"),
    topic: Topic::Hidden,
    what: "取消線のあるセルがある（条件付き書式によるものも）。その値は使わない",
    why: "取り消したのか、見せるために引いたのか、決められないため。取消線のあるセルは「確認中」と載る。",
    mend: "取り消すなら消し、生かすなら取消線を外す",
    bad: "36.9 に取消線がある",
    good: "取り消すなら消し、生かすなら取消線を外す",
    check: None,
};

/// What is said of cells that are struck through, by their columns.
pub fn struck(columns: &[Arc<str>]) -> Wording {
    RULE.says(
        format!("取消線のあるセルがあります（{}）。この値は使えません。", columns.join("、")),
        "取り消した値なら消して正しい値を書き、生かす値なら取消線を外してください。行ごとやめるなら、行を消してください。",
    )
}

/// What is said of cells that a conditional format strikes through, by their columns.
pub fn by_condition(columns: &[Arc<str>]) -> Wording {
    RULE.says(
        format!("条件付き書式で取消線の引かれたセルがあります（{}）。この値は使えません。", columns.join("、")),
        "取り消した値なら消して正しい値を書き、生かす値なら条件付き書式を消してください（「ホーム」の「条件付き書式」の「ルールのクリア」）。",
    )
}
