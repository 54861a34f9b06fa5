//! `code-format`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "code-format",
    severity: Severity::Error,
    what: "部署と団体のコードは、半角の英小文字、数字、ハイフンだけで書くこと。",
    why: "コードはファイル名になるため。",
    bad: "健康福祉部",
    good: "kenfuku",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Code { text } => Some((
            format!("コード「{text}」は使えません。"),
            "半角の英小文字、数字、ハイフンで、40字までで書いてください（例 kenfuku）。".into(),
        )),
        _ => None,
    });
}
