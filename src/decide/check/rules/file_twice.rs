//! `file-twice`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// No two files hold the same, and none is a copy that lies about; the second is not read.
pub const RULE: Rule = Rule {
    id: "file-twice",
    severity: Severity::Error,
    asks: Some(
        "同じ内容の様式が重ねて提出されています。別の内容を提出される予定であった場合は、お手数ですが、再度御提出ください。",
    ),
    topic: Topic::Returns,
    what: "ほかのファイルと中身が同じ、又は名がその写し（`koyo (1).csv`、`Copy of koyo.csv` など。`received.csv` に受領日のあるものは除く）。そのファイルは読まない。ほかのシートと行が同じシート（注意。一つだけを読む）",
    why: "同じものが二度届いたのか、別のものを取り違えたのか、確かめるため。二つ目は読まない。",
    mend: "どちらかを消すか、差し替える",
    bad: "doboku.csv と doboku_2.csv の中身が同じ",
    good: "doboku.csv だけを置く",
    check: None,
};

/// What is said of a file that holds the same as an earlier one, whose path is `first`.
pub fn same_file(first: &str) -> Wording {
    RULE.says(
        format!("{first} と同じ内容です。"),
        "どちらかを消してください。別のものを置くはずだったなら、差し替えてください。このファイルは読みません。",
    )
}

/// What is said of a file whose name says that it is a copy of another one that is there, whose path is `of`.
pub fn stray_copy(of: &str) -> Wording {
    RULE.says(
        format!("ファイルの名から、{of} の写しと見られます。"),
        "写しなら消してください。後から届いた別のものなら、「コード_teisei.csv」のような名にして received.csv に受領日を書いてください。このファイルは読みません。",
    )
}

/// What is said of a sheet whose rows are those of an earlier one: nothing is lost, so it is only pointed out.
pub fn same_sheet(first: &str) -> Wording {
    let wording = RULE.says(
        format!("シート「{first}」と同じ行です。このシートは読みませんでした。"),
        "控えなら消してください。別の行を書いたつもりなら、差し替えてください。",
    );
    Wording { severity: Severity::Warning, ..wording }
}
