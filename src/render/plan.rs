//! What a build makes: one job a file.

use super::library::{Library, ScopeKind};
use super::press::Desk;
use super::view::scope::Known;
use super::view::submissions;
use crate::model::cycle::Cycle;
use crate::model::recipient::Recipient;
use crate::model::stage::{Annex, Form, Letter, Only, Paper, Stage, StageKind};

/// One file to make.
#[derive(Debug, Clone)]
pub enum Job<'a> {
    /// All papers of a meeting in one file.
    Packet(&'a Stage),
    Paper(&'a Stage, &'a Paper),
    Letter(&'a Stage, &'a Letter, Recipient<'a>),
    Form(&'a Stage, &'a Form, Recipient<'a>),
    /// A workbook, of the stage or of one recipient.
    Annex(&'a Stage, &'a Annex, Option<Recipient<'a>>),
}

impl<'a> Job<'a> {
    pub fn stage(&self) -> &'a Stage {
        match self {
            Job::Packet(stage) | Job::Paper(stage, _) => stage,
            Job::Letter(stage, ..) | Job::Annex(stage, ..) | Job::Form(stage, ..) => stage,
        }
    }

    /// What a message calls the file; letters and annexes to many recipients have one name.
    pub fn name(&self) -> String {
        let (stage, what) = match self {
            Job::Packet(stage) => (stage, "会議資料一式"),
            Job::Paper(stage, paper) => {
                (stage, paper.number.as_ref().map_or_else(|| paper.id(), |n| n.get_ref()))
            }
            Job::Letter(stage, letter, _) => (stage, letter.title.as_str()),
            Job::Form(stage, form, _) => (stage, form.title.as_str()),
            Job::Annex(stage, annex, _) => (stage, annex.annex.get_ref().as_str()),
        };
        format!("{}の「{what}」", stage.title)
    }
}

/// The jobs of the stages, those that take longest first.
pub fn plan<'a>(desk: &Desk<'a>, stages: &[&'a Stage]) -> Vec<Job<'a>> {
    let Known { cycle, library, .. } = desk.known;
    let mut jobs: Vec<Job> = stages.iter().filter(|s| has_packet(s)).map(|s| Job::Packet(s)).collect();
    for stage in stages {
        let mut papers: Vec<Job> = stage.papers.iter().map(|paper| Job::Paper(stage, paper)).collect();
        papers.reverse();
        jobs.append(&mut papers);
        for annex in &stage.annexes {
            jobs.extend(annex_jobs(cycle, library, stage, annex));
        }
        for letter in &stage.letters {
            let mut recipients = Recipient::all(letter.to, cycle, stage);
            recipients.retain(|recipient| is_meant(desk, stage, letter, recipient));
            jobs.extend(recipients.into_iter().map(|recipient| Job::Letter(stage, letter, recipient)));
        }
    }
    for stage in stages {
        for form in &stage.forms {
            let recipients = Recipient::all(form.to, cycle, stage).into_iter();
            jobs.extend(recipients.map(|recipient| Job::Form(stage, form, recipient)));
        }
    }
    jobs
}

/// Whether a letter is for a recipient.
fn is_meant(desk: &Desk<'_>, stage: &Stage, letter: &Letter, recipient: &Recipient<'_>) -> bool {
    let (Some(department), Some(scope)) =
        (recipient.department(), desk.scopes.get(stage.id.get_ref().as_str()))
    else {
        return letter.only == Only::All;
    };
    match letter.only {
        Only::All => true,
        Only::Unreturned => submissions::files_of(scope, recipient.code()).next().is_none(),
        Only::Questioned => submissions::findings_of(scope, department).next().is_some(),
    }
}

/// Whether the stage's papers are also put together.
fn has_packet(stage: &Stage) -> bool {
    matches!(stage.kind, StageKind::Meeting | StageKind::Written)
        && stage.papers.iter().any(|p| !p.is_later())
}

fn annex_jobs<'a>(cycle: &'a Cycle, library: &Library, stage: &'a Stage, annex: &'a Annex) -> Vec<Job<'a>> {
    // A declaration that can't be read is said when the job is made.
    let each = super::annex::spec(library, annex).is_ok_and(|spec| spec.scope == ScopeKind::Recipient);
    match each {
        true => {
            let recipients = Recipient::all(annex.to, cycle, stage).into_iter();
            recipients.map(|recipient| Job::Annex(stage, annex, Some(recipient))).collect()
        }
        false => vec![Job::Annex(stage, annex, None)],
    }
}
