//! `ditto`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "ditto",
    severity: Severity::Error,
    what: "「同上」「〃」は文字の列だけで、上の行に写す文字があること。",
    why: "何を指すのか分からないまま載せないため。",
    bad: "最初の行の課題が「同上」",
    good: "課題を書く",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::NothingAbove { text } => Some((
            format!("「{text}」とありますが、写すものが上の行にありません。"),
            "文字をそのまま書いてください。".into(),
        )),
        _ => None,
    });
}
