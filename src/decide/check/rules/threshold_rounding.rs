//! `threshold-rounding`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::evaluate;
use crate::decide::rate_text::{RateStyle, RateText};
use crate::ground::finding::Severity;

/// A rate rounded to one decimal stays on its side of a class's threshold: 79.96% would print as 80.0%.
pub const RULE: Rule = Rule {
    id: "threshold-rounding",
    severity: Severity::Warning,
    asks: Some("達成率が評価の境に近いため、⟨実績値⟩を御確認ください。"),
    topic: Topic::Targets,
    what: "丸めると率が区分の境目を越えて見える。桁を増やして（６桁でも足りなければ「80%未満」のように）印刷する",
    why: "80.0% と印刷された指標が「80% 未満」の区分にあると、読み手が誤りと思うため。",
    mend: "実績値の桁が足りているか確かめる",
    bad: "79.96% を 80.0% と印刷する",
    good: "79.96% と印刷する（そうなることを知らせるだけで、直すことはない）",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let rules = &facts.cycle.settings.evaluation;
    let style = RateStyle::of(rules);
    for row in facts.rows() {
        let judgement = evaluate::judge(row, rules, facts.cycle.settings.cycle.fiscal_year);
        let Some(share) = judgement.deciding(rules.class_by).share() else { continue };
        let printed = RateText::of(share, &style);
        if printed.is_longer(&style) {
            check.report_asking(
                &row.department,
                &row.actual.cell.origin,
                RULE.says(
                format!(
                    "この値による率は、小数第一位に丸めると区分の境目を越えて見えるので、資料には {} と載せます。",
                    printed.text
                ),
                "⟨実績値⟩に誤りがないか、桁が足りているかを確かめてください。",
                ).asking(format!("⟨実績値⟩による達成率は{}であり、評価の境に近いため、⟨実績値⟩を御確認ください。", printed.text)),
            );
        }
    }
}
