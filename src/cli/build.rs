//! `shiryo build`: makes the papers of the named stages, or of the whole cycle.

use super::args::{BuildArguments, CommonArguments, OutputFormat};
use super::exit::Exit;
use super::progress::Progress;
use super::publish::publish;
use super::why::Why;
use super::{issued, report, timings, unchanged};
use crate::edge::issued_folder::IssuedFolder;
use crate::edge::ledger::Ledger;
use crate::edge::ledger_fault::LedgerFault;
use crate::edge::ledger_file;
use crate::edge::out_place::{self, MisplacedOut};
use crate::edge::sources::{self, Sources, UnreadableRoot};
use crate::edge::staging::Staging;
use crate::edge::stopwatch;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;
use crate::ground::wareki::Year;
use crate::ground::watch::{Phase, during};
use crate::load::{Loaded, load};
use crate::mail::ledger_row::LedgerRow;
use crate::make::{self, Workshop};
use crate::model::stage::Stage;
use crate::published::index_page::INDEX;
use crate::published::manifest::Manifest;
use crate::read::cycle::UnusableCycle;
use crate::wording::shown::shown_path;

/// Runs the command.
pub(super) fn run(common: &CommonArguments, build: &BuildArguments) -> Exit {
    let threads = common.threads();
    if build.bare {
        return timings::run_bare(common, build, threads);
    }
    if let Err(wrong) = out_place::check(&common.root, &common.out) {
        return report::misplaced(&wrong);
    }
    let progress = Progress::new();
    let mut findings = Findings::default();
    let (took, result) = stopwatch::time(|| make_all(common, build, threads, &progress, &mut findings));
    progress.finish();
    match result {
        Err(NotBuilt::Root(reason)) => report::unreadable(&reason),
        Err(NotBuilt::Load(reason)) => report::not_loaded(&reason),
        Err(NotBuilt::Misplaced(wrong)) => report::misplaced(&wrong),
        Err(NotBuilt::Ledger(fault)) => report::fault(&fault),
        Err(NotBuilt::Fault(fault)) => report::fault(&fault),
        Ok(Done { sources, loaded, manifest, stages, why }) => {
            let made = if build.why { Some(why.files(&manifest, &stages)) } else { None };
            report::print_with(&findings, made.as_deref(), common.format, &sources);
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
    /// Which of their files were made anew, and why.
    why: Why,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
enum NotBuilt {
    #[error(transparent)]
    Root(#[from] UnreadableRoot),
    #[error(transparent)]
    Load(#[from] UnusableCycle),
    #[error(transparent)]
    Misplaced(#[from] MisplacedOut),
    #[error(transparent)]
    Ledger(#[from] LedgerFault),
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
    // Before they are read: what changes between is seen as changed by the next build.
    let inputs = sources.hashes();
    let loaded = load(&sources, &build.stages, progress, findings)?;
    let staging = Staging::new(&common.out, build.anew || build.timings)?;
    report::lost(&common.out, &staging.held.lost);
    if let Some(cycle) = another_cycle(&staging, &loaded)? {
        return Err(MisplacedOut::OfAnother { out: common.out.clone(), cycle }.into());
    }
    let mut stages = loaded.stages(&build.stages);
    let folder = IssuedFolder::of(&common.root);
    let ledger = sent_before(common, &loaded)?;
    let past = issued::past(&folder, &ledger, &staging, &loaded, &stages, findings)?;
    stages.retain(|stage| !issued::is_issued(stage) || past.contains_key(stage.id.get_ref()));
    let workshop = Workshop::correcting(&loaded, issued::before_corrections(&stages, &past));
    let key = unchanged::key(&sources, &inputs, &stages, &past)?;
    let said = findings.as_slice().len();
    let made = match unchanged::made_before(&staging, &key, &stages, threads)? {
        Some(made) => made,
        None => make::make(&workshop, &stages, threads, &staging, progress, findings)?,
    };
    let nothing_said = findings.as_slice().len() == said;
    let publish = || publish(&staging, &workshop, &stages, &past, made, findings);
    let (manifest, published) = during(progress, Phase::Publishing, publish)?;
    let whole = (nothing_said && published.len() == stages.len()).then_some(key);
    let why = Why { made: staging.put(), changed: staging.before.changed(&inputs) };
    staging.remember(inputs, whole, &manifest)?;
    Ok(Done { sources, stages: published, loaded, manifest, why })
}

/// All that the year's ledger holds, if something was handed out that it could tell of.
fn sent_before(common: &CommonArguments, loaded: &Loaded) -> Result<Vec<LedgerRow>, LedgerFault> {
    if !loaded.cycle.settings.stages.iter().any(issued::is_issued) {
        return Ok(Vec::new());
    }
    let place = common.root.join(ledger_file::PLACE);
    let before = common.out.join("ledger.sqlite");
    Ledger::rows_at(if ledger_file::stands_only_at(&before, &place) { &before } else { &place })
}

/// The id of another cycle whose papers lie in `out/`. They are not ours to replace: what they were made of is elsewhere,
/// and what was handed out of them may have no record yet.
fn another_cycle(staging: &Staging, loaded: &Loaded) -> Result<Option<String>, Fault> {
    let settings = &loaded.cycle.settings;
    let year = Year { western: settings.cycle.fiscal_year, fiscal: true };
    let other =
        |old: &Manifest| old.is_of_another_cycle(settings.cycle.id.get_ref(), year, &settings.plan.name);
    Ok(staging.manifest()?.filter(other).map(|manifest| manifest.cycle))
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
    say!("→ {}", shown_path(&common.out.join(INDEX)));
}
