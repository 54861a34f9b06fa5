//! `missing-submission`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::ground::wareki;
use crate::model::submission::Submission;

/// By the latest cutoff of the stages that are made, every department has sent its return.
pub const RULE: Rule = Rule {
    id: "missing-submission",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Returns,
    what: "作る段階の一番遅い締切（`cutoff`）までに調査票が届いていない部署がある。締切が期限（`deadline`）より後なら**エラー**で、受領日が締切より後のときも知らせる",
    why: "資料に「確認中」の取組が残るため。期限より後の締切の段階ではエラーになる。",
    mend: "督促し、届いたら置く。受領日を確かめる",
    bad: "doboku.csv がない",
    good: "submissions/doboku.csv を置く",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let deadline = facts.cycle.deadline();
    let overdue = matches!((deadline, facts.cutoff), (Some(deadline), Some(cutoff)) if deadline < cutoff);
    for department in &facts.cycle.departments {
        let code = department.code.text.as_str();
        let owns = facts.cycle.measures.iter().any(|m| m.owner.text == code);
        let by_then =
            |f: &Submission| f.received.is_none_or(|day| facts.cutoff.is_none_or(|cutoff| day <= cutoff));
        let mut files = facts.submissions.returns().filter(|f| f.department == code);
        if !owns || files.clone().any(by_then) {
            continue;
        }
        // It came, only not yet by the cutoff of what is made.
        if !overdue && files.clone().next().is_some() {
            continue;
        }
        // Received, but too late for all that is made: perhaps a slip of the day.
        if let Some((file, day)) = files.next().and_then(|f| Some((f, f.received?))) {
            check.report_as(
                if overdue { Severity::Error } else { Severity::Warning },
                code,
                &Origin::File(file.file.clone()),
                format!("受領日（{}）が、作る段階の締切（cutoff）より後です。", wareki::date(day)),
                "received.csv の受領日を確かめてください。",
            );
            continue;
        }
        let name = format!("{}{}", department.bureau.text, department.division.text);
        let until =
            deadline.map_or(String::new(), |day| format!("（期限は{}）", wareki::date_with_weekday(day)));
        check.report_as(
            if overdue { Severity::Error } else { Severity::Warning },
            code,
            &department.code.origin,
            format!("「{name}」の調査票が届いていません{until}。"),
            format!("inputs/submissions/{code}.csv を置いてください。"),
        );
    }
}
