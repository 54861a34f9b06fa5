//! `report-incomplete`

use chrono::NaiveDate;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::question::Question;
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::model::department_report::{ReportRow, ReportState};
use crate::model::no_answer::is_no_answer;
use crate::model::stage::FormKind;

/// A report says of everything that was asked how far the department has come, and what it did.
pub const RULE: Rule = Rule {
    id: "report-incomplete",
    severity: Severity::Warning,
    asks: Some("対応の状況又はその内容の記入がありません。両方を御回答ください。"),
    topic: Topic::Returns,
    what: "対応報告書に、書いていない番号、対応の状況があって内容のない行、内容か時期があって状況のない行がある。書いていない番号は、対応状況一覧に「未報告」と載る",
    why: "半分だけ書かれた報告を、全て報告されたものとしないため。対応しないときも、そのわけが要る。",
    mend: "状況と内容を書いてもらう（疑義照会票に載る）",
    bad: "対応の状況が「対応中」で、内容が空",
    good: "対応中、窓口の試行を始めた。",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    rows(check);
    open(check);
}

/// Rows that say one thing and not the other.
fn rows(check: &mut Check<'_>) {
    let facts = check.facts;
    let replaced = |row: &ReportRow| facts.superseded.is_in_replaced_row(&row.number.origin);
    for report in &facts.reports.files {
        for row in report.rows.iter().filter(|row| !replaced(row)) {
            let says_nothing = row.text.is_empty() || is_no_answer(&row.text.text);
            if row.state.value().is_some() && says_nothing {
                let what = match row.state.value() {
                    Some(ReportState::Declined) => "対応しない理由",
                    _ => "対応の内容",
                };
                check.report_to(
                    &report.department,
                    &row.text.origin,
                    format!(
                        "番号「{}」の対応の状況は「{}」ですが、内容が書かれていません。",
                        row.number.text, row.state.cell.text
                    ),
                    format!("{what}を書いてください。"),
                );
            }
            if !row.is_open() && row.state.is_absent() {
                check.report_to(
                    &report.department,
                    &row.state.cell.origin,
                    format!("番号「{}」の対応の状況が書かれていません。", row.number.text),
                    "対応済み、対応中、対応予定、検討中、対応しない のどれかを書いてください。",
                );
            }
        }
    }
}

/// What departments that sent a report left open. It stands in their 疑義照会票 as the stage knows it, so this one is said
/// to the secretariat alone.
fn open(check: &mut Check<'_>) {
    let facts = check.facts;
    // An opinion that stayed unread may be the one with which the open one is put together.
    if facts.lacks_opinions() {
        return;
    }
    let sent = facts.sent_in();
    let day = facts.cutoff.unwrap_or(NaiveDate::MAX);
    let each = Question::last_of_each(sent, FormKind::Report, None).into_iter();
    for standing in each.filter_map(|(recipient, question)| question.standing(sent, recipient, day)) {
        let open = standing.state.open();
        if open.is_empty() {
            continue;
        }
        let Some(file) = standing.files.last().filter(|file| !facts.is_refused(file)) else { continue };
        check.report(
            &Origin::File(file.clone()),
            format!("{}の対応の状況が、まだ書かれていません。", open.join("、")),
            "書いたものをもらってください。それまで対応状況一覧には「未報告」と載ります。",
        );
    }
}
