//! `stale-file`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::submission::FaultKind;

pub const RULE: Rule = Rule {
    id: "stale-file",
    severity: Severity::Error,
    what: "提出ファイルは、今年のものであること。",
    why: "前の年の値を今年の値として載せないため。このファイルは読まない。",
    bad: "inputs/previous/ と同じ実績のファイル",
    good: "今年の実績を書いたファイル",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_faults(|fault| match fault {
        FaultKind::LastYears => Some((
            "すべての行の実績と記述が、前の年の調査票（inputs/previous/）と同じです。前の年のファイルのようです。".into(),
            "今年の調査票をもらってください。このファイルは読みません。".into(),
        )),
        _ => None,
    });
}
