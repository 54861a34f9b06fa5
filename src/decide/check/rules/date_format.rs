//! `date-format`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "date-format",
    severity: Severity::Error,
    what: "日付の欄は、日付として読め、曜日を書くなら合っていること。",
    why: "受領日や期限を取り違えないため。",
    bad: "令和２年２月30日",
    good: "令和2年2月28日",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Date { text } => Some((
            format!("「{text}」は日付として読めません。"),
            "2020-02-07 又は 令和2年2月7日 のように書いてください。曜日を書いたときは、その日の曜日か確かめてください。".into(),
        )),
        _ => None,
    });
}
