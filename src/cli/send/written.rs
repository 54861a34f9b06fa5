//! `shiryo send --write`: the messages as files that mail programs open, for those who send by hand.

use std::path::Path;

use super::super::approval_gate::ApprovalGate;
use super::super::args::{CommonArguments, OutputFormat, SendArguments};
use super::super::exit::Exit;
use super::super::report;
use super::send_report;
use super::year_ledger::{YearLedger, ask_for_copies};
use crate::edge::new_root::is_occupied;
use crate::edge::out_folder::PublishedFolder;
use crate::edge::private_file;
use crate::ground::fault::Fault;
use crate::mail::fate::Fate;
use crate::mail::kept_message::{ENDING, KeptMessage};
use crate::mail::outbox::{OutboxItem, Selection, outbox};
use crate::wording::shown::shown_path;

/// Writes those messages into a folder that would be sent, and shows what became of all.
pub(super) fn run(
    common: &CommonArguments,
    send: &SendArguments,
    published: &PublishedFolder,
    (year, gate): (&YearLedger, &ApprovalGate),
    folder: &Path,
) -> Exit {
    if is_occupied(folder) {
        return report::unable(
            &format!(
                "{} に、もうファイルがあります。前に書いたものと混ざるので、書きません。",
                folder.display()
            ),
            "空のフォルダか、まだないフォルダを指してください。",
        );
    }
    let records = match year.look_at() {
        Ok(records) => records,
        Err(exit) => return exit,
    };
    ask_for_copies(&records);
    let read = |path: &str| published.read(path);
    let selection = Selection { only: &send.only, again: &send.resend };
    let found = outbox(&published.manifest, &send.stage, &read, &records, &selection);
    if let Err(open) = gate.lets_messages_out(&published.manifest, &send.stage, &found) {
        return open.refuse(common, &send.stage, "一通も書きません");
    }
    let mut count = 0;
    for item in found.iter().filter(|item| matches!(item.fate, Fate::Send(_))) {
        match write(item, &read, folder) {
            Ok(()) => count += 1,
            Err(fault) => return report::fault(&fault),
        }
    }
    common.record.result(format!("{count}通を {} に書いた", shown_path(folder)));
    let rows = send_report::rows(&found, None);
    match common.format {
        OutputFormat::Json => tell_json!(&send_report::json(&rows)),
        OutputFormat::Short | OutputFormat::Terminal => tell!("{}", send_report::text(&rows)),
    }
    if common.format == OutputFormat::Terminal {
        say!("{count}通を {} に書きました。送っても、送付簿には載りません。", folder.display());
    }
    send_report::exit(&rows)
}

/// Writes one message.
fn write(
    item: &OutboxItem<'_>,
    read: &dyn Fn(&str) -> Result<Vec<u8>, Fault>,
    folder: &Path,
) -> Result<(), Fault> {
    let Some(entry) = item.entry else { return Ok(()) };
    let path = &entry.about.path;
    let kept = read(path)?;
    // The audit has looked at all of it: what changed since is somebody's at work in the folder.
    let whole = KeptMessage::read(&kept).whole(read).map_err(Fault::ChangedFile)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = format!("{}.eml", name.strip_suffix(ENDING).unwrap_or(name));
    private_file::put_message(&folder.join(name), &whole)
}
