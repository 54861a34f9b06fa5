//! The desk, where jobs are prepared: each with the scope that it may see.

use std::collections::BTreeSet;

use super::job::Job;
use super::job_list::{self, Scopes};
use super::paper::{self, Prepared};
use super::scope::{Known, Scope};
use super::{annex, form};
use crate::ground::finding::Finding;
use crate::ground::origin::Origin;
use crate::library::trouble::Trouble;
use crate::model::stage::Stage;

/// The document that compares with what was issued.
const ERRATA: &str = "errata";

/// What jobs are prepared with: templates, and what each stage sees.
pub struct Desk<'a> {
    /// Everything that papers can be made of: the cycle, the register, the templates and so on.
    pub known: Known<'a>,
    /// Each stage's scope, by its id.
    pub scopes: Scopes<'a>,
}

impl<'a> Desk<'a> {
    /// Which files the stages make, those that take longest first.
    pub fn jobs(&self, stages: &[&'a Stage]) -> Vec<Job<'a>> {
        job_list::jobs(self.known, &self.scopes, stages)
    }

    /// The data from which typst sets a job's PDF; none for a job that becomes a workbook.
    ///
    /// # Errors
    ///
    /// What is wrong with a template.
    pub fn prepare(&self, job: &Job<'_>) -> Result<Option<Prepared>, Trouble> {
        self.with_scope(job, |scope| paper::prepare(job, scope, self.known.library))
    }

    /// Prepares every job and keeps nothing: finds what is wrong with words and declarations before anything is set.
    pub fn rehearse(&self, jobs: &[Job<'_>]) -> Vec<Finding> {
        let mut paths = BTreeSet::new();
        let mut attempt = |job: &Job<'_>| {
            let about = match job {
                Job::Annex(_, annex, _) => {
                    self.with_scope(job, |scope| annex::make(annex, scope, self.known.library))?.about
                }
                Job::Form(_, form, _) => self.with_scope(job, |scope| form::make(form, scope))?.about,
                _ => match self.prepare(job)? {
                    Some(prepared) => prepared.about,
                    None => return Ok(()),
                },
            };
            let new = paths.insert(about.path.to_lowercase());
            if new { Ok(()) } else { Err(self.collision(job, &about.path)) }
        };
        // What was issued lies in `out/`, which only a build looks at.
        let alone = |job: &&Job<'_>| !matches!(job, Job::Paper(_, paper) if paper.id() == ERRATA);
        jobs.iter().filter(alone).filter_map(|job| Some(attempt(job).err()?.finding(&job.name()))).collect()
    }

    /// What is said when two jobs would write one file: the second would take the first's place.
    pub fn collision(&self, job: &Job<'_>, path: &str) -> Trouble {
        Trouble {
            origin: self.known.cycle.source.of(&job.stage().id),
            message: format!(
                "二つのファイルの名前が {path} になります。資料番号か題名を別のものにしてください。"
            ),
        }
    }

    /// Does a piece of work with what a job may see: a letter, say, its recipient's part of the stage's scope.
    ///
    /// # Errors
    ///
    /// What the work says.
    pub fn with_scope<T>(
        &self,
        job: &Job<'_>,
        work: impl FnOnce(&Scope<'_>) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let Some(scope) = self.scopes.get(job.stage().id.get_ref().as_str()) else {
            return Err(Trouble {
                origin: Origin::None, message: "この段階は用意されていません。".into()
            });
        };
        match job {
            Job::Paper(stage, paper) if paper.is_later() => {
                work(&Scope::of_later_paper(self.known, stage, paper))
            }
            Job::Letter(_, letter, recipient) => {
                let mut own = scope.for_recipient(recipient);
                own.date = letter.date.unwrap_or(own.date);
                work(&own)
            }
            Job::Form(.., recipient) | Job::Annex(_, _, Some(recipient)) => {
                work(&scope.for_recipient(recipient))
            }
            _ => work(scope),
        }
    }
}
