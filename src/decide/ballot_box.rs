//! The ballots of a written meeting that had come by a day, by motion and member, and what they count to.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::tally::{self, Tally};
use crate::model::ballot::{Ballot, Vote, Voting};
use crate::model::body::Member;
use crate::model::cycle::Cycle;
use crate::model::stage::Stage;

/// The ballots of a stage that had come by a day.
pub struct BallotBox<'a> {
    by_member: BTreeMap<(usize, String), Vec<&'a Ballot>>,
}

/// What a member is called on ballots: by name, or by post where the roster gives no name.
pub fn called(member: &Member) -> &str {
    member.called()
}

impl<'a> BallotBox<'a> {
    /// The ballots of a stage that had come by a day.
    pub fn of(cycle: &'a Cycle, stage: &Stage, by: NaiveDate) -> Self {
        let mut by_member: BTreeMap<(usize, String), Vec<&Ballot>> = BTreeMap::new();
        let of_stage = cycle.ballots.iter().filter(|b| b.stage.text == *stage.id.get_ref());
        for ballot in of_stage.filter(|b| b.received.value().is_some_and(|day| *day <= by)) {
            if let Some(motion) = ballot.motion_index() {
                by_member.entry((motion, ballot.member.text.clone())).or_default().push(ballot);
            }
        }
        Self { by_member }
    }

    /// What a member sent on a motion; the motions are counted from 0.
    pub fn sent(&self, motion: usize, member: &str) -> &[&'a Ballot] {
        self.by_member.get(&(motion, member.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// Everything that a member sent.
    pub fn of_member(&self, member: &str) -> impl Iterator<Item = &'a Ballot> {
        self.by_member.iter().filter(move |((_, name), _)| name == member).flat_map(|(_, sent)| sent).copied()
    }

    /// Whether anybody sent anything on a motion.
    pub fn is_begun(&self, motion: usize) -> bool {
        self.by_member.keys().any(|(of, _)| *of == motion)
    }

    /// A member's vote on a motion. None where no paper came back; no vote where it holds none, or two that differ.
    pub fn vote(&self, motion: usize, member: &str) -> Option<Option<Vote>> {
        let (first, others) = self.sent(motion, member).split_first()?;
        let vote = first.vote.value().copied();
        Some(vote.filter(|vote| others.iter().all(|other| other.vote.value() == Some(vote))))
    }

    /// Counts a motion among the members of the body that votes.
    pub fn count(&self, motion: usize, members: &[&Member], rules: Voting) -> Tally {
        let votes: Vec<_> = members.iter().filter_map(|member| self.vote(motion, called(member))).collect();
        tally::count(u32::try_from(members.len()).unwrap_or(u32::MAX), &votes, rules)
    }
}
