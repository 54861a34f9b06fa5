//! The result of a written meeting.

use std::collections::BTreeSet;

use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use crate::decide::ballot_box::{BallotBox, called};
use crate::decide::tally::{CountedVote, MotionOutcome, Tally};
use crate::ground::text::full_width;
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::model::body::Member;
use crate::model::choice::Choice;
use crate::model::value::UNRESOLVED;
use crate::render::derivation::Items;
use crate::render::figure::{Figure, NO_VALUE, ShowsFigures};
use crate::render::meeting_attendance;
use crate::render::scope::{Scope, StageScope};

/// The result of a written meeting: the votes on each motion, and what follows.
#[derive(Debug, Serialize)]
pub struct TallyResult {
    /// The name of the body that votes.
    pub body: String,
    /// What the member marked ◎ is called: 「委員長」.
    pub chair: String,
    /// By which day members were to answer: 「令和２年１月31日（金）」. None where the stage sets none.
    pub deadline: Option<String>,
    /// How many members the body has.
    pub members: Figure,
    /// How many of them answered.
    pub returned: Figure,
    /// How many did not.
    pub unreturned: Figure,
    /// How many must answer, in words: 「委員の過半数（８名以上の回答）」.
    pub quorum: String,
    /// The number in these words: 「８名」.
    pub needed: Figure,
    /// How many of the answers carry a motion: 「有効な回答の過半数」.
    pub majority: String,
    /// Whether the meeting stands: 成立, 不成立 where a motion lacks its quorum, 確認中 where the only papers on one can't
    /// be told.
    pub standing: &'static str,
    /// The motions in their order, each with its counts.
    pub items: Vec<MotionTally>,
    /// The members in the order of the roster, each with their votes.
    pub members_list: Vec<VoterRow>,
    /// What members wrote, in the order of the roster.
    pub comments: Vec<BallotComment>,
}

impl ShowsFigures for TallyResult {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        [&self.members, &self.returned, &self.unreturned, &self.needed].into_iter().for_each(&mut *see);
        self.items.show_figures(see);
    }
}

/// How the votes on a motion fell.
#[derive(Debug, Serialize)]
pub struct MotionTally {
    /// The motion's number: 「１」.
    pub no: String,
    /// What is put to the vote: 「進捗管理方針について」.
    pub title: String,
    /// How many say 承認する.
    #[serde(rename = "for")]
    pub votes_for: Figure,
    /// How many say 承認しない.
    pub against: Figure,
    /// How many members sent a ballot without a vote.
    pub invalid: Figure,
    /// Of how many members nobody can tell the vote: none as a rule.
    pub unsettled: Option<Figure>,
    /// What follows: 承認, 否認, 不成立, 可否同数; 確認中 while a vote can't be told.
    pub result: &'static str,
    /// Why the vote decides nothing, or who decides instead; none where it decides.
    pub note: Option<String>,
}

impl ShowsFigures for MotionTally {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        [&self.votes_for, &self.against, &self.invalid].into_iter().chain(&self.unsettled).for_each(see);
    }
}

/// A member and their votes.
#[derive(Debug, Serialize)]
pub struct VoterRow {
    /// The member's number, counted from 1 over the roster.
    pub no: String,
    /// The member's name, or affiliation where the roster gives no name.
    pub name: String,
    /// ◎ for the chair, else empty.
    pub mark: String,
    /// What is printed of each vote, in the order of the motions: 承認する, 承認しない, 無効, 確認中, or 「－」 without
    /// a ballot.
    pub votes: Vec<String>,
    /// The day that the member's last ballot came; empty without one.
    pub date: String,
}

/// A reason or a comment that a member wrote on a ballot.
#[derive(Debug, Serialize)]
pub struct BallotComment {
    /// The name of the member who wrote it.
    pub member: String,
    /// The title of the motion that it is on.
    pub item: String,
    /// How the member voted there; empty without a vote, 確認中 where that can't be told.
    pub vote: String,
    /// The words of the member.
    pub text: String,
}

/// A motion as it is put to the members, before they vote.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct MotionRow {
    /// The motion's number: 「１」.
    pub no: String,
    /// What is put to the vote: 「進捗管理方針について」.
    pub title: String,
    /// The papers that belong to it: 「資料１・資料２」.
    pub papers: String,
}

impl FieldRow for MotionRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![("no", (&self.no).into()), ("title", (&self.title).into()), ("papers", (&self.papers).into())]
    }
}

/// The motions of a written meeting: the matters of its agenda.
pub fn motions(scope: &Scope<'_>) -> Vec<MotionRow> {
    let matters = (1..).zip(scope.stage.agenda.iter().flat_map(|item| &item.items));
    matters
        .map(|(no, matter): (u32, _)| {
            let names =
                matter.papers.iter().filter_map(|id| scope.papers.get(id.get_ref().as_str()).cloned());
            MotionRow {
                no: no.to_string().chars().map(full_width).collect(),
                title: matter.text.clone(),
                papers: names.collect::<Vec<_>>().join("・"),
            }
        })
        .collect()
}

