//! `value-missing`

use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::model::indicator::{Certainty, Indicator, IndicatorKind};

/// A cell that can't be done without is filled in.
pub const RULE: Rule = Rule {
    id: "value-missing",
    severity: Severity::Error,
    topic: Topic::Values,
    what: "欠かせない欄が空",
    why: "率が計算できず、資料に「確認中」と載るため。",
    mend: "その欄を書く",
    bad: "実績値があり、実績年度が空",
    good: "実績年度に H30",
    check: Some(check),
};

/// What is said of an empty cell that must be filled in.
pub fn empty(column: &str) -> Wording {
    RULE.says(format!("「{column}」が空です。"), format!("「{column}」を書いてください。"))
}

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|r| !r.is_repeat()) {
        for column in missing(row) {
            let unresolved = match column {
                "指標名" | "単位" | "実績の区分" => "",
                _ => "それまで資料には「確認中」と載ります。",
            };
            check.report_to(
                &row.department,
                row.cell(column).map_or(&row.origin, |cell| &cell.origin),
                format!("「{column}」が空です。"),
                format!("「{column}」を書いてください。{unresolved}"),
            );
        }
    }
}

/// What the row's kind can't do without: the columns whose cells are empty.
fn missing(row: &Indicator) -> Vec<&'static str> {
    let kind = row.kind.value();
    let judged = row.no_target.value().is_none();
    let level = matches!(kind, Some(IndicatorKind::Level | IndicatorKind::Cumulative));
    let interpolated = judged && level && row.baseline.value().is_some() && row.target.value().is_some();
    let known = row.actual.value().is_some() && row.certainty.value() != Some(&Certainty::Unknown);
    let numeric = [&row.baseline, &row.target, &row.actual].iter().any(|f| f.value().is_some());
    let numbers = !matches!(kind, Some(IndicatorKind::Qualitative));
    let directed = judged && !matches!(kind, Some(IndicatorKind::Qualitative | IndicatorKind::Keep) | None);
    [
        (row.name.is_empty(), "指標名"),
        (numeric && row.unit.is_empty(), "単位"),
        (interpolated && row.baseline_year.is_absent(), "基準年度"),
        (interpolated && row.target_year.is_absent(), "目標年度"),
        (interpolated && known && row.actual_year.is_absent(), "実績年度"),
        (row.certainty.value() == Some(&Certainty::Final) && row.actual.is_absent() && numbers, "実績値"),
        (known && row.certainty.is_absent(), "実績の区分"),
        (directed && row.direction.is_absent(), "方向"),
        (kind == Some(&IndicatorKind::Qualitative) && row.state.is_absent(), "定性の状況"),
    ]
    .into_iter()
    .filter(|(missing, _)| *missing)
    .map(|(_, column)| column)
    .collect()
}
