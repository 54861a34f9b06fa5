//! The pipeline, from inputs to artifacts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::decide::check::{self, Facts};
use crate::decide::consolidate::consolidate;
use crate::decide::superseded::Superseded;
use crate::edge::sources::{LAST_YEARS, RETURNS, Sources, Unreadable};
use crate::ground::coverage::Coverage;
use crate::ground::finding::Findings;
use crate::manifest::Withheld;
use crate::model::cycle::Cycle;
use crate::model::register::Register;
use crate::model::stage::Stage;
use crate::model::submission::{Opinions, Submissions};
use crate::read::corrections::Corrections;
use crate::read::cycle::Unusable;
use crate::read::input::InputFile;
use crate::read::submission::Returns;
use crate::read::{cycle, opinions};
use crate::render::artifact::Values;
use crate::render::library::Library;
use crate::render::meeting::{self, Meeting};
use crate::render::plan::plan;
use crate::render::post::{self, Posted};
use crate::render::press::{Desk, Observer, Outcome, Phase, Press, Sink, during};
use crate::render::trouble;
use crate::render::typst::world::Typesetter;
use crate::render::view::scope::{Known, Scope};
use crate::render::view::shared::shared;
use crate::render::words::Words;

/// A cycle that was read, checked and consolidated.
pub struct Loaded {
    /// Of each stage that declares a correction, the values as they were issued; whoever publishes fills it in.
    pub issued: BTreeMap<String, Values>,
    pub cycle: Cycle,
    pub submissions: Submissions,
    pub opinions: Opinions,
    pub register: Register,
    /// Every finding, also of rows that were replaced since: what a stage asks of a return was asked then.
    pub found: Findings,
    /// Last year's register, which forms carry over and 新旧対照表 compares with.
    pub previous: Register,
    pub library: Library,
}

/// What a build made.
pub struct Built {
    /// The ids of the stages whose files are all there.
    pub stages: Vec<String>,
    /// What the machine refused, if it did.
    pub fault: Option<String>,
    /// What printing needs to know of the stages.
    pub meetings: BTreeMap<String, Meeting>,
    /// Who gets no message, and why.
    pub withheld: Vec<Withheld>,
}

/// Why nothing can be made.
#[derive(Debug)]
pub enum Stopped {
    /// The cycle can't be used.
    Unusable(Unusable),
    /// The machine refused.
    Unreadable(Unreadable),
}

impl From<Unusable> for Stopped {
    fn from(unusable: Unusable) -> Self {
        Self::Unusable(unusable)
    }
}

impl From<Unreadable> for Stopped {
    fn from(unreadable: Unreadable) -> Self {
        Self::Unreadable(unreadable)
    }
}

/// Reads, checks and consolidates; `named` are the stages that will be made, all if it is empty.
///
/// # Errors
///
/// If `cycle.toml` or a list without which nothing can be made can't be used, a stage is named that isn't there, or
/// the machine refuses to read a return.
pub fn load(
    sources: &Sources,
    named: &[String],
    observer: &dyn Observer,
    findings: &mut Findings,
) -> Result<Loaded, Stopped> {
    let mut loaded = during(observer, Phase::Reading, || read_all(sources))?;
    if let Some(unknown) = named.iter().find(|id| loaded.cycle.stage(id).is_none()) {
        let known: Vec<&str> = loaded.cycle.settings.stages.iter().map(|s| s.id.get_ref().as_str()).collect();
        let message = format!("段階「{unknown}」はありません（あるのは {}）。", known.join("、"));
        return Err(Unusable { origin: Default::default(), message }.into());
    }
    loaded.found = during(observer, Phase::Checking, || {
        let superseded = loaded.superseded(named);
        let all = check_all(sources, &loaded, named, &Superseded::default());
        match superseded.is_empty() {
            true => findings.extend(all.iter().cloned()),
            false => findings.extend(check_all(sources, &loaded, named, &superseded).iter().cloned()),
        }
        all
    });
    Ok(loaded)
}

fn read_all(sources: &Sources) -> Result<Loaded, Stopped> {
    let mut cycle = cycle::read(&sources.inputs)?;
    let mut last_year = returns(sources, LAST_YEARS, Returns::last_years(&cycle))?;
    let (corrections, texts) = match sources.inputs.iter().find(|f| &*f.path == CORRECTIONS) {
        Some(file) => Corrections::read(file),
        None => Default::default(),
    };
    let mut submissions = returns(sources, RETURNS, Returns::new(&cycle, corrections, &last_year))?;
    cycle.texts.extend(texts);
    let opinions = opinions::read_all(&opinion_files(sources), cycle.settings.cycle.id.get_ref());
    let register = consolidate(&cycle, &submissions);
    let previous = consolidate(&cycle, &last_year);
    submissions.faults.append(&mut last_year.faults);
    let library = Library::new(&sources.templates, sources.fonts.clone());
    Ok(Loaded {
        issued: BTreeMap::new(),
        found: Findings::default(),
        cycle,
        submissions,
        opinions,
        register,
        previous,
        library,
    })
}

const CORRECTIONS: &str = "inputs/corrections.csv";

/// Reads the returns of a folder, one after the other.
fn returns(sources: &Sources, folder: &str, mut reader: Returns<'_>) -> Result<Submissions, Unreadable> {
    for file in sources.returns_in(folder) {
        reader.add(&file.open()?);
    }
    Ok(reader.finish())
}

