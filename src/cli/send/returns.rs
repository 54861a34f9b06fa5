//! `shiryo send STAGE --returns DIR`: reads delivery reports, and writes into the ledger which messages did not reach their
//! recipients. Nothing is sent.

use std::path::Path;

use serde::Serialize;

use super::super::args::{CommonArguments, OutputFormat, SendArguments};
use super::super::exit::Exit;
use super::super::report;
use super::year_ledger::{MarkFault, YearLedger};
use crate::edge::clock::{self, today};
use crate::edge::ledger::Ledger;
use crate::edge::ledger_fault::LedgerFault;
use crate::edge::mail_folder;
use crate::edge::out_folder::PublishedFolder;
use crate::mail::delivery_report;
use crate::mail::ledger_row::LedgerRow;
use crate::mail::returned_mail::{ReturnMeaning, ReturnedMail, judged};
use crate::wording::shown::shown;

/// What was read of one mailbox in one file.
#[derive(Debug, Serialize)]
struct ReturnsRow {
    file: String,
    meaning: ReturnMeaning,
    code: String,
    addressee: String,
    address: String,
    reason: String,
}

/// Reads the reports in a folder, writes down what they say of the stage's messages, and tells it.
pub(super) fn run(
    common: &CommonArguments,
    send: &SendArguments,
    mut published: PublishedFolder,
    mut year: YearLedger,
    folder: &Path,
) -> Exit {
    if let Err(exit) = year.has_begun(&send.stage) {
        return exit;
    }
    let ledger = match year.open(send.moved) {
        Ok(ledger) => ledger,
        Err(exit) => return exit,
    };
    let found = match note_all(&ledger, &send.stage, folder) {
        Ok(found) => found,
        Err(fault) => return report::fault(&fault),
    };
    if let Err(fault) = year.mark(&mut published, &ledger, &send.stage, send.on.unwrap_or_else(today)) {
        return report::fault(&fault);
    }
    let away = found.iter().filter(|row| row.meaning == ReturnMeaning::Undelivered).count();
    common.record.result(format!("返ったもの {}、新しい不達 {away}", found.len()));
    match common.format {
        OutputFormat::Json => match serde_json::to_string_pretty(&found) {
            Ok(json) => tell_json!(&json),
            Err(error) => return report::fault(&error),
        },
        OutputFormat::Short | OutputFormat::Terminal => print(&found),
    }
    match found.iter().any(|row| row.meaning.wants_a_look()) {
        true => Exit::Findings,
        false => Exit::Fine,
    }
}

/// Reads every file and writes down what did not arrive.
fn note_all(ledger: &Ledger, stage: &str, folder: &Path) -> Result<Vec<ReturnsRow>, MarkFault> {
    let mut found = Vec::new();
    for file in mail_folder::files(folder)? {
        let Some(bytes) = file.read()? else {
            found.push(ReturnsRow::of_file(&file.name, ReturnMeaning::NoMessage));
            continue;
        };
        let Some(report) = delivery_report::read(&bytes) else {
            found.push(ReturnsRow::of_file(&file.name, ReturnMeaning::NoReport));
            continue;
        };
        let rows = ledger.rows()?;
        for mail in judged(&report, stage, &rows) {
            note(ledger, &mail)?;
            found.push(ReturnsRow::of_mail(&file.name, &mail));
        }
    }
    Ok(found)
}

fn note(ledger: &Ledger, mail: &ReturnedMail<'_>) -> Result<(), LedgerFault> {
    match (mail.meaning, mail.row) {
        (ReturnMeaning::Undelivered, Some(row)) => ledger.mark_undelivered(row, &mail.reason, &clock::now()),
        _ => Ok(()),
    }
}

impl ReturnsRow {
    fn of_file(file: &str, meaning: ReturnMeaning) -> Self {
        let (code, addressee, address, reason) = Default::default();
        Self { file: file.into(), meaning, code, addressee, address, reason }
    }

    fn of_mail(file: &str, mail: &ReturnedMail<'_>) -> Self {
        let of_row = |get: fn(&LedgerRow) -> &String| mail.row.map(get).cloned().unwrap_or_default();
        Self {
            file: file.into(),
            meaning: mail.meaning,
            code: of_row(|row| &row.code),
            addressee: of_row(|row| &row.addressee),
            address: mail.address.clone(),
            reason: mail.reason.clone(),
        }
    }
}

/// A line a mailbox, then those who need another way.
fn print(found: &[ReturnsRow]) {
    for row in found {
        let who = [&row.addressee, &row.address].map(|text| shown(text)).join(" ");
        tell!("{}: {}　{}", shown(&row.file), row.meaning.label(), who.trim());
        if !row.reason.is_empty() {
            tell!("  → {}", shown(&row.reason));
        }
    }
    let is_away =
        |row: &&ReturnsRow| matches!(row.meaning, ReturnMeaning::Undelivered | ReturnMeaning::KnownBefore);
    let mut away: Vec<String> =
        found.iter().filter(is_away).map(|row| format!("{}（{}）", row.addressee, row.code)).collect();
    away.sort();
    away.dedup();
    if !away.is_empty() {
        tell!(
            "\nほかの届け方がいる宛先 {}: {}\n宛先を直したときは、一覧の電子メールを直して作り直し、send を行ってください。同じ宛先にもう一度送るときは --resend です。",
            away.len(),
            shown(&away.join("、"))
        );
    }
}
