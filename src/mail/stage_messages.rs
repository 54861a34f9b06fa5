//! Writes a stage's messages: when its files are made, each recipient gets a message with its own files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::kept_message::{ENDING, KeptMessage, Reference, encoded_length};
use super::mail_text::{MailText, UnfitTexts};
use super::message::{self, Attachment, Draft, Party};
use super::message_identity;
use super::message_parts::{limit, parts, too_large};
use super::stage_files::StageFiles;
use super::withheld_findings;
use crate::decide::check::rules::line_break;
use crate::ground::address::is_address;
use crate::ground::fault::Fault;
use crate::ground::finding::Finding;
use crate::ground::text::running_digits;
use crate::library::trouble::Trouble;
use crate::model::cycle::OverLimit;
use crate::model::letter::{Letter, StageMail};
use crate::model::letter_copies;
use crate::model::recipient::Recipient;
use crate::model::stage::{Correction, Stage};
use crate::published::manifest::{Withheld, WithheldFor};
use crate::render::about::{self, about};
use crate::render::artifact::{About, Artifact, Attached, FileKind, Message, MessageIdentity};
use crate::render::desk::Desk;
use crate::render::scope::{RecipientScope, Scope, StageScope};
use crate::render::sink::{AcceptedFile, Sink};
use crate::render::tried::Speakers;
use crate::render::unmade::Unmade;
use crate::render::workers::on_threads;
use crate::render::{job_list, naming};

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
    files: StageFiles<'a>,
    sink: &'a dyn Sink,
}

/// Why a recipient gets no message, and in what that lies.
type Obstacle = (WithheldFor, String);

/// Writes the messages of the stages from what the sink holds of them, on `threads` threads; the outcome doesn't depend on
/// their number.
///
/// # Errors
///
/// What the machine refused.
pub fn write(
    desk: &Desk<'_>,
    stages: &[&Stage],
    threads: usize,
    sink: &dyn Sink,
) -> Result<MessagesOutcome, Fault> {
    let mut outcome = MessagesOutcome::default();
    for stage in stages.iter().filter(|stage| !stage.is_dropped()) {
        let id = stage.id.get_ref();
        let (Some(mail), Some(scope)) = (&stage.mail, desk.scopes.get(id.as_str())) else { continue };
        let made = sink.accepted(id);
        let files = StageFiles::of(&made);
        let messages = StageMessages { desk, stage, mail, scope, files, sink };
        messages.withhold_flawed(&mut outcome);
        let recipients = messages.recipients();
        let written: Vec<OnceLock<_>> = recipients.iter().map(|_| OnceLock::new()).collect();
        on_threads(threads, recipients.len(), &|i| {
            // Each is written once.
            let _ = written[i].set(messages.write(&recipients[i]));
        });
        for (to, written) in recipients.iter().zip(written) {
            match written.into_inner().unwrap_or(Ok(None)) {
                Ok(None) => {}
                Ok(Some(obstacle)) => {
                    messages.withhold(&to.seen(scope), &to.recipient, obstacle, &mut outcome);
                }
                Err(Unmade::Fault(fault)) => return Err(fault),
                Err(Unmade::Troubles(troubles)) => {
                    let made = format!("{}の電子メール", stage.title);
                    outcome.findings.extend(troubles.into_iter().map(|trouble| trouble.finding(&made)));
                    outcome.failed.push(id.clone());
                }
            }
        }
        let found = withheld_findings::of_stage(desk.known.cycle, stage, mail, &outcome.withheld);
        outcome.findings.extend(found);
    }
    Ok(outcome)
}

/// Fills in the words of the messages and keeps nothing, of very many some: finds what is wrong with them before anything
/// is made.
pub fn rehearse(desk: &Desk<'_>, stages: &[&Stage]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stage in stages.iter().filter(|stage| !stage.is_dropped()) {
        let id = stage.id.get_ref().as_str();
        let (Some(mail), Some(scope)) = (&stage.mail, desk.scopes.get(id)) else { continue };
        let mut unfit = UnfitTexts::default();
        let all: Vec<MessageTo<'_>> = recipients(desk, stage).into_values().collect();
        let codes: Vec<&str> = all.iter().map(|to| to.recipient.code()).collect();
        let tried = Speakers::of(desk.known.opinions).tried(&codes);
        for to in tried.iter().filter_map(|at| all.get(*at)) {
            match MailText::fill(mail, &to.seen(scope), stage, &[]) {
                Ok(text) => {
                    let to = to.recipient.addressee();
                    text.unfit().into_iter().for_each(|wrong| unfit.note(wrong, to));
                }
                Err(trouble) => findings.push(trouble.finding(&format!("{}の電子メール", stage.title))),
            }
        }
        findings.extend(unfit.findings(mail));
    }
    findings
}

