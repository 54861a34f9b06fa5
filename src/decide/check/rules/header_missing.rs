//! `header-missing`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::{Cause, Refusal};

pub const RULE: Rule = Rule {
    id: "header-missing",
    severity: Severity::Error,
    what: "見出しの行に、必要な列がすべてあること。",
    why: "列を取り違えて別の値を載せないため。見出しの欠けたファイルは読まない。",
    bad: "見出しに「実績値」がない",
    good: "取組番号,指標番号,…,実績値,実績の区分",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Refused(Refusal::Empty) => {
            Some(("ファイルが空です。".into(), "中身のあるファイルに差し替えてください。".into()))
        }
        Cause::AboveHeader => Some((
            "見出しの行より上に、値の行があります。この行は読みません。".into(),
            "見出しの行を、値の行の上に移してください（並べ替えたときに動いたのかもしれません）。".into(),
        )),
        Cause::Refused(Refusal::NoHeader) => Some((
            "見出しの行が見付かりません。".into(),
            "列の名前の行を、表の上から30行までに足してください（隠れたシートの表は読みません）。".into(),
        )),
        Cause::NoRows => Some((
            "見出しの下に、値の行がありません。".into(),
            "指標の行を書いたファイルに差し替えてください。".into(),
        )),
        Cause::Ambiguous { known, names, required } => Some((
            format!("列「{known}」らしいものが、いくつもあります（「{}」）。", names.join("」「")),
            format!(
                "載せる列の名前を「{known}」に直し、ほかの列は名前を変えるか消してください。{}",
                if *required { "この表は読みません。" } else { "どの列も使いません。" }
            ),
        )),
        Cause::HeaderMissing { columns } => Some((
            format!("見出しに列「{}」がありません。", columns.join("」「")),
            "見出しの行に、その列を足してください（列の順は自由です）。".into(),
        )),
        _ => None,
    });
}
