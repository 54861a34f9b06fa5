//! `shiryo send`: mails what was published. Without `--confirm` it shows what would go where. With `--write`
//! it writes the messages for those who send by hand, with `--returns` it reads what came back.

mod returns;
mod send_report;
mod written;
mod year_ledger;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use send_report::SendReportRow;
use year_ledger::{MarkFault, YearLedger, ask_for_copies};

use super::approval_gate::{ApprovalGate, NotApproved};
use super::args::{CommonArguments, OutputFormat, SendArguments};
use super::exit::Exit;
use super::report;
use crate::edge::clock::{self, today};
use crate::edge::courier::{self, CourierSettings, Delivery, OutgoingMessage, RoundEnd};
use crate::edge::ledger::{Ledger, QueuedRow};
use crate::edge::ledger_fault::LedgerFault;
use crate::edge::mail_server::MailServer;
use crate::edge::out_folder::PublishedFolder;
use crate::edge::private_file;
use crate::edge::stop_signals;
use crate::ground::address::is_address;
use crate::ground::fault::Fault;
use crate::ground::wareki;
use crate::mail::fate::Fate;
use crate::mail::ledger_row::{DeliveryState, LedgerRow};
use crate::mail::outbox::{OutboxItem, Selection, outbox};
use crate::published::manifest::Manifest;
use crate::render::artifact::FileKind;

