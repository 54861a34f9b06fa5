//! What a stage was when it was handed out, as `inputs/issued/` keeps it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::manifest::{Manifest, ManifestEntry};
use crate::model::stage::Stage;
use crate::render::artifact::FileKind;
use crate::render::values::Values;

/// A stage as it was handed out: `files.json`, with the values of `values.json` beside it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IssuedRecord {
    /// The id of the stage: 「advisory」.
    pub stage: String,
    /// The day on which it was handed out, as the stage says.
    pub issued: NaiveDate,
    /// Its files, in the order of their paths.
    pub files: Vec<ManifestEntry>,
    /// The figures that they show, each with its places.
    #[serde(skip)]
    pub values: Values,
}

/// Those files of a stage that were handed out: all but the papers that are made after its meeting.
pub fn handed_out<'a>(manifest: &'a Manifest, stage: &'a Stage) -> impl Iterator<Item = &'a ManifestEntry> {
    manifest.of_stage(stage.id.get_ref()).filter(|file| !is_later(file, stage))
}

/// Whether a file is a paper that is made after the stage's meeting.
pub fn is_later(file: &ManifestEntry, stage: &Stage) -> bool {
    let mut later = stage.papers.iter().filter(|paper| paper.is_later());
    file.about.kind == FileKind::Paper && later.any(|paper| paper.id() == file.about.document)
}
