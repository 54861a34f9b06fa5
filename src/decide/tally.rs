//! Counting the ballots of a written meeting.

use crate::model::ballot::{Tie, Unreturned, Vote, Voting};
use crate::model::value::UNRESOLVED;

/// The count of one motion. Members are told by their places in the roster, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Those whose papers came back, the invalid ones too.
    pub returned: Vec<usize>,
    /// Votes for the motion; with those of silent members, where the rules count silence as consent.
    pub votes_for: Vec<usize>,
    /// Votes against the motion; with those of silent members, where the rules count silence as a no.
    pub votes_against: Vec<usize>,
    /// Papers that came back without a vote.
    pub invalid: Vec<usize>,
    /// Papers of which nobody can tell yet how they vote.
    pub unsettled: Vec<usize>,
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

/// Counts a motion. `votes` has an entry for each member of the body, none where no paper came back.
pub fn count(votes: &[Option<CountedVote>], rules: Voting) -> Tally {
    let of = |meant: &dyn Fn(Option<CountedVote>) -> bool| {
        let counted = votes.iter().enumerate().filter(|(_, vote)| meant(**vote));
        counted.map(|(place, _)| place).collect::<Vec<usize>>()
    };
    let cast = |vote, silence| {
        of(&|of: Option<CountedVote>| match of {
            Some(counted) => counted == CountedVote::Valid(vote),
            None => rules.unreturned == silence,
        })
    };
    let votes_for = cast(Vote::For, Unreturned::For);
    let votes_against = cast(Vote::Against, Unreturned::Against);
    let unsettled = of(&|vote| vote == Some(CountedVote::Unsettled));
    let returned = of(&|vote| vote.is_some());
    let members = number(votes.len());
    let taking_part = if rules.unreturned == Unreturned::Absent { number(returned.len()) } else { members };
    let (supporting, valid) = (number(votes_for.len()), number(votes_for.len() + votes_against.len()));
    let result = if taking_part < rules.quorum.of(members) || valid == 0 && unsettled.is_empty() {
        MotionOutcome::NoQuorum
    } else if !unsettled.is_empty() {
        MotionOutcome::Unsettled
    } else if supporting >= rules.carried_by.of(valid) {
        MotionOutcome::Carried
    } else if votes_for.len() == votes_against.len() && rules.tie == Tie::Chair {
        MotionOutcome::ChairDecides
    } else {
        MotionOutcome::Rejected
    };
    let invalid = of(&|vote| vote == Some(CountedVote::Invalid));
    Tally { returned, votes_for, votes_against, invalid, unsettled, result }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ballot::Share;

    /// `n` votes for, `m` against, `k` invalid, `l` that nobody can tell; the other members are silent.
    fn counted(members: usize, (n, m, k, l): (usize, usize, usize, usize), rules: Voting) -> Tally {
        let valid = CountedVote::Valid;
        let (invalid, unsettled) = (vec![CountedVote::Invalid; k], vec![CountedVote::Unsettled; l]);
        let papers = [vec![valid(Vote::For); n], vec![valid(Vote::Against); m], invalid, unsettled].concat();
        let mut votes: Vec<Option<CountedVote>> = papers.into_iter().map(Some).collect();
        votes.resize(members, None);
        count(&votes, rules)
    }

    fn result(members: usize, (n, m, k): (usize, usize, usize), rules: Voting) -> MotionOutcome {
        counted(members, (n, m, k, 0), rules).result
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
            let tally = counted(10, (n, m, 0, k), Voting::default());
            (tally.result, tally.unsettled.len(), tally.invalid.len())
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
        let tally = counted(14, (9, 2, 1, 0), Voting::default());
        assert_eq!((tally.votes_against, tally.invalid), (vec![9, 10], vec![11]));
        assert_eq!((tally.votes_for.len(), tally.returned.len()), (9, 12), "two are silent");
        let silent_for = Voting { unreturned: Unreturned::For, ..Voting::default() };
        assert_eq!(counted(4, (1, 1, 0, 0), silent_for).votes_for, [0, 2, 3], "they are for it");
    }
}
