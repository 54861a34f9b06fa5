//! `year-order`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::wareki::Year;

/// The target's year is after the baseline's, and no result is of a year after the cycle's.
pub const RULE: Rule = Rule {
    id: "year-order",
    severity: Severity::Error,
    topic: Topic::Values,
    what: "目標年度が基準年度より後でない。実績年度が `cycle.toml` の年度より後",
    why: "目安が計算できないため。",
    mend: "年度を直す",
    bad: "基準年度 H30、目標年度 H30",
    good: "基準年度 H30、目標年度 R4",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let fiscal_year = facts.cycle.settings.cycle.fiscal_year;
    for row in facts.rows() {
        if row.actual_year.value().is_some_and(|year| year.western > fiscal_year) {
            check.report_to(
                &row.department,
                &row.actual_year.cell.origin,
                format!(
                    "実績年度「{}」は、この年（{}）より後です。",
                    row.actual_year.cell.text,
                    print(fiscal_year)
                ),
                "実績年度を直してください。",
            );
        }
        let (Some(begin), Some(end)) = (row.baseline_year.value(), row.target_year.value()) else { continue };
        if end.western <= begin.western {
            check.report_to(
                &row.department,
                &row.target_year.cell.origin,
                format!(
                    "目標年度「{}」が、基準年度「{}」より後ではありません。",
                    row.target_year.cell.text, row.baseline_year.cell.text
                ),
                "目標年度か基準年度を直してください。",
            );
        }
    }
}

fn print(fiscal_year: i32) -> String {
    Year { western: fiscal_year, fiscal: true }.print()
}
