//! Why a figure is not what it was: what changed below it, down to the cells.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::render::derivation::{Derivation, Gathered, Items, ReadAt, WorkedFormula};
use crate::render::values::Values;

/// Something that changed below a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeCause {
    /// What was read is not what it was.
    Read {
        /// The figure that was read.
        id: String,
        /// Where, and what stood there.
        old: Box<ReadAt>,
        /// Where it is read now, and what stands there.
        new: Box<ReadAt>,
    },
    /// It is reckoned by another formula.
    Formula {
        /// The figure that is reckoned.
        id: String,
        /// The formula before.
        old: String,
        /// The formula now.
        new: String,
    },
    /// These are counted and were not, by the ids of their figures.
    Come(Vec<String>),
    /// These were counted and are not any more.
    Gone(Vec<String>),
    /// Places in input files that are counted and were not.
    PlacesCome(Vec<ReadAt>),
    /// Places in input files that were counted and are not any more.
    PlacesGone(Vec<ReadAt>),
    /// It came in another way: it was read and is reckoned now, or the other way round.
    Way {
        /// The figure.
        id: String,
    },
}

/// What changed below a figure between two runs, each once.
pub fn of(id: &str, old: &Values, new: &Values) -> Vec<ChangeCause> {
    let mut finder = CauseFinder { old, new, changed: BTreeMap::new(), causes: Vec::new() };
    finder.figure(id);
    finder.causes.sort();
    finder.causes.dedup();
    finder.causes
}

struct CauseFinder<'v> {
    old: &'v Values,
    new: &'v Values,
    /// Of each figure that was looked at, whether anything changed there or below.
    changed: BTreeMap<String, bool>,
    causes: Vec<ChangeCause>,
}

impl CauseFinder<'_> {
    /// Looks at a figure and what is below; tells whether anything changed.
    fn figure(&mut self, id: &str) -> bool {
        if let Some(changed) = self.changed.get(id) {
            return *changed;
        }
        self.changed.insert(id.to_owned(), false);
        let changed = match (self.old.record(id), self.new.record(id)) {
            (Some(old), Some(new)) => self.compare(id, old.how.as_ref(), new.how.as_ref()),
            _ => false,
        };
        self.changed.insert(id.to_owned(), changed);
        changed
    }

    /// Looks at all of them, also where the first tells enough.
    fn figures<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> bool {
        ids.into_iter().fold(false, |changed, id| self.figure(id) | changed)
    }

    fn cause(&mut self, cause: ChangeCause) -> bool {
        self.causes.push(cause);
        true
    }

    fn compare(&mut self, id: &str, old: Option<&Derivation>, new: Option<&Derivation>) -> bool {
        let (Some(old), Some(new)) = (old, new) else { return false };
        match (old, new) {
            (Derivation::Read(old), Derivation::Read(new)) => self.read(id, old, new),
            (Derivation::Reckoned(old), Derivation::Reckoned(new)) => self.reckoned(id, old, new),
            (Derivation::Counted(old), Derivation::Counted(new)) => self.counted(old, new),
            (Derivation::Gathered(old), Derivation::Gathered(new)) => {
                let ids = |of: &Gathered| -> BTreeSet<String> {
                    of.parts.iter().map(|part| part.id.clone()).collect()
                };
                // A mean changes with each of them.
                let (before, now) = (ids(old), ids(new));
                self.figures(before.intersection(&now)) | self.members(before, now) | self.weights(old, new)
            }
            _ => {
                self.cause(ChangeCause::Way { id: id.to_owned() })
                    | self.figures(&old.ids())
                    | self.figures(&new.ids())
            }
        }
    }

    fn read(&mut self, id: &str, old: &ReadAt, new: &ReadAt) -> bool {
        // That a row stands one line further down changes nothing.
        let is_same = old.typed == new.typed && old.number == new.number;
        !is_same
            && self.cause(ChangeCause::Read {
                id: id.to_owned(),
                old: Box::new(old.clone()),
                new: Box::new(new.clone()),
            })
    }

    fn reckoned(&mut self, id: &str, old: &WorkedFormula, new: &WorkedFormula) -> bool {
        let mut changed = false;
        for used in new.uses.iter().chain(&old.uses) {
            changed |= used.id.as_ref().is_some_and(|id| self.figure(id));
            let before = old.uses.iter().find(|before| before.name == used.name);
            let now = new.uses.iter().find(|now| now.name == used.name);
            if let (Some(before), Some(now)) = (before, now) {
                changed |= self.compare(id, before.how.as_deref(), now.how.as_deref());
            }
        }
        // Another value may meet another condition: that is no cause of its own.
        let is_other = old.formula != new.formula && !changed;
        let (old, new) = (old.formula.clone(), new.formula.clone());
        changed || (is_other && self.cause(ChangeCause::Formula { id: id.to_owned(), old, new }))
    }

    /// What points and weights the indicators have in both.
    fn weights(&mut self, old: &Gathered, new: &Gathered) -> bool {
        let mut changed = false;
        for now in &new.parts {
            let Some(before) = old.parts.iter().find(|before| before.id == now.id) else { continue };
            changed |= self.compare(&now.id, before.points.as_deref(), now.points.as_deref());
            changed |= self.compare(&now.id, before.weighed.as_deref(), now.weighed.as_deref());
        }
        changed
    }

    fn counted(&mut self, old: &Items, new: &Items) -> bool {
        let (Items::Places { places: old }, Items::Places { places: new }) = (old, new) else {
            return self.members(old.ids().collect(), new.ids().collect());
        };
        let only = |of: &[ReadAt], other: &[ReadAt]| -> Vec<ReadAt> {
            let is_there = |place: &ReadAt| other.iter().any(|one| is_same_place(one, place));
            of.iter().filter(|place| !is_there(place)).cloned().collect()
        };
        let (come, gone) = (only(new, old), only(old, new));
        (!come.is_empty() && self.cause(ChangeCause::PlacesCome(come)))
            | (!gone.is_empty() && self.cause(ChangeCause::PlacesGone(gone)))
    }

    /// Of several figures those that came or went, and what changed below these.
    fn members(&mut self, old: BTreeSet<String>, new: BTreeSet<String>) -> bool {
        let come: Vec<String> = new.difference(&old).cloned().collect();
        let gone: Vec<String> = old.difference(&new).cloned().collect();
        self.figures(&come)
            | self.figures(&gone)
            | (!come.is_empty() && self.cause(ChangeCause::Come(come)))
            | (!gone.is_empty() && self.cause(ChangeCause::Gone(gone)))
    }
}

/// Whether two places say the same of the same: one may stand on another line now.
fn is_same_place(one: &ReadAt, other: &ReadAt) -> bool {
    match one.typed.is_empty() {
        true => one == other,
        false => (&one.file, &one.header, &one.typed) == (&other.file, &other.header, &other.typed),
    }
}
