//! Writes a stage's messages: when its files are made, each recipient gets a message with its own files.

use std::collections::BTreeMap;

use super::message::{self, Attachment, Draft, Party};
use super::message_identity;
use crate::decide::check::rules::mail_size;
use crate::ground::address::is_address;
use crate::ground::fault::Fault;
use crate::ground::finding::Finding;
use crate::ground::hash::sha256;
use crate::ground::text::running_digits;
use crate::library::trouble::Trouble;
use crate::model::cycle::OverLimit;
use crate::model::recipient::Recipient;
use crate::model::stage::{Stage, StageMail};
use crate::published::manifest::Withheld;
use crate::render::about::{self, about};
use crate::render::artifact::{About, Artifact, Attached, FileKind, Message, MessageIdentity};
use crate::render::desk::Desk;
use crate::render::scope::{RecipientScope, StageScope};
use crate::render::sink::Sink;
use crate::render::unmade::Unmade;
use crate::render::{naming, word_facts};

/// What headers and dividers take at most, of a message and of each of its parts.
const ENVELOPE: u64 = 4_000;
const MEGABYTE: u64 = 1_000_000;

/// What came of writing messages.
#[derive(Default)]
pub struct MessagesOutcome {
    /// What was wrong: a message that is too large, words that can't be filled in.
    pub findings: Vec<Finding>,
    /// The recipients to whom none was written, and why.
    pub withheld: Vec<Withheld>,
    /// The ids of the stages of which a message could not be written.
    pub failed: Vec<String>,
}

/// A stage whose messages are written, and what they are written with.
struct StageMessages<'a> {
    desk: &'a Desk<'a>,
    stage: &'a Stage,
    mail: &'a StageMail,
    scope: &'a StageScope<'a>,
    made: &'a [About],
    sink: &'a dyn Sink,
}

/// Writes the messages of the stages from what was made of them.
///
/// # Errors
///
/// What the machine refused.
pub fn write(
    desk: &Desk<'_>,
    stages: &[&Stage],
    made: &[About],
    sink: &dyn Sink,
) -> Result<MessagesOutcome, Fault> {
    let mut outcome = MessagesOutcome::default();
    for stage in stages {
        let id = stage.id.get_ref();
        let (Some(mail), Some(scope)) = (&stage.mail, desk.scopes.get(id.as_str())) else { continue };
        let messages = StageMessages { desk, stage, mail, scope, made, sink };
        for recipient in messages.recipients().values() {
            match messages.write(recipient, &mut outcome) {
                Ok(()) => {}
                Err(Unmade::Fault(fault)) => return Err(fault),
                Err(Unmade::Troubles(troubles)) => {
                    let made = format!("{}の電子メール", stage.title);
                    outcome.findings.extend(troubles.into_iter().map(|trouble| trouble.finding(&made)));
                    outcome.failed.push(id.clone());
                }
            }
        }
    }
    Ok(outcome)
}

/// Fills in the words of every message and keeps nothing: finds what is wrong with them before anything is made.
pub fn rehearse(desk: &Desk<'_>, stages: &[&Stage]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stage in stages {
        let id = stage.id.get_ref().as_str();
        let (Some(mail), Some(scope)) = (&stage.mail, desk.scopes.get(id)) else { continue };
        for recipient in recipients(desk, stage).values() {
            let words = words(mail, &scope.for_recipient(recipient), stage, &[]);
            findings.extend(words.err().map(|t| t.finding(&format!("{}の電子メール", stage.title))));
        }
    }
    findings
}

/// Everyone for whom the stage declares something, by code.
fn recipients<'a>(desk: &Desk<'a>, stage: &Stage) -> BTreeMap<String, Recipient<'a>> {
    let letters = stage.letters.iter().map(|letter| letter.to);
    let annexes = stage.annexes.iter().map(|annex| annex.to);
    let kinds = letters.chain(annexes).chain(stage.forms.iter().map(|form| form.to));
    let all = kinds.flat_map(|kind| Recipient::all(kind, desk.known.cycle, stage));
    all.map(|recipient| (recipient.code().to_owned(), recipient)).collect()
}

