//! `cumulative-fell`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::indicator::{Direction, IndicatorKind};

/// A cumulative value (累計) is not less than its baseline, unless less is better.
pub const RULE: Rule = Rule {
    id: "cumulative-fell",
    severity: Severity::Warning,
    topic: Topic::Targets,
    what: "累計の実績値が基準値より小さい（方向が減少のものを除く）",
    why: "累計は減らないはずで、年度の値や別の数え方が混ざった疑いがあるため。",
    mend: "数え方を確かめ、理由を課題か備考に書く",
    bad: "累計で基準値 120、実績値 98",
    good: "実績値を累計で書く",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|r| r.kind.value() == Some(&IndicatorKind::Cumulative)) {
        let (Some(baseline), Some(actual)) = (row.baseline.value(), row.actual.value()) else { continue };
        // Where less is better, a fall is the aim.
        if actual.value < baseline.value && row.direction.value() != Some(&Direction::Down) {
            check.report_to(
                &row.department,
                &row.actual.cell.origin,
                format!(
                    "累計なのに、実績値 {} が基準値 {} より小さくなっています。",
                    row.actual.cell.text, row.baseline.cell.text
                ),
                "数え方を確かめてください。取消しなどで減ったのなら、課題か備考にそう書いてください。",
            );
        }
    }
}
