//! What was decided about papers: as the secretariat writes it, or by the votes of a written meeting.

use chrono::NaiveDate;
use toml::Spanned;

use super::ballot_box::BallotBox;
use super::tally::MotionOutcome;
use crate::model::body::Member;
use crate::model::cycle::Cycle;
use crate::model::decision::{Decision, Finality, Resolution, can_be_put, is_called_draft, without_draft};
use crate::model::declared_paper::Paper;
use crate::model::stage::{FormKind, Matter, Stage, StageKind};

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
    /// Nothing was put to a meeting that it could decide on. Of that another finding speaks.
    NotPut,
    /// It is from before the meeting.
    TooEarly,
    /// Another decision about the same paper is written too.
    Twice,
    /// It has a cutoff of its own, and is no amendment.
    CutoffOfNoAmendment,
    /// Its cutoff is before the meeting's.
    CutoffTooEarly,
    /// It has words of its own, and is no amendment of a paper of prose.
    WordsOfNoAmendment,
    /// On its day no member had voted yet.
    NotVoted,
    /// The members voted otherwise.
    AgainstVote(MotionOutcome),
}

/// What speaks against printing a paper again as it was decided on.
#[derive(Debug, Clone)]
pub enum FinalDoubt<'a> {
    /// These of its declarations are not as the paper was put to the meeting.
    Differs(Vec<&'static str>),
    /// Its title calls it a draft in a place where 「（案）」 is not taken away.
    TitleOfDraft,
    /// The amendment has what came after the stage's own cutoff.
    AmendedLater(NaiveDate),
    /// Another meeting decided on it too, not before this one.
    DecidedAgain(&'a Stage),
}

/// Everything that speaks against a decision of a stage.
pub fn doubts(cycle: &Cycle, stage: &Stage, decision: &Decision) -> Vec<Doubt> {
    let id = decision.paper.get_ref();
    let is_amended = decision.result == Resolution::Amended;
    let is_prose = stage.paper(id).is_some_and(|paper| paper.words.is_some());
    let others = stage.decisions.iter().filter(|other| other.paper.get_ref() == id).count();
    let all = [
        (!is_put(stage, id)).then_some(Doubt::NotPut),
        (decision.date < stage.date).then_some(Doubt::TooEarly),
        (others > 1).then_some(Doubt::Twice),
        decision.cutoff.filter(|_| !is_amended).map(|_| Doubt::CutoffOfNoAmendment),
        decision.cutoff.filter(|cutoff| *cutoff < stage.cutoff()).map(|_| Doubt::CutoffTooEarly),
        decision.words.as_ref().filter(|_| !(is_amended && is_prose)).map(|_| Doubt::WordsOfNoAmendment),
        doubt_of_votes(cycle, stage, decision),
    ];
    all.into_iter().flatten().collect()
}

/// Whether a stage puts this paper to a meeting, as a draft that can be decided on.
fn is_put(stage: &Stage, id: &str) -> bool {
    let is_meeting = matches!(stage.kind, StageKind::Meeting | StageKind::Written);
    let is_draft = |paper: &Paper| paper.is_bound() && paper.title.as_deref().is_some_and(can_be_put);
    is_meeting
        && stage.approves.iter().any(|paper| paper.get_ref() == id)
        && stage.paper(id).is_some_and(is_draft)
}

/// What the votes that had come by the day of a decision say against it. Where they are counted elsewhere, nothing.
fn doubt_of_votes(cycle: &Cycle, stage: &Stage, decision: &Decision) -> Option<Doubt> {
    let until = decision.date.min(counting_days(stage).0);
    match vote_on(cycle, stage, decision.paper.get_ref(), until) {
        Some(vote) => (!agrees(vote, decision.result)).then_some(Doubt::AgainstVote(vote)),
        None => (counts_votes(cycle, stage) && decision.result != Resolution::Continued)
            .then_some(Doubt::NotVoted),
    }
}

/// Whether the votes of a written meeting are counted here: it asks for them, reports on them, or some came in.
fn counts_votes(cycle: &Cycle, stage: &Stage) -> bool {
    stage.kind == StageKind::Written
        && (stage.papers.iter().any(|paper| paper.document.get_ref() == TALLY)
            || stage.forms.iter().any(|form| form.form == FormKind::Ballot)
            || cycle.ballots.iter().any(|ballot| ballot.stage.text == *stage.id.get_ref()))
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

/// The words of a paper: its own, or, where it is printed again after its meeting, those that were put there or amended.
pub fn words_of<'a>(paper: &'a Paper, put: Option<&'a Paper>) -> Option<&'a Spanned<String>> {
    let decision = paper.finality.as_ref().and_then(|finality| finality.decision.as_ref());
    let amended = decision.and_then(|decision| decision.words.as_ref());
    amended.or(put.unwrap_or(paper).words.as_ref())
}

/// The last day whose returns a paper uses that is printed again after its meeting: the meeting's, or that of an amendment.
pub fn cutoff_of(meeting: &Stage, paper: &Paper) -> NaiveDate {
    let decision = paper.finality.as_ref().and_then(|finality| finality.decision.as_ref());
    decision.and_then(|decision| decision.cutoff).unwrap_or(meeting.cutoff())
}

/// Of a stage that prints again figures that were put to a meeting, the last day whose returns these use: of several
/// papers those of the first. What came later is no part of them, and so of nothing else that the stage makes: it hands on
/// what the meeting had before it, or amended.
pub fn decided_until(cycle: &Cycle, stage: &Stage) -> Option<NaiveDate> {
    let put = stage.papers.iter().filter_map(|paper| Some((paper, put_before(cycle, paper)?)));
    put.filter(|(_, (_, put))| put.words.is_none()).map(|(paper, (met, _))| cutoff_of(met, paper)).next()
}

/// Everything that speaks against printing a paper again as a meeting decided on it.
pub fn final_doubts<'a>(
    cycle: &'a Cycle,
    stage: &Stage,
    paper: &Paper,
    (meeting, put): (&Stage, &Paper),
) -> Vec<FinalDoubt<'a>> {
    let decision = meeting.decision(paper.id()).filter(|decision| decision.date <= stage.date);
    let declared = [
        ("document", paper.document.get_ref() != put.document.get_ref()),
        ("words", paper.words.is_some()),
        ("paper", paper.paper.is_some()),
        ("landscape", paper.landscape.is_some()),
        ("date", paper.date.is_some()),
        ("cutoff", paper.cutoff.is_some()),
    ];
    let differing: Vec<&str> =
        declared.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect();
    let bare = paper.title.as_deref().map(without_draft);
    let again = |other: &&Stage| {
        let made = other.decision(paper.id()).filter(|made| made.date <= stage.date);
        other.id != meeting.id
            && made.zip(decision).is_some_and(|(made, decision)| made.date >= decision.date)
    };
    let all = [
        (!differing.is_empty()).then_some(FinalDoubt::Differs(differing)),
        bare.filter(|bare| bare.is_empty() || is_called_draft(bare)).map(|_| FinalDoubt::TitleOfDraft),
        decision
            .and_then(|decision| decision.cutoff)
            .filter(|cutoff| *cutoff > stage.cutoff())
            .map(FinalDoubt::AmendedLater),
        cycle.settings.stages.iter().find(again).map(FinalDoubt::DecidedAgain),
    ];
    all.into_iter().flatten().collect()
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
    let Some(meeting) = cycle.stage(by.get_ref()) else {
        return Some(Settled {
            finality: Finality { body: by.get_ref().clone(), decision: None },
            title: None,
        });
    };
    let body = decider(cycle, meeting).into();
    let Some(put) = meeting.paper(paper.id()) else {
        return Some(Settled { finality: Finality { body, decision: None }, title: None });
    };
    let is_sure = final_doubts(cycle, stage, paper, (meeting, put)).is_empty();
    let decision = meeting.decision(paper.id()).filter(|made| is_sure && made.date <= stage.date).cloned();
    Some(Settled { finality: Finality { body, decision }, title: put.title.clone() })
}

