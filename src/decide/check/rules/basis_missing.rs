//! `basis-missing`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::indicator::IndicatorKind;

/// An indicator that has a target says which plan the target is taken from (目標の根拠).
pub const RULE: Rule = Rule {
    id: "basis-missing",
    severity: Severity::Error,
    asks: Some(
        "⟨目標の根拠⟩の記入がありません。総合計画、個別計画、他県参考又は独自のいずれかを御回答ください。",
    ),
    topic: Topic::Targets,
    what: "目標（方向、定性を含む）があるのに、目標の根拠がない",
    why: "どの計画の目標かを資料で示すため。",
    mend: "根拠を選ぶ",
    bad: "目標値 30、目標の根拠は空",
    good: "目標の根拠に 総合計画",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    // A form that doesn't ask for it can't lack it.
    if facts.cycle.return_columns.find("目標の根拠").is_none() {
        return;
    }
    for row in facts.rows().filter(|r| !r.is_repeat()) {
        let in_words =
            matches!(row.kind.value(), Some(IndicatorKind::DirectionOnly | IndicatorKind::Qualitative));
        let has_target = row.target.value().is_some() || (in_words && row.no_target.is_absent());
        if has_target && row.basis.is_absent() {
            check.report_to(
                &row.department,
                &row.basis.cell.origin,
                "目標があるのに、⟨目標の根拠⟩がありません。".into(),
                "総合計画、個別計画、他県参考、独自 のどれかを書いてください。",
            );
        }
    }
}
