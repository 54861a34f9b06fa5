//! `row-of-another`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// What a row that came back says of itself (whose it is, of which meeting, on which number) is what it is filed as.
pub const RULE: Rule = Rule {
    id: "row-of-another",
    severity: Severity::Error,
    asks: Some(
        "番号、取組番号又は助言・意見の概要が、送付した対応報告書と異なっています。どの番号についての報告か御確認ください。",
    ),
    topic: Topic::Codes,
    what: "戻った行の書いていることが、置かれた所と違う。出欠の「構成員」「会議」「日時」が、ファイルの名やコードの人、段階の会議のものでない。回答書の「件名」が、ほかの議案のもの。対応報告書の「取組番号」「助言・意見の概要」が、ほかの番号のもの。その行は使わず、「確認中」と載せる",
    why: "ある人の出欠や、ある意見への報告を、ほかの人、ほかの意見のものとして載せないため。",
    mend: "ファイルの名、コード、番号か、その欄を、正しいほうに直す",
    bad: "番号6の行の取組番号と概要が、番号20のもの",
    good: "送られた様式のまま、番号20の行に書く",
    check: None,
};

/// What is said of a cell that says another than `filed`.
pub fn says_another(column: &str, text: &str, filed: &str) -> Wording {
    RULE.says(
        format!("「{column}」は「{text}」ですが、この行は{filed}のものとして置かれています。どちらのものか分からないので、この行は使わず、「確認中」とします。"),
        match column {
            "構成員" => "誰の回答かを確かめ、ファイルの名かコード、又は「構成員」を直してください。",
            "会議" | "日時" => "どの会議の回答かを確かめ、段階か、その欄を直してください。前に送った様式の回答なら、本人に確かめてください。",
            "件名" => "どの議案の回答かを確かめ、議案の番号か件名を直してください。",
            _ => "番号、取組番号、助言・意見の概要は、送られた対応報告書のままにして、その行に書いてください。",
        },
    )
}
