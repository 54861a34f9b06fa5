//! `shiryo build`: makes the papers of the named stages, or of the whole cycle.

use std::collections::BTreeMap;
use std::thread::available_parallelism;

use super::args::{BuildArguments, CommonArguments, OutputFormat};
use super::exit::Exit;
use super::progress::Progress;
use super::{issued, report, timings};
use crate::edge::sources::{self, Sources, UnreadableRoot};
use crate::edge::staging::Staging;
use crate::edge::stopwatch;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;
use crate::ground::watch::{Phase, during};
use crate::load::{Loaded, NotLoaded, load};
use crate::make::{self, Made, Workshop};
use crate::model::stage::Stage;
use crate::published::index_page;
use crate::published::manifest::Manifest;
use crate::render::scope::StageScope;
use crate::render::values::Values;

/// Runs the command.
pub(super) fn run(common: &CommonArguments, build: &BuildArguments) -> Exit {
    let threads = common.jobs.map_or_else(|| available_parallelism().map_or(1, Into::into), usize::from);
    if build.bare {
        return timings::run_bare(common, build, threads);
    }
    let progress = Progress::new();
    let mut findings = Findings::default();
    let (took, result) = stopwatch::time(|| make_all(common, build, threads, &progress, &mut findings));
    progress.finish();
    match result {
        Err(NotBuilt::Root(reason)) => report::unreadable(&reason),
        Err(NotBuilt::Load(reason)) => report::not_loaded(&reason),
        Err(NotBuilt::Fault(fault)) => report::fault(&fault),
        Ok(Done { sources, loaded, manifest, stages }) => {
            report::print(&findings, common.format, &sources);
            if common.format == OutputFormat::Terminal {
                let stages = if stages.is_empty() { Vec::new() } else { loaded.stages(&stages) };
                summary(common, &manifest, &stages);
            }
            if build.timings {
                timings::print(common, build, threads, took, &progress.watch);
            }
            report::exit(&findings)
        }
    }
}

/// What was published.
struct Done {
    sources: Sources,
    loaded: Loaded,
    manifest: Manifest,
    /// The ids of the stages that were made.
    stages: Vec<String>,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
enum NotBuilt {
    #[error(transparent)]
    Root(#[from] UnreadableRoot),
    #[error(transparent)]
    Load(#[from] NotLoaded),
    #[error(transparent)]
    Fault(#[from] Fault),
}

fn make_all(
    common: &CommonArguments,
    build: &BuildArguments,
    threads: usize,
    progress: &Progress,
    findings: &mut Findings,
) -> Result<Done, NotBuilt> {
    let sources = during(progress, Phase::Reading, || sources::read(&common.root))?;
    let loaded = load(&sources, &build.stages, progress, findings)?;
    let staging = Staging::new(&common.out)?;
    let stages = loaded.stages(&build.stages);
    let workshop = Workshop::correcting(&loaded, issued(&staging, &stages));
    let made = make::make(&workshop, &stages, threads, &staging, progress, findings)?;
    let publish = || publish(&staging, &workshop, &stages, made, findings);
    let (manifest, stages) = during(progress, Phase::Publishing, publish)?;
    Ok(Done { sources, stages, loaded, manifest })
}

/// Of each stage that declares a correction, the values as they were issued.
fn issued(staging: &Staging, stages: &[&Stage]) -> BTreeMap<String, Values> {
    let corrected = stages.iter().filter(|stage| stage.correction.is_some()).map(|stage| stage.id.get_ref());
    corrected.filter_map(|id| Some((id.clone(), staging.issued_values(id)?))).collect()
}

/// Swaps in the stages whose files are all there; the others keep what they had.
fn publish(
    staging: &Staging,
    workshop: &Workshop<'_>,
    stages: &[&Stage],
    built: Made,
    findings: &mut Findings,
) -> Result<(Manifest, Vec<String>), Fault> {
    for (stage, values) in &workshop.issued {
        staging.keep_issued(stage, values)?;
    }
    let loaded = workshop.loaded;
    let mut manifest = staging.manifest()?;
    let mut entries = staging.finish(&built.stages)?;
    let mut made = built.stages;
    for stage in stages {
        let changes = issued::changes(staging, &loaded.cycle.source, stage, &manifest, &entries);
        if !changes.is_empty() {
            made.retain(|id| id != stage.id.get_ref());
            findings.extend(changes);
        }
    }
    findings.sort();
    entries.retain(|entry| made.contains(&entry.about.stage));
    let kept = manifest.files.iter().any(|file| !made.contains(&file.about.stage));
    if kept && !manifest.is_sealed() {
        return Err(Fault::EditedManifest);
    }
    let unchanged = manifest.unchanged(&made, &entries);
    manifest.replace(&made, entries);
    manifest.cycle = loaded.cycle.settings.cycle.id.get_ref().clone();
    manifest.house = serde_json::from_slice(&workshop.shared()?).map_err(Fault::format)?;
    manifest.shared_addresses =
        loaded.cycle.settings.mail.shared.iter().map(|a| a.get_ref().clone()).collect();
    manifest.recipients = workshop.known().mentions.everyone().to_vec();
    manifest.meetings.extend(built.meetings.into_iter().filter(|(stage, _)| made.contains(stage)));
    manifest.withheld.extend(built.withheld.into_iter().filter(|w| made.contains(&w.stage)));
    let latest = stages
        .iter()
        .rev()
        .find(|s| s.makes_something())
        .map(|stage| StageScope::of(workshop.known(), stage));
    let index = index_page::index(&loaded.library, &loaded.cycle, &manifest, findings, latest.as_deref());
    // Without its page the papers still are as they should be.
    let index = index.map_err(|trouble| findings.push(trouble.finding("index.html"))).ok();
    staging.publish(&made, &unchanged, &manifest.to_json()?, index.as_deref())?;
    Ok((manifest, made))
}

/// What was made, a line a stage.
fn summary(common: &CommonArguments, manifest: &Manifest, stages: &[&Stage]) {
    for stage in stages {
        let files = manifest.files.iter().filter(|f| f.about.stage == *stage.id.get_ref());
        let (pdfs, others): (Vec<_>, Vec<_>) = files.partition(|f| f.about.path.ends_with(".pdf"));
        let books = others.iter().filter(|f| f.about.path.ends_with(".xlsx")).count();
        if pdfs.len() + books > 0 {
            let pages: usize = pdfs.iter().map(|f| f.about.pages).sum();
            say!("{}: PDF {}件（{pages}ページ）、Excel {books}件", stage.title, pdfs.len());
        }
    }
    say!("→ {}", common.out.join("index.html").display());
}
