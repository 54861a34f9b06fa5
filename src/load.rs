//! The first half of the pipeline: inputs in; cycle, register and findings out. It needs no typst.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::decide::change_sources;
use crate::decide::check::{self, Facts};
use crate::decide::consolidate::consolidate;
use crate::decide::decisions;
use crate::decide::handed_again;
use crate::decide::public_part;
use crate::decide::superseded::Superseded;
use crate::decide::unread;
use crate::edge::sources::{LAST_YEARS, REPLIES, RETURNS, Sources, UnreadFile};
use crate::ground::coverage::Coverage;
use crate::ground::finding::Findings;
use crate::ground::watch::{Observer, Phase, during};
use crate::library::store::Library;
use crate::model::cycle::Cycle;
use crate::model::department_report::Reports;
use crate::model::register::Register;
use crate::model::stage::Stage;
use crate::model::submission::{Opinions, Submissions};
use crate::read::arrivals;
use crate::read::ballots;
use crate::read::carried;
use crate::read::corrections::Corrections;
use crate::read::cycle::{self, UnusableCycle};
use crate::read::last_year;
use crate::read::opinions;
use crate::read::own_tables::{self, TABLES};
use crate::read::replies;
use crate::read::reports;
use crate::read::series_list::{self, SERIES};
use crate::read::shown_units;
use crate::read::submission::Returns;
use crate::read::toml_slips::TomlSlip;

const BALLOTS: &str = "inputs/ballots/";
const CORRECTIONS: &str = "inputs/corrections.csv";
const OPINIONS: &str = "inputs/opinions/";
const REPORTS: &str = "inputs/reports/";

/// A cycle that was read, checked and consolidated.
pub struct Loaded {
    /// What the secretariat wrote: `cycle.toml` and the lists beside it.
    pub cycle: Cycle,
    /// This year's returns, with the rows that `corrections.csv` corrects.
    pub submissions: Submissions,
    /// The advice and opinions of `inputs/opinions/`.
    pub opinions: Opinions,
    /// The reports of `inputs/reports/`, and what earlier years left open.
    pub reports: Reports,
    /// 台帳: every value with its origin and the day it was received.
    pub register: Register,
    /// Every finding, also of rows that were replaced since: what a stage asks of a return was asked then.
    pub found: Findings,
    /// Last year's register, which forms carry over and 新旧対照表 compares with.
    pub previous: Register,
    /// The templates and fonts: the built-in ones, with the root's own in their place.
    pub library: Library,
}

