//! The press: makes every job of a build on all cores, and gives each file to the sink.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::artifact::{About, Artifact, Bound, Printed};
use super::desk::Desk;
use super::job::Job;
use super::paper::Prepared;
use super::sink::Sink;
use super::typst::world::Typesetter;
use super::typst::{compile, inks};
use super::unmade::Unmade;
use super::workers::on_threads;

use crate::ground::bounded::{Work, within};
use crate::ground::fault::Fault;
use crate::ground::finding::Finding;
use crate::ground::origin::Origin;
use crate::ground::watch::{Observer, Phase, during, making};
use crate::library::trouble::Trouble;

/// What jobs are made with.
pub struct Press<'a> {
    /// Where each job gets its data.
    pub desk: &'a Desk<'a>,
    /// The fonts and templates with which papers are set.
    pub setter: Typesetter<'a>,
    /// Who is told of each finished file and of the time that each phase takes.
    pub observer: &'a dyn Observer,
}

/// What came of a run of jobs.
#[derive(Default)]
pub struct Outcome {
    /// What is wrong with templates or the texts that fill them; one job may give several.
    pub findings: Vec<Finding>,
    /// The ids of the stages of which a file could not be made; one stands here once for each such file.
    pub failed: Vec<String>,
    /// What the machine refused, such as a full disk; none if it refused nothing.
    pub fault: Option<Fault>,
    /// The files that were made and given to the sink, in no order.
    pub made: Vec<About>,
}

impl Press<'_> {
    /// Makes all jobs on `threads` threads; the outcome doesn't depend on their number.
    pub fn run(&self, jobs: &[Job<'_>], threads: usize, sink: &dyn Sink) -> Outcome {
        self.observer.expect_files(jobs.len());
        let outcome = Mutex::new(Outcome::default());
        let paths = Mutex::new(BTreeSet::new());
        on_threads(threads, jobs.len(), &|i| {
            let make = || self.make(&jobs[i]);
            let made = making(self.observer, &jobs[i].name(), make).and_then(|artifact| {
                let about = artifact.about.clone();
                let path = about.path.clone();
                let mut taken = paths.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                if !taken.insert(path.to_lowercase()) {
                    return Err(self.desk.collision(&jobs[i], &path).into());
                }
                drop(taken);
                sink.accept(artifact)?;
                self.observer.done(&path);
                Ok(about)
            });
            let mut outcome = outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match made {
                Ok(about) => outcome.made.push(about),
                Err(Unmade::Fault(fault)) => outcome.fault = Some(fault),
                Err(Unmade::Troubles(troubles)) => {
                    outcome.findings.extend(troubles.into_iter().map(|t| t.finding(&jobs[i].name())));
                    outcome.failed.push(jobs[i].stage().id.get_ref().clone());
                }
            }
        });
        outcome.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn make(&self, job: &Job<'_>) -> Result<Artifact, Unmade> {
        if let Some(workbook) = during(self.observer, Phase::Workbooks, || self.desk.workbook(job))? {
            return Ok(workbook);
        }
        match during(self.observer, Phase::Preparing, || self.desk.prepare(job))? {
            Some(prepared) => Ok(self.set(prepared)?),
            None => Err(Unmade::Troubles(Vec::new())),
        }
    }

    /// Troubles of which typst says no place, or one in a built-in file, are those of the template that sets the paper, where
    /// only one does.
    fn placed(&self, mut troubles: Vec<Trouble>, work: &Work) -> Vec<Trouble> {
        let [template] = work.templates.as_slice() else { return troubles };
        let own: Vec<&str> = self.desk.known.library.own().collect();
        let is_own = |file: &str| file.strip_prefix("templates/").is_some_and(|path| own.contains(&path));
        for trouble in &mut troubles {
            match trouble.origin.file() {
                Some(file) if is_own(file) || !is_own(template) => continue,
                Some(_) => trouble.message.push_str(&format!("（{}）", trouble.origin)),
                None => {}
            }
            trouble.origin = Origin::File(template.as_str().into());
        }
        troubles
    }

    /// Sets a prepared job and exports it as PDF.
    ///
    /// # Errors
    ///
    /// What typst says.
    pub fn set(&self, prepared: Prepared) -> Result<Artifact, Vec<Trouble>> {
        let Prepared { mut about, json, identity, later, figures, work } = prepared;
        let world = self.setter.world(json);
        let typeset = || -> Result<_, Vec<Trouble>> {
            let set = during(self.observer, Phase::Compiling, || compile::set(&world))?;
            let bytes = during(self.observer, Phase::Exporting, || compile::export(&world, &set, &identity))?;
            Ok((set, bytes))
        };
        let made = within(&work, typeset).map_err(|(name, excess)| vec![Trouble::excess(&name, excess)])?;
        let (set, bytes) = made.map_err(|troubles| self.placed(troubles, &work))?;
        about.pages = set.document.pages().len();
        if !about.contents.is_empty() {
            place(&mut about.contents, &set.ends, &inks::pages_in_colour(&set.document));
        }
        // An id, too, was printed without what the fonts lack.
        let ids: BTreeMap<_, _> = figures.keys().map(|id| (self.setter.printable(id), id)).collect();
        let printed = set.figures.into_iter().filter_map(|(id, pages)| {
            let id = (*ids.get(id.as_str())?).clone();
            let figure = figures.get(&id)?;
            let places = pages.iter().map(ToString::to_string).collect();
            Some(Printed::of(figure, id + &later, places))
        });
        // What is blank is printed nowhere; that it was so must be known when something stands there later.
        let blank = figures.iter().filter(|(_, figure)| figure.text.is_empty());
        let blank = blank.map(|(id, figure)| Printed::of(figure, format!("{id}{later}"), Vec::new()));
        Ok(Artifact { figures: printed.chain(blank).collect(), about, bytes })
    }
}

/// Says where each paper of a packet stands: each on a new sheet, from the last page of the one before. And how many of its
/// pages are in colour.
fn place(contents: &mut [Bound], ends: &[usize], in_colour: &[usize]) {
    let mut first = 1;
    for (paper, end) in contents.iter_mut().zip(ends) {
        paper.first = first;
        paper.pages = end + 1 - first;
        paper.in_colour = in_colour.iter().filter(|page| (first..=*end).contains(page)).count();
        first = end.next_multiple_of(2) + 1;
    }
}
