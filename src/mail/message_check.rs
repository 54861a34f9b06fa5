//! The last look at a message before it is sent: it and its attachments must be what was published, and must be for its
//! recipient and nobody else. A letter in the wrong hands can't be called back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use mail_parser::{Message as Parsed, MessageParser, MimeHeaders};

use super::contents::{self, squeezed};
use super::kept_message::{ENDING, KeptMessage};
use super::objection::Objection;
use crate::decide::mentions::Mentions;
use crate::decide::nameable::Nameable;
use crate::ground::address::is_address;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::model::letter_copies::without_mark;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::{Attached, FileKind, FileRecipient, Message};

/// A stage's messages, looked at one by one.
pub struct MessageCheck<'a> {
    manifest: &'a Manifest,
    /// Whether the manifest is as it was written.
    is_sealed: bool,
    /// The stage's messages, by the codes of their recipients.
    messages: BTreeMap<&'a str, Vec<&'a ManifestEntry>>,
    /// Reads a file below `out/`.
    read: &'a (dyn Fn(&str) -> Result<Vec<u8>, Fault> + Sync),
    /// Every recipient of the cycle, whichever stages were built.
    mentions: Mentions,
    /// The addresses that more than one recipient of the stage has, or of the cycle by mistake.
    shared: BTreeSet<String>,
    /// What the papers that everyone gets hold, by their paths. Each is read once for all messages.
    common: Mutex<BTreeMap<String, Result<SeenFile, Objection>>>,
}

/// What an attachment holds.
#[derive(Clone)]
struct SeenFile {
    pdf: Option<Arc<contents::PdfContents>>,
    /// Who is named in it beside those whom its own data brought.
    named: Vec<Nameable>,
}

impl<'a> MessageCheck<'a> {
    /// Prepares to look at a stage's messages.
    pub fn new(
        manifest: &'a Manifest,
        stage: &str,
        read: &'a (dyn Fn(&str) -> Result<Vec<u8>, Fault> + Sync),
    ) -> Self {
        let files = manifest.files.iter().filter(|file| file.about.stage == stage);
        let mut messages: BTreeMap<&str, Vec<&ManifestEntry>> = BTreeMap::new();
        let mut own: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for file in files.filter(|file| file.about.kind == FileKind::Mail) {
            if let Some(recipient) = &file.about.recipient {
                messages.entry(&recipient.code).or_default().push(file);
                own.entry(recipient.mail.to_lowercase()).or_default().insert(without_mark(&recipient.code));
            }
        }
        let allowed: BTreeSet<String> = manifest.shared_addresses.iter().map(|a| a.to_lowercase()).collect();
        let several = own.into_iter().filter(|(_, codes)| codes.len() > 1).map(|(address, _)| address);
        Self {
            manifest,
            is_sealed: manifest.is_sealed(),
            messages,
            read,
            mentions: Mentions::among(manifest.recipients.clone()),
            shared: several
                .filter(|address| !allowed.contains(address))
                .chain(manifest.mistaken_addresses.iter().cloned())
                .collect(),
            common: Mutex::default(),
        }
    }

    /// Why a message must not leave; nothing if it may.
    pub fn objections(&self, entry: &ManifestEntry) -> Vec<Objection> {
        let (Some(message), Some(recipient)) = (&entry.about.message, &entry.about.recipient) else {
            return vec![Objection::NotRecorded];
        };
        if !entry.about.path.ends_with(ENDING) {
            return vec![Objection::OldForm];
        }
        let mut objections = Vec::new();
        if !self.is_sealed {
            objections.push(Objection::EditedManifest);
        }
        if !is_address(&recipient.mail) || !is_address(&message.from) {
            objections.push(Objection::NoAddress(recipient.mail.clone()));
        }
        if self.shared.contains(&recipient.mail.to_lowercase()) {
            objections.push(Objection::SharedAddress(recipient.mail.clone()));
        }
        match self.published(entry) {
            Ok(bytes) => {
                let kept = KeptMessage::read(&bytes);
                let bytes = kept.with_hashes();
                objections.extend(compare_message(&bytes, recipient, message));
                if !brings(&kept, message) && !objections.contains(&Objection::OtherAttachments) {
                    objections.push(Objection::OtherAttachments);
                }
                objections.extend(
                    self.words(entry, &bytes).and_then(|named| another(&entry.about.path, &named, recipient)),
                );
            }
            Err(objection) => objections.push(objection),
        }
        for attached in &message.attachments {
            objections.extend(self.attachment(attached, recipient).err());
        }
        if !self.brings_own(recipient) {
            objections.push(Objection::NothingOwn);
        }
        objections
    }

