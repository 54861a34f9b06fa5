//! Which messages of the ledger a delivery report is about. A report that brings the message back names it by its id; one
//! that doesn't is matched by the address alone, and only if that leaves one message.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::delivery_report::DeliveryReport;
use super::ledger_row::{DeliveryState, LedgerRow, same_address};
use super::mailbox_report::{DeliveryOutcome, MailboxReport};

/// What a report says of one mailbox, seen beside the ledger.
#[derive(Debug, PartialEq, Eq)]
pub struct ReturnedMail<'a> {
    /// What it means for us.
    pub meaning: ReturnMeaning,
    /// The message; none where it is not known which.
    pub row: Option<&'a LedgerRow>,
    /// The address that the report names.
    pub address: String,
    /// The reason, in the server's words.
    pub reason: String,
}

/// What a file that came back means for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnMeaning {
    /// The message did not reach its recipient.
    Undelivered,
    /// That was known before.
    KnownBefore,
    /// The server tries on: nothing is to be done yet.
    Delayed,
    /// It failed at an address to which the recipient's own handed it on: it may have reached the recipient.
    Beyond,
    /// It was delivered.
    Delivered,
    /// It could be about several messages of the stage.
    Ambiguous,
    /// It is about a message of another stage.
    OtherStage,
    /// Nothing of ours went to that address.
    Stranger,
    /// The file is a message, but no delivery report.
    NoReport,
    /// The file is no message.
    NoMessage,
}

impl ReturnMeaning {
    /// As people read it, with what they can do.
    pub fn label(self) -> &'static str {
        match self {
            Self::Undelivered => "不達",
            Self::KnownBefore => "不達（記録済み）",
            Self::Delayed => "遅延（サーバーが送り直しています）",
            Self::Beyond => "転送先で不達（届いたか、宛先に確かめてください）",
            Self::Delivered => "配達済み",
            Self::Ambiguous => "どの便か分からない（送付簿と見比べてください）",
            Self::OtherStage => "ほかの段階のもの（その段階で --returns を行ってください）",
            Self::Stranger => "この年に送った宛先ではない",
            Self::NoReport => "不達の知らせではない",
            Self::NoMessage => "読まない（.eml で書き出してください）",
        }
    }

    /// Whether someone must look at it.
    pub fn wants_a_look(self) -> bool {
        use ReturnMeaning::{Delayed, Delivered, NoReport, Stranger};
        !matches!(self, Delayed | Delivered | NoReport | Stranger)
    }
}

/// What a report means for the messages of a stage; `rows` is all that the ledger holds.
pub fn judged<'a>(report: &DeliveryReport, stage: &str, rows: &'a [LedgerRow]) -> Vec<ReturnedMail<'a>> {
    let mut found: Vec<ReturnedMail> =
        report.mailboxes.iter().map(|mailbox| judged_mailbox(report, mailbox, stage, rows)).collect();
    // A report may name one mailbox twice.
    let mut told = BTreeSet::new();
    for mail in found.iter_mut().filter(|mail| mail.meaning == ReturnMeaning::Undelivered) {
        if mail.row.is_some_and(|row| !told.insert(row.row)) {
            mail.meaning = ReturnMeaning::KnownBefore;
        }
    }
    found
}

fn judged_mailbox<'a>(
    report: &DeliveryReport,
    mailbox: &MailboxReport,
    stage: &str,
    rows: &'a [LedgerRow],
) -> ReturnedMail<'a> {
    let is_named =
        |row: &LedgerRow| mailbox.addresses.iter().any(|address| same_address(address, &row.address));
    let went = |row: &&LedgerRow| row.attempts > 0;
    let by_id: Vec<&LedgerRow> =
        rows.iter().filter(went).filter(|row| report.about.contains(&row.message_id)).collect();
    let (meaning, row) = match by_id.as_slice() {
        [] => by_address(report, stage, rows.iter().filter(went).filter(|row| is_named(row)).collect()),
        [row] if row.stage != stage => (ReturnMeaning::OtherStage, Some(*row)),
        [row] if !is_named(row) => (ReturnMeaning::Beyond, Some(*row)),
        [row] => (ReturnMeaning::Undelivered, Some(*row)),
        several => by_address(report, stage, several.iter().copied().filter(|row| is_named(row)).collect()),
    };
    let meaning = match (meaning, mailbox.outcome) {
        (ReturnMeaning::Undelivered | ReturnMeaning::Beyond, DeliveryOutcome::Delayed) => {
            ReturnMeaning::Delayed
        }
        (ReturnMeaning::Undelivered | ReturnMeaning::Beyond, DeliveryOutcome::Delivered) => {
            ReturnMeaning::Delivered
        }
        (ReturnMeaning::Undelivered, _) if row.is_some_and(|r| r.state == DeliveryState::Undelivered) => {
            ReturnMeaning::KnownBefore
        }
        (meaning, _) => meaning,
    };
    let address = mailbox.addresses.first().cloned().unwrap_or_default();
    ReturnedMail { meaning, row, address, reason: mailbox.reason.clone() }
}

/// The one message to an address that was on its way when the report was written.
fn by_address<'a>(
    report: &DeliveryReport,
    stage: &str,
    mut rows: Vec<&'a LedgerRow>,
) -> (ReturnMeaning, Option<&'a LedgerRow>) {
    rows.retain(|row| report.written.is_none_or(|written| !is_before(written, &row.changed)));
    let is_here = rows.iter().any(|row| row.stage == stage);
    match rows.as_slice() {
        [] => (ReturnMeaning::Stranger, None),
        [row] if is_here => (ReturnMeaning::Undelivered, Some(*row)),
        [row] => (ReturnMeaning::OtherStage, Some(*row)),
        _ if is_here => (ReturnMeaning::Ambiguous, None),
        _ => (ReturnMeaning::OtherStage, None),
    }
}

/// Whether a day is before that of a moment. A day's difference is none: clocks of other zones write the reports.
fn is_before(day: NaiveDate, moment: &str) -> bool {
    let sent = moment.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    sent.is_some_and(|sent| day.checked_add_days(Days::new(1)).is_some_and(|day| day < sent))
}
