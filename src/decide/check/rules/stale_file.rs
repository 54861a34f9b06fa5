//! `stale-file`

use crate::decide::check::rule::{Rule, Topic, Wording};
use crate::ground::finding::Severity;

/// A return is this year's: its results are not all the same as those of last year's.
pub const RULE: Rule = Rule {
    id: "stale-file",
    severity: Severity::Error,
    asks: Some(
        "実績の年度及び値の多くが前年の調査票と同じです。今年度の実績が記入されているか御確認ください。",
    ),
    topic: Topic::Returns,
    what: "調査票の全ての行の実績が、`previous/` と同じ。そのファイルは読まない。半分以上の行の実績の年度と値が同じなら**注意**で、読む",
    why: "前の年の値を今年の値として載せないため。全ての行が同じファイルは読まない。半分以上（二行から）の実績の年度と値が同じなら、注意とする。",
    mend: "今年の調査票をもらう。書き忘れを確かめる",
    bad: "inputs/previous/ と同じ実績のファイル",
    good: "今年の実績を書いたファイル",
    check: None,
};

/// What is said of a return whose rows all report what they reported last year.
pub fn all_rows() -> Wording {
    RULE.says(
        "すべての行の実績と記述が、前の年の調査票（inputs/previous/）と同じです。前の年のファイルのようです。",
        "今年の調査票をもらってください。このファイルは読みません。",
    )
}

/// What is said of a return most of whose rows report last year's year and value; `kept` are the keys of those rows.
pub fn most_rows(rows: usize, kept: &[String]) -> Wording {
    let wording = RULE.says(
        format!(
            "{rows}行のうち{}行（{}）の実績の年度と値が、前の年の調査票（inputs/previous/）と同じです。",
            kept.len(),
            named(kept)
        ),
        "今年の実績を書き忘れていないか、部署に確かめてください。このファイルは、書かれたとおりに読みます。",
    );
    Wording { severity: Severity::Warning, ..wording }
}

/// The rows by their keys; of many the first.
fn named(keys: &[String]) -> String {
    const MOST: usize = 10;
    match keys.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{}、ほか{more}行", keys[..MOST].join("、")),
        _ => keys.join("、"),
    }
}
