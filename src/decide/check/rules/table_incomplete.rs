//! `table-incomplete`

use std::collections::BTreeSet;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::model::cycle::Cycle;
use crate::model::own_table::TableKey;

/// A table that is to be complete has a row of everything that it can have one of.
pub const RULE: Rule = Rule {
    id: "table-incomplete",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Files,
    what: "`complete = true` の表（`[[tables]]`）に、行のない取組、区分、部署、構成員、団体や、抜けた番号がある",
    why: "書き忘れた行が、資料から黙って抜けないため。",
    mend: "その行を足す。要らなければ `complete` を消す",
    bad: "59取組のうち58取組の予算額だけの表",
    good: "全ての取組の行がある",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    for declared in cycle.settings.tables.iter().filter(|table| table.complete) {
        let id = declared.id.get_ref();
        let Some(table) = cycle.tables.iter().find(|table| table.id == *id) else { continue };
        let Some(kind) = table.key.first() else { continue };
        let there: BTreeSet<&str> = table.rows.iter().filter_map(|row| table.of(row, *kind)).collect();
        let missing: Vec<String> =
            expected(*kind, cycle, &there).into_iter().filter(|key| !there.contains(key.as_str())).collect();
        if missing.is_empty() {
            continue;
        }
        let file = table.rows.first().and_then(|row| row.origin.file()).map(Into::into);
        let origin = Origin::File(file.unwrap_or_else(|| format!("inputs/tables/{id}.csv").into()));
        let shown: Vec<&str> = missing.iter().take(SHOWN).map(String::as_str).collect();
        let more = missing.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!("、ほか{more}件") } else { String::new() };
        check.report(
            &origin,
            format!(
                "表「{}」に、行のないものが{}件あります（{}{more}）。",
                declared.title,
                missing.len(),
                shown.join("、")
            ),
            "その行を足してください。なくてよい表なら、[[tables]] の complete を消してください。",
        );
    }
}

/// A number beyond this is a slip, and not the last of so many.
const MOST_NUMBERED: u32 = 100_000;

/// How many of them are named.
const SHOWN: usize = 10;

/// Everything that a table may have a row of; of a numbered one the numbers up to the last that is there.
fn expected(kind: TableKey, cycle: &Cycle, there: &BTreeSet<&str>) -> Vec<String> {
    match kind {
        TableKey::Measure => cycle.measures.iter().map(|m| m.number.text.clone()).collect(),
        TableKey::Category => cycle.holding().map(|c| c.id.get_ref().clone()).collect(),
        TableKey::Department => cycle.departments.iter().map(|d| d.code.text.clone()).collect(),
        TableKey::Member => {
            let codes = cycle.members.iter().map(|m| m.code.text.clone());
            codes.filter(|code| !code.is_empty()).collect()
        }
        TableKey::Organization => cycle.organizations.iter().map(|o| o.code.text.clone()).collect(),
        TableKey::Number => {
            let last = there.iter().filter_map(|number| number.parse::<u32>().ok()).max();
            (1..=last.unwrap_or(0).min(MOST_NUMBERED)).map(|number| number.to_string()).collect()
        }
        TableKey::Indicator | TableKey::Year => Vec::new(),
    }
}
