//! `row-not-read`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "row-not-read",
    severity: Severity::Note,
    what: "表の行は、指標の行だけであること。",
    why: "読まなかったものが、読んだと思われないため。合計の行、表の下の注記、見出しのないシートは読まない。",
    bad: "取組名が「小計」の行",
    good: "合計の行を消す",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::TotalRow => Some((
            "合計の行と見て、読みませんでした。".into(),
            "指標の行なら、取組番号と指標番号を書いてください。".into(),
        )),
        Cause::HeaderAgain => Some((
            "見出しや列の番号の行と見て、読みませんでした。".into(),
            "表の途中の見出しの行は、消してください。".into(),
        )),
        Cause::NoteRow { text } => Some((
            format!("表の注記「{text}」は読みませんでした。"),
            "載せたいことは備考の欄に書いてください。".into(),
        )),
        Cause::ExampleSheet { lines } => Some((
            format!(
                "記入の説明のシートに、例でないらしい行が{}行あります。このシートは読みませんでした。",
                lines.len()
            ),
            "出す行なら、調査票のシートに写してください。".into(),
        )),
        Cause::SheetNotRead => Some((
            "見出しの行がないので、このシートは読みませんでした。".into(),
            "出す表なら、列の名前の行を足してください。".into(),
        )),
        _ => None,
    });
}
