//! What changed of the plan's tree since last year: measures that are new, gone, renamed or moved.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::text;
use crate::model::cycle::Cycle;
use crate::model::last_tree::{LastMeasure, last_number, present_numbers};
use crate::model::plan::Measure;

/// A measure that is not as it was last year.
#[derive(Debug, Clone, Copy)]
pub enum TreeChange<'a> {
    /// It is new.
    Added(&'a Measure),
    /// It is gone.
    Removed(&'a LastMeasure),
    /// It is there, and something of it changed.
    Changed {
        /// As it was.
        old: &'a LastMeasure,
        /// As it is.
        new: &'a Measure,
    },
}

/// What changed, in the order of the plan; what is gone stands at the end. Nothing, where last year's tree is not known.
pub fn tree_changes(cycle: &Cycle) -> Vec<TreeChange<'_>> {
    if cycle.last_tree.is_empty() {
        return Vec::new();
    }
    let last: BTreeMap<String, &LastMeasure> =
        cycle.last_tree.iter().map(|m| (text::key(&m.number.text), m)).collect();
    let present = present_numbers(&cycle.measures);
    let change = |new| match of(&last, &present, new) {
        None => Some(TreeChange::Added(new)),
        Some(old) => is_changed(cycle, old, new).then_some(TreeChange::Changed { old, new }),
    };
    let mut changes: Vec<TreeChange<'_>> = cycle.measures.iter().filter_map(change).collect();
    let kept: BTreeSet<String> = present.into_keys().collect();
    let gone = cycle.last_tree.iter().filter(|old| !kept.contains(&text::key(&old.number.text)));
    changes.extend(gone.map(TreeChange::Removed));
    changes
}

/// What a measure was last year. Of two that declare one and the same, it is the first.
fn of<'a>(
    last: &BTreeMap<String, &'a LastMeasure>,
    present: &BTreeMap<String, &str>,
    measure: &Measure,
) -> Option<&'a LastMeasure> {
    let key = text::key(last_number(measure)?);
    let is_its = present.get(&key).is_some_and(|number| *number == measure.number.text);
    last.get(&key).copied().filter(|_| is_its)
}

fn is_changed(cycle: &Cycle, old: &LastMeasure, new: &Measure) -> bool {
    old.number.text != new.number.text
        || old.title.text != new.title.text
        || is_moved(cycle, old, new)
        || has_new_owner(cycle, old, new)
}

/// Whether it is in another category. One of which only the id is another is the same.
pub fn is_moved(cycle: &Cycle, old: &LastMeasure, new: &Measure) -> bool {
    old.category.text != new.category.text
        && last_category(cycle, old) != category_name(cycle, &new.category.text)
}

/// Whether another department owns it. One of which only the code is another is the same.
pub fn has_new_owner(cycle: &Cycle, old: &LastMeasure, new: &Measure) -> bool {
    old.owner.text != new.owner.text && last_owner(cycle, old) != owner_name(cycle, &new.owner.text)
}

/// What a category is called with those above it: 「（２）個別施策　ア　あらゆる人が暮らしやすい社会」; its id where the
/// plan has no such category.
pub fn category_name(cycle: &Cycle, id: &str) -> String {
    let mut names = Vec::new();
    let mut next = cycle.category(id);
    while let Some(category) = next {
        let space = if category.label.ends_with('）') { "" } else { "　" };
        names.push(format!("{}{space}{}", category.label, category.title));
        next = category.parent.as_ref().and_then(|parent| cycle.category(parent.get_ref()));
    }
    match names.is_empty() {
        true => id.to_owned(),
        false => names.into_iter().rev().collect::<Vec<_>>().join("　"),
    }
}

/// What a department's 課 is called; its code where the list has no such department.
pub fn owner_name(cycle: &Cycle, code: &str) -> String {
    cycle.department(code).map_or_else(|| code.to_owned(), |d| d.division.text.clone())
}

/// What the category was called in which a measure was.
pub fn last_category(cycle: &Cycle, old: &LastMeasure) -> String {
    match old.category_name.is_empty() {
        true => category_name(cycle, &old.category.text),
        false => old.category_name.text.clone(),
    }
}

/// What the department was called that owned a measure.
pub fn last_owner(cycle: &Cycle, old: &LastMeasure) -> String {
    match old.owner_name.is_empty() {
        true => owner_name(cycle, &old.owner.text),
        false => old.owner_name.text.clone(),
    }
}
