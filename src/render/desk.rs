//! The desk, where jobs are prepared: each with the scope that it may see.

use std::collections::{BTreeMap, BTreeSet};

use super::artifact::Artifact;
use super::job::Job;
use super::job_list::{self, Scopes};
use super::known::Known;
use super::paper::{self, Prepared};
use super::scope::{RecipientScope, StageScope};
use super::sight::Sight;
use super::tried::Speakers;
use super::view::errata::OwnPast;
use super::{annex, form, view};
use crate::ground::finding::Finding;
use crate::ground::origin::Origin;
use crate::library::trouble::Trouble;
use crate::model::declared_paper::Paper;
use crate::model::recipient::Recipient;
use crate::model::stage::{ERRATA, Stage};

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
    pub fn prepare(&self, job: &Job<'a>) -> Result<Option<Prepared>, Trouble> {
        let library = self.known.library;
        Ok(Some(match job {
            Job::Packet(stage) => paper::packet(self.whole(stage)?, library)?,
            Job::Paper(stage, declared) if declared.is_later() => {
                paper::paper(&StageScope::of_later_paper(self.known, stage, declared), declared, library)?
            }
            Job::Paper(stage, declared) => paper::paper(self.whole(stage)?, declared, library)?,
            Job::Letter(stage, letter, recipient) => {
                let whole = self.whole(stage)?;
                let divisions = job_list::divisions(whole, letter, recipient);
                let own = whole.for_letter(letter, recipient).about(divisions);
                let date = letter.date.unwrap_or(own.date);
                let mut handed_on = BTreeMap::new();
                for (document, put) in paper::handed_on(stage, letter, library)? {
                    let seen = self.whole(stage)?.of_handed_on(put);
                    let seen = seen.map(|seen| seen.for_letter(letter, recipient).dated(date));
                    handed_on.extend(seen.map(|seen| (document, (seen, put))));
                }
                let past = self.past_of(stage, own.file_code())?;
                paper::letter(&own.dated(date), &handed_on, letter, past, library)?
            }
            Job::Annex(..) | Job::Form(..) => return Ok(None),
        }))
    }

    /// What the letter with a recipient's code compares in a 正誤表 of its own; none where nothing is corrected.
    fn past_of(&self, stage: &Stage, code: &str) -> Result<Option<OwnPast>, Trouble> {
        let whole = self.whole(stage)?;
        let Some(issued) = whole.issued.map(|issued| issued.of_recipient(code, stage)) else {
            return Ok(None);
        };
        let papers: Vec<&Paper> = stage.papers.iter().filter(|paper| stage.encloses(paper.id())).collect();
        Ok(Some(OwnPast { issued, now: view::figures_of(whole, &papers)? }))
    }

    /// The workbook or CSV file that a job becomes; none for a job that becomes a PDF.
    ///
    /// # Errors
    ///
    /// What is wrong with a template.
    pub fn workbook(&self, job: &Job<'a>) -> Result<Option<Artifact>, Trouble> {
        let library = self.known.library;
        Ok(Some(match job {
            Job::Annex(stage, declared, None) => {
                annex::make(declared, Sight::Whole(self.whole(stage)?), library)?
            }
            Job::Annex(stage, declared, Some(recipient)) => {
                annex::make(declared, Sight::Own(&self.own(stage, recipient)?), library)?
            }
            Job::Form(stage, declared, recipient) => form::make(declared, &self.own(stage, recipient)?)?,
            Job::Packet(_) | Job::Paper(..) | Job::Letter(..) => return Ok(None),
        }))
    }

    /// Prepares the jobs and keeps nothing, of very many alike some: finds what is wrong with words and declarations
    /// before anything is set.
    pub fn rehearse(&self, jobs: &[Job<'a>]) -> Vec<Finding> {
        let mut paths = BTreeSet::new();
        let mut attempt = |job: &Job<'a>| {
            let about = match self.workbook(job)? {
                Some(workbook) => workbook.about,
                None => match self.prepare(job)? {
                    Some(prepared) => prepared.about,
                    None => return Ok(()),
                },
            };
            let new = paths.insert(about.path.to_lowercase());
            if new { Ok(()) } else { Err(self.collision(job, &about.path)) }
        };
        // What was issued lies in `out/`, which only a build looks at.
        let alone = |job: &&Job<'a>| !matches!(job, Job::Paper(_, paper) if paper.id() == ERRATA);
        let tried = Speakers::of(self.known.opinions).tried_jobs(jobs).into_iter();
        tried.filter(alone).filter_map(|job| Some(attempt(job).err()?.finding(&job.name()))).collect()
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

    /// What a stage sees.
    fn whole(&self, stage: &Stage) -> Result<&StageScope<'a>, Trouble> {
        self.scopes
            .get(stage.id.get_ref().as_str())
            .ok_or_else(|| Trouble {
                origin: Origin::None, message: "この段階は用意されていません。".into()
            })
    }

    /// What a recipient sees of a stage.
    fn own(&self, stage: &Stage, recipient: &Recipient<'a>) -> Result<RecipientScope<'a>, Trouble> {
        Ok(self.whole(stage)?.for_recipient(recipient))
    }
}
