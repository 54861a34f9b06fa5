//! The press: makes every job of a build on all cores, and gives each file to the sink.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::artifact::{About, Artifact, Bound, Printed};
use super::desk::Desk;
use super::job::Job;
use super::paper::{Prepared, PrintableFigures};
use super::recipe::{Laid, NewlySet};
use super::sink::Sink;
use super::typst::world::{JobWorld, Typesetter};
use super::typst::{compile, inks};
use super::unmade::Unmade;
use super::used_figures;
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
}

impl Press<'_> {
    /// Makes all jobs on `threads` threads; the outcome doesn't depend on their number.
    pub fn run(&self, jobs: &[Job<'_>], threads: usize, sink: &dyn Sink) -> Outcome {
        self.observer.expect_files(jobs.len());
        let outcome = Mutex::new(Outcome::default());
        let paths = Mutex::new(BTreeSet::new());
        on_threads(threads, jobs.len(), &|i| {
            let make = || self.make(&jobs[i], sink);
            let made = making(self.observer, &jobs[i].name(), make).and_then(|finished| {
                let path = finished.path().to_owned();
                let mut taken = paths.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                if !taken.insert(path.to_lowercase()) {
                    return Err(self.desk.collision(&jobs[i], &path).into());
                }
                drop(taken);
                finished.give(sink)?;
                self.observer.done(&path);
                Ok(())
            });
            let mut outcome = outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match made {
                Ok(()) => {}
                Err(Unmade::Fault(fault)) => outcome.fault = Some(fault),
                Err(Unmade::Troubles(troubles)) => {
                    outcome.findings.extend(troubles.into_iter().map(|t| t.finding(&jobs[i].name())));
                    outcome.failed.push(jobs[i].stage().id.get_ref().clone());
                }
            }
        });
        outcome.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn make(&self, job: &Job<'_>, sink: &dyn Sink) -> Result<Finished, Unmade> {
        if let Some(workbook) = during(self.observer, Phase::Workbooks, || self.desk.workbook(job))? {
            return Ok(Finished::Made(Box::new(workbook)));
        }
        match during(self.observer, Phase::Preparing, || self.desk.prepare(job))? {
            Some(prepared) => Ok(self.pdf(prepared, sink)?),
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

    /// Sets a prepared job and exports it as PDF, unless the one that lies in its place was made of the same.
    fn pdf(&self, prepared: Prepared, sink: &dyn Sink) -> Result<Finished, Vec<Trouble>> {
        let recipe = self.setter.recipe(&prepared.json, &prepared.identity);
        let cause = match sink.recall(&prepared.about.path, &recipe, self.setter.template_hashes()) {
            Ok(laid) => {
                let (about, figures) = described(&self.setter, prepared.about, &prepared.printable, &laid);
                return Ok(Finished::Kept(Box::new(about), figures));
            }
            Err(cause) => cause,
        };
        let Prepared { about, json, identity, printable, work } = prepared;
        let world = self.setter.world(json);
        let typeset = || self.set(&world, &identity, !about.contents.is_empty());
        let _turn = compile::turn(&world);
        let made = within(&work, typeset).map_err(|(name, excess)| vec![Trouble::excess(&name, excess)])?;
        let (laid, bytes) = made.map_err(|troubles| self.placed(troubles, &work))?;
        let (about, figures) = described(&self.setter, about, &printable, &laid);
        let newly_set = Some(NewlySet { recipe, templates: world.served(), laid, cause });
        Ok(Finished::Made(Box::new(Artifact { about, bytes, figures, newly_set })))
    }

    /// Sets a world's job and exports it as PDF; whether its pages are in colour is looked at where it holds papers.
    ///
    /// # Errors
    ///
    /// What typst says.
    pub fn set(
        &self,
        world: &JobWorld<'_>,
        identity: &str,
        has_papers: bool,
    ) -> Result<(Laid, Vec<u8>), Vec<Trouble>> {
        let set = during(self.observer, Phase::Compiling, || compile::set(world))?;
        let bytes = during(self.observer, Phase::Exporting, || compile::export(world, &set, identity))?;
        let in_colour = if has_papers { inks::pages_in_colour(&set.document) } else { Vec::new() };
        let pages = set.document.pages().len();
        Ok((Laid { pages, figures: set.figures, ends: set.ends, in_colour }, bytes))
    }
}

/// What the manifest and `values.json` say of a PDF whose pages are known.
pub fn described(
    setter: &Typesetter<'_>,
    mut about: About,
    printable: &PrintableFigures,
    laid: &Laid,
) -> (About, Vec<Printed>) {
    let PrintableFigures { figures, used, later } = printable;
    about.pages = laid.pages;
    place(&mut about.contents, &laid.ends, &laid.in_colour);
    // An id, too, was printed without what the fonts lack.
    let ids: BTreeMap<_, _> = figures.keys().map(|id| (setter.printable(id), id)).collect();
    let printed: BTreeMap<&str, &Vec<usize>> = (laid.figures.iter())
        .filter_map(|(id, pages)| Some((ids.get(id.as_str())?.as_str(), pages)))
        .collect();
    let used = used_figures::reached(&printed.keys().copied().collect(), figures, used);
    let printed = printed.into_iter().filter_map(|(id, pages)| {
        let places = pages.iter().map(ToString::to_string).collect();
        Some(Printed::of(figures.get(id)?, id, later, places))
    });
    // What is blank is printed nowhere; that it was so must be known when something stands there later.
    let blank = figures.iter().filter(|(_, figure)| figure.text.is_empty());
    let blank = blank.map(|(id, figure)| Printed::of(figure, id, later, Vec::new()));
    let used = used.into_iter().map(|(id, figure)| Printed::used(figure, id, later));
    let figures = printed.chain(blank).chain(used).collect();
    (about, figures)
}

/// What came of a job.
enum Finished {
    /// A file that was made.
    Made(Box<Artifact>),
    /// What is known of a PDF that lies in its place and stays there, and the figures printed in it.
    Kept(Box<About>, Vec<Printed>),
}

impl Finished {
    fn path(&self) -> &str {
        match self {
            Finished::Made(artifact) => &artifact.about.path,
            Finished::Kept(about, _) => &about.path,
        }
    }

    /// Gives it to the sink.
    fn give(self, sink: &dyn Sink) -> Result<(), Fault> {
        match self {
            Finished::Made(artifact) => sink.accept(*artifact),
            Finished::Kept(about, figures) => sink.keep(*about, figures),
        }
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
