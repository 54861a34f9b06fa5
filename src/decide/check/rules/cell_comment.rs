//! `cell-comment`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "cell-comment",
    severity: Severity::Warning,
    what: "伝えたいことは、コメントではなく備考の欄に書かれていること。",
    why: "コメントはどの資料にも載らず、値の条件が見落とされるため。",
    bad: "実績値のコメントに「速報」",
    good: "実績の区分に 速報、備考に その旨",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Comment { text } => Some((
            format!("コメント「{text}」が付いています。コメントは資料に載りません。"),
            "値に関わることなら、備考や実績の区分に書いてください。".into(),
        )),
        _ => None,
    });
}
