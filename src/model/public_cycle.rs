//! What of a cycle anyone may know.

use std::ops::Deref;

use super::cycle::Cycle;
use super::submission::Arrivals;
use super::value::Cell;

/// A cycle without what is the secretariat's business alone: mail addresses, ballots, replies, tables of its own, what is being changed of
/// the strategy, what was received when, and what could not be read. What is made for a single recipient is made of
/// this one.
#[derive(Debug, Clone)]
pub struct PublicCycle(Cycle);

impl PublicCycle {
    /// The public part of a cycle.
    pub fn of(cycle: &Cycle) -> Self {
        let mut public = Cycle {
            received: Vec::new(),
            arrivals: Arrivals::default(),
            ballots: Vec::new(),
            changes: Vec::new(),
            replies: Vec::new(),
            came_back: Vec::new(),
            tables: Vec::new(),
            findings: Vec::new(),
            texts: Vec::new(),
            ..cycle.clone()
        };
        let clear = |cell: &mut Cell| cell.text.clear();
        for department in &mut public.departments {
            [&mut department.mail, &mut department.mail_limit].into_iter().for_each(clear);
        }
        for organization in &mut public.organizations {
            [&mut organization.mail, &mut organization.mail_limit].into_iter().for_each(clear);
        }
        for member in &mut public.members {
            [&mut member.mail, &mut member.mail_limit].into_iter().for_each(clear);
        }
        public.settings.mail.shared.clear();
        Self(public)
    }
}

impl Deref for PublicCycle {
    type Target = Cycle;

    fn deref(&self) -> &Cycle {
        &self.0
    }
}
