//! `unreadable-file`

use crate::decide::check::rule::{self, Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;

/// The input folders hold only files that can be read: no PDF, no password, no pipe, nothing broken.
pub const RULE: Rule = Rule {
    id: "unreadable-file",
    severity: Severity::Error,
    asks: Some(rule::SEND_AGAIN),
    topic: Topic::Files,
    what: "`submissions/`、`opinions/`、`previous/`、`replies/`、`reports/`、`ballots/` に読めない種類のファイル（CSV と Excel の `.xlsx`、`.xlsm`、`.xls`、OpenDocument の `.ods` のほか）、パスワードの付いたもの、壊れたもの（一つのセルに値が二つあるなど）、大きすぎるものや、中のフォルダ、`fonts/` に書体でないファイル、`inputs/` に使わない名のファイルやフォルダがある。ふつうのファイルでないもの（パイプ、フォルダへのリンクなど）がある（`templates/` でも）",
    why: "読まれないファイルが、出されたものとして忘れられないため。",
    mend: "ファイルの形ごとの直し方は、`inputs/README.md` の「届いた調査票の読み方」による。書体は TTF か OTF。使わないものは `inputs/` の外へ移す",
    bad: "submissions/doboku.pdf",
    good: "submissions/doboku.csv",
    check: Some(check),
};

/// The files directly in `inputs/`.
pub const KNOWN: [&str; 13] = [
    "README.md",
    "approvals.toml",
    "ballots.csv",
    "carried.csv",
    "changes.csv",
    "corrections.csv",
    "cycle.toml",
    "departments.csv",
    "measures.csv",
    "members.csv",
    "organizations.csv",
    "received.csv",
    "series.csv",
];

/// What is said of a file of `tables/` of which no table is declared.
pub fn undeclared_table() -> Wording {
    RULE.says(
        "cycle.toml の [[tables]] に、この名の表がないので、読みません。",
        "ファイルの名を表の id（例 budget.csv、budget_土木部.xlsx）にするか、[[tables]] に表を宣言してください。",
    )
}

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for path in facts.files {
        let tables = [
            "inputs/submissions/",
            "inputs/opinions/",
            "inputs/previous/",
            "inputs/replies/",
            "inputs/reports/",
            "inputs/ballots/",
            "inputs/tables/",
        ];
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
                "名前を確かめてください（使うのは submissions、opinions、previous、replies、reports、ballots、tables、fonts）。",
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
    for path in facts.large_files {
        check.report(
            &Origin::File(path.as_str().into()),
            "大きすぎるので読みません（読めるのは、テンプレートは一つ 16 MB、書体は一つ 256 MB、全てを合わせて 1 GB まで）。"
                .into(),
            "小さくするか、使わないなら inputs/ や templates/ の外に移してください。",
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

/// What is said of a file that is larger, or holds more rows or cells, than is read.
pub fn too_large() -> Wording {
    RULE.says(
        "大きすぎて読めません（読めるのは、8 MB（解いて 64 MB）、60シート、全てのシートを合わせて 10,000行、20万セル、文字 8 MB、一つのシートに 200列、一つのセルに 32,767字まで）。",
        "要らない行や列、図を消してください。離れたところにあるセルの値も消してください。",
    )
}

/// What is said of a list of the secretariat that is larger than lists are.
pub fn large_list() -> Wording {
    RULE.says(
        "一覧として大きすぎて読めません（読めるのは、64 MB（解いて 512 MB）、60シート、全てのシートを合わせて 200,000行、200万セル、文字 64 MB、一つのシートに 200列、一つのセルに 32,767字まで）。",
        "使わない列、図、離れたところにあるセルの値を消してください。行がこれより多いときは、重複がないか、別の一覧が混ざっていないかを確かめてください。",
    )
}

/// What is said of a workbook that is cut off or otherwise broken.
pub fn broken() -> Wording {
    RULE.says(
        "Excel のブックとして読めません（途中で切れているか、壊れています）。",
        "Excel で開いて .xlsx で保存し直すか、もう一度送ってもらってください。",
    )
}

/// What is said of a cell that holds two values, which are given one behind the other.
pub fn two_values(both: &str) -> Wording {
    RULE.says(
        format!("一つのセルに、値が二つ入っています（{both}）。ブックが壊れているので、この値は使いません。"),
        "Excel で開き、正しい値を書いて .xlsx で保存し直してください。",
    )
}

/// What is said of a sheet of which the file holds nothing but its name.
pub fn lost_sheet() -> Wording {
    RULE.says(
        "シートの名はありますが、中身がファイルに入っていません。",
        "Excel で開いて .xlsx で保存し直すか、もう一度送ってもらってください。要らないシートなら消してください。",
    )
}

/// What is said of a workbook that a password protects.
pub fn password() -> Wording {
    RULE.says(
        "パスワードが付いているので読めません。",
        "Excel で開き、パスワードを外して保存し直してもらってください。",
    )
}

/// How to make a workbook of another kind one that can be read.
const SAVE_AS_XLSX: &str =
    "Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」を選んで保存し直してください。";

/// What is said of a workbook of old Excel, `.xls`.
pub fn old_excel() -> Wording {
    RULE.says("古い Excel の形式（.xls）なので読めません。", SAVE_AS_XLSX)
}

/// What is said of a binary workbook of Excel, `.xlsb`.
pub fn binary_excel() -> Wording {
    RULE.says("Excel バイナリ ブック（.xlsb）なので読めません。", SAVE_AS_XLSX)
}

/// What is said of a PDF.
pub fn pdf() -> Wording {
    RULE.says("PDF なので読めません。", "元の Excel か、CSV のファイルをもらってください。")
}

/// What is said of a document of Word or the like.
pub fn document() -> Wording {
    RULE.says("Word の文書なので読めません。", "様式の Excel か CSV に書き直してもらってください。")
}

/// What is said of a document of 一太郎.
pub fn ichitaro() -> Wording {
    RULE.says("一太郎の文書なので読めません。", "様式の Excel か CSV に書き直してもらってください。")
}

/// What is said of a mail of Outlook.
pub fn mail() -> Wording {
    RULE.says(
        "電子メール（Outlook の .msg）なので読めません。",
        "添付された調査票を取り出して置いてください。本文に書かれたものなら、様式に書き直してもらってください。",
    )
}

/// What is said of a web page, which may be called .xlsx.
pub fn web_page() -> Wording {
    RULE.says(
        "ウェブページ（HTML）なので読めません（名が .xlsx や .xls でも、中身は Excel のブックではありません）。",
        "Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」を選んで保存し直してください。",
    )
}

/// What is said of a spreadsheet of OpenDocument or Numbers.
pub fn other_spreadsheet() -> Wording {
    RULE.says(
        "Excel でない表計算の形式なので読めません。",
        "「Excel ブック（.xlsx）」か CSV で保存し直してください。",
    )
}

/// What is said of a file that took too much time or memory to read.
pub fn costly() -> Wording {
    RULE.says(
        "読むのに時間かメモリーがかかりすぎるので、途中でやめました（壊れているか、大きすぎます）。",
        "Excel で開いて .xlsx で保存し直してください。要らないシート、行、列、図があれば消してください。",
    )
}

/// What is said of a file that the machine refuses to open or to read.
pub fn unopened() -> Wording {
    RULE.says(
        "開けません（読む権利がないか、置いた場所の故障です）。",
        "このファイルを自分の名前で開けるか確かめ、開けなければ、もう一度送ってもらってください。",
    )
}

/// What is said of a file of a kind that nothing else here names.
pub fn other() -> Wording {
    RULE.says(
        "CSV でも Excel（.xlsx）でもないので読めません。",
        "CSV か「Excel ブック（.xlsx）」で保存し直してください。まとめて圧縮したものは、解いて一つずつ置いてください。",
    )
}
