//! `value-missing`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::model::indicator::{Certainty, Indicator, Kind};
use crate::model::submission::FaultKind;
use crate::model::value::Cell;

pub const RULE: Rule = Rule {
    id: "value-missing",
    severity: Severity::Error,
    what: "欠かせない欄には、値があること。",
    why: "率が計算できず、資料に「確認中」と載るため。",
    bad: "実績値があり、実績年度が空",
    good: "実績年度に H30",
    check,
};

fn check(check: &mut Check<'_>) {
    check.report_faults(|fault| match fault {
        FaultKind::Empty { column } => {
            Some((format!("「{column}」がありません。"), format!("「{column}」を書いてください。")))
        }
        _ => None,
    });
    let facts = check.facts;
    for row in facts.rows().filter(|r| !r.is_repeat()) {
        for (column, cell) in missing(row) {
            check.report_to(
                &row.department,
                &cell.origin,
                format!("「{column}」がありません。"),
                format!("「{column}」を書いてください。それまで資料には「確認中」と載ります。"),
            );
        }
    }
}

/// What the row's kind can't do without: the columns whose cells are empty.
fn missing(row: &Indicator) -> Vec<(&'static str, &Cell)> {
    let kind = row.kind.value();
    if row.no_target.value().is_some() {
        return Vec::new();
    }
    let level = matches!(kind, Some(Kind::Level | Kind::Cumulative));
    let interpolated = level && row.baseline.value().is_some() && row.target.value().is_some();
    let known = row.actual.value().is_some() && row.certainty.value() != Some(&Certainty::Unknown);
    let directed = !matches!(kind, Some(Kind::Qualitative | Kind::Keep) | None);
    [
        (interpolated, "基準年度", &row.baseline_year.cell),
        (interpolated, "目標年度", &row.target_year.cell),
        (interpolated && known, "実績年度", &row.actual_year.cell),
        (directed, "方向", &row.direction.cell),
        (kind == Some(&Kind::Qualitative), "定性の状況", &row.state.cell),
    ]
    .into_iter()
    .filter(|(needed, _, cell)| *needed && cell.is_empty())
    .map(|(_, column, cell)| (column, cell))
    .collect()
}
