//! `file-twice`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "file-twice",
    severity: Severity::Error,
    what: "同じ内容のファイルは一つだけであること。",
    why: "同じものが二度届いたのか、別のものを取り違えたのか、確かめるため。二つ目は読まない。",
    bad: "doboku.csv と doboku_2.csv の中身が同じ",
    good: "doboku.csv だけを置く",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::SameFile { first } => Some((
            format!("{first} と同じ内容です。"),
            "どちらかを消してください。別のものを置くはずだったなら、差し替えてください。このファイルは読みません。".into(),
        )),
        _ => None,
    });
}
