//! `shiryo status`: which departments have returned, which have not, the days left until the deadline, how many
//! questions on the returns are open; who has answered the other questions of the year; how far departments have come with
//! advice and opinions; and whose mail came back.

use std::path::Path;

use chrono::NaiveDate;

use serde::Serialize;

use super::approval_gate::unless;
use super::args::{CommonArguments, OutputFormat, StatusArguments};
use super::exit::Exit;
use super::loaded_root;
use super::report;
use crate::decide::question::Question;
use crate::decide::question_status::{self, QuestionStatus};
use crate::edge::approvals_file;
use crate::edge::clock::today;
use crate::edge::ledger::Ledger;
use crate::edge::ledger_fault::LedgerFault;
use crate::edge::{ledger_file, out_folder};
use crate::ground::wareki;
use crate::mail::ledger_row::{DeliveryState, LedgerRow};
use crate::make::Workshop;
use crate::model::cycle::Cycle;
use crate::model::stage::FormKind;
use crate::render::scope::StageScope;
use crate::render::view::followup::{self, FollowUpTable};
use crate::render::view::submissions::{self, SubmissionTable};
use crate::wording::shown::shown;

/// What the command says as JSON. What stood there before the other questions did still stands at the top.
#[derive(Serialize)]
struct Status<'a> {
    #[serde(flatten)]
    returns: &'a SubmissionTable,
    answers: &'a [QuestionStatus],
    /// How far departments have come with advice and opinions; none where nobody was asked.
    followup: Option<&'a FollowUpTable>,
    /// How many files of each stage that was made are approved; empty where nobody asks for it.
    approvals: Vec<StageApprovals>,
}

/// How many files of a stage are approved as they are.
#[derive(Serialize)]
struct StageApprovals {
    stage: String,
    approved: usize,
    files: usize,
}

/// Runs the command.
pub(super) fn run(common: &CommonArguments, status: &StatusArguments) -> Exit {
    let loaded = match loaded_root::read(&common.root) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    report::unfinished(&common.out);
    let day = status.on.unwrap_or_else(today);
    let Some(stage) = loaded.cycle.settings.stages.first() else {
        return report::fault("段階がありません。");
    };
    let workshop = Workshop::new(&loaded);
    let scope = StageScope::on_day(workshop.known(), stage, day);
    let named = status.question.as_deref();
    if let Some(unknown) = named.filter(|named| Question::find(&loaded.cycle, named).is_none()) {
        let there: Vec<String> = Question::all(&loaded.cycle).iter().map(Question::id).collect();
        return report::unable(
            &format!("問い「{unknown}」はありません。"),
            &format!("「段階の id/様式の id」で書いてください（あるのは {}）。", there.join("、")),
        );
    }
    let answers = question_status::of(scope.sent_in(), day, named);
    let view = submissions::view(&scope);
    let followup = followup_on(&workshop, day);
    let approvals = match approvals(common, &loaded.cycle) {
        Ok(approvals) => approvals,
        Err(exit) => return exit,
    };
    match common.format {
        OutputFormat::Json => {
            let all = Status { returns: &view, answers: &answers, followup: followup.as_ref(), approvals };
            match serde_json::to_string_pretty(&all) {
                Ok(json) => tell_json!(&json),
                Err(error) => return report::fault(&error),
            }
        }
        OutputFormat::Terminal | OutputFormat::Short => {
            if named.is_none() {
                print(&view, loaded.cycle.deadline(), day);
                tell!("");
            }
            answers
                .iter()
                .flat_map(|question| question.lines(day))
                .for_each(|line| tell!("{}", shown(&line)));
            if named.is_none() {
                print_followup(followup.as_ref());
                print_approvals(&approvals);
                print_undelivered(&common.root.join(ledger_file::PLACE));
            }
        }
    }
    Exit::Fine
}

/// How far the approvals of the stages are that were made, in the order of the cycle.
fn approvals(common: &CommonArguments, cycle: &Cycle) -> Result<Vec<StageApprovals>, Exit> {
    let approvals = unless(approvals_file::read(&common.root))?;
    if cycle.settings.approval.is_none() && approvals.is_empty() {
        return Ok(Vec::new());
    }
    let manifest = out_folder::manifest_in(&common.out).map_err(|fault| report::fault(&fault))?;
    let Some(manifest) = manifest else { return Ok(Vec::new()) };
    let stages = cycle.settings.stages.iter().map(|stage| stage.id.get_ref());
    let of_stage = |stage: &String| {
        let state = approvals.of_stage(&manifest, stage);
        let (approved, files) = (state.approved(), state.files.len());
        (files > 0).then(|| StageApprovals { stage: stage.clone(), approved, files })
    };
    Ok(stages.filter_map(of_stage).collect())
}

fn print_approvals(approvals: &[StageApprovals]) {
    if !approvals.is_empty() {
        tell!("\n承認（決裁）");
    }
    for StageApprovals { stage, approved, files } in approvals {
        tell!("{stage}　承認 {approved}／{files} ファイル");
    }
}

/// What departments made of advice and opinions by a day, of the last stage that had asked them by then.
fn followup_on(workshop: &Workshop<'_>, day: NaiveDate) -> Option<FollowUpTable> {
    let mut questions = Question::all(&workshop.loaded.cycle).into_iter();
    let asked = questions.rfind(|q| q.kind == FormKind::Report && q.stage.date <= day)?;
    let scope = StageScope::on_day(workshop.known(), asked.stage, day);
    followup::view(&scope, true).ok()
}

/// How many of the advice and the opinions stand how.
fn print_followup(followup: Option<&FollowUpTable>) {
    let Some(table) = followup else { return };
    let Some(sum) = table.counts.last() else { return };
    let counts = table.states.iter().zip(&sum.counts).map(|(state, n)| format!("{state} {}", n.text));
    tell!("\n助言・意見への対応　{}（計 {}）", counts.collect::<Vec<_>>().join("、"), sum.total.text);
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
        let when = question_status::left(deadline, day);
        tell!("提出期限 {}（{when}）", wareki::date_with_weekday(deadline));
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