/// The files directly in the folder of opinions.
fn opinion_files(sources: &Sources) -> Vec<InputFile> {
    const FOLDER: &str = "inputs/opinions/";
    let mut files = sources.below(FOLDER);
    files.retain(|f| !f.path[FOLDER.len()..].contains('/'));
    files
}

fn check_all(sources: &Sources, loaded: &Loaded, named: &[String], superseded: &Superseded) -> Findings {
    let mut findings = Findings::default();
    let (coverage, broken) = Coverage::new(loaded.library.font_files());
    let broken_fonts: Vec<String> = broken.into_iter().map(Into::into).collect();
    let files: BTreeSet<Arc<str>> = sources.paths().cloned().collect();
    check::run(
        &Facts {
            cycle: &loaded.cycle,
            submissions: &loaded.submissions,
            opinions: &loaded.opinions,
            coverage: &coverage,
            templates: &loaded.library.names(),
            odd_files: &sources.odd,
            broken_fonts: &broken_fonts,
            files: &files,
            cutoff: latest_cutoff(&loaded.stages(named)),
            superseded,
        },
        &mut findings,
    );
    findings.sort();
    findings
}

fn latest_cutoff(stages: &[&Stage]) -> Option<NaiveDate> {
    stages.iter().map(|s| s.last_cutoff()).max()
}

impl Loaded {
    /// The named stages in the cycle's order; all, if none is named.
    pub fn stages(&self, named: &[String]) -> Vec<&Stage> {
        let wanted = |s: &&Stage| named.is_empty() || named.contains(s.id.get_ref());
        self.cycle.settings.stages.iter().filter(wanted).collect()
    }

    /// What was replaced by the latest cutoff of the named stages.
    fn superseded(&self, named: &[String]) -> Superseded {
        latest_cutoff(&self.stages(named)).map(|day| Superseded::by(&self.register, day)).unwrap_or_default()
    }

    /// The prose templates.
    pub fn words(&self) -> Words {
        Words::new(&self.library)
    }

    /// Everything that papers can be made of.
    pub fn known<'a>(&'a self, words: &'a Words) -> Known<'a> {
        Known {
            submissions: &self.submissions,
            issued: &self.issued,
            findings: self.found.as_slice(),
            cycle: &self.cycle,
            register: &self.register,
            previous: &self.previous,
            opinions: &self.opinions,
            words,
            library: &self.library,
        }
    }

    /// The templates and the stages' scopes.
    pub fn desk<'a>(&'a self, words: &'a Words, stages: &[&'a Stage]) -> Desk<'a> {
        let known = self.known(words);
        let scope = |stage: &&'a Stage| (stage.id.get_ref().as_str(), Scope::of_stage(known, stage));
        Desk { known, scopes: stages.iter().map(scope).collect() }
    }

    /// What all papers share, as JSON.
    ///
    /// # Errors
    ///
    /// If it can't be serialized.
    pub fn shared(&self) -> Result<Vec<u8>, String> {
        let (coverage, _) = Coverage::new(self.library.font_files());
        let texts = self.cycle.texts.iter().chain(self.submissions.texts()).chain(&self.opinions.texts);
        serde_json::to_vec(&shared(&self.cycle, &coverage, texts)).map_err(|error| error.to_string())
    }
}

/// Prepares the files of the stages without setting them: finds what is wrong with words and declarations.
pub fn rehearse(loaded: &Loaded, named: &[String], findings: &mut Findings) {
    let words = loaded.words();
    let stages = loaded.stages(named);
    let desk = loaded.desk(&words, &stages);
    trouble::report(desk.rehearse(&plan(&desk, &stages)), findings);
    trouble::report(post::rehearse(&desk, &stages), findings);
}

/// Makes the files of the stages on `threads` threads and gives each to the sink.
///
/// # Errors
///
/// If the data that all papers share can't be serialized.
pub fn make(
    loaded: &Loaded,
    stages: &[&Stage],
    threads: usize,
    sink: &dyn Sink,
    observer: &dyn Observer,
    findings: &mut Findings,
) -> Result<Built, String> {
    let words = loaded.words();
    let desk = during(observer, Phase::Preparing, || loaded.desk(&words, stages));
    let setter = during(observer, Phase::Preparing, || -> Result<_, String> {
        Ok(Typesetter::new(&loaded.library, loaded.shared()?))
    })?;
    let jobs = plan(&desk, stages);
    let press = Press { desk: &desk, setter, observer };
    let Outcome { findings: found, mut failed, fault, made } = press.run(&jobs, threads, sink);
    trouble::report(found, findings);
    let whole: Vec<&Stage> = stages.iter().copied().filter(|s| !failed.contains(s.id.get_ref())).collect();
    let posted = match fault {
        None => during(observer, Phase::Mail, || post::run(&desk, &whole, &made, sink))?,
        Some(_) => Posted::default(),
    };
    trouble::report(posted.findings, findings);
    failed.extend(posted.failed);
    let whole = whole.into_iter().filter(|s| !failed.contains(s.id.get_ref()));
    Ok(Built {
        stages: whole.clone().map(|s| s.id.get_ref().clone()).collect(),
        meetings: whole
            .filter(|s| s.makes_something())
            .filter_map(|s| {
                Some((s.id.get_ref().clone(), meeting::of(desk.scopes.get(s.id.get_ref().as_str())?)))
            })
            .collect(),
        withheld: posted.withheld,
        fault,
    })
}
