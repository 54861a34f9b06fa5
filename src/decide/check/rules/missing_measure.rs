//! `missing-measure`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;

/// A department that sent a return has a row in it on each measure that it owns.
pub const RULE: Rule = Rule {
    id: "missing-measure",
    severity: Severity::Error,
    asks: Some("担当する取組のうち、記入のないものがあります。その取組の内容を御回答ください。"),
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
            let (number, title) = (&measure.number.text, &measure.title.text);
            let wording = RULE.says(
                format!("取組 {number}「{title}」の行がありません。"),
                "行を足してください。それまで資料には「確認中」と載ります。",
            );
            let asks = format!("取組{number}「{title}」についての記入がありません。内容を御回答ください。");
            check.report_asking(owner, &Origin::File(first.file.clone()), wording.asking(asks));
        }
    }
}
