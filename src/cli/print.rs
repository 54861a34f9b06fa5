//! `shiryo print`: makes print-ready files and the print plan of what was published, and hands them to a printer if one
//! is named.

use std::collections::BTreeSet;

use serde::Serialize;

use super::approval_gate::{ApprovalGate, NotApproved};
use super::args::{CommonArguments, LayoutArgument, OutputFormat, PrintArguments};
use super::exit::Exit;
use super::report;
use crate::edge::out_folder::PublishedFolder;
use crate::edge::{sources, spooler};
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::library::store::Library;
use crate::mail::message_check::MessageCheck;
use crate::mail::objection::Objection;
use crate::print::print_job::PrintJob;
use crate::print::print_plan::{PacketLayout, PrintPlan};
use crate::print::{letter_sets, print_files};
use crate::published::manifest::Manifest;
use crate::render::artifact::FileKind;
use crate::render::unmade::Unmade;
use crate::wording::shown::shown;

/// Runs the command.
pub(super) fn run(common: &CommonArguments, print: &PrintArguments) -> Exit {
    let published = match PublishedFolder::open(&common.out) {
        Ok(Some(published)) => published,
        Ok(None) => return report::nothing_published(&common.out),
        Err(fault) => return report::unopened(&fault),
    };
    report::lost(&common.out, published.lost());
    let (templates, fonts) = match sources::read_style(&common.root) {
        Ok(style) => style,
        Err(fault) => return report::fault(&fault),
    };
    let library = Library::new(&templates, fonts);
    let stage = print.stage.as_str();
    let plan = PrintPlan::new(&published.manifest, stage, layout(print.layout));
    if plan.jobs.is_empty() {
        return report::unable(
            &format!("段階「{stage}」に、印刷するもの（一式、通知文、資料）がありません。"),
            &format!("印刷するものがあるのは {} です。", printable(&published.manifest).join("、")),
        );
    }
    let packet = match checked_packet(&published, stage, &plan) {
        Ok(packet) => packet,
        Err(reason) => return report::unable(&reason.to_string(), "shiryo build で作り直してください。"),
    };
    let gate = match ApprovalGate::read(common, &published.manifest) {
        Ok(gate) => gate,
        Err(exit) => return exit,
    };
    let state = lets_out(&gate, &published.manifest, stage, &plan);
    if let (Some(_), Err(open)) = (&print.printer, &state) {
        return open.refuse(common, stage, "一枚も印刷しません");
    }
    let threads = common.threads();
    let made = match print_files::make(&published.manifest, stage, &plan, packet, &library, threads) {
        Ok(made) => made,
        Err(Unmade::Fault(fault)) => return report::fault(&fault),
        Err(Unmade::Troubles(troubles)) => {
            troubles
                .iter()
                .for_each(|trouble| say!("エラー: {} {}", trouble.origin, shown(&trouble.message)));
            return Exit::Findings;
        }
    };
    if let Err(fault) = published.put_printed(stage, &made) {
        return report::fault(&fault);
    }
    show(common, &published, stage, &plan);
    gate.tell(common, stage, &state);
    let Some(printer) = &print.printer else {
        common.record.result(format!("印刷用の{}ファイルを作った", made.len()));
        return Exit::Fine;
    };
    let exit = hand_over(&published, stage, &plan, printer);
    if exit == Exit::Fine {
        let sheets: usize = plan.jobs.iter().map(|job| job.sheets * job.copies).sum();
        common.record.result(format!("{printer} に{}件（{sheets}枚）を渡した", plan.jobs.len()));
    }
    exit
}

fn layout(chosen: LayoutArgument) -> PacketLayout {
    match chosen {
        LayoutArgument::Plain => PacketLayout::Plain,
        LayoutArgument::TwoUp => PacketLayout::TwoUp,
        LayoutArgument::Booklet => PacketLayout::Booklet,
    }
}

/// The stages that have something to print.
fn printable(manifest: &Manifest) -> Vec<&str> {
    let is_printed = |stage: &&str| !PrintPlan::new(manifest, stage, PacketLayout::Plain).jobs.is_empty();
    manifest.meetings.keys().map(String::as_str).filter(is_printed).collect()
}

