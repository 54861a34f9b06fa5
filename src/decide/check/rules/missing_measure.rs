//! `missing-measure`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;

/// A department that sent a return has a row in it on each measure that it owns.
pub const RULE: Rule = Rule {
    id: "missing-measure",
    severity: Severity::Error,
    topic: Topic::Returns,
    what: "出した部署の調査票に、担当する取組の行がない",
    why: "資料から取組が黙って消えないため。資料には「確認中」と載る。",
    mend: "行を足す",
    bad: "担当する 2-ア-3 の行がない",
    good: "2-ア-3 の行を足す",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for measure in &facts.cycle.measures {
        let owner = measure.owner.text.as_str();
        let mut files = facts.submissions.returns().filter(|f| f.department == owner).peekable();
        let Some(first) = files.peek().copied() else { continue };
        // What is wrong with the file was said; its rows may be there.
        if files.clone().any(|f| facts.is_refused(&f.file)) {
            continue;
        }
        let is_there = files.any(|f| f.rows.iter().any(|r| r.key.measure == measure.number.text));
        if !is_there && !facts.knows_no_measure(owner) {
            check.report_to(
                owner,
                &Origin::File(first.file.clone()),
                format!("取組 {}「{}」の行がありません。", measure.number.text, measure.title.text),
                "行を足してください。それまで資料には「確認中」と載ります。",
            );
        }
    }
}
