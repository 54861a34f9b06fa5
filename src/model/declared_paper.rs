//! Papers (資料) as a stage declares them.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::decision::Finality;
use super::toml_date::optional_date;

/// A paper of the stage: a document of `templates/documents/` with its number and title.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What references call it; the document's name where none is given.
    pub id: Option<Spanned<String>>,
    /// The folder in `templates/documents/`.
    pub document: Spanned<String>,
    /// The 資料番号, as 「資料１」.
    pub number: Option<Spanned<String>>,
    /// The title, where it is not the document's own.
    pub title: Option<String>,
    /// The prose that it prints, of `templates/words/`.
    pub words: Option<Spanned<String>>,
    /// `a4` or `a3`, where it is not the document's own.
    pub paper: Option<PaperSize>,
    /// Whether it lies on its side, where that is not as the document says.
    pub landscape: Option<bool>,
    /// The paper's own date, if it is made after the meeting. Such a paper is not part of the packet.
    #[serde(default, deserialize_with = "optional_date")]
    pub date: Option<NaiveDate>,
    /// The last day whose returns such a paper uses; its `date` if none is given.
    #[serde(default, deserialize_with = "optional_date")]
    pub cutoff: Option<NaiveDate>,
    /// The id of the stage that decided on its paper of the same id: this one is that paper, final.
    pub decided_by: Option<Spanned<String>>,
    /// The id of the stage that made its paper of the same id: this one is that paper once more, as it was.
    pub of: Option<Spanned<String>>,
    /// Of a paper that was decided on, what was decided; filled in when everything is read.
    #[serde(skip)]
    pub finality: Option<Finality>,
}

impl Paper {
    /// Whether it is made after the meeting, with a date of its own.
    pub fn is_later(&self) -> bool {
        self.date.is_some() || self.cutoff.is_some()
    }

    /// Whether it is bound into the packet of its meeting. What is made afterwards is not, nor what shows another day.
    pub fn is_bound(&self) -> bool {
        !self.is_later() && self.decided_by.is_none() && self.of.is_none()
    }

    /// Its title; `own` is that of the document, where it has no other. What was decided is no draft any more, and what
    /// was not decided stays one, whatever is declared: 「方針（案）」, and 「方針」 once it is decided.
    pub fn title_or(&self, own: &str) -> String {
        let title = self.title.as_deref().unwrap_or(own);
        self.finality.as_ref().map_or_else(|| title.into(), |finality| finality.title(title))
    }

    /// What references call it.
    pub fn id(&self) -> &str {
        self.id.as_ref().unwrap_or(&self.document).get_ref()
    }
}

/// A sheet size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperSize {
    /// 210 mm by 297 mm.
    A4,
    /// 297 mm by 420 mm.
    A3,
}
