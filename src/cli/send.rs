//! `shiryo send`: mails what was published. Without `--confirm` it shows what would go where.

mod send_report;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use send_report::SendReportRow;

use super::args::{CommonArguments, OutputFormat, SendArguments};
use super::exit::Exit;
use super::report;
use crate::edge::clock::today;
use crate::edge::courier::{self, CourierSettings, Delivery, OutgoingMessage, RoundEnd};
use crate::edge::ledger::{Ledger, LedgerFault};
use crate::edge::out_folder::{self, PublishedFolder};
use crate::edge::smtp::MailServer;
use crate::ground::address::is_address;
use crate::ground::fault::Fault;
use crate::ground::wareki;
use crate::mail::outbox::{DeliveryState, Fate, LedgerRow, OutboxItem, Selection, outbox};
use crate::published::manifest::{Manifest, Sending};

/// Runs the command.
pub(super) fn run(common: &CommonArguments, send: &SendArguments) -> Exit {
    let published = match PublishedFolder::open(&common.out) {
        Ok(Some(published)) => published,
        Ok(None) => return report::nothing_published(&common.out),
        Err(fault) => return report::fault(&fault),
    };
    if let Err(exit) = is_there(&published.manifest, send) {
        return exit;
    }
    let place = send.ledger.clone().unwrap_or_else(|| common.out.join("ledger.sqlite"));
    match send.confirm {
        false => rehearse(common, send, &published, &place),
        true => confirm(common, send, published, &place),
    }
}

/// Whether the stage and the recipients that the command names are there.
fn is_there(manifest: &Manifest, send: &SendArguments) -> Result<(), Exit> {
    if manifest.of_stage(&send.stage).next().is_none() {
        let stages: Vec<&str> = manifest.files.iter().map(|f| f.about.stage.as_str()).collect();
        let mut stages = stages;
        stages.dedup();
        let hint = format!("作られているのは {} です。", stages.join("、"));
        return Err(report::unable(&format!("段階「{}」は、作られていません。", send.stage), &hint));
    }
    let known = |code: &String| {
        let mut recipients = manifest.of_stage(&send.stage).filter_map(|f| f.about.recipient.as_ref());
        recipients.any(|recipient| recipient.code == *code)
    };
    match send.only.iter().chain(&send.resend).find(|code| !known(code)) {
        Some(code) => Err(report::unable(
            &format!("この段階に、コード「{code}」の宛先はありません。"),
            "下見（--confirm なし）の表のコードを書いてください。",
        )),
        None => Ok(()),
    }
}

/// Shows what would be sent to whom, and writes nothing.
fn rehearse(
    common: &CommonArguments,
    send: &SendArguments,
    published: &PublishedFolder,
    place: &Path,
) -> Exit {
    let manifest = &published.manifest;
    let ledger = match Ledger::look_at(place) {
        Ok(ledger) => Some(ledger),
        Err(LedgerFault::Missing(_)) => None,
        Err(fault) => return unusable_ledger(&fault),
    };
    if let Err(exit) = same_ledger(manifest, &send.stage, ledger.as_ref(), place) {
        return exit;
    }
    let records = match ledger.map(|ledger| ledger.of_stage(&manifest.cycle, &send.stage)).transpose() {
        Ok(records) => records.unwrap_or_default(),
        Err(fault) => return report::fault(&fault),
    };
    let found = rehearsed(published, send, &records);
    match common.format {
        OutputFormat::Json => tell!("{}", send_report::json(&found)),
        OutputFormat::Short | OutputFormat::Terminal => tell!("{}", send_report::text(&found)),
    }
    if common.format == OutputFormat::Terminal {
        say!("下見です。送るには --confirm と --smtp を付けてください。");
    }
    exit(&found)
}

