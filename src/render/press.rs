//! The press: makes every job of a build on all cores.
//!
//! Why plain threads? PDF export runs on rayon inside; documents as rayon jobs would nest in each other's
//! waiting workers without end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::annex;
use super::artifact::{About, Artifact, Bound, Printed};
use super::form;
use super::paper::{self, Prepared};
use super::plan::Job;
use super::trouble::Trouble;
use super::typst::compile;
use super::typst::world::Typesetter;
use super::view::scope::{Known, Scope};
use crate::ground::finding::Finding;
use crate::ground::origin::Origin;

/// The stack of a worker: typst's layout nests deeply.
const STACK: usize = 64 << 20;
/// After how many jobs typst's cache drops what was not used lately.
const EVICT_EVERY: usize = 50;

/// The document that compares with what was issued.
const ERRATA: &str = "errata";

/// Where finished files go.
pub trait Sink: Sync {
    /// Takes a finished file.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    fn accept(&self, artifact: Artifact) -> Result<(), String>;

    /// The bytes of a file that was accepted before, by its path.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    fn accepted(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// What the press is doing, for whoever watches or measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    Reading,
    Checking,
    /// Fonts, templates, and the data of each paper.
    Preparing,
    Compiling,
    Exporting,
    Workbooks,
    Mail,
    Publishing,
}

/// Watches a build.
pub trait Observer: Sync {
    /// Runs a piece of work of a phase.
    fn during(&self, phase: Phase, work: &mut dyn FnMut());
    /// How many files will be made.
    fn planned(&self, _files: usize) {}
    /// A file is done.
    fn done(&self, _path: &str) {}
}

/// What jobs are prepared with: templates, and what each stage sees.
pub struct Desk<'a> {
    pub known: Known<'a>,
    /// Each stage's scope, by its id.
    pub scopes: BTreeMap<&'a str, Scope<'a>>,
}

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

impl Desk<'_> {
    /// The data of a job that becomes a PDF.
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

    /// Two files of one name: one would take the other's place.
    fn collision(&self, job: &Job<'_>, path: &str) -> Trouble {
        Trouble {
            origin: self.known.cycle.source.of(&job.stage().id),
            message: format!(
                "二つのファイルの名前が {path} になります。資料番号か題名を別のものにしてください。"
            ),
        }
    }

    fn with_scope<T>(
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

/// Runs a piece of work of a phase and returns what it gave.
pub fn during<T>(observer: &dyn Observer, phase: Phase, work: impl FnOnce() -> T) -> T {
    let (mut work, mut done) = (Some(work), None);
    observer.during(phase, &mut || done = work.take().map(|work| work()));
    done.expect("an observer runs the work it is given")
}

/// Does `work` for `0..count` on `threads` threads with a large stack.
pub fn on_threads(threads: usize, count: usize, work: &(dyn Fn(usize) + Sync)) {
    let next = AtomicUsize::new(0);
    let worker = || {
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= count {
                break;
            }
            work(i);
            if i % EVICT_EVERY == EVICT_EVERY - 1 {
                comemo::evict(2);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, count.max(1)) {
            // A thread that can't be had is one fewer; the first must be had, or nothing can be made.
            let started = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
            if started.is_err() {
                worker();
            }
        }
    });
}
