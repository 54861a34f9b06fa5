//! The report of `shiryo send`, a row a message: on screen, as JSON, and as `send-report.csv`.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::super::exit::Exit;
use crate::edge::courier::Delivery;
use crate::ground::text::guarded;
use crate::mail::fate::Fate;
use crate::mail::ledger_row::DeliveryState;
use crate::mail::objection::Objection;
use crate::mail::outbox::OutboxItem;
use crate::wording::shown::shown;

/// A message as it is reported.
#[derive(Debug, Serialize)]
pub(super) struct SendReportRow {
    code: String,
    addressee: String,
    address: String,
    subject: String,
    attachments: Vec<String>,
    bytes: u64,
    sha256: String,
    status: Status,
    /// The server's answer, or why it does not go.
    reason: String,
}

/// How a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    /// It goes, or waits to.
    Ready,
    Sent,
    Withheld,
    Refused,
    Unknown,
    /// It came back: it did not reach its recipient.
    Undelivered,
    /// The server did not take it for now: it is still queued.
    Waiting,
    NoAddress,
}

impl Status {
    fn label(self) -> &'static str {
        match self {
            Status::Ready => "送る",
            Status::Sent => DeliveryState::Sent.label(),
            Status::Withheld => "差し止め",
            Status::Refused => DeliveryState::Refused.label(),
            Status::Unknown => DeliveryState::Unknown.label(),
            Status::Undelivered => DeliveryState::Undelivered.label(),
            Status::Waiting => DeliveryState::Queued.label(),
            Status::NoAddress => "宛先なし",
        }
    }
}

impl SendReportRow {
    /// Whether nobody need look at it.
    pub(super) fn is_well(&self) -> bool {
        matches!(self.status, Status::Ready | Status::Sent | Status::NoAddress)
    }
}

/// What became of messages in this run, by their files.
pub(super) type Outcomes<'a> = BTreeMap<&'a str, &'a Delivery>;

/// The rows of all messages; without outcomes, of a rehearsal.
pub(super) fn rows(items: &[OutboxItem<'_>], outcomes: Option<&Outcomes<'_>>) -> Vec<SendReportRow> {
    items.iter().map(|item| row(item, outcomes)).collect()
}

fn row(item: &OutboxItem<'_>, outcomes: Option<&Outcomes<'_>>) -> SendReportRow {
    let message = item.entry.and_then(|entry| entry.about.message.as_ref());
    let (status, reason) = match &item.fate {
        Fate::Send(_) => match (outcomes, item.entry) {
            (Some(outcomes), Some(entry)) => match outcomes.get(entry.about.path.as_str()) {
                Some(delivered) => (status(delivered.state), delivered.answer.clone()),
                None => (Status::Waiting, String::new()),
            },
            _ => (Status::Ready, String::new()),
        },
        Fate::Done(record) => (Status::Sent, format!("{} {}", record.changed, record.answer)),
        Fate::Refused(record) => (Status::Refused, record.answer.clone()),
        Fate::Unknown(record) => (Status::Unknown, record.answer.clone()),
        Fate::Undelivered(record) => (Status::Undelivered, record.answer.clone()),
        Fate::Withheld(objections) => (Status::Withheld, joined(objections)),
        Fate::NoAddress => (Status::NoAddress, String::new()),
    };
    SendReportRow {
        code: item.recipient.code.clone(),
        addressee: item.recipient.addressee.clone(),
        address: item.recipient.mail.clone(),
        subject: message.map(|m| m.subject.clone()).unwrap_or_default(),
        attachments: message
            .map(|m| m.attachments.iter().map(|a| a.name.clone()).collect())
            .unwrap_or_default(),
        bytes: message.map_or(0, |message| message.bytes),
        sha256: item.entry.map(|entry| entry.sha256.clone()).unwrap_or_default(),
        status,
        reason,
    }
}

/// The exit status: no success if a message did not go and someone must look at it.
pub(super) fn exit(rows: &[SendReportRow]) -> Exit {
    match rows.iter().all(|row| row.is_well()) {
        true => Exit::Fine,
        false => Exit::Findings,
    }
}

/// The objections as one text: 「…がありません。…が違います」
fn joined(objections: &[Objection]) -> String {
    objections.iter().map(ToString::to_string).collect::<Vec<_>>().join("。")
}

fn status(state: DeliveryState) -> Status {
    match state {
        DeliveryState::Sent => Status::Sent,
        DeliveryState::Refused => Status::Refused,
        DeliveryState::Unknown | DeliveryState::Sending => Status::Unknown,
        DeliveryState::Undelivered => Status::Undelivered,
        DeliveryState::Queued => Status::Waiting,
    }
}

/// The titles of the table for a terminal.
const TITLES: [&str; 7] = ["状態", "コード", "宛名", "電子メール", "大きさ", "SHA-256", "添付"];

/// A table for a terminal, each column as wide as its widest cell, and the sums below it.
pub(super) fn text(rows: &[SendReportRow]) -> String {
    let table: Vec<[String; 7]> =
        std::iter::once(TITLES.map(Into::into)).chain(rows.iter().map(cells)).collect();
    let width = |column: usize| table.iter().map(|line| line[column].width()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..TITLES.len()).map(width).collect();
    let mut lines = Vec::new();
    for (n, cells) in table.iter().enumerate() {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| padded(cell, *width));
        lines.push(shown(padded.collect::<String>().trim_end()));
        let reason = n.checked_sub(1).and_then(|n| rows.get(n)).filter(|row| !row.is_well());
        if let Some(row) = reason.filter(|row| !row.reason.is_empty()) {
            lines.push(format!("  → {}", shown(&row.reason)));
        }
    }
    format!("{}\n\n{}", lines.join("\n"), sums(rows))
}

