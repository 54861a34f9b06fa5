//! `formula-value`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "formula-value",
    severity: Severity::Error,
    what: "数式のセルには、計算された値が入っていること。",
    why: "値のない数式やエラーの値を、別の値として載せないため。そのセルは「確認中」と載る。",
    bad: "実績値が #REF!",
    good: "数式の代わりに値を書く",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::NoResult { columns } => Some((
            format!("数式の計算結果がファイルに入っていません（{}）。", columns.join("、")),
            "Excel で開いて保存し直すか、数式の代わりに値を書いてください。".into(),
        )),
        Cause::Failed { text } => Some((
            format!("数式がエラー「{text}」になっています。"),
            "数式を直すか、数式の代わりに値を書いてください。".into(),
        )),
        _ => None,
    });
}
