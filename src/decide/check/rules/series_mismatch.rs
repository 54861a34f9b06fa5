//! `series-mismatch`

use std::collections::BTreeSet;

use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::model::indicator::Key;

/// What `series.csv` says of the years of an indicator is what its return says, and the indicator is there.
pub const RULE: Rule = Rule {
    id: "series-mismatch",
    severity: Severity::Warning,
    asks: Some("事務局で把握している値と異なります。どちらが正しいか御回答ください。"),
    topic: Topic::Targets,
    what: "`series.csv` の値が、調査票の同じ年度の値と違う（調査票の値を載せる）。`series.csv` の指標が、その取組の調査票にない（その行は使わない）",
    why: "二つの違う値のどちらかが、断りなく載らないため。",
    mend: "正しいほうにそろえる。指標番号が違うなら、`series.csv` を直す",
    bad: "調査票の令和３年度の実績が 41.0、series.csv が 40.1",
    good: "どちらも 41.0",
    check: Some(check),
};

/// What is said of a value of a return that is not the list's.
pub fn differs(text: &str, listed: &str, place: &Origin) -> Wording {
    RULE.says(
        format!("「{text}」が、series.csv の同じ年度の「{listed}」（{place}）と違います。"),
        "正しいほうにそろえてください。直るまで、調査票の値を載せます。",
    )
}

/// Rows of indicators that a measure doesn't have, of measures that were returned.
fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let there: BTreeSet<&Key> = facts.rows().map(|row| &row.key).collect();
    let returned: BTreeSet<&str> = there.iter().map(|key| key.measure.as_str()).collect();
    let mut said = BTreeSet::new();
    for row in facts.cycle.series.rows() {
        let is_known = there.contains(&row.key) || !returned.contains(&*row.key.measure);
        if is_known || !said.insert(&row.key) {
            continue;
        }
        check.report(
            &row.measure.origin,
            format!("{} という指標は、その取組の調査票にありません。この行は使いません。", row.key),
            "指標番号を直すか、その指標の行を消してください。",
        );
    }
}
