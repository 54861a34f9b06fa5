//! `duplicate-entry`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::model::value::Cell;

/// No code, measure number or opinion number stands twice in its list.
pub const RULE: Rule = Rule {
    id: "duplicate-entry",
    severity: Severity::Error,
    topic: Topic::Files,
    what: "一覧のコード、取組番号、受領日のファイルが二度ある（後のほうは使わない）。意見や県の考え方の番号が二度ある",
    why: "同じコードの二行のどちらが正しいか決められないため。",
    mend: "どちらかを消すか、番号を変える",
    bad: "コード kenfuku が二行",
    good: "二行目を消す",
    check: Some(check),
};

/// What is said of a code or number that stands twice in a list.
pub fn in_a_list(column: &str, text: &str, first: &Origin) -> Wording {
    RULE.says(
        format!("{column}「{text}」が二度あります（初めは {first}）。後のほうは使いません。"),
        "どちらかを消してください。",
    )
}

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    twice(check, facts.opinions.opinions.iter().map(|o| &o.number), "意見の番号");
    twice(check, facts.opinions.answers.iter().map(|a| &a.number), "県の考え方の番号");
}

fn twice<'a>(check: &mut Check<'_>, cells: impl Iterator<Item = &'a Cell>, what: &str) {
    let mut seen: BTreeMap<&str, &Cell> = BTreeMap::new();
    for cell in cells.filter(|cell| !cell.is_empty()) {
        match seen.get(cell.text.as_str()) {
            None => {
                seen.insert(&cell.text, cell);
            }
            Some(first) => check.report(
                &cell.origin,
                format!("{what}「{}」が二度あります（初めは {}）。", cell.text, first.origin),
                "番号は全部のファイルを通して一つずつにしてください。",
            ),
        }
    }
}
