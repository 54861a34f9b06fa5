//! `direction-conflict`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::flaw::Flaw;
use crate::ground::finding::Severity;
use crate::model::choice::Choice;
use crate::model::indicator::{Direction, Indicator};
use crate::model::value::Cell;

/// The target lies on the side of the baseline that the direction (増加, 減少) says.
pub const RULE: Rule = Rule {
    id: "direction-conflict",
    severity: Severity::Error,
    asks: Some(
        "⟨目標値⟩又は⟨目安値⟩が、指標の⟨方向⟩と合っていません。⟨目標値⟩、⟨目安値⟩及び⟨方向⟩を御確認ください。",
    ),
    topic: Topic::Targets,
    what: "水準、累計、維持の目標値や目安値の向きが「方向」と合わない。直るまで「確認中」と載る",
    why: "増やす目標なのに減っている、という取り違えを載せないため。",
    mend: "方向か値を直す",
    bad: "方向は増加、基準値 50、目標値 40",
    good: "方向を減少にするか、目標値を直す",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows() {
        for flaw in facts.flaws(row) {
            match flaw {
                Flaw::TargetAgainst(direction) => check.report_to(
                    &row.department,
                    &row.target.cell.origin,
                    conflict(direction, row, "⟨目標値⟩", &row.target.cell),
                    "⟨方向⟩、⟨基準値⟩、⟨目標値⟩のどれかを直してください。それまで資料には「確認中」と載ります。",
                ),
                Flaw::ExpectedAgainst(direction) => check.report_to(
                    &row.department,
                    &row.expected.cell.origin,
                    conflict(direction, row, "⟨目安値⟩", &row.expected.cell),
                    "⟨目安値⟩を直すか、空にしてください（空なら計算します）。それまで資料には「確認中」と載ります。",
                ),
                _ => {}
            }
        }
    }
}

fn conflict(direction: Direction, row: &Indicator, column: &str, cell: &Cell) -> String {
    format!(
        "⟨方向⟩が「{}」なのに、⟨基準値⟩ {} に対して{column}が {} です。",
        direction.label(),
        row.baseline.cell.text,
        cell.text
    )
}
