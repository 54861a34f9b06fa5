//! What was handed out stays as it was. Of a stage marked `issued` there is a record in `inputs/issued/`: it is published
//! again only if not a byte differs from that record, or if it declares a correction.

use std::collections::BTreeMap;

use crate::decide::check::rules::{issued_changed, issued_lost};
use crate::edge::issued_folder::IssuedFolder;
use crate::edge::staging::{Staging, VALUES};
use crate::ground::fault::Fault;
use crate::ground::finding::{Finding, Findings};
use crate::ground::hash::sha256;
use crate::load::Loaded;
use crate::model::cycle::SourceText;
use crate::model::stage::Stage;
use crate::published::issued_record::{IssuedRecord, handed_out, is_later};
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::About;
use crate::render::values::Changed;

/// How many figures of a file are named.
const MOST_NAMED: usize = 5;

/// The records of the stages that were handed out, by their ids. Of a stage that has none yet it is made of what lies in
/// `out/`; where that is gone or is not what was made, those of `making` are named in the findings.
pub(super) fn records(
    folder: &IssuedFolder,
    staging: &Staging,
    loaded: &Loaded,
    making: &[&Stage],
    findings: &mut Findings,
) -> Result<BTreeMap<String, IssuedRecord>, Fault> {
    let manifest = staging.manifest()?.unwrap_or_default();
    let mut records = BTreeMap::new();
    for stage in loaded.cycle.settings.stages.iter().filter(|stage| is_issued(stage)) {
        let id = stage.id.get_ref();
        let written = match folder.read(id)? {
            Some(record) => Ok(record),
            None => first_record(folder, staging, &manifest, stage)?,
        };
        match written {
            Ok(record) => drop(records.insert(id.clone(), record)),
            Err(lost) if making.iter().any(|made| made.id.get_ref() == id) => {
                findings.push(issued_lost::says(&lost.to_string()).at(loaded.cycle.source.of(&stage.id)));
            }
            Err(_) => {}
        }
    }
    Ok(records)
}

/// Whether a stage says that it was handed out, and there is something to hand out.
pub(super) fn is_issued(stage: &Stage) -> bool {
    stage.issued.is_some() && stage.makes_something()
}

/// Why nobody knows what was handed out.
#[derive(Debug, thiserror::Error)]
enum Lost {
    #[error("out/ に、この段階の作られたものがありません")]
    Nothing,
    #[error("out/ の manifest.json が、作られた後に書き換えられています")]
    EditedManifest,
    #[error("out/ の {0} が、作られた後に変わったか、なくなっています")]
    Changed(String),
}

/// Makes the record of a stage of what lies in `out/`, and writes it down.
fn first_record(
    folder: &IssuedFolder,
    staging: &Staging,
    manifest: &Manifest,
    stage: &Stage,
) -> Result<Result<IssuedRecord, Lost>, Fault> {
    let id = stage.id.get_ref();
    let files: Vec<ManifestEntry> = match manifest.file(&format!("{id}/{OLD_VALUES}")) {
        Some(old) => vec![old.clone()],
        None => handed_out(manifest, stage).cloned().collect(),
    };
    let Some(issued) = stage.issued.filter(|_| !files.is_empty()) else { return Ok(Err(Lost::Nothing)) };
    if !manifest.is_sealed() {
        return Ok(Err(Lost::EditedManifest));
    }
    let mut record =
        IssuedRecord { stage: id.clone(), issued, files: Vec::new(), values: Default::default() };
    let mut kept = Vec::new();
    for file in files {
        let path = file.about.path.clone();
        let Some(bytes) = staging.held.read(&path).ok().filter(|bytes| *sha256(bytes) == *file.sha256) else {
            return Ok(Err(Lost::Changed(path)));
        };
        let own = path.rsplit('/').next().unwrap_or(&path);
        let path = if own == OLD_VALUES { format!("{id}/{VALUES}") } else { path };
        if path == format!("{id}/{VALUES}") {
            record.values = serde_json::from_slice(&bytes).map_err(Fault::format)?;
            kept.push((path.clone(), bytes));
        } else if path.ends_with(".pdf") {
            kept.push((path.clone(), bytes));
        }
        record.files.push(ManifestEntry { about: About { path, ..file.about }, ..file });
    }
    folder.write(&record, &kept)?;
    Ok(Ok(record))
}

/// Where version 0.1 kept the values of a corrected stage as they were handed out first. Its papers are the corrected
/// ones, so that only the values can be kept.
const OLD_VALUES: &str = "issued.json";

/// What a build would change of a stage that was handed out and declares no correction.
pub(super) fn changes(
    record: &IssuedRecord,
    staging: &Staging,
    source: &SourceText,
    stage: &Stage,
    new: &[ManifestEntry],
) -> Vec<Finding> {
    if stage.correction.is_some() {
        return Vec::new();
    }
    let id = stage.id.get_ref();
    let own = new.iter().filter(|f| f.about.stage == *id && !is_later(f, stage));
    let made: BTreeMap<&str, &str> = own.map(|f| (f.about.path.as_str(), f.sha256.as_str())).collect();
    let issued: BTreeMap<&str, &str> =
        record.files.iter().map(|f| (f.about.path.as_str(), f.sha256.as_str())).collect();
    let mut paths: Vec<&str> = issued.keys().chain(made.keys()).copied().collect();
    paths.sort_unstable();
    paths.dedup();
    let after = staging.made_values(id);
    paths
        .into_iter()
        .filter(|path| !path.ends_with(VALUES) && issued.get(path) != made.get(path))
        // Mail may be added to what was handed out on paper.
        .filter(|path| !path.ends_with(".eml") || issued.contains_key(path))
        .map(|path| {
            let message = match (issued.get(path), made.get(path)) {
                (Some(_), None) => format!("配った {path} がなくなります。"),
                (None, _) => format!("配ったものになかった {path} が加わります。"),
                _ => format!("配った {path} が変わります{}。", named(&after.changes(&record.values, path))),
            };
            issued_changed::says(id, message).at(source.of(&stage.id))
        })
        .collect()
}

/// 「（indicator/2-ア-1/1/actual: 12→13、ほか２）」
fn named(changed: &[Changed]) -> String {
    if changed.is_empty() {
        return "（値は同じです）".into();
    }
    let show = |text: &Option<String>| text.clone().unwrap_or_else(|| "なし".into());
    let each = |c: &Changed| format!("{}: {}→{}", c.id, show(&c.old), show(&c.new));
    let mut list: Vec<String> = changed.iter().take(MOST_NAMED).map(each).collect();
    if changed.len() > MOST_NAMED {
        list.push(format!("ほか{}", changed.len() - MOST_NAMED));
    }
    format!("（{}）", list.join("、"))
}
