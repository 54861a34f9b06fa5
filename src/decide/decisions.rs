//! What was decided about papers: as the secretariat writes it, or by the votes of a written meeting.

use chrono::NaiveDate;
use toml::Spanned;

use super::ballot_box::BallotBox;
use super::tally::MotionOutcome;
use crate::model::body::Member;
use crate::model::cycle::Cycle;
use crate::model::decision::{Decision, Finality, Resolution};
use crate::model::declared_paper::Paper;
use crate::model::stage::{Matter, Stage, StageKind};

/// The document that reports the votes of a written meeting.
const TALLY: &str = "tally";

/// Fills in what follows from the decisions: those that the votes of a written meeting make, where none is written, and
/// of each paper that is printed again after its meeting what was decided about it.
pub fn settle(cycle: &mut Cycle) {
    let voted: Vec<Vec<Decision>> = cycle.settings.stages.iter().map(|s| by_votes(cycle, s)).collect();
    let hold = |stage: &Stage| stage.decisions.iter().map(|d| doubts(cycle, stage, d).is_empty()).collect();
    let hold: Vec<Vec<bool>> = cycle.settings.stages.iter().map(hold).collect();
    for (stage, (voted, hold)) in cycle.settings.stages.iter_mut().zip(voted.into_iter().zip(hold)) {
        stage.decisions.iter_mut().zip(hold).for_each(|(decision, holds)| decision.holds = holds);
        stage.decisions.extend(voted);
    }
    let papers = |stage: &Stage| stage.papers.iter().map(|paper| finality(cycle, stage, paper)).collect();
    let settled: Vec<Vec<Option<Settled>>> = cycle.settings.stages.iter().map(papers).collect();
    let papers = cycle.settings.stages.iter_mut().flat_map(|stage| &mut stage.papers);
    for (paper, settled) in papers.zip(settled.into_iter().flatten()) {
        if let Some(Settled { finality, title }) = settled {
            paper.finality = Some(finality);
            paper.title = paper.title.take().or(title);
        }
    }
}

/// What speaks against a decision that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The stage is no meeting, or the paper was not put to it. Of the latter another rule speaks.
    NotPut,
    /// It is from before the meeting.
    TooEarly,
    /// Another decision about the same paper is written too.
    Twice,
    /// It has a cutoff of its own, and is no amendment.
    CutoffOfNoAmendment,
    /// Its cutoff is before the meeting's.
    CutoffTooEarly,
    /// The members voted otherwise.
    AgainstVote(MotionOutcome),
}

/// Everything that speaks against a decision of a stage.
pub fn doubts(cycle: &Cycle, stage: &Stage, decision: &Decision) -> Vec<Doubt> {
    let id = decision.paper.get_ref();
    let is_meeting = matches!(stage.kind, StageKind::Meeting | StageKind::Written);
    let is_put = is_meeting && stage.approves.iter().any(|paper| paper.get_ref() == id);
    let vote = vote_on(cycle, stage, id).filter(|vote| !agrees(*vote, decision.result));
    let all = [
        (!is_put).then_some(Doubt::NotPut),
        (decision.date < stage.date).then_some(Doubt::TooEarly),
        (stage.decisions.iter().filter(|other| other.paper.get_ref() == id).count() > 1)
            .then_some(Doubt::Twice),
        decision
            .cutoff
            .filter(|_| decision.result != Resolution::Amended)
            .map(|_| Doubt::CutoffOfNoAmendment),
        decision.cutoff.filter(|cutoff| *cutoff < stage.cutoff()).map(|_| Doubt::CutoffTooEarly),
        vote.map(Doubt::AgainstVote),
    ];
    all.into_iter().flatten().collect()
}

/// Whether a body can decide so after such a vote. What the vote leaves open is the chair's; what falls may be put again.
fn agrees(vote: MotionOutcome, result: Resolution) -> bool {
    match vote {
        MotionOutcome::Carried => result.is_final(),
        MotionOutcome::Rejected => !result.is_final(),
        MotionOutcome::NoQuorum => result == Resolution::Continued,
        MotionOutcome::ChairDecides | MotionOutcome::Unsettled => true,
    }
}

/// Who decides at a stage: its body's full name.
pub fn decider<'a>(cycle: &'a Cycle, stage: &'a Stage) -> &'a str {
    stage.body.as_ref().and_then(|id| cycle.body(id.get_ref())).map_or(&stage.title, |body| &body.name)
}

/// Of a paper that is printed again after its meeting, the stage that decided on it, and the paper as it was put there.
pub fn put_before<'a>(cycle: &'a Cycle, paper: &Paper) -> Option<(&'a Stage, &'a Paper)> {
    let stage = cycle.stage(paper.decided_by.as_ref()?.get_ref())?;
    Some((stage, stage.paper(paper.id())?))
}

