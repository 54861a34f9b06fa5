//! A published figure with all that it came of, down to the cells that were typed, as `values.json` tells it. Nothing is
//! reckoned here.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::render::derivation::{Derivation, Gathered, GatheredPart, Items, ReadAt, Used, WorkedFormula};
use crate::render::values::Values;

/// A figure with all that it came of.
#[derive(Debug, Serialize)]
pub struct FigureTree {
    /// What the one above calls it: 「A」. None of the figure itself, and of what is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it stood for there, exact: 「36.9」, 「32/27」.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How much it weighs among what the one above gathers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// The figure's id; none of what is no figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What people call it: 「2-ア-3　河川の映像の公開　指標１　実績値」.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub called: String,
    /// As it is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How it came.
    pub came: Came,
    /// What it came of, in the order of the formula or of the files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<FigureTree>,
}

/// How a figure of a tree came.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Came {
    /// It was read there.
    Read(ReadAt),
    /// It was reckoned.
    Reckoned {
        /// The formula.
        formula: String,
        /// The same with what its names stood for.
        filled: String,
        /// What it came to, before it was rounded.
        value: String,
        /// What it is after that; none where it is the same.
        #[serde(skip_serializing_if = "Option::is_none")]
        settled: Option<String>,
    },
    /// It is how many these are.
    Counted(usize),
    /// It was made of what several indicators have: `share`, `mean`, `points` or `worst`.
    Gathered(String),
    /// The tree tells it above.
    Above,
    /// Nothing tells how.
    Untold,
}

/// Grows trees out of the values of a stage.
pub struct TreeGrower<'v> {
    values: &'v Values,
    /// What people call a figure, by its id.
    called: &'v dyn Fn(&str) -> String,
    told: BTreeSet<String>,
}

impl<'v> TreeGrower<'v> {
    /// Of these values.
    pub fn new(values: &'v Values, called: &'v dyn Fn(&str) -> String) -> Self {
        Self { values, called, told: BTreeSet::new() }
    }

    /// The tree of a figure; none if the stage neither prints nor uses it. What a tree tells twice it tells in full where
    /// it is told first.
    pub fn tree(mut self, id: &str) -> Option<FigureTree> {
        self.values.record(id)?;
        Some(self.figure(id))
    }

    fn figure(&mut self, id: &str) -> FigureTree {
        let record = self.values.record(id);
        let how = record.and_then(|record| record.how.as_ref());
        let is_new = self.told.insert(id.to_owned());
        let (came, of) = match how {
            Some(Derivation::Read(_)) | None => self.came(how),
            Some(_) if !is_new => (Came::Above, Vec::new()),
            Some(_) => self.came(how),
        };
        FigureTree {
            id: Some(id.to_owned()),
            called: (self.called)(id),
            text: record.map(|record| record.text.clone()),
            ..plain(came, of)
        }
    }

    fn came(&mut self, how: Option<&Derivation>) -> (Came, Vec<FigureTree>) {
        match how {
            None => (Came::Untold, Vec::new()),
            Some(Derivation::Read(read)) => (Came::Read(read.clone()), Vec::new()),
            Some(Derivation::Counted(items)) => (Came::Counted(items.len()), self.counted(items)),
            Some(Derivation::Reckoned(WorkedFormula { formula, filled, uses, value, settled })) => {
                let of = uses.iter().map(|used| self.used(used)).collect();
                let (formula, filled, value) = (formula.clone(), filled.clone(), value.clone());
                let settled = settled.clone();
                (Came::Reckoned { formula, filled, value, settled }, of)
            }
            Some(Derivation::Gathered(Gathered { by, parts, .. })) => {
                let parts = parts.iter().map(|part| self.gathered(part)).collect();
                (Came::Gathered(by.clone()), parts)
            }
        }
    }

    /// What an indicator gave, and below it where its points and its weight come from.
    fn gathered(&mut self, part: &GatheredPart) -> FigureTree {
        let figure = self.figure(&part.id);
        let mut further = |name: &str, value: Option<&String>, how: Option<&Derivation>| {
            let (came, of) = self.came(Some(how?));
            Some(FigureTree { name: Some(name.into()), value: value.cloned(), ..plain(came, of) })
        };
        let points = further("点", part.value.as_ref(), part.points.as_deref());
        let weighed = further("重み", Some(&part.weight), part.weighed.as_deref());
        let of = figure.of.into_iter().chain(points).chain(weighed).collect();
        FigureTree { value: part.value.clone(), weight: Some(part.weight.clone()), of, ..figure }
    }

    fn used(&mut self, used: &Used) -> FigureTree {
        let tree = match (&used.id, &used.how) {
            (Some(id), _) => self.figure(id),
            (None, how) => {
                let (came, of) = self.came(how.as_deref());
                plain(came, of)
            }
        };
        FigureTree { name: Some(used.name.clone()), value: Some(used.value.clone()), ..tree }
    }

    fn counted(&mut self, items: &Items) -> Vec<FigureTree> {
        match items {
            Items::Figures { .. } => items.ids().map(|id| self.figure(&id)).collect(),
            Items::Places { places } => {
                places.iter().map(|place| plain(Came::Read(place.clone()), Vec::new())).collect()
            }
        }
    }
}

/// What is no figure of its own.
fn plain(came: Came, of: Vec<FigureTree>) -> FigureTree {
    FigureTree {
        name: None,
        value: None,
        weight: None,
        id: None,
        called: String::new(),
        text: None,
        came,
        of,
    }
}
