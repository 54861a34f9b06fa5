//! What lies in `out/` now beside what was before: in another folder, as it was handed out, or as the last build found it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::held_out::{is_below, last_build_of};
use super::issued_folder::IssuedFolder;
use super::last_build::LastBuild;
use super::out_reader::OutReader;
use super::staging::VALUES;
use crate::diff::page_changes::{self, PageChange};
use crate::diff::side::Side;
use crate::diff::stage_diff::StageDiff;
use crate::ground::fault::Fault;
use crate::model::stage::Stage;
use crate::published::approvals::fingerprint;
use crate::published::issued_record::handed_out;
use crate::published::manifest::{Manifest, ManifestEntry};

/// With what a stage is compared.
pub enum Before<'a> {
    /// What lies in another folder.
    Folder(&'a OutReader),
    /// What was handed out of it last. Papers that are made after the meeting were not handed out.
    Issued(&'a IssuedFolder),
    /// What lay in `out/` before the last build that changed it.
    LastBuild,
}

/// A stage beside what it was.
pub struct ComparedStage {
    /// What differs.
    pub diff: StageDiff,
    /// The pages that do not look as they did, and how many more there are than are shown.
    pub pages: (Vec<PageChange>, usize),
    /// The files of both, for their names.
    pub files: Vec<ManifestEntry>,
    /// The fingerprints of the files as they were and as they are.
    pub fingerprints: [String; 2],
    /// The day on which the earlier one was handed out, if it was compared with that.
    pub issued: Option<NaiveDate>,
}

impl Before<'_> {
    /// What differs in a stage; none where nothing was, or, of another folder, where neither was made. `most_pages` are shown
    /// as pictures.
    ///
    /// # Errors
    ///
    /// What the machine refused, or a file that is not what it was made as.
    pub fn compared(
        &self,
        stage: &Stage,
        now: &OutReader,
        most_pages: usize,
    ) -> Result<Option<ComparedStage>, Fault> {
        let id = stage.id.get_ref();
        let read_now = |path: &str| now.read(path).map(Some);
        let new_values = now.values(id)?.unwrap_or_default();
        let new = Side { files: now.manifest.of_stage(id).collect(), values: &new_values, read: &read_now };
        match self {
            Self::Folder(before) => {
                let values = before.values(id)?.unwrap_or_default();
                let files: Vec<&ManifestEntry> = before.manifest.of_stage(id).collect();
                if files.is_empty() && new.files.is_empty() {
                    return Ok(None);
                }
                let read = |path: &str| before.read(path).map(Some);
                of(stage, &Side { files, values: &values, read: &read }, &new, most_pages).map(Some)
            }
            Self::Issued(folder) => {
                let records = folder.read(id)?;
                let Some(record) = records.last().filter(|_| !new.files.is_empty()) else { return Ok(None) };
                let handed: Vec<&ManifestEntry> = handed_out(&now.manifest, stage).collect();
                let is_handed = |path: &str| handed.iter().any(|file| file.about.path == path);
                let new =
                    Side { files: handed.clone(), values: &new_values.of_files(is_handed), read: &read_now };
                let kept = |path: &str| folder.file(record, path);
                let old = Side { files: record.files.iter().collect(), values: &record.values, read: &kept };
                let compared = of(stage, &old, &new, most_pages)?;
                Ok(Some(ComparedStage { issued: Some(record.issued), ..compared }))
            }
            Self::LastBuild => {
                let Some(before) = LastBuild::at(last_build_of(now.out(), id)) else { return Ok(None) };
                let read = |path: &str| Ok(before.read(path).filter(|_| is_below(path)));
                let path = format!("{id}/{VALUES}");
                let hash = |manifest: &Manifest| manifest.file(&path).map(|file| file.sha256.clone());
                let values = match before.read(&path) {
                    Some(bytes) => serde_json::from_slice(&bytes).map_err(Fault::format)?,
                    None if hash(&before.manifest) == hash(&now.manifest) => new_values.clone(),
                    // Somebody took them away.
                    None => return Ok(None),
                };
                let files = before.manifest.files.iter().collect();
                of(stage, &Side { files, values: &values, read: &read }, &new, most_pages).map(Some)
            }
        }
    }
}

fn of(stage: &Stage, old: &Side<'_>, new: &Side<'_>, most_pages: usize) -> Result<ComparedStage, Fault> {
    let diff = StageDiff::of(stage.id.get_ref(), old, new)?;
    let pages = match most_pages {
        0 => (Vec::new(), 0),
        most => page_changes::of(old, new, &diff.files, most)?,
    };
    let hashes = |side: &Side<'_>| -> BTreeMap<String, String> {
        side.files.iter().map(|file| (file.about.path.clone(), file.sha256.clone())).collect()
    };
    Ok(ComparedStage {
        diff,
        pages,
        files: old.files.iter().chain(&new.files).copied().cloned().collect(),
        fingerprints: [fingerprint(&hashes(old)), fingerprint(&hashes(new))],
        issued: None,
    })
}