/// What the votes of a written meeting decide about the papers for which no decision is written.
fn by_votes(cycle: &Cycle, stage: &Stage) -> Vec<Decision> {
    let (until, date) = counting_days(stage);
    let is_written = |id: &str| stage.decisions.iter().any(|decision| decision.paper.get_ref() == id);
    let open = stage.approves.iter().filter(|id| is_put(stage, id.get_ref()) && !is_written(id.get_ref()));
    let decision = |paper: &Spanned<String>| {
        let result = match vote_on(cycle, stage, paper.get_ref(), until)? {
            MotionOutcome::Carried => Resolution::Approved,
            MotionOutcome::Rejected => Resolution::Rejected,
            MotionOutcome::NoQuorum | MotionOutcome::ChairDecides | MotionOutcome::Unsettled => return None,
        };
        let (paper, note) = (paper.clone(), String::new());
        Some(Decision { paper, result, date, cutoff: None, words: None, note, holds: true })
    };
    open.filter_map(decision).collect()
}

/// What the votes of a written meeting that had come by a day say about a paper: the outcome of the motion that names it;
/// where several do, of the one that stands most in its way. None if nobody voted, or no motion names it.
fn vote_on(cycle: &Cycle, stage: &Stage, paper: &str, until: NaiveDate) -> Option<MotionOutcome> {
    let body = stage.body.as_ref().filter(|_| stage.kind == StageKind::Written)?;
    let rules = cycle.body(body.get_ref())?.voting.unwrap_or_default();
    let members: Vec<&Member> = cycle.members_at(body.get_ref(), stage).collect();
    let ballots = BallotBox::of(cycle, stage, until);
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
