//! `target-reason-missing`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::flaw::Flaw;
use crate::ground::finding::Severity;
use crate::model::indicator::NoTargetReason;
use crate::model::no_answer::is_no_answer;

/// An indicator has either a target or the reason why it has none, and never both.
pub const RULE: Rule = Rule {
    id: "target-reason-missing",
    severity: Severity::Error,
    asks: Some(
        "⟨目標値⟩又は⟨目標を設定しない理由⟩のいずれか一方（理由が「その他」の場合は、その内容を含む。）を御回答ください。",
    ),
    topic: Topic::Targets,
    what: "目標値も、設定しない理由もない。又は両方ある。「その他」の記述がない",
    why: "目標がないことを、理由なしに公表しないため。",
    mend: "どちらか一つを書く",
    bad: "目標値も理由も空",
    good: "理由に 計画策定中",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|r| !r.is_repeat()) {
        let flaws = facts.flaws(row);
        if flaws.contains(&Flaw::NoTarget) {
            check.report_to(
                &row.department,
                &row.target.cell.origin,
                "⟨目標値⟩がなく、⟨目標を設定しない理由⟩もありません。".into(),
                "⟨目標値⟩か、⟨目標を設定しない理由⟩（計画策定中、統計未公表 など）を書いてください。それまで資料には「確認中」と載ります。",
            );
        }
        if flaws.contains(&Flaw::TargetAndReason) {
            check.report_to(
                &row.department,
                &row.no_target.cell.origin,
                format!("⟨目標値⟩ {} と、⟨目標を設定しない理由⟩の両方があります。", row.target.cell.text),
                "どちらかを消してください。それまで資料には「確認中」と載ります。",
            );
        }
        if row.no_target.value() == Some(&NoTargetReason::Other)
            && (row.no_target_note.is_empty() || is_no_answer(&row.no_target_note.text))
        {
            check.report_to(
                &row.department,
                &row.no_target.cell.origin,
                "⟨目標を設定しない理由⟩が「その他」で、その記述がありません。".into(),
                "「⟨理由（記述）⟩」に理由を一文で書いてください。",
            );
        }
    }
}
