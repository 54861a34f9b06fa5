//! `measure-owner-conflict`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;

/// Only the department that owns a measure sends rows on it; another's row is not used.
pub const RULE: Rule = Rule {
    id: "measure-owner-conflict",
    severity: Severity::Error,
    asks: Some("他の所属が担当する取組について記入されています。担当する取組の番号を御確認ください。"),
    topic: Topic::Returns,
    what: "担当でない部署が取組の行を出した。その行は使わない",
    why: "ほかの部署の取組の値を書き換えないため。",
    mend: "行を消すか、担当を直す",
    bad: "土木部の調査票に健康福祉部の取組がある",
    good: "担当する取組だけを書く",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows() {
        if let Some(measure) = facts.cycle.measure(&row.key.measure)
            && measure.owner.text != row.department
            && facts.cycle.department(&row.department).is_some()
            && facts.cycle.department(&measure.owner.text).is_some()
        {
            let (owner, other) = (name(check, &measure.owner.text), name(check, &row.department));
            check.report_to(
                &row.department,
                &row.origin,
                format!(
                    "取組 {} の担当は{owner}です。{other}の調査票に載せることはできません。",
                    row.key.measure
                ),
                "行を消すか、measures.csv の担当を確かめてください。",
            );
        }
    }
}

/// 「健康福祉政策課（kenfuku）」
fn name(check: &Check<'_>, code: &str) -> String {
    let department = check.facts.cycle.department(code);
    department.map_or_else(|| code.to_owned(), |d| format!("{}（{code}）", d.division.text))
}
