//! What is to become of each message of a stage: whether it may go, has gone, or is held back. A message goes once;
//! what was changed since goes only as a declared correction.

use std::collections::BTreeSet;

use serde::Serialize;

use super::audit::Audit;
use super::objection::Objection;
use crate::ground::fault::Fault;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::{FileKind, FileRecipient};

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryState {
    /// It is to be sent; nothing of it left.
    Queued,
    /// Its content is on its way.
    Sending,
    /// The server took it.
    Sent,
    /// The server refused it for good.
    Refused,
    /// Its content was sent and no answer came: it may have arrived or not.
    Unknown,
}

impl DeliveryState {
    const ALL: [(DeliveryState, &'static str, &'static str); 5] = [
        (DeliveryState::Queued, "queued", "未送付"),
        (DeliveryState::Sending, "sending", "送付中"),
        (DeliveryState::Sent, "sent", "送付済み"),
        (DeliveryState::Refused, "refused", "拒否"),
        (DeliveryState::Unknown, "unknown", "不明"),
    ];

    /// As the ledger holds it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(state, ..)| *state == self).map_or("", |(_, word, _)| word)
    }

    /// As people read it.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|(state, ..)| *state == self).map_or("", |(.., label)| label)
    }

    /// From the ledger's word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == word).map(|(state, ..)| *state)
    }
}

/// What the ledger knows of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// The id in the message's header: `<r01.feedback.koyo@pref.example>`.
    pub id: String,
    /// The id of the cycle: `r01`.
    pub cycle: String,
    /// The id of the stage: `feedback`.
    pub stage: String,
    /// The recipient's code.
    pub code: String,
    /// Which correction it belongs to, by its date: `c20200401`. Empty for what was sent first.
    pub edition: String,
    /// The address that it goes to.
    pub address: String,
    /// The SHA-256 of the message's bytes, in hexadecimal digits.
    pub sha256: String,
    /// How far it got.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// The server's last answer, or what went wrong.
    pub answer: String,
    /// When it came into its state, as `2020-03-27T09:00:00`.
    pub changed: String,
}

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

/// What is to become of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is sent.
    Send,
    /// It was sent before.
    Done(LedgerRow),
    /// It must not go.
    Withheld(Vec<Objection>),
    /// The server refused it: it goes again only if that is asked for.
    Refused(LedgerRow),
    /// It may have arrived: it goes again only if that is asked for.
    Unknown(LedgerRow),
    /// The recipient has no address.
    NoAddress,
}

/// Which of a stage's messages a run sends, and which of them again.
#[derive(Debug, Default)]
pub struct Selection<'a> {
    /// The codes of recipients; all if it is empty.
    pub only: &'a [String],
    /// The codes of those whose messages go again.
    pub again: &'a [String],
}

