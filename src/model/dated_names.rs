//! A cycle as it is at a time: departments are renamed within a year (機構改革), and a paper calls each as it was called on
//! its day.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::cycle::Cycle;
use super::plan::Department;
use super::public_cycle::PublicCycle;

/// The cycle in each time between two changes of a department's name; none if no name changes.
pub struct DatedNames(Vec<(NaiveDate, Cycle, PublicCycle)>);

impl DatedNames {
    /// The times of a cycle.
    pub fn of(cycle: &Cycle) -> Self {
        let former = &cycle.former_departments;
        if former.is_empty() {
            return Self(Vec::new());
        }
        let codes: BTreeSet<&str> = former.iter().map(|department| department.code.text.as_str()).collect();
        let current = cycle.departments.iter().filter(|one| codes.contains(one.code.text.as_str()));
        let begin = former.iter().chain(current).map(|one| one.in_force.first());
        let starts: BTreeSet<NaiveDate> = begin.chain([NaiveDate::MIN]).collect();
        let time = |day: NaiveDate| {
            let cycle = on(cycle, day);
            let public = PublicCycle::of(&cycle);
            (day, cycle, public)
        };
        Self(starts.into_iter().map(time).collect())
    }

    /// The cycle as it is on a day, and what of it anyone may know; none if no name changes.
    pub fn on(&self, day: NaiveDate) -> Option<(&Cycle, &PublicCycle)> {
        let (_, cycle, public) = self.0.iter().rfind(|(first, ..)| *first <= day)?;
        Some((cycle, public))
    }
}

/// A cycle whose departments have the names of a day: of the rows of one code the last that had begun, else the first.
fn on(cycle: &Cycle, day: NaiveDate) -> Cycle {
    let named = |current: &Department| {
        let former = cycle.former_departments.iter().filter(|one| one.code.text == current.code.text);
        let mut rows: Vec<&Department> = former.chain([current]).collect();
        rows.sort_by_key(|row| row.in_force.first());
        let begun = rows.iter().rfind(|row| row.in_force.first() <= day).or(rows.first());
        begun.map_or_else(|| current.clone(), |row| (*row).clone())
    };
    let departments = cycle.departments.iter().map(named).collect();
    Cycle { departments, list_flaws: OnceLock::new(), ..cycle.clone() }
}