/// Why what was published can't be printed.
#[derive(Debug, thiserror::Error)]
enum NotPrintable {
    #[error("manifest.json が、作られた後に書き換えられています。")]
    EditedManifest,
    #[error("{0} が、作られた後に変わっています。")]
    Changed(String),
    #[error("{0}。")]
    Objection(Objection),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The bytes of the packet, if there is one. Every file that is to be printed must be as it was published, and every
/// letter its recipient's alone, as what is enclosed must be anyone's.
fn checked_packet(
    published: &PublishedFolder,
    stage: &str,
    plan: &PrintPlan<'_>,
) -> Result<Option<Vec<u8>>, NotPrintable> {
    if !published.manifest.is_sealed() {
        return Err(NotPrintable::EditedManifest);
    }
    let read = |path: &str| published.read(path);
    let check = MessageCheck::new(&published.manifest, stage, &read);
    let (printed, in_sets) = (paths(stage, &plan.jobs), paths(stage, &plan.sets.jobs));
    let (mut packet, mut letters, mut enclosed) = (None, Vec::new(), Vec::new());
    for entry in published.manifest.of_stage(stage) {
        let path = &entry.about.path;
        if entry.about.kind != FileKind::Packet && !printed.contains(path) {
            continue;
        }
        let bytes = published.read(path)?;
        if *sha256(&bytes) != entry.sha256 {
            return Err(NotPrintable::Changed(path.clone()));
        }
        match entry.about.kind {
            FileKind::Packet => packet = Some(bytes),
            FileKind::Letter => letters.push(entry),
            _ if in_sets.contains(path) => enclosed.push(entry),
            _ => {}
        }
    }
    for recipient in letters.iter().filter_map(|letter| letter.about.recipient.as_ref()) {
        let own = letters.iter().filter(|letter| letter.about.recipient.as_ref() == Some(recipient));
        if let Some(objection) = own.chain(&enclosed).find_map(|entry| check.printed(entry, recipient)) {
            return Err(NotPrintable::Objection(objection));
        }
    }
    Ok(packet)
}

/// The files of jobs, by their paths below `out/`.
fn paths(stage: &str, jobs: &[PrintJob]) -> BTreeSet<String> {
    jobs.iter().flat_map(|job| &job.files).map(|file| format!("{stage}/{file}")).collect()
}

/// Whether all that is printed is approved: the packet, of which sheets, sets and cards are made, and what is printed as
/// it is.
fn lets_out(
    gate: &ApprovalGate,
    manifest: &Manifest,
    stage: &str,
    plan: &PrintPlan<'_>,
) -> Result<(), NotApproved> {
    let (printed, in_sets) = (paths(stage, &plan.jobs), paths(stage, &plan.sets.jobs));
    gate.lets_out(manifest, stage, |file| {
        let (about, path) = (&file.about, &file.about.path);
        let is_packet = about.stage == stage && about.kind == FileKind::Packet;
        is_packet || printed.contains(path) || in_sets.contains(path)
    })
}

/// A print job with its sum of sheets, as `--format json` prints it.
#[derive(Serialize)]
struct ShownJob<'a> {
    order: usize,
    #[serde(flatten)]
    job: &'a PrintJob,
    total: usize,
}

/// Prints the jobs and the paper they take.
fn show(common: &CommonArguments, published: &PublishedFolder, stage: &str, plan: &PrintPlan<'_>) {
    if common.format == OutputFormat::Json {
        let jobs: Vec<ShownJob> = (1..)
            .zip(&plan.jobs)
            .map(|(order, job)| ShownJob { order, job, total: job.sheets * job.copies })
            .collect();
        match serde_json::to_string_pretty(&jobs) {
            Ok(json) => tell_json!(&json),
            Err(error) => say!("{error}"),
        }
        return;
    }
    for (order, job) in (1..).zip(&plan.jobs) {
        let total = job.sheets * job.copies;
        tell!(
            "{order:>3}  {}　{}部 × {}枚 ＝ {total}枚　{}",
            shown(&job.what),
            job.copies,
            job.sheets,
            job.sides.label()
        );
    }
    for (paper, sheets) in plan.paper() {
        tell!("{}　計 {sheets}枚", crate::print::print_plan::paper_name(paper));
    }
    say!("→ {}", published.place(&format!("{stage}/{}", print_files::PLAN)).display());
}

/// Hands the jobs to the printer in order; it stops at the first that is not taken, so that their order stays.
fn hand_over(published: &PublishedFolder, stage: &str, plan: &PrintPlan<'_>, printer: &str) -> Exit {
    for (order, files, copies) in letter_sets::orders(&plan.jobs, &plan.sets) {
        let Some(job) = plan.jobs.get(order - 1) else { continue };
        let place = |file: &str| published.place(&format!("{stage}/{file}"));
        match spooler::hand_over(job, (&files, copies), place, printer, stage) {
            Ok(ids) => say!("{order:>3}  {printer} に渡しました（{}）", ids.join("、")),
            Err(fault) => {
                return report::fault(&format!(
                    "{order}番目の「{}」を {printer} に渡せません（{}）。そこで止めました。",
                    job.what,
                    shown(&fault.to_string())
                ));
            }
        }
    }
    Exit::Fine
}