/// The outbox of a stage: its messages in the order of their recipients; `records` are the ledger's of this cycle and stage.
pub fn outbox<'a>(
    manifest: &'a Manifest,
    stage: &'a str,
    read: &dyn Fn(&str) -> Result<Vec<u8>, Fault>,
    records: &[LedgerRow],
    selection: &Selection<'_>,
) -> Vec<OutboxItem<'a>> {
    let audit = Audit::new(manifest, stage, read);
    let mut messages: Vec<(&ManifestEntry, &FileRecipient)> = manifest
        .of_stage(stage)
        .filter(|entry| entry.about.kind == FileKind::Mail)
        .filter_map(|entry| Some((entry, entry.about.recipient.as_ref()?)))
        .collect();
    messages.sort_by_key(|(entry, _)| (entry.about.order, &entry.about.path));
    let current: BTreeSet<&str> =
        messages.iter().filter_map(|(entry, _)| Some(entry.about.message.as_ref()?.id.as_str())).collect();
    let mut items: Vec<OutboxItem> = messages
        .into_iter()
        .map(|(entry, recipient)| {
            let objections = audit.objections(entry);
            let fate = match objections.is_empty() {
                true => fate(entry, recipient, records, &current, selection),
                false => Fate::Withheld(objections),
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

/// What is to become of a message against which there is no objection.
fn fate(
    entry: &ManifestEntry,
    recipient: &FileRecipient,
    records: &[LedgerRow],
    current: &BTreeSet<&str>,
    selection: &Selection<'_>,
) -> Fate {
    let changed = || Fate::Withheld(vec![Objection::ChangedSinceSent]);
    let Some(message) = &entry.about.message else { return Fate::Withheld(Vec::new()) };
    let Some(record) = records.iter().find(|record| record.id == message.id) else {
        // A mail that was sent in two parts and is now one has a new id. Sending it would be a second mail.
        let before = records.iter().any(|record| {
            record.code == recipient.code
                && record.edition == message.edition
                && !current.contains(record.id.as_str())
                && !matches!(record.state, DeliveryState::Queued | DeliveryState::Refused)
        });
        return if before { changed() } else { Fate::Send };
    };
    let same = record.sha256 == entry.sha256;
    let again = selection.again.contains(&recipient.code);
    match record.state {
        DeliveryState::Queued => Fate::Send,
        DeliveryState::Sent if same => Fate::Done(record.clone()),
        // What was refused never arrived: mended, it goes.
        DeliveryState::Refused if again || !same => Fate::Send,
        DeliveryState::Refused => Fate::Refused(record.clone()),
        DeliveryState::Unknown | DeliveryState::Sending if same && again => Fate::Send,
        DeliveryState::Unknown | DeliveryState::Sending if same => Fate::Unknown(record.clone()),
        DeliveryState::Sent | DeliveryState::Unknown | DeliveryState::Sending => changed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::artifact::{About, Message};

    fn recipient() -> FileRecipient {
        FileRecipient {
            code: "koyo".into(),
            addressee: "雇用労働課長".into(),
            honorific: "様".into(),
            mail: "koyo@pref.example".into(),
        }
    }

    fn entry(edition: &str, id: &str, sha256: &str) -> ManifestEntry {
        ManifestEntry {
            about: About {
                path: "feedback/mail/koyo.eml".into(),
                stage: "feedback".into(),
                kind: FileKind::Mail,
                order: 0,
                document: "mail".into(),
                number: None,
                title: "通知".into(),
                date: None,
                pages: 0,
                recipient: Some(recipient()),
                made_from: Vec::new(),
                contents: Vec::new(),
                message: Some(Message {
                    id: id.into(),
                    edition: edition.into(),
                    from: "ict@pref.example".into(),
                    subject: "通知".into(),
                    date: chrono::NaiveDate::MIN,
                    attachments: Vec::new(),
                }),
            },
            sha256: sha256.into(),
            bytes: 1,
        }
    }

    fn record(edition: &str, id: &str, sha256: &str, state: DeliveryState) -> LedgerRow {
        LedgerRow {
            id: id.into(),
            cycle: "r01".into(),
            stage: "feedback".into(),
            code: "koyo".into(),
            edition: edition.into(),
            address: "koyo@pref.example".into(),
            sha256: sha256.into(),
            state,
            attempts: 1,
            answer: String::new(),
            changed: String::new(),
        }
    }

    /// The fate's name, of the message `1` with the hash `a`.
    fn decided(edition: &str, records: &[LedgerRow], again: bool) -> &'static str {
        let id = if edition.is_empty() { "1" } else { "2" };
        let again = if again { vec!["koyo".to_owned()] } else { Vec::new() };
        let selection = Selection { only: &[], again: &again };
        match fate(&entry(edition, id, "a"), &recipient(), records, &BTreeSet::from([id]), &selection) {
            Fate::Send => "send",
            Fate::Done(_) => "done",
            Fate::Withheld(_) => "withheld",
            Fate::Refused(_) => "refused",
            Fate::Unknown(_) => "unknown",
            Fate::NoAddress => "no address",
        }
    }

    #[test]
    fn a_message_goes_once_and_changed_only_as_a_correction() {
        use DeliveryState::{Queued, Refused, Sending, Sent, Unknown};
        assert_eq!(decided("", &[], false), "send");
        for (state, sha256, first, again) in [
            (Queued, "a", "send", "send"),
            (Queued, "b", "send", "send"),
            (Sent, "a", "done", "done"),
            (Sent, "b", "withheld", "withheld"),
            (Refused, "a", "refused", "send"),
            (Refused, "b", "send", "send"),
            (Unknown, "a", "unknown", "send"),
            (Unknown, "b", "withheld", "withheld"),
            (Sending, "a", "unknown", "send"),
            (Sending, "b", "withheld", "withheld"),
        ] {
            let records = [record("", "1", sha256, state)];
            assert_eq!(decided("", &records, false), first, "{state:?} {sha256}");
            assert_eq!(decided("", &records, true), again, "{state:?} {sha256}");
        }
        // A correction goes whatever became of what it corrects.
        for state in [Queued, Sent, Refused, Unknown, Sending] {
            assert_eq!(decided("c20200401", &[record("", "1", "b", state)], false), "send", "{state:?}");
        }
    }

    #[test]
    fn the_same_edition_under_another_id_is_no_new_message() {
        for (state, expected) in [
            (DeliveryState::Sent, "withheld"),
            (DeliveryState::Unknown, "withheld"),
            (DeliveryState::Queued, "send"),
        ] {
            assert_eq!(decided("", &[record("", "1 of 2", "a", state)], false), expected, "{state:?}");
        }
    }
}
