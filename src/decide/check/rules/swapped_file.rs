//! `swapped-file`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::cause::Cause;

pub const RULE: Rule = Rule {
    id: "swapped-file",
    severity: Severity::Error,
    what: "提出ファイルは、その部署の取組のものであること。",
    why: "ほかの部署のファイルと取り違えて、別の部署の値として載せないため。このファイルは読まない。",
    bad: "doboku.csv に健康福祉部の取組だけがある",
    good: "doboku.csv に土木部の取組がある",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::OfAnother { owner, division, rows, unknown } => {
            let all = match unknown {
                0 => format!("このファイルの{rows}行は、すべて"),
                unknown => format!("このファイルの、取組番号の分かる{rows}行は（ほかに{unknown}行）、すべて"),
            };
            Some((
                format!("{all}{division}（{owner}）の取組です。ファイルを取り違えているようです。"),
                format!(
                    "{division}のものなら、ファイル名を {owner} で始めてください。このファイルは読みません。"
                ),
            ))
        }
        _ => None,
    });
}
