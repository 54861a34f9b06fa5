//! `shiryo diff`: what differs between two runs, or between what was handed out and what lies in `out/` now.
//!
//! - `diff_text`: What differs, as lines for people

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use self::diff_text::lines;
use super::args::{CommonArguments, DiffArguments, OutputFormat};
use super::exit::Exit;
use super::loaded_root;
use super::report;
use crate::diff::diff_page::{DiffPage, Teller};
use crate::diff::page_changes::{self, PageChange};
use crate::diff::side::Side;
use crate::diff::stage_diff::StageDiff;
use crate::edge::issued_folder::IssuedFolder;
use crate::edge::out_reader::OutReader;
use crate::edge::report_file;
use crate::ground::fault::Fault;
use crate::ground::wareki;
use crate::load::Loaded;
use crate::published::html_page;
use crate::published::issued_record::handed_out;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::wording::shown::shown;

mod diff_text;

const TEMPLATE: &str = "pages/diff.html.j2";

/// Runs the command.
pub(super) fn run(common: &CommonArguments, diff: &DiffArguments) -> Exit {
    let loaded = match loaded_root::read(&common.root) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let now = match opened(diff.new.as_deref().unwrap_or(&common.out)) {
        Ok(now) => now,
        Err(exit) => return exit,
    };
    match compared(common, diff, &loaded, &now) {
        Ok(compared) => show(common, diff, &loaded, compared),
        Err(exit) => exit,
    }
}

/// Compares what the command names with what lies in a folder now.
fn compared(
    common: &CommonArguments,
    diff: &DiffArguments,
    loaded: &Loaded,
    now: &OutReader,
) -> Result<Compared, Exit> {
    let compared = match (&diff.old, diff.issued) {
        (Some(old), _) => of_folders(&opened(old)?, now, loaded, diff),
        (None, true) => of_issued(&IssuedFolder::of(&common.root), now, loaded, diff),
        (None, false) => {
            return Err(report::unable(
                "何と比べるかが書かれていません。",
                "前の out/ のフォルダを書くか（shiryo diff 前のout）、配ったものと比べるには --issued を付けてください。",
            ));
        }
    };
    compared.map_err(|fault| report::fault(&fault))
}

/// What differs in a stage, with its fingerprint: as it is shown, and as `shiryo approve` names it.
#[derive(Debug, Serialize)]
pub(super) struct Differences {
    /// The fingerprint.
    pub fingerprint: String,
    /// What differs.
    #[serde(flatten)]
    pub diff: StageDiff,
}

/// What differs in the one stage that is asked about; none if it was not there before.
pub(super) fn of_one(
    common: &CommonArguments,
    asked: &DiffArguments,
    loaded: &Loaded,
    now: &OutReader,
) -> Result<Option<Differences>, Exit> {
    let stages = compared(common, asked, loaded, now)?.stages;
    let Some((diff, _)) = stages.into_iter().next() else { return Ok(None) };
    let fingerprint = diff.fingerprint().map_err(|fault| report::fault(&fault))?;
    Ok(Some(Differences { fingerprint, diff }))
}

fn opened(place: &Path) -> Result<OutReader, Exit> {
    match OutReader::open(place) {
        Ok(Some(published)) => Ok(published),
        Ok(None) => Err(report::nothing_published(place)),
        Err(fault) => Err(report::unopened(&fault)),
    }
}

/// What was compared, and what differs.
struct Compared {
    old: String,
    new: String,
    /// What differs in each stage, and the pages that are shown, with how many more there are.
    stages: Vec<(StageDiff, (Vec<PageChange>, usize))>,
    /// The files of both, for their names.
    files: Vec<ManifestEntry>,
}

/// Compares all stages of two folders, or the one that is named.
fn of_folders(
    before: &OutReader,
    now: &OutReader,
    loaded: &Loaded,
    asked: &DiffArguments,
) -> Result<Compared, Fault> {
    let mut stages = Vec::new();
    for stage in stages_of(loaded, &[&before.manifest, &now.manifest], asked) {
        let (old_values, new_values) =
            (before.values(&stage)?.unwrap_or_default(), now.values(&stage)?.unwrap_or_default());
        let old = Side {
            files: before.manifest.of_stage(&stage).collect(),
            values: &old_values,
            read: &|path| before.read(path).map(Some),
        };
        let new = Side {
            files: now.manifest.of_stage(&stage).collect(),
            values: &new_values,
            read: &|path| now.read(path).map(Some),
        };
        stages.push(of_stage(&stage, &old, &new, asked)?);
    }
    let files = before.manifest.files.iter().chain(&now.manifest.files).cloned().collect();
    let called = |folder: &OutReader| folder.out().display().to_string();
    Ok(Compared { old: called(before), new: called(now), stages, files })
}

