//! What a build makes: one job a file.

use super::library::{Library, ScopeKind};
use crate::model::cycle::Cycle;
use crate::model::plan::Department;
use crate::model::stage::{Annex, Letter, Paper, Recipients, Stage, StageKind};

/// One file to make.
#[derive(Debug, Clone, Copy)]
pub enum Job<'a> {
    /// All papers of a meeting in one file.
    Packet(&'a Stage),
    Paper(&'a Stage, &'a Paper),
    Letter(&'a Stage, &'a Letter, &'a Department),
    /// A workbook, of the stage or of one recipient.
    Annex(&'a Stage, &'a Annex, Option<&'a Department>),
}

impl<'a> Job<'a> {
    pub fn stage(&self) -> &'a Stage {
        match self {
            Job::Packet(stage) | Job::Paper(stage, _) | Job::Letter(stage, ..) | Job::Annex(stage, ..) => {
                stage
            }
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
            Job::Annex(stage, annex, _) => (stage, annex.annex.get_ref().as_str()),
        };
        format!("{}の「{what}」", stage.title)
    }
}

/// The jobs of the stages, those that take longest first.
pub fn plan<'a>(cycle: &'a Cycle, library: &Library, stages: &[&'a Stage]) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job> = stages.iter().filter(|s| has_packet(s)).map(|s| Job::Packet(s)).collect();
    for stage in stages {
        let mut papers: Vec<Job> = stage.papers.iter().map(|paper| Job::Paper(stage, paper)).collect();
        papers.reverse();
        jobs.append(&mut papers);
        for annex in &stage.annexes {
            jobs.extend(annex_jobs(cycle, library, stage, annex));
        }
        for letter in &stage.letters {
            let Recipients::Departments = letter.to;
            jobs.extend(recipients(cycle).map(|department| Job::Letter(stage, letter, department)));
        }
    }
    jobs
}

/// Whether the stage's papers are also put together.
pub fn has_packet(stage: &Stage) -> bool {
    matches!(stage.kind, StageKind::Meeting | StageKind::Written) && !stage.papers.is_empty()
}

fn annex_jobs<'a>(cycle: &'a Cycle, library: &Library, stage: &'a Stage, annex: &'a Annex) -> Vec<Job<'a>> {
    // A declaration that can't be read is said when the job is made.
    let each = super::annex::spec(library, annex).is_ok_and(|spec| spec.scope == ScopeKind::Recipient);
    match each {
        true => recipients(cycle).map(|d| Job::Annex(stage, annex, Some(d))).collect(),
        false => vec![Job::Annex(stage, annex, None)],
    }
}

/// The departments that own a measure.
fn recipients(cycle: &Cycle) -> impl Iterator<Item = &Department> {
    cycle.departments.iter().filter(|d| cycle.measures.iter().any(|m| m.owner.text == d.code.text))
}
