//! Names that the lists take from one another, in the spelling of the list that they are from.
//!
//! A reader of `measures.csv` does not know `departments.csv`. So the lists are read first, and then each name that
//! points to another list is spelled as that list spells it: 「ＫＯＹＯ」 and 「働き方支援課」 become `koyo`.

use std::collections::{BTreeMap, BTreeSet};

use super::ballots::meetings;
use super::cycle_references;
use super::opinion_numbers::OpinionNumbers;
use crate::ground::spellings::Spellings;
use crate::model::addressee::addressee_key;
use crate::model::cycle::Cycle;
use crate::model::submission::{Arrivals, Opinions};

/// Settles the names in the lists of a cycle; `is_partial` if not all of `received.csv` could be read.
pub fn lists(cycle: &mut Cycle, is_partial: bool) {
    cycle.names.departments(cycle.departments.iter().chain(&cycle.former_departments));
    cycle.names.measures(&cycle.measures);
    cycle.names.submitters(&cycle.settings.bodies, &cycle.organizations);
    cycle.arrivals = Arrivals::new(&cycle.received, &BTreeSet::new(), is_partial);

    let categories: Spellings = cycle.settings.categories.iter().map(|c| c.id.get_ref().as_str()).collect();
    for measure in &mut cycle.measures {
        categories.settle(&mut measure.category.text);
        if let Some(code) = cycle.names.department(&measure.owner.text) {
            measure.owner.text = code.into();
        }
    }
    for department in cycle.departments.iter_mut().chain(&mut cycle.former_departments) {
        if let Some(code) = cycle.names.department(&department.gathered_by.text) {
            department.gathered_by.text = code.into();
        }
    }
    cycle.names.members(&cycle.members);
    let bodies: Spellings = cycle.settings.bodies.iter().map(|b| b.id.get_ref().as_str()).collect();
    cycle.members.iter_mut().for_each(|member| bodies.settle(&mut member.body.text));
    let words: Spellings = cycle.settings.bodies.iter().filter_map(|b| b.membership.as_deref()).collect();
    let memberships = cycle.organizations.iter_mut().flat_map(|o| &mut o.memberships);
    memberships.for_each(|word| words.settle(word));

    cycle_references::of_lists(cycle);
    ballots(cycle);
    strategy(cycle);
}

/// Settles what changes and last year's tree name: measures, categories and departments. A measure that is gone has the
/// number that it had last year.
fn strategy(cycle: &mut Cycle) {
    let categories: Spellings = cycle.settings.categories.iter().map(|c| c.id.get_ref().as_str()).collect();
    for measure in &mut cycle.last_tree {
        categories.settle(&mut measure.category.text);
        if let Some(code) = cycle.names.department(&measure.owner.text) {
            measure.owner.text = code.into();
        }
    }
    let last: Spellings = cycle.last_tree.iter().map(|m| m.number.text.as_str()).collect();
    cycle.measures.iter_mut().for_each(|measure| last.settle(&mut measure.former.text));
    for change in &mut cycle.changes {
        let written = &mut change.measure.text;
        match cycle.names.measures.find(written) {
            Some(_) => cycle.names.measures.settle(written),
            None => last.settle(written),
        }
    }
}

/// Settles what ballots name: the stage, and the member as the roster of the stage's body calls them.
fn ballots(cycle: &mut Cycle) {
    let stages = meetings(cycle);
    let mut members: BTreeMap<&str, Spellings> = BTreeMap::new();
    for member in &cycle.members {
        let names = members.entry(&member.body.text).or_default();
        let code = [&member.code.text].into_iter().filter(|code| !code.is_empty());
        names.add(member.called(), member.called());
        code.chain(&member.names())
            .filter(|name| !name.is_empty())
            .for_each(|name| names.add(name, member.called()));
    }
    for ballot in &mut cycle.ballots {
        stages.settle(&mut ballot.stage.text);
        let stage = cycle.settings.stages.iter().find(|s| *s.id.get_ref() == ballot.stage.text);
        let body = stage.and_then(|stage| stage.body.as_ref());
        if let Some(names) = body.and_then(|body| members.get(body.get_ref().as_str())) {
            let written = &mut ballot.member.text;
            if let Some(called) = names.find(written).or_else(|| names.find(&addressee_key(written))) {
                *written = called.into();
            }
        }
    }
}

/// Settles the numbers by which answers name opinions.
pub fn answers(all: &mut Opinions) {
    let mut numbers = OpinionNumbers::default();
    all.all().for_each(|opinion| numbers.add(&opinion.number.text, opinion.kind.value().copied()));
    for answer in &mut all.answers {
        numbers.settle(&mut answer.number.text);
        numbers.settle(&mut answer.same_as.text);
    }
}