/// Compares what was handed out last of each stage with what lies in `out/` now. Papers that are made after the meeting
/// were not handed out.
fn of_issued(
    folder: &IssuedFolder,
    now: &OutReader,
    loaded: &Loaded,
    asked: &DiffArguments,
) -> Result<Compared, Fault> {
    let (mut stages, mut files, mut days) = (Vec::new(), now.manifest.files.clone(), BTreeSet::new());
    for id in stages_of(loaded, &[&now.manifest], asked) {
        let Some(stage) = loaded.cycle.stage(&id) else { continue };
        let records = folder.read(&id)?;
        let Some(record) = records.last() else { continue };
        let new_values = now.values(&id)?.unwrap_or_default();
        let handed: Vec<&ManifestEntry> = handed_out(&now.manifest, stage).collect();
        let is_handed = |path: &str| handed.iter().any(|file| file.about.path == path);
        let kept = |path: &str| folder.file(record, path);
        let new = Side {
            files: handed.clone(),
            values: &new_values.of_files(is_handed),
            read: &|path| now.read(path).map(Some),
        };
        let old = Side { files: record.files.iter().collect(), values: &record.values, read: &kept };
        stages.push(of_stage(&id, &old, &new, asked)?);
        files.extend(record.files.iter().cloned());
        days.insert(record.issued);
    }
    let days: Vec<String> = days.into_iter().map(wareki::date).collect();
    let old = format!("配ったもの（{}）", days.join("、"));
    Ok(Compared { old, new: now.out().display().to_string(), stages, files })
}

/// What differs in a stage. Pages are drawn only for a page that shows them.
fn of_stage(
    stage: &str,
    old: &Side<'_>,
    new: &Side<'_>,
    asked: &DiffArguments,
) -> Result<(StageDiff, (Vec<PageChange>, usize)), Fault> {
    /// A page of more pictures nobody opens.
    const MOST_PAGES: usize = 60;
    let diff = StageDiff::of(stage, old, new)?;
    let pages = match asked.html {
        Some(_) => page_changes::of(old, new, &diff.files, MOST_PAGES)?,
        None => (Vec::new(), 0),
    };
    Ok((diff, pages))
}

/// The stages that are compared, in the order of the cycle.
fn stages_of(loaded: &Loaded, manifests: &[&Manifest], asked: &DiffArguments) -> Vec<String> {
    let stages = loaded.cycle.settings.stages.iter().map(|stage| stage.id.get_ref());
    let is_meant = |id: &&String| asked.stages.is_empty() || asked.stages.contains(id);
    let is_made = |id: &&String| manifests.iter().any(|manifest| manifest.of_stage(id).next().is_some());
    stages.filter(is_meant).filter(is_made).cloned().collect()
}

fn show(common: &CommonArguments, asked: &DiffArguments, loaded: &Loaded, compared: Compared) -> Exit {
    let files: BTreeMap<&str, &ManifestEntry> =
        compared.files.iter().map(|file| (file.about.path.as_str(), file)).collect();
    let teller = Teller { cycle: &loaded.cycle, files };
    let (mut differing, mut parts) = (Vec::new(), Vec::new());
    for (stage, pages) in compared.stages.into_iter().filter(|(stage, _)| !stage.is_empty()) {
        let fingerprint = match stage.fingerprint() {
            Ok(fingerprint) => fingerprint,
            Err(fault) => return report::fault(&fault),
        };
        parts.push(teller.tell(&stage, &fingerprint, pages));
        differing.push(Differences { fingerprint, diff: stage });
    }
    let plan = &loaded.cycle.settings.plan.name;
    let page = DiffPage { plan, old: compared.old, new: compared.new, stages: parts };
    if let Some(place) = &asked.html {
        let written = html_page::set(&loaded.library, TEMPLATE, &page);
        let written = match written {
            Ok(bytes) => report_file::write(place, &bytes),
            Err(trouble) => {
                say!("エラー: {} {}", trouble.origin, shown(&trouble.message));
                return Exit::Findings;
            }
        };
        if let Err(fault) = written {
            return report::fault(&fault);
        }
    }
    match common.format {
        OutputFormat::Json => match serde_json::to_string_pretty(&differing) {
            Ok(json) => tell_json!(&json),
            Err(error) => return report::fault(&Fault::format(error)),
        },
        OutputFormat::Terminal | OutputFormat::Short => {
            lines(&page).iter().for_each(|line| tell!("{line}"));
        }
    }
    Exit::Fine
}
