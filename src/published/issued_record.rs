//! What a stage was each time it was handed out, as `inputs/issued/` keeps it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::manifest::{Manifest, ManifestEntry};
use crate::model::stage::{ERRATA, Stage};
use crate::render::artifact::FileKind;
use crate::render::values::Values;

/// A stage as it was handed out, first or as a correction: `files.json`, with the values of `values.json` beside it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IssuedRecord {
    /// The id of the stage: 「advisory」.
    pub stage: String,
    /// The date of the correction that was handed out; none for what was handed out first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<NaiveDate>,
    /// The day on which it was handed out, as the stage or its correction says.
    pub issued: NaiveDate,
    /// Its files, in the order of their paths.
    pub files: Vec<ManifestEntry>,
    /// The figures that they show, each with its places.
    #[serde(skip)]
    pub values: Values,
}

impl IssuedRecord {
    /// The folder in which it lies: 「advisory」, and of a correction 「advisory@2020-02-12」, which is no stage's id.
    pub fn folder(&self) -> String {
        self.correction.map_or_else(|| self.stage.clone(), |date| format!("{}@{date}", self.stage))
    }
}

/// Those files of a stage that are handed out: all but the papers that are made after its meeting.
pub fn handed_out<'a>(manifest: &'a Manifest, stage: &'a Stage) -> impl Iterator<Item = &'a ManifestEntry> {
    manifest.of_stage(stage.id.get_ref()).filter(|file| !is_later(file, stage))
}

/// Whether a file is a paper that is made after the stage's meeting. A correction's 正誤表 is handed out with it.
pub fn is_later(file: &ManifestEntry, stage: &Stage) -> bool {
    let mut later = stage.papers.iter().filter(|paper| paper.is_later() && paper.id() != ERRATA);
    file.about.kind == FileKind::Paper && later.any(|paper| paper.id() == file.about.document)
}

/// The 正誤表 with which a stage was made last, dated as its correction; none if it was made without one.
pub fn errata<'a>(manifest: &'a Manifest, stage: &Stage) -> Option<&'a ManifestEntry> {
    let is_errata =
        |file: &&ManifestEntry| file.about.kind == FileKind::Paper && file.about.document == ERRATA;
    manifest.files.iter().filter(|file| file.about.stage == *stage.id.get_ref()).find(is_errata)
}
