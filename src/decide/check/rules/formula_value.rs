//! `formula-value`

use std::sync::Arc;

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A formula has its result in the file, and the result is no error like `#REF!`.
pub const RULE: Rule = Rule {
    id: "formula-value",
    severity: Severity::Error,
    asks: Some("計算の結果を確認できませんでした。値を御回答ください。"),
    topic: Topic::Hidden,
    what: "数式の結果がファイルにない、又はエラー（`#REF!` など）である。その値は使わない",
    why: "値のない数式やエラーの値を、別の値として載せないため。そのセルは「確認中」と載る。",
    mend: "値を書くか、Excel で開いて保存し直す",
    bad: "実績値が #REF!",
    good: "数式の代わりに値を書く",
    check: None,
};

/// What is said of formulas without a result, by their columns.
pub fn no_result(columns: &[Arc<str>]) -> Wording {
    RULE.says(
        format!("数式の計算結果がファイルに入っていません（{}）。", columns.join("、")),
        "Excel で開いて保存し直すか、数式の代わりに値を書いてください。",
    )
}

/// What is said of a formula that failed.
pub fn failed(text: &str) -> Wording {
    RULE.says(
        format!("数式がエラー「{text}」になっています。"),
        "数式を直すか、数式の代わりに値を書いてください。",
    )
}
