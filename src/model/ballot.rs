//! Ballots of a written meeting, and the body's own rules for counting them.

use chrono::NaiveDate;
use serde::Deserialize;

use super::choice::{Choice, choice};
use super::value::{Cell, Field};
use crate::ground::text;

/// What one member answered to one motion.
#[derive(Debug, Clone)]
pub struct Ballot {
    /// The id of the stage.
    pub stage: Cell,
    /// The motion's number, from 1.
    pub motion: Cell,
    /// The member as the roster calls them: by name, or by post where only the post is shown.
    pub member: Cell,
    /// Absent where the paper came back without a mark: then it is invalid. What nobody can tell is unreadable.
    pub vote: Field<Vote>,
    /// Why the member votes so.
    pub reason: Cell,
    /// What else the member writes.
    pub comment: Cell,
    /// 備考: what is noted beside it, for the secretariat alone.
    pub note: Cell,
    /// The day on which the paper came back.
    pub received: Field<NaiveDate>,
}

impl Ballot {
    /// The motion's place, from 0.
    pub fn motion_index(&self) -> Option<usize> {
        motion_index(&self.motion)
    }
}

/// The place of the motion of a number, from 0: of 「２」 and 「議案２」 it is 1.
pub fn motion_index(number: &Cell) -> Option<usize> {
    let key = text::key(&number.text);
    let bare = key.trim_start_matches("第").trim_start_matches("議案").trim_start_matches("第");
    bare.trim_end_matches("議案").trim_end_matches("号").parse::<usize>().ok()?.checked_sub(1)
}

choice! {
    /// 回答.
    Vote { For = "承認する", Against = "承認しない" }
}

/// How a body counts written votes. Silence is never consent unless the body says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Voting {
    /// How many members must return their paper.
    pub quorum: Share,
    /// How many of the valid votes carry a motion.
    pub carried_by: Share,
    /// What becomes of as many votes for as against.
    pub tie: Tie,
    /// What a paper that did not come back means.
    pub unreturned: Unreturned,
}

/// A share of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// More than a half.
    #[default]
    Majority,
    /// Two thirds or more.
    TwoThirds,
    /// All.
    All,
}

impl Share {
    /// The least whole number that is this share of `n`.
    pub fn of(self, n: u32) -> u32 {
        match self {
            Share::Majority => n / 2 + 1,
            Share::TwoThirds => (2 * n).div_ceil(3),
            Share::All => n,
        }
    }

    /// The words for it: 「過半数」.
    pub fn label(self) -> &'static str {
        match self {
            Share::Majority => "過半数",
            Share::TwoThirds => "三分の二以上",
            Share::All => "全員",
        }
    }
}

/// What becomes of as many votes for as against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tie {
    /// The chair decides: nothing is decided yet.
    #[default]
    Chair,
    /// The motion falls.
    Rejected,
}

/// What a paper that did not come back means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unreturned {
    /// Nothing: the member did not take part.
    #[default]
    Absent,
    /// A vote for the motion.
    For,
    /// A vote against it.
    Against,
}
