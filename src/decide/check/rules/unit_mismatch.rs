//! `unit-mismatch`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "unit-mismatch",
    severity: Severity::Error,
    what: "数に付けた単位は、単位の欄と同じであること。",
    why: "千円と円のような取り違えを載せないため。",
    bad: "単位が千円で、値が 1,200円",
    good: "1,200",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Unit { text, found, expected } if expected.is_empty() => Some((
            format!("「{text}」に単位「{found}」がありますが、単位の欄が空です。"),
            format!("単位の欄に「{found}」と書いてください。"),
        )),
        Cause::Unit { text, found, expected } => Some((
            format!("「{text}」の単位「{found}」が、単位の欄「{expected}」と違います。"),
            format!("単位「{expected}」での値を、数字だけで書いてください。"),
        )),
        Cause::LongUnit { text, most } => Some((
            format!("単位「{text}」が長すぎます（{most}字まで）。"),
            "単位だけを書き、説明は備考に書いてください。".into(),
        )),
        _ => None,
    });
}
