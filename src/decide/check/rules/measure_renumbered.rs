//! `measure-renumbered`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::tree_changes::{TreeChange, tree_changes};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::model::last_tree::LastMeasure;

/// A measure that has another number than last year says which it had.
pub const RULE: Rule = Rule {
    id: "measure-renumbered",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Codes,
    what: "前の年（`previous/measures.csv`）になかった番号の取組と、なくなった番号の取組が、同じ名である",
    why: "番号を変えただけの取組が、新旧対照表に削除と追加として載り、前の年の指標が引き継がれないため。",
    mend: "`measures.csv` の旧番号に、前の年の番号を書く。別の取組なら、旧番号に「新規」と書く",
    bad: "前の年の 2-ア-3「救急搬送情報の共有」が、今年は 2-イ-8 で、旧番号が空",
    good: "旧番号に 2-ア-3",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    if check.facts.is_refused("inputs/measures.csv") {
        return;
    }
    let changes = tree_changes(cycle);
    let gone = changes.iter().filter_map(|change| match change {
        TreeChange::Removed(old) => Some((text::fold(&old.title.text), *old)),
        _ => None,
    });
    let gone: BTreeMap<String, &LastMeasure> = gone.collect();
    for change in &changes {
        // Where something is written there, it was thought of.
        let TreeChange::Added(new) = change else { continue };
        let Some(old) = gone.get(&text::fold(&new.title.text)).filter(|_| new.former.is_empty()) else {
            continue;
        };
        check.report(
            &new.number.origin,
            format!(
                "取組「{}」は、なくなった前の年の取組「{}」と同じ名です。このままでは、削除と追加として載ります。",
                new.number.text, old.number.text
            ),
            format!("同じ取組なら旧番号に「{}」と、別の取組なら「新規」と書いてください。", old.number.text),
        );
    }
}
