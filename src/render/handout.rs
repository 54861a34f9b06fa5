//! The papers and annexes that a stage hands out, as other papers name them.

use serde::Serialize;

use crate::library::document::DocumentSpec;
use crate::library::store::Library;
use crate::model::declared_paper::Paper;
use crate::model::stage::Annex;

/// A paper or annex as other papers name it; an agenda lists the papers below 【配布資料】.
#[derive(Debug, Clone, Serialize)]
pub struct Handout {
    /// The number of the paper or annex: 「資料１」. None for one without, such as the agenda.
    pub number: Option<String>,
    /// Its title: 「数値目標一覧」.
    pub title: String,
}

impl Handout {
    /// A paper of the stage.
    pub fn of_paper(paper: &Paper, spec: &DocumentSpec) -> Self {
        let number = paper.number.as_ref().map(|n| n.get_ref().clone());
        Self { number, title: paper.title_or(&spec.title) }
    }

    /// An annex of the stage, by its name where its file has no title.
    pub fn of_annex(annex: &Annex, library: &Library) -> Self {
        let number = annex.number.as_ref().map(|n| n.get_ref().clone());
        let title = library.annex_title(annex).unwrap_or_else(|_| annex.annex.get_ref().clone());
        Self { number, title }
    }

    /// What references call it: its number, or its title where it has none.
    pub fn called(&self) -> &str {
        self.number.as_deref().unwrap_or(&self.title)
    }
}