    /// Why a letter, or what it encloses, must not be printed for a recipient; nothing if it may.
    pub fn printed(&self, entry: &ManifestEntry, recipient: &FileRecipient) -> Option<Objection> {
        self.readable(entry, recipient).err()
    }

    /// Who is named in the subject and the words of a message.
    fn words(&self, entry: &ManifestEntry, bytes: &[u8]) -> Option<Vec<Nameable>> {
        let parsed = MessageParser::default().parse(bytes)?;
        let body = parsed.body_text(0).unwrap_or_default();
        let lines = parsed.subject().into_iter().chain(body.lines());
        let lines: Vec<String> = lines.map(Into::into).collect();
        Some(self.others(entry, self.mentions.in_passages(&lines)))
    }

    /// Those who were not brought by what a file is made of.
    fn others(&self, entry: &ManifestEntry, named: Vec<&Nameable>) -> Vec<Nameable> {
        named
            .into_iter()
            .filter(|one| !entry.about.names.iter().any(|name| name == one.key()))
            .cloned()
            .collect()
    }

    /// Whether the recipient's messages, of which there may be several, bring something of its own.
    fn brings_own(&self, recipient: &FileRecipient) -> bool {
        let own = self.messages.get(recipient.code.as_str()).into_iter().flatten();
        let own = own.filter(|file| file.about.recipient.as_ref() == Some(recipient));
        let mut attached = own.filter_map(|file| file.about.message.as_ref()).flat_map(|m| &m.attachments);
        attached.any(|a| self.manifest.file(&a.path).is_some_and(|file| file.about.recipient.is_some()))
    }

    /// A file as it was published.
    fn published(&self, entry: &ManifestEntry) -> Result<Vec<u8>, Objection> {
        let path = &entry.about.path;
        let bytes = (self.read)(path).map_err(|_| Objection::Missing(path.clone()))?;
        match *sha256(&bytes) == entry.sha256 {
            true => Ok(bytes),
            false => Err(Objection::Changed(path.clone())),
        }
    }

    /// Whether an attachment is what was published, and the recipient's own or everyone's.
    fn attachment(&self, attached: &Attached, recipient: &FileRecipient) -> Result<(), Objection> {
        let path = attached.path.clone();
        let entry = self.manifest.file(&path).ok_or_else(|| Objection::NotPublished(path.clone()))?;
        if entry.sha256 != attached.sha256 {
            return Err(Objection::OtherThanAttached(path));
        }
        self.readable(entry, recipient)
    }

    /// Whether a recipient may read a file: it is its own or everyone's, and names nobody else.
    fn readable(&self, entry: &ManifestEntry, recipient: &FileRecipient) -> Result<(), Objection> {
        let path = entry.about.path.clone();
        let seen = self.seen(entry)?;
        if entry.about.recipient.as_ref().is_some_and(|owner| owner.code != recipient.code) {
            return Err(Objection::OfAnother(path));
        }
        if let Some(pdf) = seen.pdf.filter(|_| entry.about.kind == FileKind::Letter) {
            check_addressee(&path, &pdf, recipient)?;
        }
        another(&path, &seen.named, recipient).map_or(Ok(()), Err)
    }

    /// What an attachment holds; a paper that everyone gets is read once.
    fn seen(&self, entry: &ManifestEntry) -> Result<SeenFile, Objection> {
        if entry.about.recipient.is_some() {
            return self.read_attachment(entry);
        }
        let mut common = self.common.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = common.entry(entry.about.path.clone()).or_insert_with(|| self.read_attachment(entry));
        seen.clone()
    }

