//! `unreadable-file`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::model::cause::{Cause, Refusal};

pub const RULE: Rule = Rule {
    id: "unreadable-file",
    severity: Severity::Error,
    what: "inputs/ には使うファイルだけを置き、inputs/submissions と inputs/opinions のファイルは CSV か Excel（.xlsx、.xlsm）、inputs/fonts のファイルは TrueType か OpenType の書体であること。",
    why: "読まれないファイルが、出されたものとして忘れられないため。",
    bad: "submissions/doboku.pdf",
    good: "submissions/doboku.csv",
    check,
};

/// The files directly in `inputs/`.
const KNOWN: [&str; 9] = [
    "README.md",
    "ballots.csv",
    "corrections.csv",
    "cycle.toml",
    "departments.csv",
    "measures.csv",
    "members.csv",
    "organizations.csv",
    "received.csv",
];

fn check(check: &mut Check<'_>) {
    check.report_findings(|cause| match cause {
        Cause::Refused(refusal) => refused(*refusal),
        _ => None,
    });
    let facts = check.facts;
    for path in facts.files {
        let tables = ["inputs/submissions/", "inputs/opinions/", "inputs/previous/"];
        let table = tables.iter().any(|folder| path.starts_with(folder));
        let depth = path.matches('/').count();
        let name = path.rsplit('/').next().unwrap_or_default();
        if table && depth > 2 {
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

/// What a refused file is, and the way out.
fn refused(refusal: Refusal) -> Option<(String, String)> {
    let (message, hint) = match refusal {
        Refusal::TooLarge => (
            "大きすぎて読めません（読めるのは、8 MB（解いて 64 MB）、60シート、全てのシートを合わせて 10,000行、20万セル、文字 8 MB、一つのシートに 200列、一つのセルに 32,767字まで）。",
            "要らない行や列、図を消してください。離れたところにあるセルの値も消してください。",
        ),
        Refusal::Broken => (
            "Excel のブックとして読めません（途中で切れているか、壊れています）。",
            "Excel で開いて .xlsx で保存し直すか、もう一度送ってもらってください。",
        ),
        Refusal::Password => (
            "パスワードが付いているので読めません。",
            "Excel で開き、パスワードを外して保存し直してもらってください。",
        ),
        Refusal::OldExcel => (
            "古い Excel の形式（.xls）なので読めません。",
            "Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」を選んで保存し直してください。",
        ),
        Refusal::Binary => (
            "Excel バイナリ ブック（.xlsb）なので読めません。",
            "Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」を選んで保存し直してください。",
        ),
        Refusal::Pdf => ("PDF なので読めません。", "元の Excel か、CSV のファイルをもらってください。"),
        Refusal::Document => {
            ("Word の文書なので読めません。", "様式の Excel か CSV に書き直してもらってください。")
        }
        Refusal::OtherSpreadsheet => (
            "Excel でない表計算の形式なので読めません。",
            "「Excel ブック（.xlsx）」か CSV で保存し直してください。",
        ),
        Refusal::Other => (
            "CSV でも Excel（.xlsx）でもないので読めません。",
            "CSV か「Excel ブック（.xlsx）」で保存し直してください。まとめて圧縮したものは、解いて一つずつ置いてください。",
        ),
        Refusal::Encoding | Refusal::Empty | Refusal::NoHeader | Refusal::Quote { .. } => return None,
    };
    Some((message.into(), hint.into()))
}
