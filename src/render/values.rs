//! `values.json`: every figure that a stage printed, and where.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::artifact::Printed;
use super::figure::is_plainer;

/// `values.json`: every figure of a stage with the papers and places it is printed in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Values {
    values: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Value {
    text: String,
    number: Option<String>,
    origin: String,
    /// The places by file.
    papers: BTreeMap<String, Vec<String>>,
}

/// A stage as people hold it in hand.
#[derive(Debug, Clone)]
pub struct HandedOut {
    /// The day on which they got it.
    pub day: NaiveDate,
    /// The figures that it shows.
    pub values: Values,
}

/// A figure that is not what it was in an earlier edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What the figure is: 「indicator/2-ア-3/1/actual」.
    pub id: String,
    /// The text as it was printed before; none where the figure is new.
    pub old: Option<String>,
    /// The text as it is printed now; none where the figure is gone.
    pub new: Option<String>,
}

impl Values {
    /// Every figure's id with its text as printed.
    pub fn figures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(id, value)| (id.as_str(), value.text.as_str()))
    }

    /// The files that print a figure, below `out/`, each with its pages or cells.
    pub fn papers(&self, id: &str) -> impl Iterator<Item = (&str, &[String])> {
        let papers = self.values.get(id).into_iter().flat_map(|value| &value.papers);
        papers.map(|(path, places)| (path.as_str(), places.as_slice()))
    }

    /// Whether a file prints any figure.
    pub fn has_figures(&self, path: &str) -> bool {
        self.values.values().any(|value| value.papers.contains_key(path))
    }

    /// The figures of one file that differ from those of the same file in an earlier edition.
    pub fn changes(&self, old: &Values, path: &str) -> Vec<Changed> {
        let of = |values: &Values, id: &str| {
            values.values.get(id).filter(|v| v.papers.contains_key(path)).map(|v| v.text.clone())
        };
        let ids: BTreeSet<&String> = self.values.keys().chain(old.values.keys()).collect();
        let changed =
            ids.into_iter().map(|id| Changed { id: id.clone(), old: of(old, id), new: of(self, id) });
        changed.filter(|change| change.old != change.new).collect()
    }

    /// Adds the figures that a file printed; `path` is the file's, below `out/`.
    pub fn add(&mut self, path: &str, figures: Vec<Printed>) {
        for figure in figures {
            let value = self.values.entry(figure.id).or_insert_with(|| Value {
                text: figure.text.clone(),
                number: figure.number,
                origin: figure.origin,
                papers: BTreeMap::new(),
            });
            // The plain one is kept, whichever paper was done first.
            if is_plainer(&figure.text, &value.text) {
                value.text = figure.text;
            }
            value.papers.insert(path.into(), figure.places);
        }
    }
}
