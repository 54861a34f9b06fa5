//! `department-term`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::plan::Department;

/// The names of a department follow one another.
pub const RULE: Rule = Rule {
    id: "department-term",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "`departments.csv` の適用終了日が適用開始日より前。同じコードの行の間に、どの行も適用されない日がある（**注意**。その間の資料には、前の行の名が載る）",
    why: "機構改革の前の資料には前の名を、後の資料には後の名を載せるため。",
    mend: "前の行の適用終了日を、後の行の適用開始日の前の日にする",
    bad: "適用開始日 2022-10-01、適用終了日 2022-09-30",
    good: "前の行の適用終了日 2022-09-30、後の行の適用開始日 2022-10-01",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let mut rows: BTreeMap<&str, Vec<&Department>> = BTreeMap::new();
    for row in cycle.former_departments.iter().chain(&cycle.departments) {
        rows.entry(&row.code.text).or_default().push(row);
        if row.in_force.is_never() {
            let (from, until) = (&row.in_force.from.cell.text, &row.in_force.until.cell.text);
            check.report(
                &row.in_force.until.cell.origin,
                format!(
                    "「{}」の適用終了日（{until}）が、適用開始日（{from}）より前です。",
                    row.division.text
                ),
                "適用開始日と適用終了日を確かめてください（適用終了日は、その名の最後の日です）。",
            );
        }
    }
    for mut rows in rows.into_values() {
        rows.sort_by_key(|row| row.in_force.first());
        for (before, after) in rows.iter().zip(rows.iter().skip(1)) {
            let next = before.in_force.last().succ_opt();
            if next.is_some_and(|next| next < after.in_force.first()) && !before.in_force.is_never() {
                check.report_lower(
                    Severity::Warning,
                    &after.in_force.from.cell.origin,
                    format!(
                        "「{}」の適用終了日（{}）から「{}」の適用開始日（{}）までの間の名がありません。その間の資料には「{}」と載ります。",
                        before.division.text,
                        wareki::date(before.in_force.last()),
                        after.division.text,
                        wareki::date(after.in_force.first()),
                        before.division.text
                    ),
                    "前の行の適用終了日を、後の行の適用開始日の前の日にしてください。",
                );
            }
        }
    }
}
