//! The press: makes every job of a build on all cores, and gives each file to the sink.

use std::collections::BTreeSet;
use std::sync::Mutex;

use super::artifact::{About, Artifact, Bound, Printed};
use super::desk::Desk;
use super::job::Job;
use super::paper::Prepared;
use super::sink::Sink;
use super::typst::compile;
use super::typst::world::Typesetter;
use super::workers::on_threads;
use super::{annex, form};
use crate::ground::finding::Finding;
use crate::ground::watch::{Observer, Phase, during};
use crate::library::trouble::Trouble;

/// What jobs are made with.
pub struct Press<'a> {
    pub desk: &'a Desk<'a>,
    pub setter: Typesetter,
    pub observer: &'a dyn Observer,
}

/// Why a job gave no file.
enum Failure {
    /// A template is wrong.
    Template(Vec<Trouble>),
    /// The machine refused.
    Machine(String),
}

/// What came of the jobs.
#[derive(Default)]
pub struct Outcome {
    pub findings: Vec<Finding>,
    /// The stages of which a file could not be made.
    pub failed: Vec<String>,
    /// What the machine refused, if it did.
    pub fault: Option<String>,
    /// What was made, in no order.
    pub made: Vec<About>,
}

impl Press<'_> {
    /// Makes all jobs on `threads` threads; the outcome doesn't depend on their number.
    pub fn run(&self, jobs: &[Job<'_>], threads: usize, sink: &dyn Sink) -> Outcome {
        self.observer.planned(jobs.len());
        let outcome = Mutex::new(Outcome::default());
        let paths = Mutex::new(BTreeSet::new());
        on_threads(threads, jobs.len(), &|i| {
            let made = self.make(&jobs[i]).and_then(|artifact| {
                let about = artifact.about.clone();
                let path = about.path.clone();
                let mut taken = paths.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                if !taken.insert(path.to_lowercase()) {
                    return Err(Failure::Template(vec![self.desk.collision(&jobs[i], &path)]));
                }
                drop(taken);
                sink.accept(artifact).map_err(Failure::Machine)?;
                self.observer.done(&path);
                Ok(about)
            });
            let mut outcome = outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match made {
                Ok(about) => outcome.made.push(about),
                Err(Failure::Machine(fault)) => outcome.fault = Some(fault),
                Err(Failure::Template(troubles)) => {
                    outcome.findings.extend(troubles.into_iter().map(|t| t.finding(&jobs[i].name())));
                    outcome.failed.push(jobs[i].stage().id.get_ref().clone());
                }
            }
        });
        outcome.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn make(&self, job: &Job<'_>) -> Result<Artifact, Failure> {
        let wrong = |trouble| Failure::Template(vec![trouble]);
        if let Job::Annex(_, declared, _) = job {
            return during(self.observer, Phase::Workbooks, || {
                self.desk
                    .with_scope(job, |scope| annex::make(declared, scope, self.desk.known.library))
                    .map_err(wrong)
            });
        }
        if let Job::Form(_, form, _) = job {
            return during(self.observer, Phase::Workbooks, || {
                self.desk.with_scope(job, |scope| form::make(form, scope)).map_err(wrong)
            });
        }
        let prepared = during(self.observer, Phase::Preparing, || self.desk.prepare(job)).map_err(wrong)?;
        match prepared {
            Some(prepared) => self.set(prepared).map_err(Failure::Template),
            None => Err(Failure::Template(Vec::new())),
        }
    }

    /// Sets and exports a prepared job.
    ///
    /// # Errors
    ///
    /// What typst says.
    pub fn set(&self, prepared: Prepared) -> Result<Artifact, Vec<Trouble>> {
        let Prepared { mut about, json, identity, later, figures } = prepared;
        let world = self.setter.world(json);
        let set = during(self.observer, Phase::Compiling, || compile::set(&world))?;
        let bytes = during(self.observer, Phase::Exporting, || compile::export(&world, &set, &identity))?;
        about.pages = set.document.pages().len();
        place(&mut about.contents, &set.ends);
        let printed = set.figures.into_iter().filter_map(|(id, pages)| {
            let figure = figures.get(&id)?.clone();
            let places = pages.iter().map(ToString::to_string).collect();
            let id = id + &later;
            Some(Printed { id, text: figure.text, number: figure.number, origin: figure.origin, places })
        });
        Ok(Artifact { figures: printed.collect(), about, bytes })
    }
}

/// Says where each paper of a packet stands: each on a new sheet, from the last page of the one before.
fn place(contents: &mut [Bound], ends: &[usize]) {
    let mut first = 1;
    for (paper, end) in contents.iter_mut().zip(ends) {
        paper.first = first;
        paper.pages = end + 1 - first;
        first = end.next_multiple_of(2) + 1;
    }
}
