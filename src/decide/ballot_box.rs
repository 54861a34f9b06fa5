//! The ballots of a written meeting that had come by a day, by motion and member, and what they count to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::tally::{self, CountedVote, Tally};
use super::unread;
use crate::model::ballot::{Ballot, Voting};
use crate::model::body::Member;
use crate::model::cycle::Cycle;
use crate::model::stage::Stage;
use crate::model::value::Reading;

/// The ballots of a stage that had come by a day.
pub struct BallotBox<'a> {
    by_member: BTreeMap<(usize, String), Vec<&'a Ballot>>,
    /// Members of whom something came that can't be read, or nobody knows when.
    unread: BTreeSet<String>,
}

/// What a member is called on ballots: by name, or by post where the roster gives no name.
pub fn called(member: &Member) -> &str {
    member.called()
}

impl<'a> BallotBox<'a> {
    /// The ballots of a stage that had come by a day.
    pub fn of(cycle: &'a Cycle, stage: &Stage, by: NaiveDate) -> Self {
        let mut by_member: BTreeMap<(usize, String), Vec<&Ballot>> = BTreeMap::new();
        let of_stage = || cycle.ballots.iter().filter(|b| b.stage.text == *stage.id.get_ref());
        for ballot in of_stage().filter(|b| b.received.value().is_some_and(|day| *day <= by)) {
            if let Some(motion) = ballot.motion_index() {
                by_member.entry((motion, ballot.member.text.clone())).or_default().push(ballot);
            }
        }
        let undated = of_stage().filter(|ballot| ballot.received.value().is_none());
        let mut unread: BTreeSet<String> = undated.map(|ballot| ballot.member.text.clone()).collect();
        let body = stage.body.as_ref().map_or("", |body| body.get_ref());
        for file in unread::ballots(cycle, stage, by) {
            let senders = cycle.members_at(body, stage).filter(|member| file.may_be_of(&member.code.text));
            unread.extend(senders.map(|member| called(member).to_owned()));
        }
        Self { by_member, unread }
    }

    /// What a member sent on a motion and still holds: of the last day; the motions are counted from 0. A paper without a
    /// mark takes nothing back that was sent before.
    pub fn in_force(&self, motion: usize, member: &str) -> Vec<&'a Ballot> {
        let sent = self.by_member.get(&(motion, member.to_owned())).map(Vec::as_slice).unwrap_or_default();
        let marked = sent.iter().any(|ballot| !ballot.vote.is_absent());
        let counted = || sent.iter().filter(|ballot| !marked || !ballot.vote.is_absent());
        let last = counted().filter_map(|ballot| ballot.received.value()).max();
        counted().filter(|ballot| ballot.received.value() == last).copied().collect()
    }

    /// Everything that a member sent.
    pub fn of_member(&self, member: &str) -> impl Iterator<Item = &'a Ballot> {
        self.by_member.iter().filter(move |((_, name), _)| name == member).flat_map(|(_, sent)| sent).copied()
    }

    /// Whether anybody sent anything on a motion.
    pub fn is_begun(&self, motion: usize) -> bool {
        !self.unread.is_empty() || self.by_member.keys().any(|(of, _)| *of == motion)
    }

    /// How a member's paper on a motion counts; none where none came back.
    pub fn vote(&self, motion: usize, member: &str) -> Option<CountedVote> {
        let in_force = self.in_force(motion, member);
        let Some((first, others)) = in_force.split_first() else {
            return self.unread.contains(member).then_some(CountedVote::Unsettled);
        };
        let differs = others.iter().any(|other| other.vote.reading != first.vote.reading);
        Some(match &first.vote.reading {
            _ if differs => CountedVote::Unsettled,
            Reading::Value(vote) => CountedVote::Valid(*vote),
            Reading::Absent(_) => CountedVote::Invalid,
            Reading::Unreadable => CountedVote::Unsettled,
        })
    }

    /// Counts a motion among the members of the body that votes.
    pub fn count(&self, motion: usize, members: &[&Member], rules: Voting) -> Tally {
        let votes: Vec<_> = members.iter().map(|member| self.vote(motion, called(member))).collect();
        tally::count(&votes, rules)
    }
}