/// Whom a message is to, and whether it brings what is its own or its copies (写し).
struct MessageTo<'a> {
    recipient: Recipient<'a>,
    is_copy: bool,
}

impl<'a> MessageTo<'a> {
    /// What it sees of a stage.
    fn seen(&self, scope: &StageScope<'a>) -> RecipientScope<'a> {
        match self.is_copy {
            true => scope.for_copies(&self.recipient),
            false => scope.for_recipient(&self.recipient),
        }
    }
}

/// Everyone for whom the stage declares something, not the sender's own section where it is left out, and everyone who gets
/// a copy; by code, and one's own before the copies.
fn recipients<'a>(desk: &Desk<'a>, stage: &Stage) -> BTreeMap<(String, bool), MessageTo<'a>> {
    let cycle = desk.known.on(stage.date).cycle;
    let mut own = Recipient::written_to(cycle, stage);
    own.retain(|recipient| !recipient.is_omitted(&cycle.settings.secretariat, stage));
    let own = own.into_iter().map(|recipient| MessageTo { recipient, is_copy: false });
    let copied = Recipient::all_copied(cycle, stage).into_iter();
    let all = own.chain(copied.map(|recipient| MessageTo { recipient, is_copy: true }));
    all.map(|to| ((to.recipient.code().to_owned(), to.is_copy), to)).collect()
}