/// Reads, checks and consolidates; `named` are the stages that will be made, all if it is empty.
///
/// # Errors
///
/// If `cycle.toml` or a list without which nothing can be made can't be used, or a stage is named that isn't there. A
/// return that the machine refuses to read is a finding.
pub fn load(
    sources: &Sources,
    named: &[String],
    observer: &dyn Observer,
    findings: &mut Findings,
) -> Result<Loaded, UnusableCycle> {
    let mut loaded = during(observer, Phase::Reading, || read_all(sources))?;
    loaded.find_stages(named)?;
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

fn read_all(sources: &Sources) -> Result<Loaded, UnusableCycle> {
    let library = Library::new(&sources.templates, sources.fonts.clone());
    let mut cycle = cycle::read(&sources.inputs, &library.names())?;
    let replies = sources.directly_below(REPLIES);
    let sent = sources.inputs.iter().map(|file| &*file.path).filter(|path| arrivals::is_sent(path));
    let sent = sent.chain(sources.returns_in(RETURNS).map(|file| &*file.path));
    arrivals::settle(&mut cycle, &sources.paths().cloned().collect(), sent);
    replies::read_all(&replies, &mut cycle);
    let mut came_back = Vec::new();
    let sent = ballots::sent_ballots(&sources.directly_below(BALLOTS), &cycle, &mut came_back);
    cycle.came_back.append(&mut came_back);
    cycle.ballots.extend(sent.items);
    handed_again::fill_in(&mut cycle);
    decisions::settle(&mut cycle);
    cycle.findings.extend(sent.findings);
    cycle.texts.extend(sent.texts);
    unread::settle(&mut cycle);
    own_tables::read_all(&sources.directly_below(TABLES), &mut cycle);
    if let Some(file) = sources.inputs.iter().find(|file| &*file.path == SERIES) {
        series_list::read(file, &mut cycle);
    }
    let mut last_year = returns(sources, LAST_YEARS, Returns::last_years(&cycle));
    last_year::carry_over(&mut last_year, &cycle);
    cycle.series.remember(&last_year);
    shown_units::settle(&mut last_year, &cycle);
    let (corrections, texts) = match sources.inputs.iter().find(|f| &*f.path == CORRECTIONS) {
        Some(file) => Corrections::read(file, &cycle),
        None => Default::default(),
    };
    let mut submissions = returns(sources, RETURNS, Returns::new(&cycle, corrections, &last_year));
    shown_units::settle(&mut submissions, &cycle);
    cycle.texts.extend(texts);
    let opinions = opinions::read_all(&sources.directly_below(OPINIONS), &cycle);
    let carried = sources.inputs.iter().find(|f| &*f.path == carried::CARRIED);
    let reports = reports::read_all(&sources.directly_below(REPORTS), carried, &cycle, &opinions);
    change_sources::settle(&mut cycle, &opinions, &reports);
    let register = consolidate(&cycle, &submissions);
    let previous = consolidate(&cycle, &last_year);
    submissions.findings.append(&mut last_year.findings);
    Ok(Loaded {
        cycle,
        submissions,
        opinions,
        reports,
        register,
        found: Findings::default(),
        previous,
        library,
    })
}

/// Reads the returns of a folder, one after the other.
fn returns(sources: &Sources, folder: &str, mut reader: Returns<'_>) -> Submissions {
    let files: BTreeMap<Arc<str>, &UnreadFile> =
        sources.returns_in(folder).map(|file| (file.path.clone(), file)).collect();
    for path in reader.to_read(files.keys().cloned().collect()) {
        match files[&path].open() {
            Ok(file) => reader.add(&file),
            Err(_) => reader.add_unopened(&path),
        }
    }
    reader.finish()
}

fn check_all(sources: &Sources, loaded: &Loaded, named: &[String], superseded: &Superseded) -> Findings {
    let mut findings = Findings::default();
    let (coverage, broken) = Coverage::new(loaded.library.font_files());
    let broken_fonts: Vec<String> = broken.into_iter().map(Into::into).collect();
    let files: BTreeSet<Arc<str>> = sources.paths().cloned().collect();
    let rows = loaded.previous.as_of(NaiveDate::MAX).rows.into_iter();
    let previous = rows.map(|entry| (entry.indicator.key.clone(), entry.indicator.clone())).collect();
    check::run(
        &Facts {
            cycle: &loaded.cycle,
            submissions: &loaded.submissions,
            previous: &previous,
            opinions: &loaded.opinions,
            reports: &loaded.reports,
            coverage: &coverage,
            template_texts: &loaded.library.texts(),
            templates: &loaded.library.names(),
            of_figures: &loaded.library.of_figures(),
            odd_files: &sources.odd,
            large_files: &sources.too_large,
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

    /// What of it is published: without the measures and indicators that `[publication]` withholds, what was said of them, who
    /// sent what, and what is wrong with it.
    pub fn public_part(&self) -> Self {
        let Self { cycle, register, previous, opinions, library, .. } = self;
        Self {
            cycle: public_part::of_cycle(cycle, register),
            register: public_part::of_register(cycle, register),
            previous: public_part::of_register(cycle, previous),
            opinions: public_part::of_opinions(cycle, opinions),
            submissions: Submissions::default(),
            reports: Reports::default(),
            found: Findings::default(),
            library: library.clone(),
        }
    }

    /// Whether all of the named stages are there.
    fn find_stages(&self, named: &[String]) -> Result<(), UnusableCycle> {
        let Some(unknown) = named.iter().find(|id| self.cycle.stage(id).is_none()) else { return Ok(()) };
        let known: Vec<&str> = self.cycle.settings.stages.iter().map(|s| s.id.get_ref().as_str()).collect();
        let message = format!("段階「{unknown}」はありません（あるのは {}）。", known.join("、"));
        Err(UnusableCycle(vec![TomlSlip { origin: Default::default(), message }]))
    }

    /// What was replaced by the latest cutoff of the named stages.
    fn superseded(&self, named: &[String]) -> Superseded {
        latest_cutoff(&self.stages(named))
            .map(|day| Superseded::by(&self.register, &self.reports, day))
            .unwrap_or_default()
    }
}
