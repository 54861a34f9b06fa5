//! Figures that are not what they were.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::causes::{self, ChangeCause};
use crate::render::values::Values;

/// A figure that is not what it was.
#[derive(Debug, Serialize)]
pub struct ValueChange {
    /// What the figure is: 「indicator/2-ア-3/1/actual」.
    pub id: String,
    /// As it was printed; none where it is new.
    pub old: Option<String>,
    /// As it is printed now; none where it is gone.
    pub new: Option<String>,
    /// Where it was printed: by file, its pages or cells.
    pub printed_before: BTreeMap<String, Vec<String>>,
    /// Where it is printed now.
    pub printed_now: BTreeMap<String, Vec<String>>,
    /// What changed below it; empty where it is new or gone.
    pub why: Vec<ChangeCause>,
}

/// The figures that differ, in the order of their ids.
pub fn of(old: &Values, new: &Values) -> Vec<ValueChange> {
    let (before, now) = (old.shown(), new.shown());
    let ids: BTreeSet<&str> = before.keys().chain(now.keys()).copied().collect();
    let places = |values: &Values, id: &str| {
        let papers = values.papers(id).filter(|(_, places)| !places.is_empty());
        papers.map(|(path, places)| (path.to_owned(), places.to_vec())).collect()
    };
    let change = |id: &str| {
        let (was, is) = (before.get(id), now.get(id));
        (was.map(|was| &was.text) != is.map(|is| &is.text)).then(|| ValueChange {
            id: id.to_owned(),
            old: was.map(|was| was.text.clone()),
            new: is.map(|is| is.text.clone()),
            printed_before: places(old, id),
            printed_now: places(new, id),
            why: if was.is_some() && is.is_some() { causes::of(id, old, new) } else { Vec::new() },
        })
    };
    ids.into_iter().filter_map(change).collect()
}