fn cells(row: &SendReportRow) -> [String; 7] {
    [
        row.status.label().to_owned(),
        row.code.clone(),
        row.addressee.clone(),
        row.address.clone(),
        if row.bytes == 0 { String::new() } else { format!("{} KB", row.bytes.div_ceil(1000)) },
        row.sha256.chars().take(12).collect(),
        row.attachments.join("、"),
    ]
}

/// A cell with spaces up to the width of its column and two more.
fn padded(cell: &str, width: usize) -> String {
    format!("{cell}{}", " ".repeat(width - cell.width() + 2))
}

/// 「送付済み 13、不明 1（計 14）」
pub(super) fn sums(rows: &[SendReportRow]) -> String {
    const ORDER: [Status; 8] = [
        Status::Ready,
        Status::Sent,
        Status::Waiting,
        Status::Withheld,
        Status::Refused,
        Status::Unknown,
        Status::Undelivered,
        Status::NoAddress,
    ];
    let count = |status: Status| rows.iter().filter(|row| row.status == status).count();
    let parts: Vec<String> = ORDER
        .into_iter()
        .filter(|status| count(*status) > 0)
        .map(|status| format!("{} {}", status.label(), count(status)))
        .collect();
    format!("{}（計 {}）", parts.join("、"), rows.len())
}

/// As JSON; the keys are stable.
pub(super) fn json(rows: &[SendReportRow]) -> String {
    serde_json::to_string_pretty(rows).unwrap_or_else(|error| format!("\"{error}\""))
}

/// As CSV that Excel opens.
///
/// # Errors
///
/// If a row can't be written.
pub(super) fn csv(rows: &[SendReportRow]) -> csv::Result<Vec<u8>> {
    let mut bytes = "\u{FEFF}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record([
        "状態",
        "コード",
        "宛名",
        "電子メール",
        "件名",
        "添付",
        "バイト",
        "SHA-256",
        "答え・理由",
    ])?;
    for row in rows {
        let cells = [
            row.status.label(),
            &row.code,
            &row.addressee,
            &row.address,
            &row.subject,
            &row.attachments.join("、"),
            &row.bytes.to_string(),
            &row.sha256,
            &row.reason,
        ];
        writer.write_record(cells.map(|cell| guarded(cell).into_owned()))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}