/// The last day whose returns a paper uses that is printed again after its meeting: the meeting's, or that of an amendment.
pub fn cutoff_of(meeting: &Stage, paper: &Paper) -> NaiveDate {
    let decision = paper.finality.as_ref().and_then(|finality| finality.decision.as_ref());
    decision.and_then(|decision| decision.cutoff).unwrap_or(meeting.cutoff())
}

/// Of a stage that prints again what a meeting decided, the last day whose returns were decided on. What came later is no
/// part of it, and so of nothing that the stage makes: it hands on what was decided.
pub fn decided_until(cycle: &Cycle, stage: &Stage) -> Option<NaiveDate> {
    let is_final = |paper: &&Paper| paper.finality.as_ref().is_some_and(Finality::is_final);
    let decided = stage.papers.iter().filter(is_final);
    decided.filter_map(|paper| Some(cutoff_of(put_before(cycle, paper)?.0, paper))).max()
}

/// What is known of a paper that is printed again after its meeting.
struct Settled {
    finality: Finality,
    /// Its title as it was put to the meeting.
    title: Option<String>,
}

/// What is known of such a paper on the day of its stage.
fn finality(cycle: &Cycle, stage: &Stage, paper: &Paper) -> Option<Settled> {
    let by = paper.decided_by.as_ref()?;
    let (body, decision, title) = match cycle.stage(by.get_ref()) {
        Some(meeting) => (
            decider(cycle, meeting).into(),
            meeting.decision(paper.id()).filter(|decision| decision.date <= stage.date).cloned(),
            meeting.paper(paper.id()).and_then(|put| put.title.clone()),
        ),
        None => (by.get_ref().clone(), None, None),
    };
    Some(Settled { finality: Finality { body, decision }, title })
}

/// What the votes of a written meeting decide about the papers for which no decision is written.
fn by_votes(cycle: &Cycle, stage: &Stage) -> Vec<Decision> {
    let (_, date) = counting_days(stage);
    let open = stage
        .approves
        .iter()
        .filter(|paper| !stage.decisions.iter().any(|decision| decision.paper.get_ref() == paper.get_ref()));
    let decision = |paper: &Spanned<String>| {
        let result = match vote_on(cycle, stage, paper.get_ref())? {
            MotionOutcome::Carried => Resolution::Approved,
            MotionOutcome::Rejected => Resolution::Rejected,
            MotionOutcome::NoQuorum | MotionOutcome::ChairDecides | MotionOutcome::Unsettled => return None,
        };
        Some(Decision { paper: paper.clone(), result, date, cutoff: None, note: String::new(), holds: true })
    };
    open.filter_map(decision).collect()
}

/// What the votes of a written meeting say about a paper: the outcome of the motion that names it; where several do, of
/// the one that stands most in its way. None if nobody voted, or no motion names it.
pub fn vote_on(cycle: &Cycle, stage: &Stage, paper: &str) -> Option<MotionOutcome> {
    let body = stage.body.as_ref().filter(|_| stage.kind == StageKind::Written)?;
    let rules = cycle.body(body.get_ref())?.voting.unwrap_or_default();
    let members: Vec<&Member> = cycle.members_of(body.get_ref()).collect();
    let ballots = BallotBox::of(cycle, stage, counting_days(stage).0);
    let names_it = |matter: &Matter| matter.papers.iter().any(|id| id.get_ref() == paper);
    let matters = stage.agenda.iter().flat_map(|item| &item.items).enumerate();
    let motions = matters.filter(|(_, matter)| names_it(matter)).map(|(motion, _)| motion);
    let outcomes: Vec<MotionOutcome> = motions
        .filter(|motion| ballots.is_begun(*motion))
        .map(|motion| ballots.count(motion, &members, rules).result)
        .collect();
    let worst = [
        MotionOutcome::Rejected,
        MotionOutcome::NoQuorum,
        MotionOutcome::Unsettled,
        MotionOutcome::ChairDecides,
        MotionOutcome::Carried,
    ];
    worst.into_iter().find(|outcome| outcomes.contains(outcome))
}

/// The last day whose ballots count, and the day on which the result stands: those of the report on the votes, if the
/// stage makes one, else the deadline.
fn counting_days(stage: &Stage) -> (NaiveDate, NaiveDate) {
    let report = stage.papers.iter().rfind(|paper| paper.document.get_ref() == TALLY && paper.is_later());
    let otherwise = stage.deadline.unwrap_or(stage.date);
    let (cutoff, date) = report.map_or((None, None), |paper| (paper.cutoff, paper.date));
    (cutoff.or(date).unwrap_or(otherwise), date.or(cutoff).unwrap_or(otherwise))
}