    /// Reads an attachment and searches it for the codes of recipients.
    fn read_attachment(&self, entry: &ManifestEntry) -> Result<SeenFile, Objection> {
        let path = &entry.about.path;
        let bytes = self.published(entry)?;
        let unreadable = |fault: Fault| Objection::Unreadable { path: path.clone(), why: fault.to_string() };
        let (passages, pdf) = if path.ends_with(".pdf") {
            let pdf = contents::pdf(&bytes).map_err(unreadable)?;
            (pdf.passages.clone(), Some(Arc::new(pdf)))
        } else if path.ends_with(".xlsx") {
            (contents::workbook(&bytes).map_err(unreadable)?, None)
        } else {
            (vec![String::from_utf8_lossy(&bytes).into_owned()], None)
        };
        let named = match entry.about.recipient.is_some() {
            true => self.mentions.in_passages(&passages),
            false => self.mentions.addressed_in(&passages),
        };
        Ok(SeenFile { pdf, named: self.others(entry, named) })
    }
}

/// The first who is named and is not the recipient itself.
fn another(path: &str, named: &[Nameable], recipient: &FileRecipient) -> Option<Objection> {
    let is_other = |one: &&Nameable| one.code != recipient.code && one.addressee != recipient.addressee;
    let other = named.iter().find(is_other)?;
    Some(Objection::NamesAnother {
        path: path.into(),
        name: other.addressee.clone(),
        code: other.code.clone(),
    })
}

/// Whether a letter is the recipient's, by its metadata and by its addressee line.
fn check_addressee(
    path: &str,
    pdf: &contents::PdfContents,
    recipient: &FileRecipient,
) -> Result<(), Objection> {
    let path = path.to_owned();
    match &pdf.recipient {
        Some(code) if *code == recipient.code => {}
        Some(code) => return Err(Objection::LetterToAnother { path, code: code.clone() }),
        None => return Err(Objection::LetterWithoutCode(path)),
    }
    let line = format!("{}{}", squeezed(&recipient.addressee), squeezed(&recipient.honorific));
    match pdf.squeezed().contains(&line) {
        true => Ok(()),
        false => Err(Objection::OtherAddressee { path, addressee: recipient.addressee.clone() }),
    }
}

/// Whether a message names the files that it is to bring, and no others.
fn brings(kept: &KeptMessage<'_>, message: &Message) -> bool {
    let named = kept.references().map(|file| (&file.path, &file.sha256));
    named.eq(message.attachments.iter().map(|file| (&file.path, &file.sha256)))
}

/// Compares a message's file, with the hashes of the enclosures in their places, with what the manifest says of it: its recipient, its id, its attachments.
fn compare_message(bytes: &[u8], recipient: &FileRecipient, message: &Message) -> Vec<Objection> {
    let Some(parsed) = MessageParser::default().parse(bytes) else {
        return vec![Objection::NoMessage];
    };
    let mut objections = Vec::new();
    if addresses(&parsed) != [recipient.mail.as_str()] || parsed.cc().is_some() || parsed.bcc().is_some() {
        objections.push(Objection::OtherAddresses(recipient.mail.clone()));
    }
    if parsed.message_id() != Some(message.id.trim_matches(['<', '>'])) {
        objections.push(Objection::OtherId);
    }
    let brought: Vec<(String, String)> = parsed
        .attachments()
        .map(|part| {
            let hash = String::from_utf8_lossy(part.contents()).into_owned();
            (part.attachment_name().unwrap_or_default().to_owned(), hash)
        })
        .collect();
    let meant: Vec<(String, String)> =
        message.attachments.iter().map(|a| (a.name.clone(), a.sha256.clone())).collect();
    if brought != meant {
        objections.push(Objection::OtherAttachments);
    }
    objections
}

fn addresses<'a>(parsed: &'a Parsed<'_>) -> Vec<&'a str> {
    let to = parsed.to().into_iter().flat_map(|to| to.iter());
    to.filter_map(|address| address.address()).collect()
}
