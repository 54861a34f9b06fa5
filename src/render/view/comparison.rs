//! What a 正誤表 compares: the figures of a stage as they were issued, and as they are now.

use std::collections::{BTreeMap, BTreeSet};

use super::figure_names::undated;
use crate::render::artifact::{About, FileKind};
use crate::render::figure::{Figure, plainness};
use crate::render::handed_out::HandedOut;
use crate::render::handout::Handout;
use crate::render::scope::Scope;
use crate::render::values::Shown;

/// A figure as it is now.
#[derive(Debug, Clone)]
pub struct FigureNow {
    /// What is printed of it.
    pub shown: Shown,
    /// Which of the papers that were issued print it now.
    pub papers: Vec<String>,
}

/// What the papers of a stage show now.
#[derive(Debug, Default)]
pub struct FiguresNow {
    /// The figures, by id; indicators also where no paper shows them.
    pub figures: BTreeMap<String, FigureNow>,
    /// The papers that were not issued with the stage.
    pub added: Vec<Handout>,
}

impl FiguresNow {
    /// Adds a figure that `paper` shows; none for a paper that was not issued.
    pub fn add(&mut self, id: String, figure: &Figure, paper: Option<&str>) {
        let Figure { text, mark, number, .. } = figure.clone();
        let shown = Shown { text, mark, number };
        let known =
            self.figures.entry(id).or_insert_with(|| FigureNow { shown: shown.clone(), papers: Vec::new() });
        if plainness(shown.mark, &shown.text) < plainness(known.shown.mark, &known.shown.text) {
            known.shown = shown;
        }
        if let Some(paper) = paper.filter(|paper| known.papers.last().is_none_or(|last| last != paper)) {
            known.papers.push(paper.to_owned());
        }
    }
}

/// The figures of a stage as they were issued and as they are now, by id.
pub struct Comparison<'a> {
    /// What the stage sees, or one of its recipients.
    pub scope: &'a Scope<'a>,
    /// The stage as it was handed out.
    pub issued: &'a HandedOut,
    /// Those of the issued figures that can be compared.
    pub old: BTreeMap<&'a str, Shown>,
    /// The figures as they are now.
    pub now: &'a BTreeMap<String, FigureNow>,
    /// The papers that were not issued with the stage.
    pub added: &'a [Handout],
}

impl<'a> Comparison<'a> {
    /// Leaves out what can't be compared: a figure of a letter's recipient, which is that letter's business; one of a
    /// paper made afterwards that now shows another day; and one that stood only in papers that are gone.
    pub fn new(scope: &'a Scope<'a>, issued: &'a HandedOut, now: &'a FiguresNow) -> Self {
        let FiguresNow { figures: now, added } = now;
        let days: BTreeSet<&str> = now.keys().map(|id| undated(id).1).collect();
        let mut old = issued.values.shown();
        old.retain(|id, _| !id.starts_with("recipient/") && days.contains(undated(id).1));
        let mut comparison = Self { scope, issued, old: BTreeMap::new(), now, added };
        let gone: BTreeSet<&str> = comparison.removed().map(|file| file.path.as_str()).collect();
        let of_all: BTreeSet<&str> = issued.papers().map(|file| file.path.as_str()).collect();
        old.retain(|id, _| {
            let mut papers =
                issued.values.papers(id).map(|(path, _)| path).filter(|path| of_all.contains(path));
            papers.next().is_none_or(|first| !gone.contains(first) || papers.any(|path| !gone.contains(path)))
        });
        comparison.old = old;
        comparison
    }

    /// The papers and annexes that were issued and that the stage has no more.
    pub fn removed(&self) -> impl Iterator<Item = &'a About> {
        let stage = self.scope.stage;
        self.issued.papers().filter(|file| match file.kind {
            FileKind::Paper => !stage.papers.iter().any(|paper| paper.id() == file.document),
            _ => !stage.annexes.iter().any(|annex| *annex.annex.get_ref() == file.document),
        })
    }

    /// Where a figure stood; of one that was nowhere, the papers that print it now.
    pub fn places(&self, id: &str) -> Vec<String> {
        match self.issued.places(id) {
            places if places.is_empty() => self.now.get(id).map_or(Vec::new(), |now| now.papers.clone()),
            places => places,
        }
    }

    /// A measure by its number and title as its readers know it: 「2-ア-15　河川・道路の映像の公開」.
    pub fn measure(&self, number: &str) -> String {
        let title = match self.old.get(format!("measure/{number}/title").as_str()) {
            Some(old) => old.text.as_str(),
            None => self.scope.cycle.measure(number).map_or("", |measure| measure.title.text.as_str()),
        };
        format!("{number}　{title}")
    }
}
