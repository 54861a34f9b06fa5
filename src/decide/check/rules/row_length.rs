//! `row-length`

use crate::decide::check::rule::{self, Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A row of a CSV file has no more cells than its header, and its quotation marks are closed.
pub const RULE: Rule = Rule {
    id: "row-length",
    severity: Severity::Error,
    asks: Some(rule::SEND_AGAIN),
    topic: Topic::Files,
    what: "行の列が見出しより多い、数がコンマで切れている（その行は読まない）。引用符（`\"`）が閉じていない、セルの途中にある（そのファイルは読まない）",
    why: "コンマで切れた値や、引用符に呑まれた行を、値として載せないため。その行（引用符のときはファイル）は読まない。",
    mend: "コンマを含むセルを `\"…\"` で囲み、中の `\"` は `\"\"` と書く。Excel では、表の右の書き込みを消す",
    bad: "見出しが 27 列で、行が 28 列",
    good: "コンマを含むセルを引用符（半角の二重引用符）で囲む",
    check: None,
};

/// What is said of a row with more cells than the header has columns.
pub fn too_long(header: usize, row: usize) -> Wording {
    RULE.says(
        format!("この行は列が見出しより多くあります（見出し{header}列、この行{row}列）。"),
        "コンマを含むセルを \"…\" で囲んでください。この行は読みません。",
    )
}

/// What is said of a number that a comma cut in two.
pub fn cut_number([head, tail]: &[String; 2]) -> Wording {
    RULE.says(
        format!("「{head}」と「{tail}」は、コンマで切れた一つの数（{head},{tail}）のようです。"),
        format!("一つの数なら {head}{tail} か \"{head},{tail}\" と書いてください。二つの数なら、列を様式の順にするか、Excel（.xlsx）で出してください。この行は読みません。"),
    )
}

/// What is said of a quotation mark that neither opens nor closes a cell.
pub fn stray_quote() -> Wording {
    RULE.says(
        "引用符（\"）の付け方が正しくありません。",
        "セル全体を \"…\" で囲み、セルの中の \" は \"\" と書いてください。このファイルは読みません。",
    )
}