/// The subject and the body, which the template of the mail gives.
fn words(
    mail: &StageMail,
    scope: &RecipientScope<'_>,
    stage: &Stage,
    names: &[String],
) -> Result<(String, String), Trouble> {
    let filled = scope.words.render(mail.words.get_ref(), &word_facts::of_mail(scope, stage, names))?;
    let text = filled.plain();
    let (subject, body) = text.trim_start().split_once('\n').unwrap_or((text, ""));
    Ok((subject.trim().to_owned(), body.trim_start_matches(['\r', '\n']).to_owned()))
}

impl<'a> StageMessages<'a> {
    /// Those who get a letter, an annex or a form of their own and have an address.
    fn recipients(&self) -> BTreeMap<String, Recipient<'a>> {
        let mut all = recipients(self.desk, self.stage);
        all.retain(|code, recipient| !recipient.mail().is_empty() && self.own(code).next().is_some());
        all
    }

    /// The files that were made for a recipient.
    fn own(&self, code: &str) -> impl Iterator<Item = &'a About> {
        let of_stage = |about: &&About| about.stage == *self.stage.id.get_ref();
        let is_own = move |about: &&About| about.recipient.as_ref().is_some_and(|r| r.code == code);
        self.made.iter().filter(of_stage).filter(is_own)
    }

    /// The files for a recipient: its own, the letter first, and then the papers that all get.
    fn files(&self, code: &str) -> Vec<&'a About> {
        let mut own: Vec<&About> = self.own(code).collect();
        let rank = |kind| match kind {
            FileKind::Letter => 0,
            FileKind::Form => 1,
            _ => 2,
        };
        own.sort_by_key(|about| (rank(about.kind), &about.path));
        let paper = |id: &String| {
            let same = |a: &&About| a.recipient.is_none() && a.document == *id;
            self.made.iter().filter(|a| a.stage == *self.stage.id.get_ref()).find(same)
        };
        own.extend(self.mail.papers.iter().filter_map(|id| paper(id.get_ref())));
        own
    }

    /// Writes what a recipient gets: one message, or several where it takes no larger ones.
    fn write(&self, recipient: &Recipient<'a>, outcome: &mut MessagesOutcome) -> Result<(), Unmade> {
        let code = recipient.code();
        let scope = self.scope.for_recipient(recipient);
        // A rule has reported it.
        let addresses = [&recipient.mail().text, &scope.cycle.settings.secretariat.mail];
        if let Some(wrong) = addresses.into_iter().find(|address| !is_address(address)) {
            self.withhold(
                &scope,
                recipient,
                format!("「{wrong}」は電子メールの宛先として読めません"),
                outcome,
            );
            return Ok(());
        }
        let mut files = Vec::new();
        for (place, about) in (1..).zip(self.files(code)) {
            let bytes = self.sink.accepted(&about.path)?;
            files.push(Enclosure { about, bytes, name: file_name(about, code), place });
        }
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let (subject, body) = words(self.mail, &scope, self.stage, &names)?;
        let lengths: Vec<u64> =
            files.iter().map(|file| message::encoded_length(file.bytes.len() as u64)).collect();
        let settings = &scope.cycle.settings.mail;
        let limit = limit(recipient, settings.limit);
        let parts = match parts(&lengths, message::encoded_length(body.len() as u64), limit) {
            Some(parts) if parts.len() == 1 || settings.over == OverLimit::Split => parts,
            _ => {
                let reason = too_large(lengths.iter().sum(), limit);
                outcome.findings.push(size_finding(recipient, &reason));
                self.withhold(&scope, recipient, reason, outcome);
                return Ok(());
            }
        };
        let count = parts.len();
        let mut files = files.into_iter();
        for (n, length) in (1..).zip(parts) {
            let part = NumberedMessage { n, count, subject: &subject, body: &body };
            self.write_one(&scope, recipient, &part, files.by_ref().take(length).collect())?;
        }
        Ok(())
    }

    /// Writes one message and gives it to the sink.
    fn write_one(
        &self,
        scope: &RecipientScope<'_>,
        recipient: &Recipient<'_>,
        part: &NumberedMessage<'_>,
        files: Vec<Enclosure<'_>>,
    ) -> Result<(), Unmade> {
        let code = recipient.code();
        let secretariat = &scope.cycle.settings.secretariat;
        let suffix = if part.count > 1 { format!("_{}", part.n) } else { String::new() };
        let path = format!("{}/mail/{code}{suffix}.eml", self.stage.id.get_ref());
        let subject = part.subject_line(self.stage);
        let attached = files.iter().map(|file| Attached {
            path: file.about.path.clone(),
            name: file.name.clone(),
            sha256: sha256(&file.bytes).to_string(),
        });
        let attachments: Vec<Attached> = attached.collect();
        let content = message_identity::content(&subject, part.body, &attachments);
        let message = Message {
            id: self.id(scope, code, part),
            edition: self.edition(),
            from: secretariat.mail.clone(),
            date: self.stage.correction.as_ref().map_or(scope.date, |correction| correction.date),
            subject: subject.clone(),
            attachments,
            identity: MessageIdentity {
                year: scope.cycle.settings.cycle.fiscal_year,
                part: part.n,
                parts: part.count,
                content,
                ..message_identity::of_letters(self.stage, self.own(code))
            },
        };
        let mut made_from: Vec<String> = files.iter().flat_map(|file| file.about.made_from.clone()).collect();
        made_from.sort();
        made_from.dedup();
        let attachments = files.into_iter().map(|Enclosure { about, bytes, name, place }| Attachment {
            ascii_name: format!("{code}-{place}.{}", about.path.rsplit('.').next().unwrap_or("bin")),
            name,
            bytes,
        });
        let draft = Draft {
            from: Party { name: secretariat.division.clone(), address: secretariat.mail.clone() },
            to: Party { name: recipient.addressee().into(), address: recipient.mail().text.clone() },
            date: message.date,
            id: message.id.clone(),
            subject: subject.clone(),
            body: part.body.to_owned(),
            attachments: attachments.collect(),
        };
        let origin = scope.cycle.source.of(&self.mail.words);
        let bytes =
            message::compose(draft).map_err(|trouble| Trouble { origin, message: trouble.to_string() })?;
        let about = About {
            message: Some(message),
            made_from,
            ..about(scope, FileKind::Mail, "mail", path, None, subject)
        };
        Ok(self.sink.accept(Artifact { about, bytes, figures: Vec::new() })?)
    }

    /// Which correction the stage declares.
    fn edition(&self) -> String {
        self.stage.correction.as_ref().map_or(String::new(), |c| format!("c{}", c.date.format("%Y%m%d")))
    }

    /// The same in every build, and another once what was mailed is corrected.
    fn id(&self, scope: &RecipientScope<'_>, code: &str, part: &NumberedMessage<'_>) -> String {
        let cycle = scope.cycle.settings.cycle.id.get_ref();
        let domain = scope.cycle.settings.secretariat.mail.rsplit('@').next().unwrap_or_default();
        let mut id = [cycle, self.stage.id.get_ref(), code].map(message_identity::token).join(".");
        if self.stage.correction.is_some() {
            id.push_str(&format!(".{}", self.edition()));
        }
        if part.count > 1 {
            id.push_str(&format!(".p{}of{}", part.n, part.count));
        }
        format!("<{id}@{domain}>")
    }

    /// Notes that a recipient gets no message, and why.
    fn withhold(
        &self,
        scope: &RecipientScope<'_>,
        recipient: &Recipient<'_>,
        reason: String,
        outcome: &mut MessagesOutcome,
    ) {
        outcome.withheld.push(Withheld {
            stage: self.stage.id.get_ref().clone(),
            recipient: about::recipient(scope, recipient),
            reason,
        });
    }
}

