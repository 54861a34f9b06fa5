//! `shiryo build`: makes the papers of the named stages, or of the whole cycle; or one part of them.

use super::args::{BuildArguments, CommonArguments, OutputFormat};
use super::exit::Exit;
use super::join_parts::NotMerged;
use super::progress::Progress;
use super::publish::publish;
use super::publish_part::publish_part;
use super::why::Why;
use super::{issued, join_parts, report, timings, unchanged};
use crate::edge::issued_folder::IssuedFolder;
use crate::edge::ledger::Ledger;
use crate::edge::ledger_fault::LedgerFault;
use crate::edge::ledger_file;
use crate::edge::out_place::{self, MisplacedOut};
use crate::edge::part_folder::PartFolder;
use crate::edge::sources::{self, Sources, UnreadableRoot};
use crate::edge::staging::Staging;
use crate::edge::stopwatch;
use crate::ground::fault::Fault;
use crate::ground::finding::{Findings, Severity};
use crate::ground::program::PROGRAM;
use crate::ground::shard::Shard;
use crate::ground::wareki::Year;
use crate::ground::watch::{Phase, during};
use crate::load::{Loaded, load};
use crate::mail::ledger_row::LedgerRow;
use crate::make::{self, Workshop};
use crate::model::stage::Stage;
use crate::published::build_part::BuildPart;
use crate::published::index_page::INDEX;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::read::cycle::UnusableCycle;
use crate::wording::shown::shown_path;

/// Runs the command.
pub(super) fn run(common: &CommonArguments, build: &BuildArguments) -> Exit {
    if build.bare {
        return timings::run_bare(common, build, common.threads());
    }
    let from = build.shard.map_or(FilesFrom::Jobs, FilesFrom::Shard);
    publish_stages(common, build, from)
}

/// Where the files of a run come from, and so what it publishes.
#[derive(Clone, Copy)]
pub(super) enum FilesFrom<'a> {
    /// They are made: the whole.
    Jobs,
    /// They are made: one part.
    Shard(Shard),
    /// Other runs have made them: the whole.
    Parts(&'a [PartFolder]),
}

impl FilesFrom<'_> {
    fn shard(self) -> Option<Shard> {
        match self {
            Self::Shard(shard) => Some(shard),
            Self::Jobs | Self::Parts(_) => None,
        }
    }
}

/// Publishes the stages that a build names.
pub(super) fn publish_stages(common: &CommonArguments, build: &BuildArguments, from: FilesFrom<'_>) -> Exit {
    if let Err(wrong) = out_place::check(&common.root, &common.out) {
        return report::misplaced(&wrong);
    }
    let progress = Progress::new();
    let mut findings = Findings::default();
    let (took, result) = stopwatch::time(|| make_all(common, build, from, &progress, &mut findings));
    progress.finish();
    match result {
        Err(NotBuilt::Root(reason)) => report::unreadable(&reason),
        Err(NotBuilt::Load(reason)) => report::not_loaded(&reason),
        Err(NotBuilt::Misplaced(wrong)) => report::misplaced(&wrong),
        Err(NotBuilt::Ledger(fault)) => report::fault(&fault),
        Err(NotBuilt::Merge(reason)) => join_parts::report(&reason),
        Err(NotBuilt::Fault(fault)) => report::fault(&fault),
        Ok(Done { sources, loaded, published, why }) => {
            common.record.result(what_came(&findings, published.as_ref(), &why));
            let made = published.as_ref().filter(|_| build.why);
            let made = made.map(|(manifest, stages)| why.files(manifest, stages));
            report::print_with(&findings, made.as_deref(), common.format, &sources);
            if let Some((manifest, stages)) = &published
                && common.format == OutputFormat::Terminal
            {
                let stages = if stages.is_empty() { Vec::new() } else { loaded.stages(stages) };
                summary(common, manifest, &stages, &why);
            }
            if build.timings {
                timings::print(common, build, common.threads(), took, &progress.watch);
            }
            match (from.shard(), published) {
                (None, _) => report::exit(&findings),
                // Who runs parts must see whether this one is there; what is wrong with the inputs, merging says once more.
                (Some(_), Some(_)) => Exit::Fine,
                (Some(shard), None) => report::no_part(shard),
            }
        }
    }
}