/// Runs the command.
pub(super) fn run(common: &CommonArguments, send: &SendArguments) -> Exit {
    let published = match PublishedFolder::open(&common.out) {
        Ok(Some(published)) => published,
        Ok(None) => return report::nothing_published(&common.out),
        Err(fault) => return report::unopened(&fault),
    };
    report::lost(&common.out, published.lost());
    if let Err(exit) = is_there(&published.manifest, send) {
        return exit;
    }
    let year = match YearLedger::find(common, send, &published.manifest) {
        Ok(year) => year,
        Err(exit) => return exit,
    };
    if let Some(folder) = &send.returns {
        return returns::run(common, send, published, year, folder);
    }
    let gate = match ApprovalGate::read(common, &published.manifest) {
        Ok(gate) => gate,
        Err(exit) => return exit,
    };
    match (&send.write, send.confirm) {
        (Some(folder), _) => written::run(common, send, &published, (&year, &gate), folder),
        (None, false) => rehearse(common, send, &published, (&year, &gate)),
        (None, true) => confirm(common, send, published, year, &gate),
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
    let written = manifest.of_stage(&send.stage).any(|file| file.about.kind == FileKind::Mail);
    if !written && manifest.withheld.iter().all(|withheld| withheld.stage != send.stage) {
        return Err(report::unable(
            &format!("段階「{}」に、送る電子メールがありません。", send.stage),
            "送る段階には、cycle.toml の段階に mail を書いて、作り直してください。",
        ));
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
    (year, gate): (&YearLedger, &ApprovalGate),
) -> Exit {
    let records = match year.look_at() {
        Ok(records) => records,
        Err(exit) => return exit,
    };
    ask_for_copies(&records);
    let read = |path: &str| published.read(path);
    let selection = Selection { only: &send.only, again: &send.resend };
    let items = outbox(&published.manifest, &send.stage, &read, &records, &selection);
    let state = gate.lets_messages_out(&published.manifest, &send.stage, &items);
    let found = send_report::rows(&items, None);
    match common.format {
        OutputFormat::Json => tell_json!(&send_report::json(&found)),
        OutputFormat::Short | OutputFormat::Terminal => tell!("{}", send_report::text(&found)),
    }
    if common.format == OutputFormat::Terminal {
        say!("下見です。送るには --confirm と --smtp を付けてください。");
    }
    gate.tell(common, &send.stage, &state);
    send_report::exit(&found)
}

/// Makes sure that the messages may be sent with this server and this ledger, and sends them.
fn confirm(
    common: &CommonArguments,
    send: &SendArguments,
    mut published: PublishedFolder,
    mut year: YearLedger,
    gate: &ApprovalGate,
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
    let ledger = match year.open(send.moved) {
        Ok(ledger) => ledger,
        Err(exit) => return exit,
    };
    match dispatch(send, &mut published, (&mut year, &ledger), &server, day, gate) {
        Err(NotSent::NotApproved(open)) => open.refuse(common, &send.stage, "一通も送りません"),
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
    Mark(#[from] MarkFault),
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("承認されていないものがあります。")]
    NotApproved(NotApproved),
}

/// Writes down in the ledger what is to be sent, sends it, and says what became of everything.
fn dispatch(
    send: &SendArguments,
    published: &mut PublishedFolder,
    (year, ledger): (&mut YearLedger, &Ledger),
    server: &MailServer,
    day: NaiveDate,
    gate: &ApprovalGate,
) -> Result<(Vec<SendReportRow>, Option<RoundEnd>), NotSent> {
    let asked = stop_signals::listen()?;
    let interrupted = ledger.recover(&clock::now())?;
    if interrupted > 0 {
        say!("前の送付が途中で止まったため、{interrupted}通が届いたか分かりません（不明）。");
    }
    let records = ledger.rows()?;
    ask_for_copies(&records);
    let manifest = published.manifest.clone();
    let found = {
        let read = |path: &str| published.read(path);
        let selection = Selection { only: &send.only, again: &send.resend };
        outbox(&manifest, &send.stage, &read, &records, &selection)
    };
    gate.lets_messages_out(&manifest, &send.stage, &found).map_err(NotSent::NotApproved)?;
    let (going, rows): (Vec<&OutboxItem>, Vec<QueuedRow>) =
        found.iter().filter_map(|item| Some((item, queued(item)?))).unzip();
    let numbers = ledger.queue(&rows)?;
    // From here on the ledger must be there, and not as it was before.
    year.mark(published, ledger, &send.stage, day)?;
    let messages: Vec<OutgoingMessage> =
        going.into_iter().zip(numbers).filter_map(|(item, row)| outgoing(item, row)).collect();
    let settings = CourierSettings {
        connections: send.connections.into(),
        per_minute: send.per_minute,
        retries: send.retries,
        wait: Duration::from_secs(send.retry_wait),
    };
    let bar = bar(messages.len());
    let done = |_: &Delivery| bar.inc(1);
    let read = |path: &str| published.read(path);
    let (delivered, end) = courier::deliver(&messages, server, ledger, settings, &read, &done, &asked);
    bar.finish_and_clear();
    let outcomes: BTreeMap<&str, &Delivery> = delivered.iter().map(|d| (d.path.as_str(), d)).collect();
    let rows = send_report::rows(&found, Some(&outcomes));
    let marked = year.mark(published, ledger, &send.stage, day);
    Ok((rows, end.or(marked.err().map(|fault| RoundEnd::Mark(fault.into())))))
}

/// A message that is to be sent as the ledger queues it; none for any other.
fn queued(item: &OutboxItem<'_>) -> Option<QueuedRow> {
    let Fate::Send(before) = &item.fate else { return None };
    let entry = item.entry?;
    let message = entry.about.message.as_ref()?;
    let row = LedgerRow {
        row: 0,
        stage: entry.about.stage.clone(),
        code: item.recipient.code.clone(),
        addressee: item.recipient.addressee.clone(),
        address: item.recipient.mail.clone(),
        edition: message.edition.clone(),
        identity: message.identity.clone(),
        message_id: message.id.clone(),
        sha256: entry.sha256.clone(),
        state: DeliveryState::Queued,
        attempts: 0,
        answer: String::new(),
        changed: clock::now(),
    };
    Some(QueuedRow { row, before: before.clone() })
}

/// A message as the courier takes it.
fn outgoing(item: &OutboxItem<'_>, row: i64) -> Option<OutgoingMessage> {
    let entry = item.entry?;
    let message = entry.about.message.as_ref()?;
    Some(OutgoingMessage {
        row,
        // The audit has seen that both are addresses.
        from: message.from.clone(),
        to: item.recipient.mail.clone(),
        path: entry.about.path.clone(),
        sha256: entry.sha256.clone(),
    })
}

/// Prints the report and writes it beside the stages.
fn conclude(
    common: &CommonArguments,
    published: &PublishedFolder,
    rows: &[SendReportRow],
    end: Option<&RoundEnd>,
) -> Exit {
    common.record.result(send_report::sums(rows));
    match common.format {
        OutputFormat::Json => tell_json!(&send_report::json(rows)),
        OutputFormat::Short | OutputFormat::Terminal => tell!("{}", send_report::text(rows)),
    }
    let written = send_report::csv(rows).map_err(Fault::format);
    if let Err(fault) = written.and_then(|csv| private_file::put(&published.place(REPORT), &csv)) {
        return report::fault(&fault);
    }
    if common.format == OutputFormat::Terminal {
        say!("→ {}", published.place(REPORT).display());
    }
    match end {
        None => send_report::exit(rows),
        Some(end @ RoundEnd::Asked) => {
            say!("{end}");
            Exit::Fault
        }
        Some(end) => report::fault(end),
    }
}

/// The report's file name.
const REPORT: &str = "send-report.csv";

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

fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}／{len} 通　あと {eta}") {
        bar.set_style(style);
    }
    bar
}
