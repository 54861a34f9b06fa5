//! `cumulative-fell`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::indicator::{Direction, IndicatorKind};
use crate::model::value::{Field, Quantity};

/// A cumulative value (累計) is not less than its baseline or the year before's value, unless less is better.
pub const RULE: Rule = Rule {
    id: "cumulative-fell",
    severity: Severity::Warning,
    asks: Some(
        "累計の指標ですが、⟨基準値⟩又は前年の⟨実績値⟩を下回っています。数え方を御確認ください。取消し等により減少した場合は、その旨を御回答ください。",
    ),
    topic: Topic::Targets,
    what: "累計の実績値が、基準値か前の年（`previous/`）の実績値より小さい（方向が減少のものを除く）",
    why: "累計は減らないはずで、年度の値や別の数え方が混ざった疑いがあるため。",
    mend: "数え方を確かめ、理由を課題か備考に書く",
    bad: "累計で基準値 120、実績値 98",
    good: "実績値を累計で書く",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|r| r.kind.value() == Some(&IndicatorKind::Cumulative)) {
        // Where less is better, a fall is the aim.
        if row.direction.value() == Some(&Direction::Down) {
            continue;
        }
        let Some(actual) = row.actual.value() else { continue };
        let before = facts.year_before(row).map(|before| ("前の年の⟨実績値⟩", &before.actual));
        let earlier = [Some(("⟨基準値⟩", &row.baseline)), before];
        let is_more = |field: &Field<Quantity>| field.value().is_some_and(|known| actual.value < known.value);
        let more: Vec<String> = earlier
            .into_iter()
            .flatten()
            .filter(|(_, field)| is_more(field))
            .map(|(called, field)| format!("{called} {} ", field.cell.text))
            .collect();
        if !more.is_empty() {
            check.report_to(
                &row.department,
                &row.actual.cell.origin,
                format!(
                    "累計なのに、⟨実績値⟩ {} が{}より小さくなっています。",
                    row.actual.cell.text,
                    more.join("と")
                ),
                "数え方を確かめてください。取消しなどで減ったのなら、⟨課題⟩か⟨備考⟩にそう書いてください。",
            );
        }
    }
}