/// What was read, and what was published of it.
struct Done {
    sources: Sources,
    loaded: Loaded,
    /// The manifest, and the ids of the stages that were made; none where a part could not be made whole.
    published: Option<(Manifest, Vec<String>)>,
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
    Merge(#[from] NotMerged),
    #[error(transparent)]
    Fault(#[from] Fault),
}

fn make_all(
    common: &CommonArguments,
    build: &BuildArguments,
    from: FilesFrom<'_>,
    progress: &Progress,
    findings: &mut Findings,
) -> Result<Done, NotBuilt> {
    let threads = common.threads();
    let sources = during(progress, Phase::Reading, || sources::read(&common.root))?;
    // Before they are read: what changes between is seen as changed by the next build.
    let inputs = sources.hashes();
    common.record.of_inputs(&sources.with_templates(inputs.clone()));
    let loaded = load(&sources, &build.stages, progress, findings)?;
    let staging = Staging::new(&common.out, build.anew || build.timings)?;
    report::lost(&common.out, &staging.held.lost);
    if let Some(wrong) = of_another(common, &staging, &loaded, &build.stages, from)? {
        return Err(wrong.into());
    }
    let mut stages = loaded.stages(&build.stages);
    let all = stages.len();
    let folder = IssuedFolder::of(&common.root);
    let ledger = sent_before(common, &loaded)?;
    let past = issued::past(&folder, &ledger, &staging, &loaded, &stages, findings)?;
    stages.retain(|stage| !issued::is_issued(stage) || past.contains_key(stage.id.get_ref()));
    let mut workshop = Workshop::correcting(&loaded, issued::before_corrections(&stages, &past));
    workshop.shard = from.shard();
    let key = unchanged::key(&sources, &inputs, &stages, &past)?;
    let said = findings.as_slice().len();
    let made = match from {
        FilesFrom::Parts(parts) => {
            join_parts::check(parts, &key)?;
            join_parts::take(parts, &workshop, &stages, threads, &staging, progress, findings)??
        }
        FilesFrom::Jobs | FilesFrom::Shard(_) => {
            match unchanged::made_before(&staging, &key, &stages, threads)? {
                Some(made) => made,
                None => make::make(&workshop, &stages, threads, &staging, progress, findings)?,
            }
        }
    };
    let nothing_said = findings.as_slice().len() == said;
    let published = during(progress, Phase::Publishing, || match from {
        FilesFrom::Shard(_) if made.stages.len() < all => Ok(None),
        FilesFrom::Shard(shard) => {
            let (named, key) = (build.stages.clone(), key.clone());
            let part = BuildPart { shard, stages: named, program: PROGRAM.into(), made_of: key };
            let stages = made.stages.clone();
            Ok(Some((publish_part(&staging, &loaded, part, made)?, stages)))
        }
        FilesFrom::Jobs | FilesFrom::Parts(_) => {
            publish(&staging, &workshop, &stages, &past, made, findings).map(Some)
        }
    })?;
    let why = Why { made: staging.put(), changed: staging.before.changed(&inputs) };
    if let Some((manifest, published)) = &published {
        let whole = (nothing_said && published.len() == stages.len()).then_some(key);
        staging.remember(inputs, whole, manifest)?;
    }
    Ok(Done { sources, loaded, published, why })
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

/// What lies in `out/` that is not this run's to replace. Papers of another cycle: what they were made of is elsewhere, and
/// what was handed out of them may have no record yet. Parts, but for the same part made before; and for a part, the whole.
fn of_another(
    common: &CommonArguments,
    staging: &Staging,
    loaded: &Loaded,
    named: &[String],
    from: FilesFrom<'_>,
) -> Result<Option<MisplacedOut>, Fault> {
    let Some(old) = staging.manifest()? else { return Ok(None) };
    let out = common.out.clone();
    let settings = &loaded.cycle.settings;
    let year = Year { western: settings.cycle.fiscal_year, fiscal: true };
    Ok(match (&old.part, from.shard()) {
        (Some(old), Some(shard)) if (old.shard, old.stages.as_slice()) == (shard, named) => None,
        (Some(old), _) => Some(MisplacedOut::HoldsPart { out, part: old.name() }),
        (None, Some(_)) => Some(MisplacedOut::HoldsWhole { out }),
        (None, None) if old.is_of_another_cycle(settings.cycle.id.get_ref(), year, &settings.plan.name) => {
            Some(MisplacedOut::OfAnother { out, cycle: old.cycle.clone() })
        }
        (None, None) => None,
    })
}

/// What came of a build, for the log of the year: 「20段階、1327ファイル（作り直し 12）。エラー 0、注意 3」.
fn what_came(findings: &Findings, published: Option<&(Manifest, Vec<String>)>, why: &Why) -> String {
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    let made = published.map(|(manifest, stages)| {
        let files: usize = stages.iter().map(|stage| manifest.of_stage(stage).count()).sum();
        format!("{}段階、{files}ファイル（作り直し {}）。", stages.len(), why.made.len())
    });
    format!("{}エラー {errors}、注意 {warnings}", made.unwrap_or_default())
}

/// What was made, a line a stage.
fn summary(common: &CommonArguments, manifest: &Manifest, stages: &[&Stage], why: &Why) {
    for stage in stages {
        let files = manifest.files.iter().filter(|f| f.about.stage == *stage.id.get_ref());
        let (pdfs, others): (Vec<_>, Vec<_>) = files.partition(|f| f.about.path.ends_with(".pdf"));
        let books = others.iter().filter(|f| f.about.path.ends_with(".xlsx")).count();
        if pdfs.len() + books > 0 {
            let pages: usize = pdfs.iter().map(|f| f.about.pages).sum();
            say!("{}: PDF {}件（{pages}ページ）、Excel {books}件", stage.title, pdfs.len());
        }
    }
    let is_of_it = |file: &&ManifestEntry| stages.iter().any(|stage| *stage.id.get_ref() == file.about.stage);
    let is_new = |file: &&ManifestEntry| why.made.contains_key(&file.about.path);
    let (new, same): (Vec<_>, Vec<_>) = manifest.files.iter().filter(is_of_it).partition(is_new);
    if !same.is_empty() {
        say!("作り直したもの {}件、前と同じもの {}件", new.len(), same.len());
    }
    match &manifest.part {
        None => say!("→ {}", shown_path(&common.out.join(INDEX))),
        Some(part) => say!("{} → {}", part.name(), shown_path(&common.out)),
    }
}
