//! `unreadable-file`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::read::submission;

pub const RULE: Rule = Rule {
    id: "unreadable-file",
    severity: Severity::Error,
    what: "inputs/ には使うファイルだけを置き、inputs/submissions と inputs/opinions のファイルは CSV、inputs/fonts のファイルは TrueType か OpenType の書体であること。",
    why: "読まれないファイルが、出されたものとして忘れられないため。",
    bad: "submissions/doboku.pdf",
    good: "submissions/doboku.csv",
    check,
};

/// The files directly in `inputs/`.
const KNOWN: [&str; 8] = [
    "README.md",
    "ballots.csv",
    "cycle.toml",
    "departments.csv",
    "measures.csv",
    "members.csv",
    "organizations.csv",
    "received.csv",
];

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for path in facts.files {
        let tables = ["inputs/submissions/", "inputs/opinions/", "inputs/previous/"];
        let table = tables.iter().any(|folder| path.starts_with(folder));
        let depth = path.matches('/').count();
        let name = path.rsplit('/').next().unwrap_or_default();
        let workbook = submission::is_workbook(path);
        if table && !workbook && !path.to_lowercase().ends_with(".csv") {
            check.report(
                &Origin::File(path.clone()),
                "CSV でも Excel（.xlsx）でもないので読めません。".into(),
                "CSV で保存し直してください（Excel では「CSV UTF-8（コンマ区切り）」）。PDF などは、様式の CSV をもらってください。",
            );
        } else if table && depth > 2 {
            check.report(
                &Origin::File(path.clone()),
                "フォルダの中のフォルダは読みません。".into(),
                "使うファイルなら一つ上のフォルダに移し、使わないなら inputs/ の外に移してください。",
            );
        } else if depth > 1 && !table && !path.starts_with("inputs/fonts/") {
            check.report(
                &Origin::File(path.clone()),
                "この名前のフォルダは使いません。".into(),
                "名前を確かめてください（使うのは submissions、opinions、previous、fonts）。",
            );
        } else if depth == 1 && !KNOWN.contains(&name) {
            check.report(
                &Origin::File(path.clone()),
                "この名前のファイルは使いません。".into(),
                format!("名前を確かめてください（使うのは {}）。", KNOWN.join("、")),
            );
        }
    }
    for path in facts.odd_files {
        check.report(
            &Origin::File(path.as_str().into()),
            "ふつうのファイルではないので読みません。".into(),
            "ファイルそのものを置いてください。",
        );
    }
    for path in facts.broken_fonts {
        check.report(
            &Origin::File(path.as_str().into()),
            "書体として読めません。".into(),
            "TrueType（.ttf）か OpenType（.otf）のファイルを置いてください。",
        );
    }
}
