//! `shiryo build`: makes the papers of the named stages, or of the whole cycle.

use std::collections::BTreeMap;
use std::thread::available_parallelism;

use super::args::{Build, Common, Format};
use super::exit::Exit;
use super::progress::Progress;
use super::{frozen, report, timings};
use crate::edge::sources::{self, Sources};
use crate::edge::staging::Staging;
use crate::edge::stopwatch;
use crate::ground::finding::Findings;
use crate::ground::watch::{Phase, during};
use crate::load::{Loaded, Stopped, load};
use crate::make::{self, Made, Workshop};
use crate::model::stage::Stage;
use crate::published::index_page;
use crate::published::manifest::Manifest;
use crate::render::scope::Scope;
use crate::render::values::Values;

/// Runs the command.
pub fn run(common: &Common, build: &Build) -> Exit {
    let threads = common.jobs.map_or_else(|| available_parallelism().map_or(1, Into::into), usize::from);
    if build.bare {
        return timings::run_bare(common, build, threads);
    }
    let progress = Progress::new();
    let mut findings = Findings::default();
    let (took, result) = stopwatch::time(|| make_all(common, build, threads, &progress, &mut findings));
    progress.finish();
    match result {
        Err(Stop::Unreadable(unreadable)) => report::unreadable(&unreadable),
        Err(Stop::Stopped(stopped)) => report::stopped(&stopped),
        Err(Stop::Fault(message)) => report::fault(&message),
        Ok(Done { sources, loaded, manifest, stages }) => {
            report::print(&findings, common.format, &sources);
            if common.format == Format::Terminal {
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
enum Stop {
    Unreadable(sources::Unreadable),
    Stopped(Stopped),
    Fault(String),
}

fn make_all(
    common: &Common,
    build: &Build,
    threads: usize,
    progress: &Progress,
    findings: &mut Findings,
) -> Result<Done, Stop> {
    let sources =
        during(progress, Phase::Reading, || sources::read(&common.root)).map_err(Stop::Unreadable)?;
    let loaded = load(&sources, &build.stages, progress, findings).map_err(Stop::Stopped)?;
    let staging = Staging::new(&common.out).map_err(Stop::Fault)?;
    let stages = loaded.stages(&build.stages);
    let workshop = Workshop::correcting(&loaded, issued(&staging, &stages));
    let made = make::make(&workshop, &stages, threads, &staging, progress, findings).map_err(Stop::Fault)?;
    if let Some(fault) = made.fault {
        return Err(Stop::Fault(fault));
    }
    let publish = || publish(&staging, &workshop, &stages, made, findings);
    let (manifest, stages) = during(progress, Phase::Publishing, publish).map_err(Stop::Fault)?;
    Ok(Done { sources, stages, loaded, manifest })
}

/// Of each stage that declares a correction, the values as they were issued.
fn issued(staging: &Staging, stages: &[&Stage]) -> BTreeMap<String, Values> {
    let corrected = stages.iter().filter(|stage| stage.correction.is_some()).map(|stage| stage.id.get_ref());
    corrected.filter_map(|id| Some((id.clone(), staging.issued_values(id)?))).collect()
}

/// What a manifest that was edited says of the stages that are not made now can't be trusted.
const EDITED: &str = "manifest.json が、作られた後に書き換えられています。段階を書かずに shiryo build を行い、全ての段階を作り直してください。";

/// Swaps in the stages whose files are all there; the others keep what they had.
fn publish(
    staging: &Staging,
    workshop: &Workshop<'_>,
    stages: &[&Stage],
    built: Made,
    findings: &mut Findings,
) -> Result<(Manifest, Vec<String>), String> {
    for (stage, values) in &workshop.issued {
        staging.keep_issued(stage, values)?;
    }
    let loaded = workshop.loaded;
    let mut manifest = staging.manifest()?;
    let mut entries = staging.finish(&built.stages)?;
    let mut made = built.stages;
    for stage in stages {
        let changes = frozen::changes(staging, &loaded.cycle.source, stage, &manifest, &entries);
        if !changes.is_empty() {
            made.retain(|id| id != stage.id.get_ref());
            findings.extend(changes);
        }
    }
    findings.sort();
    entries.retain(|entry| made.contains(&entry.about.stage));
    let kept = manifest.files.iter().any(|file| !made.contains(&file.about.stage));
    if kept && !manifest.is_sealed() {
        return Err(EDITED.into());
    }
    let unchanged = manifest.unchanged(&made, &entries);
    manifest.replace(&made, entries);
    manifest.cycle = loaded.cycle.settings.cycle.id.get_ref().clone();
    manifest.house = serde_json::from_slice(&workshop.shared()?).map_err(|error| error.to_string())?;
    manifest.shared_addresses =
        loaded.cycle.settings.mail.shared.iter().map(|a| a.get_ref().clone()).collect();
    manifest.meetings.extend(built.meetings.into_iter().filter(|(stage, _)| made.contains(stage)));
    manifest.withheld.extend(built.withheld.into_iter().filter(|w| made.contains(&w.stage)));
    let latest = stages
        .iter()
        .rev()
        .find(|s| s.makes_something())
        .map(|stage| Scope::of_stage(workshop.known(), stage));
    let index = index_page::index(&loaded.library, &loaded.cycle, &manifest, findings, latest.as_ref());
    // Without its page the papers still are as they should be.
    let index = index.map_err(|trouble| findings.push(trouble.finding("index.html"))).ok();
    staging.publish(&made, &unchanged, &manifest.to_json()?, index.as_deref())?;
    Ok((manifest, made))
}

/// What was made, a line a stage.
fn summary(common: &Common, manifest: &Manifest, stages: &[&Stage]) {
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
