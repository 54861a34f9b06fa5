//! What a run of `send` says of each message: on screen, as JSON, and as `send-report.csv`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::edge::courier::Delivered;
use crate::mail::objection::Objection;
use crate::mail::outbox::{Fate, Parcel, State};
use crate::wording::shown::shown;

/// A message as it is reported.
#[derive(Debug, Serialize)]
pub struct Row {
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
    /// A passing trouble did not pass.
    Waiting,
    NoAddress,
}

impl Status {
    fn label(self) -> &'static str {
        match self {
            Status::Ready => "送る",
            Status::Sent => State::Sent.label(),
            Status::Withheld => "差し止め",
            Status::Refused => State::Refused.label(),
            Status::Unknown => State::Unknown.label(),
            Status::Waiting => State::Queued.label(),
            Status::NoAddress => "宛先なし",
        }
    }
}

impl Row {
    /// Whether nobody need look at it.
    pub fn is_well(&self) -> bool {
        matches!(self.status, Status::Ready | Status::Sent | Status::NoAddress)
    }
}

/// What became of messages in this run, by their ids.
pub type Outcomes<'a> = BTreeMap<&'a str, &'a Delivered>;

/// The rows of all messages; without outcomes, of a rehearsal.
pub fn rows(parcels: &[Parcel<'_>], outcomes: Option<&Outcomes<'_>>) -> Vec<Row> {
    parcels.iter().map(|parcel| row(parcel, outcomes)).collect()
}

fn row(parcel: &Parcel<'_>, outcomes: Option<&Outcomes<'_>>) -> Row {
    let message = parcel.entry.and_then(|entry| entry.about.message.as_ref());
    let (status, reason) = match &parcel.fate {
        Fate::Send => match (outcomes, message) {
            (Some(outcomes), Some(message)) => match outcomes.get(message.id.as_str()) {
                Some(delivered) => (status(delivered.state), delivered.answer.clone()),
                None => (Status::Waiting, String::new()),
            },
            _ => (Status::Ready, String::new()),
        },
        Fate::Done(record) => (Status::Sent, format!("{} {}", record.changed, record.answer)),
        Fate::Refused(record) => (Status::Refused, record.answer.clone()),
        Fate::Unknown(record) => (Status::Unknown, record.answer.clone()),
        Fate::Withheld(objections) => (Status::Withheld, joined(objections)),
        Fate::NoAddress => (Status::NoAddress, String::new()),
    };
    Row {
        code: parcel.recipient.code.clone(),
        addressee: parcel.recipient.addressee.clone(),
        address: parcel.recipient.mail.clone(),
        subject: message.map(|m| m.subject.clone()).unwrap_or_default(),
        attachments: message
            .map(|m| m.attachments.iter().map(|a| a.name.clone()).collect())
            .unwrap_or_default(),
        bytes: parcel.entry.map_or(0, |entry| entry.bytes),
        sha256: parcel.entry.map(|entry| entry.sha256.clone()).unwrap_or_default(),
        status,
        reason,
    }
}

/// The objections as one text: 「…がありません。…が違います」
fn joined(objections: &[Objection]) -> String {
    objections.iter().map(ToString::to_string).collect::<Vec<_>>().join("。")
}

fn status(state: State) -> Status {
    match state {
        State::Sent => Status::Sent,
        State::Refused => Status::Refused,
        State::Unknown | State::Sending => Status::Unknown,
        State::Queued => Status::Waiting,
    }
}

/// A table for a terminal, each column as wide as its widest cell, and the sums below it.
pub fn text(rows: &[Row]) -> String {
    const TITLES: [&str; 7] = ["状態", "コード", "宛名", "電子メール", "大きさ", "SHA-256", "添付"];
    let cells = |row: &Row| {
        [
            row.status.label().to_owned(),
            row.code.clone(),
            row.addressee.clone(),
            row.address.clone(),
            if row.bytes == 0 { String::new() } else { format!("{} KB", row.bytes.div_ceil(1000)) },
            row.sha256.chars().take(12).collect(),
            row.attachments.join("、"),
        ]
    };
    let lines: Vec<[String; 7]> =
        std::iter::once(TITLES.map(Into::into)).chain(rows.iter().map(cells)).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..TITLES.len()).map(width).collect();
    let mut text = String::new();
    for (n, line) in lines.iter().enumerate() {
        let mut written = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            let _ = write!(written, "{cell}{}", " ".repeat(width - cell.width() + 2));
        }
        let _ = writeln!(text, "{}", shown(written.trim_end()));
        let reason = n.checked_sub(1).and_then(|n| rows.get(n)).filter(|row| !row.is_well());
        if let Some(row) = reason.filter(|row| !row.reason.is_empty()) {
            let _ = writeln!(text, "  → {}", shown(&row.reason));
        }
    }
    let _ = write!(text, "\n{}", sums(rows));
    text
}

/// 「送付済み 13、不明 1（計 14）」
fn sums(rows: &[Row]) -> String {
    const ORDER: [Status; 7] = [
        Status::Ready,
        Status::Sent,
        Status::Waiting,
        Status::Withheld,
        Status::Refused,
        Status::Unknown,
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
pub fn json(rows: &[Row]) -> String {
    serde_json::to_string_pretty(rows).unwrap_or_else(|error| format!("\"{error}\""))
}

/// As CSV that Excel opens.
///
/// # Errors
///
/// If a row can't be written.
pub fn csv(rows: &[Row]) -> csv::Result<Vec<u8>> {
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
        writer.write_record([
            row.status.label(),
            &row.code,
            &row.addressee,
            &row.address,
            &row.subject,
            &row.attachments.join("、"),
            &row.bytes.to_string(),
            &row.sha256,
            &row.reason,
        ])?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}
