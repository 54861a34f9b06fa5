//! `unknown-column`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "unknown-column",
    severity: Severity::Warning,
    what: "見出しの列は、様式の列であること。",
    why: "書かれたことが、どの資料にも載らないまま見落とされないため。",
    bad: "見出しに「担当者メモ」",
    good: "載せたいことは「課題」などの列に書く",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::UnknownColumn { name } => Some((
            format!("列「{name}」は使いません。"),
            "資料に載せたいことは、様式の列（取組内容・実績、課題など）に書いてください。".into(),
        )),
        Cause::Unheaded { text } => Some((
            format!("見出しのない列に「{text}」とあります。資料には載りません。"),
            "載せたいことは、様式の列（備考など）に書いてください。".into(),
        )),
        _ => None,
    });
}
