//! `number-format`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "number-format",
    severity: Severity::Error,
    what: "数の欄は、数として読めること。",
    why: "あいまいな数を推し量って公表しないため。",
    bad: "1,2OO",
    good: "1,200",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Number { text, hint } => {
            Some((format!("「{text}」は数値として読めません。"), format!("{hint}。")))
        }
        _ => None,
    });
}
