//! `unknown-measure`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::read::number_hint;

/// A row of a return is on a measure of the plan; any other row is not used.
pub const RULE: Rule = Rule {
    id: "unknown-measure",
    severity: Severity::Error,
    asks: Some("⟨取組番号⟩に該当する取組がありません。正しい⟨取組番号⟩を御回答ください。"),
    topic: Topic::Codes,
    what: "調査票に知らない取組番号がある。その行は使わない",
    why: "どの取組の値か分からない行は、どの資料にも載せられないため。",
    mend: "`measures.csv` の番号にする",
    bad: "2-ア-99",
    good: "2-ア-9",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    if facts.is_refused("inputs/measures.csv") {
        return;
    }
    for row in facts.rows() {
        let number = &row.key.measure;
        if !number.is_empty() && facts.cycle.measure(number).is_none() {
            let own = own(check, &row.department);
            let was_date = match number_hint::is_date(&text::fold(number)) {
                true => {
                    "Excel が「2-1」などを日付に直したものらしいです。セルの表示形式を「文字列」にしてから、番号を書き直してください。"
                }
                false => "",
            };
            let what = if check.facts.knows_no_measure(&row.department) { "どの行も" } else { number };
            check.report_alike(
                &row.department,
                &row.origin,
                what,
                format!("⟨取組番号⟩「{number}」は measures.csv にありません。"),
                format!("{was_date}measures.csv にある番号を書いてください（この部署の取組は {own}）。"),
            );
        }
    }
}

/// The numbers of a department's measures.
fn own(check: &Check<'_>, department: &str) -> String {
    let measures = check.facts.cycle.measures.iter().filter(|m| m.owner.text == department);
    measures.map(|m| m.number.text.as_str()).collect::<Vec<_>>().join("、")
}
