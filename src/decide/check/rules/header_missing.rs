//! `header-missing`

use std::sync::Arc;

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A table has a header row above all its values, and each required column in it exactly once.
pub const RULE: Rule = Rule {
    id: "header-missing",
    severity: Severity::Error,
    asks: Some(
        "様式の項目名を確認できないため、読み取れない内容があります。お手数ですが、送付した様式に御記入の上、再度御提出ください。",
    ),
    topic: Topic::Files,
    what: "ファイルが空、見出し行がない、必須の列がない（その表は読まない）。同じ列か、その列らしいものが二つある（必須の列なら、その表は読まない）。見出しより上に値の行がある（その行は読まない）",
    why: "列を取り違えて別の値を載せないため。見出しの欠けたファイルは読まない。",
    mend: "見出しを様式のとおりにする",
    bad: "見出しに「実績値」がない",
    good: "取組番号,指標番号,…,実績値,実績の区分",
    check: None,
};

/// What is said of a file with nothing in it.
pub fn empty_file() -> Wording {
    RULE.says("ファイルが空です。", "中身のあるファイルに差し替えてください。")
}

/// What is said of a table without a header.
pub fn no_header() -> Wording {
    RULE.says(
        "見出しの行が見付かりません。",
        "列の名前の行を、表の上から30行までに足してください（隠れたシートの表は読みません）。",
    )
}

/// What is said of a text whose cells are set apart by another sign than those that are read.
pub fn other_delimiter(sign: char) -> Wording {
    let sign = if sign == ' ' { "空白".to_owned() } else { format!("「{sign}」") };
    RULE.says(
        format!("列の区切りが{sign}なので読めません。読めるのは、コンマ、タブ、セミコロンです。"),
        "「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    )
}

/// What is said of a row of values above the header.
pub fn above_header() -> Wording {
    RULE.says(
        "見出しの行より上に、値の行があります。この行は読みません。",
        "見出しの行を、値の行の上に移してください（並べ替えたときに動いたのかもしれません）。",
    )
}

/// What is said of a table with nothing below its header.
pub fn no_rows() -> Wording {
    RULE.says("見出しの下に、値の行がありません。", "指標の行を書いたファイルに差し替えてください。")
}

/// What is said of several names of the header that fit one column equally.
pub fn ambiguous(column: &str, names: &[String], required: bool) -> Wording {
    let outcome = if required { "この表は読みません。" } else { "どの列も使いません。" };
    RULE.says(
        format!("列「{column}」らしいものが、いくつもあります（「{}」）。", names.join("」「")),
        format!("載せる列の名前を「{column}」に直し、ほかの列は名前を変えるか消してください。{outcome}"),
    )
}

/// What is said of columns that the header lacks.
pub fn no_column(columns: &[Arc<str>]) -> Wording {
    RULE.says(
        format!("見出しに列「{}」がありません。", columns.join("」「")),
        "見出しの行に、その列を足してください（列の順は自由です）。",
    )
}
