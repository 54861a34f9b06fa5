//! What is to become of each message of a stage: whether it may go, has gone, or is held back. A message goes once;
//! what was changed since goes only as a declared correction.

use std::collections::BTreeSet;

use super::due_message::DueMessage;
use super::fate::Fate;
use super::ledger_row::LedgerRow;
use super::message_check::MessageCheck;
use super::objection::Objection;
use crate::ground::fault::Fault;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::{FileKind, FileRecipient};

/// A message of a stage and what is to become of it; or a recipient to whom none was written.
#[derive(Debug, Clone)]
pub struct OutboxItem<'a> {
    /// Who gets it, or would get it.
    pub recipient: &'a FileRecipient,
    /// The message's file in the manifest; none where no message was written.
    pub entry: Option<&'a ManifestEntry>,
    /// Whether it goes, and if not, why.
    pub fate: Fate,
}

/// Which of a stage's messages a run sends, and which of them again.
#[derive(Debug, Default)]
pub struct Selection<'a> {
    /// The codes of recipients; all if it is empty.
    pub only: &'a [String],
    /// The codes of those whose messages go again.
    pub again: &'a [String],
}

/// The outbox of a stage: its messages in the order of their recipients; `records` is all that the ledger holds.
pub fn outbox<'a>(
    manifest: &'a Manifest,
    stage: &'a str,
    read: &(dyn Fn(&str) -> Result<Vec<u8>, Fault> + Sync),
    records: &[LedgerRow],
    selection: &Selection<'_>,
) -> Vec<OutboxItem<'a>> {
    let check = MessageCheck::new(manifest, stage, read);
    let mut messages: Vec<(&ManifestEntry, &FileRecipient)> = manifest
        .of_stage(stage)
        .filter(|entry| entry.about.kind == FileKind::Mail)
        .filter_map(|entry| Some((entry, entry.about.recipient.as_ref()?)))
        .collect();
    messages.sort_by_key(|(entry, _)| (entry.about.order, &entry.about.path));
    let mut items: Vec<OutboxItem> = messages
        .into_iter()
        .map(|(entry, recipient)| {
            let fate = match (&entry.about.message, check.objections(entry)) {
                (Some(message), objections) if objections.is_empty() => {
                    let again = selection.again.contains(&recipient.code);
                    let shared = &manifest.shared_addresses;
                    DueMessage { entry, message, recipient, shared, again }.fate(records)
                }
                (_, objections) => Fate::Withheld(objections),
            };
            OutboxItem { recipient, entry: Some(entry), fate }
        })
        .collect();
    let withheld = manifest.withheld.iter().filter(|withheld| withheld.stage == stage);
    items.extend(withheld.map(|withheld| OutboxItem {
        recipient: &withheld.recipient,
        entry: None,
        fate: Fate::Withheld(vec![Objection::NotWritten(withheld.reason.clone())]),
    }));
    let mut known: BTreeSet<&str> = items.iter().map(|item| item.recipient.code.as_str()).collect();
    for letter in manifest.of_stage(stage).filter(|entry| entry.about.kind == FileKind::Letter) {
        let Some(recipient) = &letter.about.recipient else { continue };
        if known.insert(&recipient.code) {
            items.push(OutboxItem { recipient, entry: None, fate: Fate::NoAddress });
        }
    }
    items.retain(|item| selection.only.is_empty() || selection.only.contains(&item.recipient.code));
    items
}
