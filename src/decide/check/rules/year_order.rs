//! `year-order`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;

pub const RULE: Rule = Rule {
    id: "year-order",
    severity: Severity::Error,
    what: "目標年度は、基準年度より後であること。",
    why: "目安が計算できないため。",
    bad: "基準年度 H30、目標年度 H30",
    good: "基準年度 H30、目標年度 R4",
    check,
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows() {
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
