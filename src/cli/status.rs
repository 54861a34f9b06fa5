//! `shiryo status`: which departments have returned, which have not, the days left until the deadline, how many
//! questions on the returns are open, and whose mail came back.

use std::path::Path;

use chrono::NaiveDate;

use super::args::{CommonArguments, OutputFormat, StatusArguments};
use super::exit::Exit;
use super::report;
use crate::edge::clock::today;
use crate::edge::ledger::Ledger;
use crate::edge::ledger_fault::LedgerFault;
use crate::edge::ledger_file;
use crate::edge::sources;
use crate::edge::stopwatch::Stopwatch;
use crate::ground::finding::Findings;
use crate::ground::wareki;
use crate::load::load;
use crate::mail::ledger_row::{DeliveryState, LedgerRow};
use crate::make::Workshop;
use crate::render::scope::StageScope;
use crate::render::view::submissions::{self, SubmissionTable};
use crate::wording::shown::shown;

/// Runs the command.
pub(super) fn run(common: &CommonArguments, status: &StatusArguments) -> Exit {
    let sources = match sources::read(&common.root) {
        Ok(sources) => sources,
        Err(reason) => return report::unreadable(&reason),
    };
    let mut findings = Findings::default();
    let loaded = match load(&sources, &[], &Stopwatch::default(), &mut findings) {
        Ok(loaded) => loaded,
        Err(reason) => return report::not_loaded(&reason),
    };
    report::unfinished(&common.out);
    let day = status.on.unwrap_or_else(today);
    let Some(stage) = loaded.cycle.settings.stages.first() else {
        return report::fault("段階がありません。");
    };
    let workshop = Workshop::new(&loaded);
    let view = submissions::view(&StageScope::on_day(workshop.known(), stage, day));
    match common.format {
        OutputFormat::Json => match serde_json::to_string_pretty(&view) {
            Ok(json) => tell_json!(&json),
            Err(error) => return report::fault(&error),
        },
        OutputFormat::Terminal | OutputFormat::Short => {
            print(&view, loaded.cycle.deadline(), day);
            print_undelivered(&common.root.join(ledger_file::PLACE));
        }
    }
    Exit::Fine
}

/// Names those whose mail came back: they need another way.
fn print_undelivered(ledger: &Path) {
    let rows = match Ledger::look_at(ledger).and_then(|ledger| ledger.rows()) {
        Ok(rows) => rows,
        Err(LedgerFault::Missing(_)) => return,
        Err(fault) => return say!("送付簿を読めないので、不達は分かりません（{fault}）"),
    };
    let undelivered: Vec<&LedgerRow> =
        rows.iter().filter(|row| row.state == DeliveryState::Undelivered).collect();
    if !undelivered.is_empty() {
        tell!("\n電子メールの不達 {}通（ほかの届け方がいります）", undelivered.len());
    }
    for row in undelivered {
        tell!("{}　{}　{}　{}", row.stage, shown(&row.addressee), shown(&row.address), shown(&row.answer));
    }
}

fn print(view: &SubmissionTable, deadline: Option<NaiveDate>, day: NaiveDate) {
    tell!("{}現在", wareki::date_with_weekday(day));
    if let Some(deadline) = deadline {
        let left = (deadline - day).num_days();
        let when = match left {
            0 => "今日まで".into(),
            1.. => format!("あと {left}日"),
            _ => format!("{}日過ぎました", -left),
        };
        tell!("提出の期限 {}（{when}）", wareki::date_with_weekday(deadline));
    }
    tell!(
        "提出 {}／{}、未提出 {}、質問 {}件\n",
        view.returned.text,
        view.departments.text,
        view.unreturned.text,
        view.questions.text
    );
    for row in &view.rows {
        let received = row.received.clone().unwrap_or_default();
        let late = if row.late { "（期限後）" } else { "" };
        let corrected = row.corrected.as_ref().map_or(String::new(), |day| format!("、訂正 {day}"));
        let questions = match (row.errors.text.as_str(), row.warnings.text.as_str()) {
            ("0", "0") => String::new(),
            (errors, warnings) => format!("　エラー {errors}、注意 {warnings}"),
        };
        tell!("{}　{}{}　{received}{late}{corrected}{questions}", row.state, row.bureau, row.division);
    }
}
