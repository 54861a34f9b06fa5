//! What a document declares in its `document.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::store::Library;
use super::trouble::Trouble;
use super::view::ViewSpec;
use crate::model::declared_paper::PaperSize;

/// `document.toml`: what a document is and what it sees.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentSpec {
    /// The title, where the stage gives none.
    pub title: String,
    /// Whose data it sees: the whole cycle's, the stage's or one recipient's.
    pub scope: ScopeKind,
    /// The paper that it is set for, where the stage says nothing; A4 if this says nothing either.
    #[serde(default = "a4")]
    pub paper: PaperSize,
    /// Whether its pages lie, where the stage says nothing: the long edge at the top.
    #[serde(default)]
    pub landscape: bool,
    /// Of what a letter encloses, the document of the paper on which a meeting decided: the enclosure is 「（案）」 until then, and
    /// says afterwards who decided and when.
    pub decided: Option<String>,
    /// The data that it shows, by the names under which its template reads them.
    #[serde(default)]
    pub views: BTreeMap<String, ViewSpec>,
}

/// Whose data a paper sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScopeKind {
    /// The public facts and all rows, as of the stage.
    Cycle,
    /// The same with what the stage itself declares: agenda, seats, handouts.
    Stage,
    /// What concerns one recipient.
    Recipient,
}

fn a4() -> PaperSize {
    PaperSize::A4
}

impl Library {
    /// A document's declaration.
    ///
    /// # Errors
    ///
    /// As [`Library::toml`], and if its template is not there, is not UTF-8 or sets nothing.
    pub fn document(&self, name: &str) -> Result<DocumentSpec, Trouble> {
        let spec = self.toml(&format!("documents/{name}/document.toml"))?;
        let template = format!("documents/{name}/document.typ");
        if !self.text(&template)?.contains("body") {
            let message = "body がありません。#let body(shared, paper) = { … } を書いてください。";
            return Err(Trouble::in_file(&template, message));
        }
        Ok(spec)
    }
}
