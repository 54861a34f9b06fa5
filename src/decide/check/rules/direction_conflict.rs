//! `direction-conflict`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::choice::Choice;
use crate::model::indicator::{Direction, IndicatorKind};

/// The target lies on the side of the baseline that the direction (増加, 減少) says.
pub const RULE: Rule = Rule {
    id: "direction-conflict",
    severity: Severity::Error,
    topic: Topic::Targets,
    what: "目標値や目安値の向きが「方向」と合わない（単年度を除く）",
    why: "増やす目標なのに減っている、という取り違えを載せないため。",
    mend: "方向か値を直す",
    bad: "方向は増加、基準値 50、目標値 40",
    good: "方向を減少にするか、目標値を直す",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|r| r.kind.value() != Some(&IndicatorKind::SingleYear)) {
        let (Some(baseline), Some(target)) = (row.baseline.value(), row.target.value()) else { continue };
        let Some(direction) = row.direction.value() else { continue };
        let fits = match direction {
            Direction::Up => target.value >= baseline.value,
            Direction::Down => target.value <= baseline.value,
            Direction::Keep => {
                target.value == baseline.value || row.kind.value() == Some(&IndicatorKind::Keep)
            }
        };
        let wrong_side = row.expected.value().is_some_and(|expected| match direction {
            Direction::Up => expected.value < baseline.value,
            Direction::Down => expected.value > baseline.value,
            Direction::Keep => false,
        });
        if wrong_side {
            check.report_to(
                &row.department,
                &row.expected.cell.origin,
                format!(
                    "方向が「{}」なのに、基準値 {} に対して目安値が {} です。",
                    direction.label(),
                    row.baseline.cell.text,
                    row.expected.cell.text
                ),
                "目安値を直すか、空にしてください（空なら計算します）。",
            );
        }
        if !fits {
            check.report_to(
                &row.department,
                &row.target.cell.origin,
                format!(
                    "方向が「{}」なのに、基準値 {} に対して目標値が {} です。",
                    direction.label(),
                    row.baseline.cell.text,
                    row.target.cell.text
                ),
                "方向、基準値、目標値のどれかを直してください。",
            );
        }
    }
}
