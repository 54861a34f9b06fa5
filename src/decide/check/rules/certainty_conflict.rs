//! `certainty-conflict`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::flaw::Flaw;
use crate::ground::finding::Severity;

/// An actual value that is not known yet (未判明) is not written.
pub const RULE: Rule = Rule {
    id: "certainty-conflict",
    severity: Severity::Error,
    asks: Some(
        "⟨実績の区分⟩が「未判明」とされていますが、⟨実績値⟩の記入があります。判明している場合は正しい区分を、判明していない場合はその旨を御回答ください。",
    ),
    topic: Topic::Targets,
    what: "実績の区分が「未判明」なのに、実績値がある。直るまで「確認中」と載る",
    why: "判明していない値か、区分の直し忘れか分からないまま、判定しないため。",
    mend: "区分を 確定、速報、見込 に直すか、実績値を消す",
    bad: "実績値 36、実績の区分 未判明",
    good: "実績値 36、実績の区分 見込",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|row| facts.flaws(row).contains(&Flaw::UnknownWithValue)) {
        check.report_to(
            &row.department,
            &row.certainty.cell.origin,
            format!("⟨実績の区分⟩が「未判明」なのに、⟨実績値⟩ {} があります。", row.actual.cell.text),
            "判明しているなら区分を 確定、速報、見込 のどれかに直し、していないなら⟨実績値⟩を消してください。それまで資料には「確認中」と載ります。",
        );
    }
}
