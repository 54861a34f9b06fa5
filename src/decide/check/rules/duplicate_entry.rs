//! `duplicate-entry`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::submission::FaultKind;

pub const RULE: Rule = Rule {
    id: "duplicate-entry",
    severity: Severity::Error,
    what: "一覧のコードや番号、見出しの列は、一度だけ現れること。",
    why: "同じコードの二行のどちらが正しいか決められないため。",
    bad: "コード kenfuku が二行",
    good: "二行目を消す",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_faults(|fault| match fault {
        FaultKind::Twice { text } => Some((
            format!("「{text}」が二度あります。後のほうは使いません。"),
            "どちらかを消してください。".into(),
        )),
        _ => None,
    });
}
