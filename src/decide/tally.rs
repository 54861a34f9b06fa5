//! Counting the ballots of a written meeting.

use crate::model::ballot::{Tie, Unreturned, Vote, Voting};
use crate::model::value::UNRESOLVED;

/// The count of one motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many members the body has.
    pub members: u32,
    /// Papers that came back, the invalid ones too.
    pub returned: u32,
    /// Votes for the motion; with those of silent members, where the rules count silence as consent.
    pub votes_for: u32,
    /// Votes against the motion; with those of silent members, where the rules count silence as a no.
    pub votes_against: u32,
    /// Papers that came back without a vote.
    pub invalid: u32,
    /// Papers of which nobody can tell yet how they vote.
    pub unsettled: u32,
    /// What the count means by the meeting's rules.
    pub result: MotionOutcome,
}

/// How a paper that came back counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedVote {
    /// As a vote.
    Valid(Vote),
    /// As one without a mark.
    Invalid,
    /// Not yet: it holds a word that is no plain vote, or two papers of one day differ.
    Unsettled,
}

/// What became of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MotionOutcome {
    /// Enough votes were for it.
    Carried,
    /// Too few votes were for it.
    Rejected,
    /// Too few papers came back.
    NoQuorum,
    /// As many for as against, and the chair has to decide.
    ChairDecides,
    /// Enough papers came back, and of one nobody can tell how it votes.
    Unsettled,
}

impl MotionOutcome {
    /// As papers print it: 「承認」「可否同数」.
    pub fn label(self) -> &'static str {
        match self {
            MotionOutcome::Carried => "承認",
            MotionOutcome::Rejected => "否認",
            MotionOutcome::NoQuorum => "不成立",
            MotionOutcome::ChairDecides => "可否同数",
            MotionOutcome::Unsettled => UNRESOLVED,
        }
    }
}

/// Counts a motion of a body with so many members. `returned` has an entry for each member whose paper came back.
pub fn count(members: u32, returned: &[CountedVote], rules: Voting) -> Tally {
    let papers = |counted: CountedVote| number(returned.iter().filter(|paper| **paper == counted).count());
    let votes = |vote| papers(CountedVote::Valid(vote));
    let unsettled = papers(CountedVote::Unsettled);
    let came_back = number(returned.len());
    let silent = members.saturating_sub(came_back);
    let (mut votes_for, mut votes_against) = (votes(Vote::For), votes(Vote::Against));
    let mut taking_part = came_back;
    match rules.unreturned {
        Unreturned::Absent => {}
        Unreturned::For => votes_for += silent,
        Unreturned::Against => votes_against += silent,
    }
    if rules.unreturned != Unreturned::Absent {
        taking_part = members;
    }
    let valid = votes_for + votes_against;
    let result = if taking_part < rules.quorum.of(members) || valid + unsettled == 0 {
        MotionOutcome::NoQuorum
    } else if unsettled > 0 {
        MotionOutcome::Unsettled
    } else if votes_for >= rules.carried_by.of(valid) {
        MotionOutcome::Carried
    } else if votes_for == votes_against && rules.tie == Tie::Chair {
        MotionOutcome::ChairDecides
    } else {
        MotionOutcome::Rejected
    };
    let invalid = papers(CountedVote::Invalid);
    Tally { members, returned: came_back, votes_for, votes_against, invalid, unsettled, result }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ballot::Share;

    /// `n` votes for, `m` against, `k` invalid.
    fn returned(n: usize, m: usize, k: usize) -> Vec<CountedVote> {
        let valid = CountedVote::Valid;
        [vec![valid(Vote::For); n], vec![valid(Vote::Against); m], vec![CountedVote::Invalid; k]].concat()
    }

    fn result(members: u32, (n, m, k): (usize, usize, usize), rules: Voting) -> MotionOutcome {
        count(members, &returned(n, m, k), rules).result
    }

    #[test]
    fn a_quorum_is_more_than_a_half_of_the_members() {
        let rules = Voting::default();
        assert_eq!(result(14, (7, 0, 0), rules), MotionOutcome::NoQuorum);
        assert_eq!(result(14, (8, 0, 0), rules), MotionOutcome::Carried);
        assert_eq!(result(13, (7, 0, 0), rules), MotionOutcome::Carried);
        // An invalid paper came back, but votes for nothing.
        assert_eq!(result(14, (4, 3, 1), rules), MotionOutcome::Carried);
        assert_eq!(result(14, (0, 0, 8), rules), MotionOutcome::NoQuorum);
    }

    #[test]
    fn a_tie_is_the_chairs_or_falls() {
        let rules = Voting::default();
        assert_eq!(result(10, (4, 4, 0), rules), MotionOutcome::ChairDecides);
        assert_eq!(result(10, (4, 4, 0), Voting { tie: Tie::Rejected, ..rules }), MotionOutcome::Rejected);
        assert_eq!(result(10, (3, 4, 0), rules), MotionOutcome::Rejected);
    }

    #[test]
    fn two_thirds_are_counted_exactly() {
        let rules = Voting { carried_by: Share::TwoThirds, ..Voting::default() };
        assert_eq!(result(10, (6, 3, 0), rules), MotionOutcome::Carried);
        assert_eq!(result(10, (5, 3, 0), rules), MotionOutcome::Rejected);
        let all = Voting { carried_by: Share::All, ..Voting::default() };
        assert_eq!(result(10, (9, 1, 0), all), MotionOutcome::Rejected);
    }

    #[test]
    fn silence_means_what_the_body_says() {
        let rules = Voting::default();
        let silent_for = Voting { unreturned: Unreturned::For, ..rules };
        let silent_against = Voting { unreturned: Unreturned::Against, ..rules };
        assert_eq!(result(10, (3, 0, 0), rules), MotionOutcome::NoQuorum);
        assert_eq!(result(10, (3, 0, 0), silent_for), MotionOutcome::Carried);
        assert_eq!(result(10, (3, 0, 0), silent_against), MotionOutcome::Rejected);
    }

    #[test]
    fn nothing_is_decided_while_a_paper_cannot_be_told() {
        let unsettled = |n, m, k| {
            let papers = [returned(n, m, 0), vec![CountedVote::Unsettled; k]].concat();
            let tally = count(10, &papers, Voting::default());
            (tally.result, tally.unsettled, tally.invalid)
        };
        assert_eq!(unsettled(9, 0, 1), (MotionOutcome::Unsettled, 1, 0));
        assert_eq!(unsettled(0, 0, 6), (MotionOutcome::Unsettled, 6, 0));
        assert_eq!(
            unsettled(3, 0, 2),
            (MotionOutcome::NoQuorum, 2, 0),
            "five of ten are too few, whatever they say"
        );
    }

    #[test]
    fn the_parts_sum_to_the_members() {
        let tally = count(14, &returned(9, 2, 1), Voting::default());
        assert_eq!((tally.votes_for, tally.votes_against, tally.invalid, tally.returned), (9, 2, 1, 12));
        assert_eq!(tally.members - tally.returned, 2);
    }
}