/// Makes sure that the messages may be sent with this server and this ledger, and sends them.
fn confirm(
    common: &CommonArguments,
    send: &SendArguments,
    mut published: PublishedFolder,
    place: &Path,
) -> Exit {
    let url = send.smtp.as_deref().unwrap_or_default();
    let timeout = Duration::from_secs(send.timeout);
    let hello = sender_domain(&published.manifest, &send.stage);
    let server = match MailServer::read(url, send.ca.as_deref(), timeout, hello) {
        Ok(server) => server,
        Err(why) => {
            return report::unable(
                &format!("--smtp が使えません。{why}。"),
                "shiryo send --help を見てください。",
            );
        }
    };
    if !published.manifest.is_sealed() {
        return report::unable(
            "manifest.json が、作られた後に書き換えられています。一通も送りません。",
            "shiryo build で、全ての段階を作り直してください。",
        );
    }
    let day = send.on.unwrap_or_else(today);
    if let Some(date) = latest_date(&published.manifest, &send.stage).filter(|date| *date > day) {
        return report::unable(
            &format!("{}付けのものを、{}に送ろうとしています。", wareki::date(date), wareki::date(day)),
            "その日になってから送るか、段階の日付を直して作り直してください。",
        );
    }
    // Only the ledger knows what was sent. If it is gone, a new one would let everything be sent a second time.
    let began = published.manifest.sending.get(&send.stage);
    let ledger = match (Ledger::open(place, began.is_none()), began) {
        (Ok(ledger), _) => ledger,
        (Err(LedgerFault::Missing(_)), Some(began)) => return lost_ledger(began, place),
        (Err(fault), _) => return unusable_ledger(&fault),
    };
    if let Err(exit) = same_ledger(&published.manifest, &send.stage, Some(&ledger), place) {
        return exit;
    }
    match dispatch(send, &mut published, &ledger, &server, day) {
        Err(refused) => report::fault(&refused),
        Ok((found, end)) => conclude(common, &published, &found, end.as_ref()),
    }
}

