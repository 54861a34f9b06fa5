//! `received-missing`

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::ground::wareki;
use crate::model::reply::Reply;
use crate::model::stage::Stage;

/// `received.csv` says of every return on which day it came, and that some stage still takes it in.
pub const RULE: Rule = Rule {
    id: "received-missing",
    severity: Severity::Warning,
    asks: None,
    topic: Topic::Returns,
    what: "調査票か対応報告書の受領日が `received.csv` にない（初めから届いていたものとする）か、読めない、又はどのファイルのものか分からない行がある（どの資料にも「確認中」と載る）。受領日がどの段階の締切よりも後（どの資料にも載らない）。出欠の回答の受付日がどこにもない（「確認中」と載る）",
    why: "いつの会議までに受け取ったかで、載せる資料が決まるため。受領日のないものは、初めから受け取っていたものとし、読めないもの、分からないものは待つ。",
    mend: "`received.csv` に足すか、日を直す",
    bad: "doboku_2.csv の行が received.csv にない",
    good: "submissions/doboku_2.csv,2020-03-02",
    check: Some(check),
};

/// A file that was sent in.
#[derive(Clone)]
struct Sent<'a> {
    file: &'a Arc<str>,
    received: Option<NaiveDate>,
    waits: bool,
    /// What of it waits for its day: 「この調査票の値」.
    holds: &'static str,
}

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    if facts.is_refused("inputs/received.csv") {
        return;
    }
    let last = facts.cycle.settings.stages.iter().map(Stage::last_cutoff).max();
    let returns = facts.submissions.returns().map(|f| Sent {
        file: &f.file,
        received: f.received,
        waits: f.waits,
        holds: "この調査票の値",
    });
    let reports = facts.reports.files.iter().map(|f| Sent {
        file: &f.file,
        received: f.received,
        waits: f.waits,
        holds: "この対応報告書の報告",
    });
    for file in returns.clone().chain(reports.clone()) {
        if let (Some(day), Some(last)) = (file.received, last)
            && day > last
        {
            check.report(
                &Origin::File(file.file.clone()),
                format!(
                    "受領日（{}）が、どの段階の締切（cutoff）よりも後なので、どの資料にも載りません。",
                    wareki::date(day)
                ),
                "received.csv の受領日を確かめてください。",
            );
        }
    }
    for file in returns.chain(reports).filter(|f| f.received.is_none()) {
        let listed = file.file.trim_start_matches("inputs/");
        // What is wrong with the day is the matter of another rule.
        if file.waits {
            let mend = match facts.cycle.arrivals.are_noted_of(file.file) {
                true => format!(
                    "received.csv の「{listed}」の受領日を、正しい日に直してください（2020-01-10 のように）。"
                ),
                false => {
                    format!(
                        "received.csv の読めない行か、ファイルの名の誤りを「{listed},受け取った日」に直してください（日は 2020-01-10 のように）。"
                    )
                }
            };
            check.report(
                &Origin::File(file.file.clone()),
                format!("受領日が決まらないので、{}は、どの資料にも「確認中」と載ります。", file.holds),
                mend,
            );
            continue;
        }
        check.report(
            &Origin::File(file.file.clone()),
            "受領日が received.csv にありません。".into(),
            format!("received.csv に「{listed},受け取った日」を足してください（日は 2020-01-10 のように）。"),
        );
    }
    replies(check);
}

/// A reply counts from a day, which stands in its row or in the list. Of a file without any it is said once.
fn replies(check: &mut Check<'_>) {
    let mut by_file: BTreeMap<&str, Vec<&Reply>> = BTreeMap::new();
    for reply in &check.facts.cycle.replies {
        by_file.entry(reply.received.cell.origin.file().unwrap_or_default()).or_default().push(reply);
    }
    let has_none = |reply: &&Reply| reply.received.cell.is_empty() && reply.received.value().is_none();
    for (file, replies) in by_file {
        let without: Vec<&Reply> = replies.iter().copied().filter(has_none).collect();
        let rows: Vec<Origin> = match without.len() == replies.len() {
            true => vec![Origin::File(file.into())],
            false => without.iter().map(|reply| reply.received.cell.origin.clone()).collect(),
        };
        let listed = file.trim_start_matches("inputs/");
        for origin in rows {
            check.report(
                &origin,
                "出欠の回答の受付日が分からないので、「確認中」と載ります。".into(),
                format!(
                    "received.csv に「{listed},受け取った日」を足すか、「受付日」の列に書いてください（日は 2020-01-10 のように）。"
                ),
            );
        }
    }
}
