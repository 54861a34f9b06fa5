//! `values.json`: every figure that a stage printed, and where.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::artifact::{Printed, ShownAs};
use super::derivation::{Derivation, ReadAt};
use super::figure::plainness;

/// `values.json`: every figure of a stage with the papers and places it is printed in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Values {
    values: BTreeMap<String, ValueRecord>,
    /// What stands in place of figures: 「確認中」, 「－」, or nothing. So it is known later that nothing else stood there.
    #[serde(default)]
    marks: BTreeMap<String, ValueRecord>,
    /// Figures and marks that stand in no file, and of which others came: the cells that a count counts.
    #[serde(default)]
    used: BTreeMap<String, ValueRecord>,
}

/// A figure as it was printed, or the mark in its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ValueRecord {
    /// As it was printed.
    pub text: String,
    /// The same as a program reads it; none for words and marks.
    pub number: Option<String>,
    /// How it came; none of a mark that stands for no cell, and in what version 0.2 and earlier made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<Derivation>,
    /// The places by file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    papers: BTreeMap<String, Vec<String>>,
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

/// What was printed of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The text as printed: 「1,234」, or the mark in its place.
    pub text: String,
    /// Whether it is a mark in place of the figure, or nothing.
    pub mark: bool,
    /// The same as a program reads it; none for words and marks.
    pub number: Option<String>,
}

impl Values {
    /// Every figure's id with what was printed of it. Where a paper has a value and another a mark, it is the value.
    pub fn shown(&self) -> BTreeMap<&str, Shown> {
        let marks = self.marks.iter().map(|(id, value)| (id, value, true));
        let values = self.values.iter().map(|(id, value)| (id, value, false));
        let shown = |value: &ValueRecord, mark| Shown {
            text: value.text.clone(),
            mark,
            number: value.number.clone(),
        };
        marks.chain(values).map(|(id, value, mark)| (id.as_str(), shown(value, mark))).collect()
    }

    /// The files that print a figure or the mark in its place, below `out/`, each with its pages or cells.
    pub fn papers(&self, id: &str) -> impl Iterator<Item = (&str, &[String])> {
        let papers = self.get(id).into_iter().flat_map(|value| &value.papers);
        papers.map(|(path, places)| (path.as_str(), places.as_slice()))
    }

    /// The figures that some of the files print, with their places in these.
    pub fn of_files(&self, is_one: impl Fn(&str) -> bool) -> Self {
        let of = |values: &BTreeMap<String, ValueRecord>| {
            let own = values.iter().filter_map(|(id, value)| {
                let mut value = value.clone();
                value.papers.retain(|path, _| is_one(path));
                (!value.papers.is_empty()).then(|| (id.clone(), value))
            });
            own.collect()
        };
        Self { values: of(&self.values), marks: of(&self.marks), used: BTreeMap::new() }
    }

    /// The places in the input files that figures were read in, each with the pages or cells of the files that print it.
    pub fn read_at(&self) -> impl Iterator<Item = (&ReadAt, impl Iterator<Item = &String>)> {
        let all = self.values.values().chain(self.marks.values()).chain(self.used.values());
        all.filter_map(|value| match &value.how {
            Some(Derivation::Read(read)) => Some((read, value.papers.values().flatten())),
            _ => None,
        })
    }

    /// What a file prints of figures and marks: of each its id, what is known of it, and its pages or cells.
    pub fn in_file<'a>(
        &'a self,
        path: &str,
    ) -> impl Iterator<Item = (&'a str, &'a ValueRecord, &'a [String])> {
        let all = self.values.iter().chain(&self.marks);
        all.filter_map(move |(id, value)| Some((id.as_str(), value, value.papers.get(path)?.as_slice())))
    }

    /// Whether a file prints any figure.
    pub fn has_figures(&self, path: &str) -> bool {
        self.values.values().chain(self.marks.values()).any(|value| value.papers.contains_key(path))
    }

    /// The figures of one file that differ from those of the same file in an earlier edition.
    pub fn changes(&self, old: &Values, path: &str) -> Vec<Changed> {
        let of = |values: &Values, id: &str| {
            values.get(id).filter(|v| v.papers.contains_key(path)).map(|v| v.text.clone())
        };
        let all = [&self.values, &self.marks, &old.values, &old.marks];
        let ids: BTreeSet<&String> = all.into_iter().flat_map(BTreeMap::keys).collect();
        let changed =
            ids.into_iter().map(|id| Changed { id: id.clone(), old: of(old, id), new: of(self, id) });
        changed.filter(|change| change.old != change.new).collect()
    }

    /// Adds the figures that a file printed; `path` is the file's, below `out/`.
    pub fn add(&mut self, path: &str, figures: Vec<Printed>) {
        for figure in figures {
            let Printed { id, text, number, how, shown_as, places } = figure;
            let how = how.map(Arc::unwrap_or_clone);
            let papers = match shown_as {
                ShownAs::Used => BTreeMap::new(),
                ShownAs::Printed | ShownAs::Marked => BTreeMap::from([(path.to_owned(), places)]),
            };
            self.put(id, ValueRecord { text, number, how, papers }, shown_as);
        }
    }

    /// Adds what another run printed of the same stage, in other files.
    pub fn join(&mut self, other: Values) {
        other.values.into_iter().for_each(|(id, value)| self.put(id, value, ShownAs::Printed));
        other.marks.into_iter().for_each(|(id, value)| self.put(id, value, ShownAs::Marked));
        other.used.into_iter().for_each(|(id, value)| self.put(id, value, ShownAs::Used));
    }

    /// What stands in a file is not listed again among what is used.
    fn put(&mut self, id: String, value: ValueRecord, shown_as: ShownAs) {
        match shown_as {
            ShownAs::Used if self.get(&id).is_some() => {}
            ShownAs::Used => put(&mut self.used, id, value, false),
            ShownAs::Printed | ShownAs::Marked => {
                self.used.remove(&id);
                let marked = shown_as == ShownAs::Marked;
                put(if marked { &mut self.marks } else { &mut self.values }, id, value, marked);
            }
        }
    }

    /// What is known of a figure, be it printed or only used.
    pub fn record(&self, id: &str) -> Option<&ValueRecord> {
        self.get(id).or_else(|| self.used.get(id))
    }

    fn get(&self, id: &str) -> Option<&ValueRecord> {
        self.values.get(id).or_else(|| self.marks.get(id))
    }
}

/// Adds a figure, or the mark in its place, as some files print it.
fn put(all: &mut BTreeMap<String, ValueRecord>, id: String, mut value: ValueRecord, mark: bool) {
    let Some(there) = all.get_mut(&id) else {
        all.insert(id, value);
        return;
    };
    there.papers.append(&mut value.papers);
    // The plain one is kept, whichever paper was done first.
    let order = |value: &ValueRecord| (plainness(mark, &value.text).1, value.text.clone(), value.how.clone());
    if order(&value) < order(there) {
        (there.text, there.how) = (value.text, value.how);
    }
}