/// Why a run ended before it sent anything.
#[derive(Debug, thiserror::Error)]
enum NotSent {
    #[error(transparent)]
    Ledger(#[from] LedgerFault),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Writes down in the ledger what is to be sent, sends it, and says what became of everything.
fn dispatch(
    send: &SendArguments,
    published: &mut PublishedFolder,
    ledger: &Ledger,
    server: &MailServer,
    day: NaiveDate,
) -> Result<(Vec<SendReportRow>, Option<RoundEnd>), NotSent> {
    let interrupted = ledger.recover(&courier::now())?;
    if interrupted > 0 {
        say!("前の送付が途中で止まったため、{interrupted}通が届いたか分かりません（不明）。");
    }
    let cycle = published.manifest.cycle.clone();
    let records = ledger.of_stage(&cycle, &send.stage)?;
    let sending = Sending { began: day, ledger: ledger.id.clone() };
    if !published.manifest.sending.contains_key(&send.stage) {
        published.manifest.sending.insert(send.stage.clone(), sending);
        published.save()?;
    }
    let read = |path: &str| published.read(path);
    let selection = Selection { only: &send.only, again: &send.resend };
    let found = outbox(&published.manifest, &send.stage, &read, &records, &selection);
    let going: Vec<&OutboxItem> = found.iter().filter(|item| item.fate == Fate::Send).collect();
    ledger.queue(&going.iter().filter_map(|item| queued(&cycle, item, &records)).collect::<Vec<_>>())?;
    let messages: Vec<OutgoingMessage> = going.iter().filter_map(|item| outgoing(item)).collect();
    let settings = CourierSettings {
        connections: send.connections.into(),
        per_minute: send.per_minute,
        retries: send.retries,
        wait: Duration::from_secs(send.retry_wait),
    };
    let bar = bar(messages.len());
    let done = |_: &Delivery| bar.inc(1);
    let (delivered, end) = courier::deliver(&messages, server, ledger, settings, &read, &done);
    bar.finish_and_clear();
    let outcomes: BTreeMap<&str, &Delivery> = delivered.iter().map(|d| (d.id.as_str(), d)).collect();
    Ok((send_report::rows(&found, Some(&outcomes)), end))
}

/// The ledger's row of a message that is to be sent.
fn queued(cycle: &str, item: &OutboxItem<'_>, records: &[LedgerRow]) -> Option<LedgerRow> {
    let entry = item.entry?;
    let message = entry.about.message.as_ref()?;
    Some(LedgerRow {
        id: message.id.clone(),
        cycle: cycle.to_owned(),
        stage: entry.about.stage.clone(),
        code: item.recipient.code.clone(),
        edition: message.edition.clone(),
        address: item.recipient.mail.clone(),
        sha256: entry.sha256.clone(),
        state: DeliveryState::Queued,
        attempts: records.iter().find(|record| record.id == message.id).map_or(0, |record| record.attempts),
        answer: String::new(),
        changed: courier::now(),
    })
}

/// A message as the courier takes it.
fn outgoing(item: &OutboxItem<'_>) -> Option<OutgoingMessage> {
    let entry = item.entry?;
    let message = entry.about.message.as_ref()?;
    Some(OutgoingMessage {
        id: message.id.clone(),
        // The audit has seen that both are addresses.
        from: message.from.parse().ok()?,
        to: item.recipient.mail.parse().ok()?,
        path: entry.about.path.clone(),
        sha256: entry.sha256.clone(),
    })
}

/// What would become of each message.
fn rehearsed(published: &PublishedFolder, send: &SendArguments, records: &[LedgerRow]) -> Vec<SendReportRow> {
    let read = |path: &str| published.read(path);
    let selection = Selection { only: &send.only, again: &send.resend };
    let found = outbox(&published.manifest, &send.stage, &read, records, &selection);
    send_report::rows(&found, None)
}

/// Prints the report and writes it beside the stages.
fn conclude(
    common: &CommonArguments,
    published: &PublishedFolder,
    rows: &[SendReportRow],
    end: Option<&RoundEnd>,
) -> Exit {
    match common.format {
        OutputFormat::Json => tell!("{}", send_report::json(rows)),
        OutputFormat::Short | OutputFormat::Terminal => tell!("{}", send_report::text(rows)),
    }
    let written = send_report::csv(rows).map_err(Fault::format);
    if let Err(fault) = written.and_then(|csv| out_folder::replace(&common.out, REPORT, &csv)) {
        return report::fault(&fault);
    }
    if common.format == OutputFormat::Terminal {
        say!("→ {}", published.place(REPORT).display());
    }
    match end {
        None => exit(rows),
        Some(end) => report::fault(end),
    }
}

/// The report's file name.
const REPORT: &str = "send-report.csv";

/// The exit status: no success if a message did not go and someone must look at it.
fn exit(rows: &[SendReportRow]) -> Exit {
    match rows.iter().all(|row| row.is_well()) {
        true => Exit::Fine,
        false => Exit::Findings,
    }
}

/// The domain of the stage's sender.
fn sender_domain(manifest: &Manifest, stage: &str) -> String {
    let from = manifest.of_stage(stage).find_map(|f| Some(f.about.message.as_ref()?.from.as_str()));
    let domain = from.and_then(|from| from.rsplit('@').next());
    domain.filter(|domain| is_address(&format!("a@{domain}"))).unwrap_or("localhost").to_owned()
}

/// The last day that a message of the stage is dated.
fn latest_date(manifest: &Manifest, stage: &str) -> Option<NaiveDate> {
    manifest.of_stage(stage).filter_map(|f| Some(f.about.message.as_ref()?.date)).max()
}

/// Refuses a ledger that is not the one in which the stage's messages were written down.
fn same_ledger(manifest: &Manifest, stage: &str, ledger: Option<&Ledger>, place: &Path) -> Result<(), Exit> {
    match (manifest.sending.get(stage), ledger) {
        (Some(began), None) => Err(lost_ledger(began, place)),
        (Some(began), Some(ledger)) if began.ledger != ledger.id => Err(report::unable(
            &format!("{} は、この段階を送り始めたときの送付簿ではありません。", place.display()),
            "そのときの送付簿を --ledger で指してください。",
        )),
        _ => Ok(()),
    }
}

fn lost_ledger(began: &Sending, place: &Path) -> Exit {
    report::unable(
        &format!(
            "この段階は{}に送り始めていますが、送付簿 {} がありません。何を送ったか分からないので、一通も送りません。",
            wareki::date(began.began),
            place.display()
        ),
        "送付簿を元の場所に戻すか、--ledger で指してください。",
    )
}

fn unusable_ledger(fault: &LedgerFault) -> Exit {
    match fault {
        LedgerFault::Foreign(_) => {
            report::unable(&fault.to_string(), "送付簿を元に戻すか、--ledger で別の場所を指してください。")
        }
        _ => report::fault(fault),
    }
}

fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}／{len} 通　あと {eta}") {
        bar.set_style(style);
    }
    bar
}