/// Counts the ballots that came by the cutoff.
pub fn view(scope: &StageScope<'_>) -> Result<TallyResult, Trouble> {
    let stage = scope.stage;
    let body = stage.body.as_ref().and_then(|id| scope.cycle.body(id.get_ref())).ok_or_else(|| Trouble {
        origin: scope.cycle.source.of(&stage.id),
        message: "この段階に会議体（body）がありません。".into(),
    })?;
    let rules = body.voting.unwrap_or_default();
    let members: Vec<&Member> = scope.cycle.members_at(body.id.get_ref(), stage).collect();
    let ballots = BallotBox::of(scope.cycle, stage, scope.cutoff);
    let motions = motions(scope);
    let counted: Vec<_> = (0..motions.len()).map(|i| ballots.count(i, &members, rules)).collect();
    let (back, open): (Vec<&Member>, Vec<&Member>) =
        members.iter().partition(|member| ballots.of_member(called(member)).next().is_some());
    let figure = |what: String, items| Figure::count(format!("tally/{}/{what}", stage.id.get_ref()), items);
    // What a member sent, or who sent nothing.
    let cast = |motion: usize, of: &[usize]| {
        let voter = |place: &usize| members.get(*place).copied();
        Items::cells(of.iter().filter_map(voter).map(|member| {
            let sent = ballots.in_force(motion, called(member));
            sent.first().map_or_else(|| member.called_in(), |ballot| &ballot.vote.cell)
        }))
    };
    let names = |members: &[&Member]| Items::cells(members.iter().map(|member| member.called_in()));
    let items = motions.iter().zip(&counted).enumerate().map(|(i, (motion, tally))| MotionTally {
        no: motion.no.clone(),
        title: motion.title.clone(),
        votes_for: figure(format!("{}/for", i + 1), cast(i, &tally.votes_for)),
        against: figure(format!("{}/against", i + 1), cast(i, &tally.votes_against)),
        invalid: figure(format!("{}/invalid", i + 1), cast(i, &tally.invalid)),
        unsettled: (counted.iter().any(|tally| !tally.unsettled.is_empty()))
            .then(|| figure(format!("{}/unsettled", i + 1), cast(i, &tally.unsettled))),
        result: tally.result.label(),
        note: match tally.result {
            MotionOutcome::ChairDecides => {
                Some(format!("可否同数のため、{}の決するところによる。", body.chair))
            }
            MotionOutcome::NoQuorum => Some("回答が定足数に達しないため、成立しない。".into()),
            _ => None,
        },
    });
    let id = format!("tally/{}/needed", stage.id.get_ref());
    let needed = meeting_attendance::needed_of(id, body, rules.quorum, &members);
    Ok(TallyResult {
        body: body.name.clone(),
        chair: body.chair.clone(),
        deadline: stage.deadline.map(wareki::date_with_weekday),
        members: figure("members".into(), names(&members)),
        returned: figure("returned".into(), names(&back)),
        unreturned: figure("unreturned".into(), names(&open)),
        quorum: format!("{}の{}（{}以上の回答）", body.member, rules.quorum.label(), needed.text),
        needed,
        majority: format!("有効な回答の{}", rules.carried_by.label()),
        standing: standing(&counted),
        items: items.collect(),
        members_list: voters(&members, &motions, &ballots),
        comments: comments(&members, &motions, &ballots),
    })
}

fn standing(counted: &[Tally]) -> &'static str {
    let is_open = |tally: &Tally| {
        !tally.unsettled.is_empty() && tally.votes_for.is_empty() && tally.votes_against.is_empty()
    };
    match () {
        () if counted.iter().any(|tally| tally.result == MotionOutcome::NoQuorum) => "不成立",
        () if counted.iter().any(is_open) => UNRESOLVED,
        () => "成立",
    }
}

fn voters(members: &[&Member], motions: &[MotionRow], ballots: &BallotBox<'_>) -> Vec<VoterRow> {
    let voter = |(no, member): (u32, &&Member)| VoterRow {
        no: no.to_string(),
        name: called(member).into(),
        mark: member.chair.text.clone(),
        votes: (0..motions.len()).map(|i| printed(ballots, i, called(member)).to_owned()).collect(),
        date: last_day(ballots, called(member)),
    };
    (1..).zip(members).map(voter).collect()
}

/// Reasons and comments, in the order of the roster.
fn comments(members: &[&Member], motions: &[MotionRow], ballots: &BallotBox<'_>) -> Vec<BallotComment> {
    let mut comments = Vec::new();
    for member in members {
        for (i, motion) in motions.iter().enumerate() {
            let in_force = ballots.in_force(i, called(member));
            let texts = in_force.iter().flat_map(|ballot| [&ballot.reason.text, &ballot.comment.text]);
            let vote = match ballots.vote(i, called(member)) {
                Some(CountedVote::Valid(vote)) => vote.label(),
                Some(CountedVote::Unsettled) => UNRESOLVED,
                Some(CountedVote::Invalid) | None => "",
            };
            // What came in two ways is said once.
            let mut said = BTreeSet::new();
            for text in texts.filter(|text| !text.is_empty() && said.insert(text.as_str())) {
                comments.push(BallotComment {
                    member: called(member).into(),
                    item: motion.title.clone(),
                    vote: vote.into(),
                    text: text.clone(),
                });
            }
        }
    }
    comments
}

/// What is printed of a member's vote.
fn printed(ballots: &BallotBox<'_>, motion: usize, member: &str) -> &'static str {
    match ballots.vote(motion, member) {
        None => NO_VALUE,
        Some(CountedVote::Invalid) => "無効",
        Some(CountedVote::Unsettled) => UNRESOLVED,
        Some(CountedVote::Valid(vote)) => vote.label(),
    }
}

/// The day the member's last paper came.
fn last_day(ballots: &BallotBox<'_>, member: &str) -> String {
    let days = ballots.of_member(member).filter_map(|ballot| ballot.received.value());
    days.max().map_or(String::new(), |day| wareki::date(*day))
}
