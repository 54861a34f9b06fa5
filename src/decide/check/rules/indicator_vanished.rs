//! `indicator-vanished`

use std::collections::BTreeSet;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::model::indicator::Key;

/// An indicator of last year is among this year's, if its measure is still there and its department has returned.
pub const RULE: Rule = Rule {
    id: "indicator-vanished",
    severity: Severity::Warning,
    asks: Some("前年の調査票にあった指標が見当たりません。やめた場合はその旨を御回答ください。"),
    topic: Topic::Targets,
    what: "前の年（`previous/`）にあった指標が、その取組の、この年の調査票にない",
    why: "思わしくない指標が、断りなく資料から消えないため。",
    mend: "行を足す。やめたのなら、資料で説明する（新旧対照表には「（削る）」と載る）",
    bad: "前の年の 1-1/2 が、この年の調査票にない",
    good: "1-1/2 の行がある",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let there: BTreeSet<&Key> = facts.rows().map(|row| &row.key).collect();
    let reported: BTreeSet<&str> = there.iter().map(|key| key.measure.as_str()).collect();
    for (key, before) in
        facts.previous.iter().filter(|(key, before)| !there.contains(key) && !before.is_repeat())
    {
        // Of a measure without any row another rule speaks.
        let Some(measure) = facts.cycle.measure(&key.measure).filter(|_| reported.contains(&*key.measure))
        else {
            continue;
        };
        let owner = measure.owner.text.as_str();
        let file = facts.submissions.returns().find(|file| *file.department == *owner);
        let origin = file.map_or(Origin::None, |file| Origin::File(file.file.clone()));
        check.report_to(
            owner,
            &origin,
            format!("前の年にあった指標 {key}「{}」の行がありません。", before.name.text),
            "行を足してください。やめた指標なら、このままにして、資料で説明してください。",
        );
    }
}
