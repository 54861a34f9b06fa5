//! The subject and the body of a message, as the template of the stage's mail gives them, and whether they can go.

use std::collections::BTreeMap;

use crate::decide::check::rules::mail_words;
use crate::ground::finding::Finding;
use crate::ground::origin::Origin;
use crate::ground::text;
use crate::library::trouble::Trouble;
use crate::model::letter::StageMail;
use crate::model::stage::Stage;
use crate::render::scope::RecipientScope;
use crate::render::word_facts;

/// The words of a message that brings a copy (写し).
const COPY: &str = "mail-copy";

/// A subject and a body.
pub struct MailText {
    /// The subject, on one line.
    pub subject: String,
    /// What stands above the files.
    pub body: String,
}

impl MailText {
    /// Fills the words of a stage's mail in for a recipient; `attachments` are the names of the files.
    ///
    /// # Errors
    ///
    /// What is wrong with the words, and where.
    pub fn fill(
        mail: &StageMail,
        scope: &RecipientScope<'_>,
        stage: &Stage,
        attachments: &[String],
    ) -> Result<Self, Trouble> {
        let facts = word_facts::of_mail(scope, stage, attachments);
        let words = if scope.copy_code.is_some() { COPY } else { mail.words.get_ref() };
        let filled = scope.words.render(words, &facts)?;
        let text = filled.plain();
        let (subject, body) = text.split_once('\n').unwrap_or((text, ""));
        Ok(Self {
            subject: subject.trim().to_owned(),
            body: body.trim_start_matches(['\r', '\n']).to_owned(),
        })
    }

    /// What keeps it from being sent: 「件名が空です」.
    pub fn unfit(&self) -> Option<String> {
        let is_empty = |part: &str| text::fold(part).is_empty();
        match (is_empty(&self.subject), is_empty(&self.body)) {
            (true, true) => return Some("件名も本文も空です".into()),
            (true, false) => return Some("件名が空です".into()),
            (false, true) => return Some("本文が空です".into()),
            (false, false) => {}
        }
        let unprintable = |c: &char| c.is_control() || text::forbidden(*c).is_some();
        let c = self.subject.chars().find(unprintable)?;
        Some(format!("件名に使えない文字（U+{:04X}）があります", u32::from(c)))
    }
}

/// The recipients to whom nothing can be written with a stage's words, by what is wrong.
#[derive(Default)]
pub struct UnfitTexts(BTreeMap<String, Vec<String>>);

impl UnfitTexts {
    /// Notes what is wrong with the message to an addressee.
    pub fn note(&mut self, wrong: String, addressee: &str) {
        self.0.entry(wrong).or_default().push(addressee.to_owned());
    }

    /// One finding for each thing that is wrong, however many it concerns.
    pub fn findings(self, mail: &StageMail) -> impl Iterator<Item = Finding> {
        let file = format!("templates/words/{}.txt.j2", mail.words.get_ref());
        self.0.into_iter().filter_map(move |(wrong, addressees)| {
            let (first, others) = addressees.split_first()?;
            Some(mail_words::unfit(&wrong, first, others.len()).at(Origin::File(file.as_str().into())))
        })
    }
}
