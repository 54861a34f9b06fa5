//! The list of jobs: which files a build makes, and which of them one of its parts.

use std::collections::{BTreeMap, BTreeSet};

use super::job::Job;
use super::known::Known;
use super::scope::StageScope;
use super::view::questions;
use crate::decide::answers::Answered;
use crate::decide::question::Question;
use crate::ground::shard::Shard;
use crate::library::document::ScopeKind;
use crate::model::cycle::Cycle;
use crate::model::enclosed_papers::PACKET;
use crate::model::letter::{Letter, RecipientFilter, Recipients};
use crate::model::recipient::Recipient;
use crate::model::stage::{Annex, Stage};

/// Each stage's scope, by its id.
pub type Scopes<'a> = BTreeMap<&'a str, StageScope<'a>>;

/// The jobs of the stages, those that take longest first: the papers with the packets that hold them, each paper before
/// its packet, so that a template that takes too much is found by the paper that it sets.
pub fn jobs<'a>(known: Known<'a>, scopes: &Scopes<'a>, stages: &[&'a Stage]) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    let stages: Vec<&'a Stage> = stages.iter().copied().filter(|stage| !stage.is_dropped()).collect();
    for stage in &stages {
        jobs.extend(stage.papers.iter().rev().map(|paper| Job::Paper(stage, paper)));
        jobs.extend(stage.has_packet().then_some(Job::Packet(stage)));
    }
    for stage in &stages {
        for annex in &stage.annexes {
            jobs.extend(annex_jobs(known, scopes, stage, annex));
        }
        let cycle = known.on(stage.date).cycle;
        for letter in &stage.letters {
            let mut recipients = recipients(cycle, scopes, stage, letter.to);
            recipients.retain(|recipient| is_meant(scopes, stage, letter, recipient));
            if !recipients.is_empty() {
                recipients.extend(Recipient::copied(cycle, stage, letter));
            }
            jobs.extend(recipients.into_iter().map(|recipient| Job::Letter(stage, letter, recipient)));
        }
    }
    for stage in &stages {
        for form in &stage.forms {
            let cycle = known.on(stage.date).cycle;
            let recipients = with_letters(cycle, scopes, stage, form.to).into_iter();
            jobs.extend(recipients.map(|recipient| Job::Form(stage, form, recipient)));
        }
    }
    jobs
}

/// Those of the jobs that one part of a build makes. The recipients of a stage are dealt out to the parts by their places in
/// its list, and all that is for one of them is made in one part. What is for nobody alone is made in the first, and in each
/// other whose messages bring it.
pub fn of_shard<'a>(mut jobs: Vec<Job<'a>>, cycle: &'a Cycle, shard: Shard) -> Vec<Job<'a>> {
    let mut own: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for job in &jobs {
        let stage = job.stage();
        own.entry(stage.id.get_ref()).or_insert_with(|| {
            let listed = (0..).zip(Recipient::of_stage(cycle, stage));
            listed.filter(|(place, _)| shard.has(*place)).map(|(_, recipient)| recipient.code()).collect()
        });
    }
    let is_own = |job: &Job<'_>| job.to_one().is_some_and(|(_, _, code)| own[job_stage(job)].contains(code));
    let writing: BTreeSet<&str> = jobs.iter().filter(|job| is_own(job)).map(job_stage).collect();
    jobs.retain(|job| match job.to_one() {
        Some(_) => is_own(job),
        None => shard.is_first() || writing.contains(job_stage(job)) && is_mailed(job),
    });
    jobs
}

/// The id of the stage of a job.
fn job_stage<'a>(job: &Job<'a>) -> &'a str {
    job.stage().id.get_ref()
}

/// Whether the messages of a stage bring a file to everyone.
fn is_mailed(job: &Job<'_>) -> bool {
    let id = match job {
        Job::Packet(_) => PACKET,
        Job::Paper(_, paper) => paper.id(),
        Job::Annex(_, annex, None) => annex.annex.get_ref(),
        Job::Letter(..) | Job::Form(..) | Job::Annex(..) => return false,
    };
    job.stage().mail.is_some() && job.stage().enclosed().contains(&id)
}

/// The recipients of a kind for whom something is made that goes with the stage's letters: where these go to some, those.
fn with_letters<'a>(
    cycle: &'a Cycle,
    scopes: &Scopes<'a>,
    stage: &Stage,
    kind: Recipients,
) -> Vec<Recipient<'a>> {
    let mut all = recipients(cycle, scopes, stage, kind);
    all.retain(|recipient| goes_with_letters(scopes, stage, recipient));
    all
}

/// Whether what goes with a stage's letters is for a recipient. A section that writes no letter to itself still has its
/// returns to write; a chair who invites answers nobody.
pub fn goes_with_letters<'a>(scopes: &Scopes<'a>, stage: &Stage, recipient: &Recipient<'a>) -> bool {
    let office = |scope: &StageScope<'a>| recipient.is_omitted(&scope.cycle.settings.secretariat, stage);
    if recipient.department().is_none() && scopes.get(stage.id.get_ref().as_str()).is_some_and(office) {
        return false;
    }
    let mut letters = stage.letters.iter().filter(|letter| letter.to == recipient.kind()).peekable();
    let is_for =
        |letter: &Letter| letter.only == RecipientFilter::All || is_meant(scopes, stage, letter, recipient);
    letters.peek().is_none() || letters.any(is_for)
}

