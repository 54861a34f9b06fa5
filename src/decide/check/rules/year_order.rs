//! `year-order`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::flaw::Flaw;
use crate::ground::finding::Severity;
use crate::ground::wareki::Year;

/// The target's year is after the baseline's, that of a 単年度 target is the result's, and no result is of a year after
/// the cycle's.
pub const RULE: Rule = Rule {
    id: "year-order",
    severity: Severity::Error,
    asks: Some(
        "⟨基準年度⟩、⟨目標年度⟩及び⟨実績年度⟩の関係を確認できませんでした。正しい年度を御回答ください。",
    ),
    topic: Topic::Values,
    what: "目標年度が基準年度より後でない。単年度の目標が、実績と違う年度のもの。実績年度が `cycle.toml` の年度より後。直るまで「確認中」と載る",
    why: "目安が計算できず、違う年の目標と比べてしまうため。",
    mend: "年度を直す",
    bad: "基準年度 H30、目標年度 H30",
    good: "基準年度 H30、目標年度 R4",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows() {
        let [baseline, target, actual] =
            [&row.baseline_year, &row.target_year, &row.actual_year].map(|year| &year.cell);
        for flaw in facts.flaws(row) {
            let (cell, message, mend) = match flaw {
                Flaw::FutureActual => {
                    let this_year = print(facts.cycle.settings.cycle.fiscal_year);
                    let message =
                        format!("⟨実績年度⟩「{}」は、この年（{this_year}）より後です。", actual.text);
                    (actual, message, "⟨実績年度⟩を直してください。")
                }
                Flaw::TargetYearNotLater => (
                    target,
                    format!(
                        "⟨目標年度⟩「{}」が、⟨基準年度⟩「{}」より後ではありません。",
                        target.text, baseline.text
                    ),
                    "⟨目標年度⟩か⟨基準年度⟩を直してください。",
                ),
                Flaw::TargetOfAnotherYear => (
                    target,
                    format!(
                        "単年度の指標なのに、⟨目標年度⟩「{}」が、⟨実績年度⟩「{}」と違います。",
                        target.text, actual.text
                    ),
                    "実績と同じ年度の⟨目標値⟩を書くか、年度を直してください。何年かで達する目標なら、⟨指標の型⟩を水準か累計にしてください。",
                ),
                _ => continue,
            };
            let hint = format!("{mend}それまで資料には「確認中」と載ります。");
            // However the years are written.
            let [begin, end, now] = [&row.baseline_year, &row.target_year, &row.actual_year]
                .map(|year| year.value().map(|year| year.western));
            let years = match flaw {
                Flaw::FutureActual => [now, None],
                Flaw::TargetYearNotLater => [begin, end],
                _ => [end, now],
            };
            check.report_alike(&row.department, &cell.origin, format!("{flaw:?}{years:?}"), message, hint);
        }
    }
}

fn print(fiscal_year: i32) -> String {
    Year { western: fiscal_year, fiscal: true }.print()
}
