//! `unknown-department`

use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::decide::check::rules::lost_letter;
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::ground::text;

/// The code that begins a return's file name, and the owner of each measure, are in the list of departments.
pub const RULE: Rule = Rule {
    id: "unknown-department",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "調査票や対応報告書のファイル名、取組の担当、`corrections.csv` の部署、`departments.csv` の取りまとめが、知らない部署",
    why: "知らない部署の提出物を別の部署のものとして載せないため。",
    mend: "`departments.csv` のコードにする",
    bad: "submissions/dobokuu.csv",
    good: "submissions/doboku.csv",
    check: Some(check),
};

/// What is said of a correction of a department that the list doesn't have.
pub fn in_corrections(text: &str) -> Wording {
    RULE.says(
        format!("部署「{text}」は departments.csv にありません。この行の訂正は使いません。"),
        format!("{}departments.csv のコード、又は部局と課の名を書いてください。", lost(text)),
    )
}

/// What is said of a name in which letters were lost.
fn lost(name: &str) -> &'static str {
    if lost_letter::has_lost(name) || name.contains(text::MISSING) { lost_letter::HINT } else { "" }
}

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    if facts.is_refused("inputs/departments.csv") {
        return;
    }
    let codes: Vec<&str> = facts.cycle.departments.iter().map(|d| d.code.text.as_str()).collect();
    let returns = facts.submissions.returns().map(|file| (&file.file, file.department.as_str()));
    let reports = facts.reports.files.iter().map(|report| (&report.file, report.department.as_str()));
    for (file, department) in returns.chain(reports) {
        if !codes.contains(&department) {
            check.report(
                &Origin::File(file.clone()),
                format!("ファイル名の「{department}」は departments.csv にないコードです。"),
                format!("{}ファイル名を「コード.csv」又は「コード_任意の語.csv」にしてください（あるコードは {}）。", lost(department), codes.join("、")),
            );
        }
    }
    let gathering = facts.cycle.departments.iter().map(|department| &department.gathered_by);
    for code in gathering.filter(|code| !code.is_empty() && !codes.contains(&code.text.as_str())) {
        check.report(
            &code.origin,
            format!("取りまとめ「{}」は departments.csv にないコードです。", code.text),
            format!(
                "{}departments.csv のコードを書いてください（あるコードは {}）。",
                lost(&code.text),
                codes.join("、")
            ),
        );
    }
    for measure in &facts.cycle.measures {
        if !codes.contains(&measure.owner.text.as_str()) && !measure.owner.is_empty() {
            check.report(
                &measure.owner.origin,
                format!("担当「{}」は departments.csv にないコードです。", measure.owner.text),
                format!(
                    "{}departments.csv のコードを書いてください（あるコードは {}）。",
                    lost(&measure.owner.text),
                    codes.join("、")
                ),
            );
        }
    }
}