/// 「添付が12.3 MB になり、受信上限の10.0 MB を超えます」
fn too_large(length: u64, limit: Option<u64>) -> String {
    let megabytes = |bytes: u64| format!("{}.{}", bytes / MEGABYTE, bytes % MEGABYTE / (MEGABYTE / 10));
    let (length, limit) = (megabytes(length), megabytes(limit.unwrap_or_default()));
    format!("添付が{length} MB になり、受信上限の{limit} MB を超えます")
}

fn size_finding(recipient: &Recipient<'_>, reason: &str) -> Finding {
    let finding = mail_size::RULE.finding(
        recipient.mail().origin.clone(),
        format!("「{}」への電子メールは、{reason}。", recipient.addressee()),
        "受信上限を確かめるか、大きな添付を別の方法で送ってください（この宛先には送りません）。".into(),
    );
    Finding { department: recipient.department().map(|d| d.code.text.clone()), ..finding }
}

/// A file for a recipient.
struct Enclosure<'a> {
    about: &'a About,
    bytes: Vec<u8>,
    /// As the recipient sees it.
    name: String,
    /// Its place among the recipient's files, from 1.
    place: usize,
}

/// One of the messages that a recipient gets, numbered from 1.
struct NumberedMessage<'a> {
    n: usize,
    count: usize,
    subject: &'a str,
    body: &'a str,
}