impl<'a> StageMessages<'a> {
    /// Those who get a letter, an annex or a form of their own and have an address.
    fn recipients(&self) -> Vec<MessageTo<'a>> {
        let cycle = self.desk.known.on(self.stage.date).cycle;
        let has_files = |to: &MessageTo<'_>| match to.is_copy {
            true => !self.files.own(&to.recipient.code_of_copies(cycle, self.stage)).is_empty(),
            false => !self.files.own(to.recipient.code()).is_empty(),
        };
        let all = recipients(self.desk, self.stage).into_values();
        all.filter(|to| !to.recipient.mail().is_empty() && has_files(to)).collect()
    }

    /// Notes those for whom nothing was made, since it could go to another or to nobody.
    fn withhold_flawed(&self, outcome: &mut MessagesOutcome) {
        let (cycle, stage) = (self.desk.known.on(self.stage.date).cycle, self.stage);
        for kind in stage.recipients().collect::<BTreeSet<_>>() {
            for (recipient, flaw) in Recipient::flawed(kind, cycle, stage) {
                let has_form = stage.forms.iter().any(|form| form.to == kind)
                    && job_list::goes_with_letters(&self.desk.scopes, stage, &recipient);
                let is_meant = |letter: &&Letter| {
                    letter.to == kind && job_list::is_meant(&self.desk.scopes, stage, letter, &recipient)
                };
                if has_form || stage.letters.iter().any(|letter| is_meant(&letter)) {
                    let obstacle = (WithheldFor::Recipient, flaw.to_string());
                    self.withhold(self.scope, &recipient, obstacle, outcome);
                }
            }
        }
    }

    /// Writes what a recipient gets: one message, or several where it takes no larger ones. Returns why it gets none.
    fn write(&self, to: &MessageTo<'a>) -> Result<Option<Obstacle>, Unmade> {
        let recipient = &to.recipient;
        let scope = to.seen(self.scope);
        let addresses = [&recipient.mail().text, &scope.cycle.settings.secretariat.mail];
        if let Some(wrong) = addresses.into_iter().find(|address| !is_address(address)) {
            let reason = format!("「{wrong}」は電子メールの宛先として読めません");
            return Ok(Some((WithheldFor::Recipient, reason)));
        }
        if let Some(broken) = line_break::broken(&scope.cycle.settings).first() {
            let shown: String = broken.chars().map(|c| if c.is_control() { '⏎' } else { c }).collect();
            let reason = format!("cycle.toml の「{shown}」に、改行、タブか制御文字があります");
            return Ok(Some((WithheldFor::Recipient, reason)));
        }
        let mut files = Vec::new();
        for (place, file) in (1..).zip(self.files.sent_to(scope.file_code(), self.mail)) {
            files.push(Enclosure { file, name: file_name(&file.about, recipient.code()), place });
        }
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let text = MailText::fill(self.mail, &scope, self.stage, &names)?;
        if let Some(wrong) = text.unfit() {
            return Ok(Some((WithheldFor::Words, wrong)));
        }
        let MailText { subject, body } = text;
        let lengths: Vec<u64> = files.iter().map(|file| encoded_length(file.file.bytes)).collect();
        let settings = &scope.cycle.settings.mail;
        let limit = limit(recipient, settings.limit);
        let parts = match parts(&lengths, encoded_length(body.len() as u64), limit) {
            Some(parts) if parts.len() == 1 || settings.over == OverLimit::Split => parts,
            _ => {
                let reason = too_large(lengths.iter().sum(), limit);
                return Ok(Some((WithheldFor::Size, reason)));
            }
        };
        let count = parts.len();
        let mut files = files.into_iter();
        for (n, length) in (1..).zip(parts) {
            let part = NumberedMessage { n, count, subject: &subject, body: &body };
            self.write_one(&scope, recipient, &part, files.by_ref().take(length).collect())?;
        }
        Ok(None)
    }

    /// Writes one message and gives it to the sink.
    fn write_one(
        &self,
        scope: &RecipientScope<'_>,
        recipient: &Recipient<'_>,
        part: &NumberedMessage<'_>,
        files: Vec<Enclosure<'_>>,
    ) -> Result<(), Unmade> {
        let (code, file_code) = (recipient.code(), scope.file_code());
        let secretariat = &scope.cycle.settings.secretariat;
        let suffix = if part.count > 1 { format!("_{}", part.n) } else { String::new() };
        let path = format!("{}/mail/{file_code}{suffix}{ENDING}", self.stage.id.get_ref());
        let subject = part.subject_line(self.stage);
        let attached = files.iter().map(|file| Attached {
            path: file.file.about.path.clone(),
            name: file.name.clone(),
            sha256: file.file.sha256.clone(),
        });
        let attachments: Vec<Attached> = attached.collect();
        let content = message_identity::content(&subject, part.body, &attachments);
        let mut message = Message {
            id: self.id(scope, part),
            edition: self.edition(),
            from: secretariat.mail.clone(),
            date: self.stage.corrects().map_or(scope.date, |correction| correction.date),
            subject: subject.clone(),
            attachments,
            bytes: 0,
            identity: MessageIdentity {
                year: scope.cycle.settings.cycle.fiscal_year,
                part: part.n,
                parts: part.count,
                content,
                ..message_identity::of_letters(self.stage, self.files.own(file_code))
            },
        };
        let mut made_from: Vec<String> =
            files.iter().flat_map(|one| one.file.about.made_from.clone()).collect();
        made_from.sort();
        made_from.dedup();
        let attachments = files.iter().map(|Enclosure { file, name, place }| Attachment {
            ascii_name: format!("{code}-{place}.{}", file.about.path.rsplit('.').next().unwrap_or("bin")),
            name: name.clone(),
            file: Reference { path: file.about.path.clone(), sha256: file.sha256.clone() },
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
        let lengths: BTreeMap<&str, u64> =
            files.iter().map(|one| (one.file.about.path.as_str(), one.file.bytes)).collect();
        let length = |path: &str| lengths.get(path).copied().unwrap_or_default();
        message.bytes = KeptMessage::read(&bytes).whole_length(&length);
        let about = About {
            message: Some(message),
            made_from,
            ..about(scope, FileKind::Mail, "mail", path, None, subject)
        };
        Ok(self.sink.accept(Artifact { about, bytes, figures: Vec::new(), newly_set: None })?)
    }

    /// Which correction the stage declares.
    fn edition(&self) -> String {
        Correction::edition(self.stage.corrects().map(|correction| correction.date))
    }

    /// The same in every build, and another once what was mailed is corrected.
    fn id(&self, scope: &RecipientScope<'_>, part: &NumberedMessage<'_>) -> String {
        let cycle = scope.cycle.settings.cycle.id.get_ref();
        let domain = scope.cycle.settings.secretariat.mail.rsplit('@').next().unwrap_or_default();
        let code = letter_copies::without_mark(scope.file_code());
        let mut id = [cycle, self.stage.id.get_ref(), code].map(message_identity::token).join(".");
        if letter_copies::is_marked(scope.file_code()) {
            id.push_str(".copy");
        }
        if self.stage.corrects().is_some() {
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
        scope: &Scope<'_>,
        recipient: &Recipient<'_>,
        (lies_in, reason): Obstacle,
        outcome: &mut MessagesOutcome,
    ) {
        outcome.withheld.push(Withheld {
            stage: self.stage.id.get_ref().clone(),
            recipient: about::recipient(scope, recipient),
            reason,
            lies_in,
        });
    }
}

/// A file for a recipient.
struct Enclosure<'a> {
    file: &'a AcceptedFile,
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
        let mark = if stage.corrects().is_some() { "【訂正】" } else { "" };
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