/// Whether a letter is for a recipient.
pub fn is_meant<'a>(scopes: &Scopes<'a>, stage: &Stage, letter: &Letter, recipient: &Recipient<'a>) -> bool {
    let Some(scope) = scopes.get(stage.id.get_ref().as_str()) else { return false };
    if !scope.is_for(recipient) || recipient.is_omitted(&scope.cycle.settings.secretariat, stage) {
        return false;
    }
    let has_opinions = || !scope.for_recipient(recipient).opinions.is_empty();
    match letter.only {
        RecipientFilter::All => true,
        RecipientFilter::WithOpinions => has_opinions(),
        RecipientFilter::WithoutOpinions => !has_opinions() && !scope.has_spoken(recipient.code()),
        RecipientFilter::FollowedUp => {
            has_opinions() || !scope.for_recipient(recipient).reports.carried.is_empty()
        }
        RecipientFilter::Unreturned | RecipientFilter::Questioned => {
            !reminded(scope, letter, recipient).is_empty()
        }
    }
}

/// Of a letter that reminds one that gathers (部), or asks it about what came, the codes of those whom it is about; none of any
/// other, which is about all.
pub fn divisions<'a>(
    scope: &StageScope<'a>,
    letter: &Letter,
    recipient: &Recipient<'a>,
) -> Option<Vec<&'a str>> {
    let is_of_some = matches!(recipient, Recipient::Bureau(_)) && letter.only.only_reminds();
    is_of_some.then(|| reminded(scope, letter, recipient).iter().map(Recipient::code).collect())
}

/// Whom a letter to a recipient reminds, or asks about what they sent: it itself, or those of its divisions that have still
/// to answer or whose answers raise questions.
fn reminded<'a>(scope: &StageScope<'a>, letter: &Letter, recipient: &Recipient<'a>) -> Vec<Recipient<'a>> {
    let mut all = recipient.answering(scope.sent_in().cycle);
    all.retain(|one| match (letter.only, one) {
        (RecipientFilter::Unreturned, _) => is_to_be_reminded(scope, letter, one),
        (RecipientFilter::Questioned, Recipient::Department(own)) => questions::has_questions(scope, own),
        _ => false,
    });
    all
}

/// Whether a recipient has not answered by the cutoff what a letter is about. One that answered a part of it is asked for
/// the rest by the stage's own 疑義照会, if it has one.
fn is_to_be_reminded(scope: &StageScope<'_>, letter: &Letter, recipient: &Recipient<'_>) -> bool {
    let sent = scope.sent_in();
    let Some(question) = Question::of_letter(sent, scope.stage, letter, recipient) else { return false };
    let meeting = sent.cycle.stage(question.stage.meeting_id());
    let is_off = |meeting: &Stage| {
        meeting.cancellation_as_of(scope.date).is_some() || meeting.known_date_as_of(scope.date).is_none()
    };
    if meeting.is_some_and(is_off) {
        return false;
    }
    let state =
        |question: &Question<'_>| Some(question.standing(sent, recipient.clone(), scope.cutoff)?.state);
    let answers_later = |later: &Question<'_>| {
        !later.is_until(sent.cycle, question.stage) && state(later) != Some(Answered::Not)
    };
    match state(&question) {
        // What can't be read is asked by its finding.
        None | Some(Answered::Whole | Answered::Unsettled) => false,
        // Who has answered when asked once more is not told that nothing came.
        Some(Answered::Not) => !question.like_it(sent, recipient).iter().any(answers_later),
        Some(Answered::Partly { .. }) => {
            let asks = |other: &Letter| other.only == RecipientFilter::Questioned && other.to == letter.to;
            !scope.stage.letters.iter().any(asks)
        }
    }
}

/// The recipients of a kind for whom the stage is meant.
fn recipients<'a>(
    cycle: &'a Cycle,
    scopes: &Scopes<'a>,
    stage: &Stage,
    kind: Recipients,
) -> Vec<Recipient<'a>> {
    let mut all = Recipient::all(kind, cycle, stage);
    let scope = scopes.get(stage.id.get_ref().as_str());
    all.retain(|recipient| scope.is_some_and(|scope| scope.is_for(recipient)));
    all
}

fn annex_jobs<'a>(known: Known<'a>, scopes: &Scopes<'a>, stage: &'a Stage, annex: &'a Annex) -> Vec<Job<'a>> {
    // A declaration that can't be read is said when the job is made.
    let each = known.library.annex(annex).is_ok_and(|spec| spec.scope == ScopeKind::Recipient);
    match each {
        true => {
            let recipients = with_letters(known.on(stage.date).cycle, scopes, stage, annex.to).into_iter();
            recipients.map(|recipient| Job::Annex(stage, annex, Some(recipient))).collect()
        }
        false => vec![Job::Annex(stage, annex, None)],
    }
}