impl NumberedMessage<'_> {
    fn subject_line(&self, stage: &Stage) -> String {
        let mark = if stage.correction.is_some() { "【訂正】" } else { "" };
        let part = match self.count {
            1 => String::new(),
            count => running_digits(&format!("（{}／{count}）", self.n)),
        };
        format!("{mark}{}{part}", self.subject)
    }
}

/// A file's name without the code that tells it from other recipients' files.
fn file_name(about: &About, code: &str) -> String {
    let name = about.path.rsplit('/').next().unwrap_or_default();
    match &about.recipient {
        None if about.kind == FileKind::Packet => format!("{}.pdf", naming::file_name(&about.title)),
        Some(_) => name.strip_prefix(code).and_then(|n| n.strip_prefix('_')).unwrap_or(name).to_owned(),
        None => name.to_owned(),
    }
}

/// The most bytes of a message to a recipient; none where there is no limit. A rule reports one that can't be read.
fn limit(recipient: &Recipient<'_>, general: Option<u32>) -> Option<u64> {
    let own = mail_size::megabytes(&recipient.mail_limit().text).ok().flatten();
    own.or(general).map(|megabytes| u64::from(megabytes) * MEGABYTE)
}

/// How many of the files go into each message, in order, so that no message is larger than the limit. None if a single
/// file is larger already. Files of 3, 3 and 4 MB with a limit of 8 MB: two in the first message, one in the second.
fn parts(lengths: &[u64], body: u64, limit: Option<u64>) -> Option<Vec<usize>> {
    let Some(limit) = limit else { return Some(vec![lengths.len()]) };
    let empty = ENVELOPE + body;
    let mut parts = vec![0];
    let mut size = empty;
    for length in lengths {
        let length = length + ENVELOPE;
        if empty + length > limit {
            return None;
        }
        if size + length > limit {
            parts.push(0);
            size = empty;
        }
        size += length;
        if let Some(last) = parts.last_mut() {
            *last += 1;
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_put_in_as_few_messages_as_their_order_allows() {
        let k = ENVELOPE;
        assert_eq!(parts(&[10, 20], 0, None), Some(vec![2]));
        assert_eq!(parts(&[k, k, k], 0, Some(3 * k)), Some(vec![1, 1, 1]));
        assert_eq!(parts(&[k, k, k], 0, Some(5 * k)), Some(vec![2, 1]));
        assert_eq!(parts(&[k, 9 * k, k], 0, Some(10 * k)), None);
        assert_eq!(parts(&[], 0, Some(10 * k)), Some(vec![0]));
    }
}
