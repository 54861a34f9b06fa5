//! The second half of the pipeline: what was loaded in, finished files out.

use std::collections::BTreeMap;

use crate::decide::mentions::Mentions;
use crate::ground::coverage::Coverage;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;
use crate::ground::shard::Shard;
use crate::ground::watch::{Observer, Phase, during};
use crate::library::trouble;
use crate::load::Loaded;
use crate::mail::stage_messages;
use crate::model::dated_names::DatedNames;
use crate::model::public_cycle::PublicCycle;
use crate::model::stage::Stage;
use crate::published::manifest::Withheld;
use crate::render::desk::Desk;
use crate::render::handed_out::HandedOut;
use crate::render::job::Job;
use crate::render::job_list;
use crate::render::known::Known;
use crate::render::meeting::{self, Meeting};
use crate::render::press::{Outcome, Press};
use crate::render::scope::StageScope;
use crate::render::shared_data::shared;
use crate::render::sink::Sink;
use crate::render::typst::world::Typesetter;
use crate::render::words::Words;

/// What files are made with: a cycle that was loaded, its prose templates, and what was issued before.
pub struct Workshop<'a> {
    /// The cycle as it was loaded, with its register, opinions and templates.
    pub loaded: &'a Loaded,
    words: Words,
    public: PublicCycle,
    dated: DatedNames,
    mentions: Mentions,
    /// Of each stage that declares a correction, what was handed out before it.
    pub issued: BTreeMap<String, HandedOut>,
    /// The part of the build that is made; none for all of it.
    pub shard: Option<Shard>,
}

/// What a build made.
pub struct Made {
    /// The ids of the stages whose files are all there.
    pub stages: Vec<String>,
    /// What printing needs to know of the meetings (who comes, how many copies there are), by the stage's id.
    pub meetings: BTreeMap<String, Meeting>,
    /// Who gets no message, and why.
    pub withheld: Vec<Withheld>,
}

impl<'a> Workshop<'a> {
    /// A workshop over a cycle in which nothing is corrected.
    pub fn new(loaded: &'a Loaded) -> Self {
        Self::correcting(loaded, BTreeMap::new())
    }

    /// A workshop over a cycle; `issued` is, of each stage that declares a correction, what was handed out before it.
    pub fn correcting(loaded: &'a Loaded, issued: BTreeMap<String, HandedOut>) -> Self {
        Self {
            loaded,
            words: Words::new(&loaded.library),
            public: PublicCycle::of(&loaded.cycle),
            dated: DatedNames::of(&loaded.cycle),
            mentions: Mentions::of(&loaded.cycle),
            issued,
            shard: None,
        }
    }

    /// Everything that papers can be made of.
    pub fn known(&self) -> Known<'_> {
        let Loaded { cycle, submissions, opinions, reports, register, found, previous, library } =
            self.loaded;
        Known {
            cycle,
            public: &self.public,
            dated: &self.dated,
            mentions: &self.mentions,
            submissions,
            opinions,
            reports,
            register,
            previous,
            library,
            findings: found.as_slice(),
            words: &self.words,
            issued: &self.issued,
        }
    }

    /// A desk for the stages, each with its scope.
    pub fn desk(&self, stages: &[&'a Stage]) -> Desk<'_> {
        let known = self.known();
        let scope = |stage: &&'a Stage| (stage.id.get_ref().as_str(), StageScope::of(known, stage));
        Desk { known, scopes: stages.iter().map(scope).collect() }
    }

    /// Which files of the stages are made here, those that take longest first.
    pub fn jobs<'d>(&'d self, desk: &Desk<'d>, stages: &[&'d Stage]) -> Vec<Job<'d>> {
        let jobs = desk.jobs(stages);
        match self.shard {
            None => jobs,
            Some(shard) => job_list::of_shard(jobs, &self.loaded.cycle, shard),
        }
    }

    /// What all papers share, as JSON.
    ///
    /// # Errors
    ///
    /// If it can't be serialized.
    pub fn shared(&self) -> Result<Vec<u8>, Fault> {
        let Loaded { cycle, submissions, opinions, reports, library, .. } = self.loaded;
        let (coverage, _) = Coverage::new(library.font_files());
        let texts = cycle.texts.iter().chain(submissions.texts()).chain(&opinions.texts);
        let texts = texts.chain(&reports.texts);
        serde_json::to_vec(&shared(cycle, &coverage, texts)).map_err(Fault::format)
    }
}

/// Prepares the files of the stages without setting them: finds what is wrong with words and declarations.
pub fn rehearse(loaded: &Loaded, named: &[String], findings: &mut Findings) {
    let workshop = Workshop::new(loaded);
    let stages = loaded.stages(named);
    let desk = workshop.desk(&stages);
    trouble::report(desk.rehearse(&desk.jobs(&stages)), findings);
    trouble::report(stage_messages::rehearse(&desk, &stages), findings);
}

/// Makes the files of the stages on `threads` threads and gives each to the sink.
///
/// # Errors
///
/// What the machine refused.
pub fn make(
    workshop: &Workshop<'_>,
    stages: &[&Stage],
    threads: usize,
    sink: &dyn Sink,
    observer: &dyn Observer,
    findings: &mut Findings,
) -> Result<Made, Fault> {
    let desk = during(observer, Phase::Preparing, || workshop.desk(stages));
    let setter = during(observer, Phase::Preparing, || -> Result<_, Fault> {
        Ok(Typesetter::new(&workshop.loaded.library, workshop.shared()?))
    })?;
    let press = Press { desk: &desk, setter, observer };
    let Outcome { findings: found, mut failed, fault } =
        press.run(&workshop.jobs(&desk, stages), threads, sink);
    trouble::report(found, findings);
    if let Some(fault) = fault {
        return Err(fault);
    }
    let whole: Vec<&Stage> = stages.iter().copied().filter(|s| !failed.contains(s.id.get_ref())).collect();
    let write = || stage_messages::write(&desk, &whole, threads, sink);
    let outcome = during(observer, Phase::Mail, write)?;
    trouble::report(outcome.findings, findings);
    failed.extend(outcome.failed);
    let whole: Vec<&String> =
        whole.into_iter().map(|s| s.id.get_ref()).filter(|id| !failed.contains(id)).collect();
    Ok(Made {
        stages: whole.iter().map(|id| (*id).clone()).collect(),
        meetings: meetings(&desk, &whole),
        withheld: outcome.withheld,
    })
}

/// What printing needs to know of the stages that made something.
fn meetings(desk: &Desk<'_>, stages: &[&String]) -> BTreeMap<String, Meeting> {
    let scopes = stages.iter().filter_map(|id| desk.scopes.get(id.as_str()));
    let meeting = |scope: &StageScope<'_>| (scope.stage.id.get_ref().clone(), meeting::of(scope));
    scopes.filter(|scope| scope.stage.makes_something()).map(meeting).collect()
}
