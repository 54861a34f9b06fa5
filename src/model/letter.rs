//! Letters (通知文) and the mail that brings them: who gets one, and which of these.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::toml_date::optional_date;
use crate::ground::text::running_digits;

/// A letter (通知文), made once for each recipient.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// What the inputs call it; part of its file's name.
    pub id: Spanned<String>,
    /// The title in file names.
    pub title: String,
    /// Who gets one.
    pub to: Recipients,
    /// Which of these recipients get it.
    #[serde(default)]
    pub only: RecipientFilter,
    /// The question that `only` is about: 「stage/form」. The last that these recipients were asked, if none is given.
    pub of: Option<Spanned<String>>,
    /// The document number; without one the letter prints 「案」.
    pub number: Option<Spanned<String>>,
    /// The text, of `templates/words/`.
    pub words: Spanned<String>,
    /// Its own date, where it is not the stage's.
    #[serde(default, deserialize_with = "optional_date")]
    pub date: Option<NaiveDate>,
    /// When the recipient's report is due.
    #[serde(default, deserialize_with = "optional_date")]
    pub report_by: Option<NaiveDate>,
    /// Who sends it, where it is not the stage's own sender: 「みどり県知事　甲野　太郎」.
    pub sender: Option<String>,
    /// What stands behind the addressee, where that is not the house's own: 「殿」.
    pub honorific: Option<String>,
    /// The codes of those who get a copy (写し) of it: the letter alone, addressed to them, without what it encloses.
    #[serde(default)]
    pub copies: Vec<Spanned<String>>,
    /// The documents of which it consists: the letter first, then what it encloses.
    pub documents: Vec<Spanned<String>>,
}

impl Letter {
    /// Whether one of this code gets a copy of it.
    pub fn is_copied_to(&self, code: &str) -> bool {
        self.copies.iter().any(|copied| copied.get_ref() == code)
    }

    /// What it calls the documents that it encloses, by their names: 「別紙」, or 「別紙１」, 「別紙２」 where there are several.
    pub fn enclosures(&self) -> Vec<(&str, String)> {
        let enclosed = self.documents.iter().skip(1).map(|document| document.get_ref().as_str());
        let number = |i: usize| match self.documents.len() {
            2 => "別紙".into(),
            _ => format!("別紙{}", running_digits(&i.to_string())),
        };
        enclosed.zip(1..).map(|(document, i)| (document, number(i))).collect()
    }
}

/// The mail that brings each recipient what the stage made for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageMail {
    /// Subject and body, of `templates/words/`.
    pub words: Spanned<String>,
    /// The ids of the stage's papers that every recipient gets too.
    #[serde(default)]
    pub papers: Vec<Spanned<String>>,
}

/// Who gets letters and annexes of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Recipients {
    /// The departments that own a measure.
    #[default]
    Departments,
    /// The departments (部) that gather what concerns others, their divisions (課), besides their own: of these, the ones
    /// with a measure among them. One letter is about all of them.
    Bureaus,
    /// The municipalities and member organizations, each once.
    Organizations,
    /// The members of the stage's body.
    Members,
}

/// Which recipients get a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecipientFilter {
    /// All of them.
    #[default]
    All,
    /// Those who have not answered the question by the cutoff.
    Unreturned,
    /// The departments whose answers raise questions.
    Questioned,
    /// Those whose letter has an opinion to answer: what they said themselves, or what was said of their measures.
    #[serde(rename = "with-opinions")]
    WithOpinions,
    /// Those whose letter has none.
    #[serde(rename = "without-opinions")]
    WithoutOpinions,
    /// Those who have an opinion in 対応状況一覧: of this year, or carried over from an earlier one.
    #[serde(rename = "followed-up")]
    FollowedUp,
}

impl RecipientFilter {
    /// Whether it is of those alone who have still to answer what was asked before.
    pub fn only_reminds(self) -> bool {
        matches!(self, Self::Unreturned | Self::Questioned)
    }
}
