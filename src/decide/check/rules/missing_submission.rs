//! `missing-submission`

use crate::decide::check::{Check, Rule};
use crate::ground::finding::Severity;
use crate::ground::wareki;

pub const RULE: Rule = Rule {
    id: "missing-submission",
    severity: Severity::Warning,
    what: "すべての部署が、期限までに調査票を出すこと。",
    why: "資料に「確認中」の取組が残るため。期限を過ぎた段階ではエラーになる。",
    bad: "doboku.csv がない",
    good: "submissions/doboku.csv を置く",
    check,
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let deadline = facts.cycle.deadline();
    let overdue = matches!((deadline, facts.cutoff), (Some(deadline), Some(cutoff)) if deadline < cutoff);
    for department in &facts.cycle.departments {
        let code = department.code.text.as_str();
        let owns = facts.cycle.measures.iter().any(|m| m.owner.text == code);
        if !owns || facts.submissions.files.iter().any(|f| f.department == code) {
            continue;
        }
        let until = deadline.map_or(String::new(), |day| format!("（期限は{}）", wareki::date_with_weekday(day)));
        check.report_as(
            if overdue { Severity::Error } else { Severity::Warning },
            code,
            &department.code.origin,
            format!("「{}{}」の調査票がまだありません{until}。", department.bureau.text, department.division.text),
            format!("inputs/submissions/{code}.csv を置いてください。"),
        );
    }
}
