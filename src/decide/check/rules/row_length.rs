//! `row-length`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::{Cause, Refusal};

pub const RULE: Rule = Rule {
    id: "row-length",
    severity: Severity::Error,
    what: "行の列は見出しの列より多くなく、数はコンマで切れず、引用符はセルを囲んでいること。",
    why: "コンマで切れた値や、引用符に呑まれた行を、値として載せないため。その行（引用符のときはファイル）は読まない。",
    bad: "見出しが 27 列で、行が 28 列",
    good: "コンマを含むセルを引用符（半角の二重引用符）で囲む",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::RowTooLong { header, row } => Some((
            format!("この行は列が見出しより多くあります（見出し{header}列、この行{row}列）。"),
            "コンマを含むセルを \"…\" で囲んでください。この行は読みません。".into(),
        )),
        Cause::CutNumber { halves: [head, tail] } => Some((
            format!("「{head}」と「{tail}」は、コンマで切れた一つの数（{head},{tail}）のようです。"),
            format!("一つの数なら {head}{tail} か \"{head},{tail}\" と書いてください。二つの数なら、列を様式の順にするか、Excel（.xlsx）で出してください。この行は読みません。"),
        )),
        Cause::Refused(Refusal::Quote { .. }) => Some((
            "引用符（\"）の付け方が正しくありません。".into(),
            "セル全体を \"…\" で囲み、セルの中の \" は \"\" と書いてください。このファイルは読みません。"
                .into(),
        )),
        _ => None,
    });
}
