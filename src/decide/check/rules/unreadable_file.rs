//! `unreadable-file`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;

pub const RULE: Rule = Rule {
    id: "unreadable-file",
    severity: Severity::Error,
    what: "inputs/submissions と inputs/opinions のファイルは CSV、inputs/fonts のファイルは TrueType か OpenType の書体であること。",
    why: "読まれないファイルが、出されたものとして忘れられないため。",
    bad: "submissions/doboku.pdf",
    good: "submissions/doboku.csv",
    check,
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for path in facts.files {
        let table = path.starts_with("inputs/submissions/") || path.starts_with("inputs/opinions/");
        if table && !path.to_lowercase().ends_with(".csv") {
            check.report(
                &Origin::File(path.clone()),
                "この種類のファイルは読めません。".into(),
                "CSV で保存し直してください（Excel では「CSV UTF-8（コンマ区切り）」）。",
            );
        }
    }
    for path in facts.broken_fonts {
        check.report(
            &Origin::File(path.as_str().into()),
            "書体として読めません。".into(),
            "TrueType（.ttf）か OpenType（.otf）のファイルを置いてください。",
        );
    }
}
