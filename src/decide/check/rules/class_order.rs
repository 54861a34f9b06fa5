//! `class-order`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;

/// The classes of `cycle.toml` stand from the highest threshold to the lowest, and the last has none.
pub const RULE: Rule = Rule {
    id: "class-order",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Targets,
    what: "`[[evaluation.classes]]` が、しきい値の高い順でない。最後の区分にしきい値がある",
    why: "どの率がどの区分か、ひととおりに決まらないため。",
    mend: "順に並べ、最後だけ `at_least` を書かない",
    bad: "at_least が 80、100 の順",
    good: "at_least が 100、80 の順",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let rules = &cycle.settings.evaluation;
    // A class of a condition may stand anywhere among them.
    let of_rates = rules.classes.iter().filter(|class| class.when.is_none());
    let thresholds: Vec<_> = of_rates.map(|c| c.at_least.as_ref().map(|p| &p.share)).collect();
    let by_condition = rules.classes.iter().any(|class| class.when.is_some());
    let open_end = by_condition || thresholds.last().is_some_and(Option::is_none);
    let falling = thresholds.windows(2).all(|pair| match (pair[0], pair[1]) {
        (Some(better), Some(worse)) => better > worse,
        (Some(_), None) => true,
        (None, _) => false,
    });
    let mut labels: Vec<&str> = rules.classes.iter().map(|c| c.label.as_str()).collect();
    labels.sort_unstable();
    let twice = labels.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    if let Some(label) = twice.or_else(|| labels.first().copied().filter(|label| label.is_empty())) {
        check.report(
            &cycle.source.of(&rules.met),
            format!("達成状況の区分（evaluation.classes）の label「{label}」が空か、二度あります。"),
            "区分ごとに別の label を書いてください。",
        );
    }
    if !(open_end && falling) {
        let origin = cycle.source.of(&rules.met);
        check.report(
            &origin,
            "達成状況の区分（evaluation.classes）が、しきい値の高い順に並んでいません。".into(),
            "at_least を高い順に並べ、最後の区分だけ at_least を書かないでください。",
        );
    }
}
