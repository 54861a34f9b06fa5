//! All that differs between two runs of a stage.

use serde::Serialize;

use super::file_changes::{self, FileChange};
use super::people_changes::{self, PeopleChange};
use super::side::Side;
use super::value_changes::{self, ValueChange};
use super::word_changes::{self, WordChanges};
use crate::ground::fault::Fault;
use crate::ground::hash::sha256_of_json;

/// All that differs between two runs of a stage.
#[derive(Debug, Serialize)]
pub struct StageDiff {
    /// The stage's id.
    pub stage: String,
    /// Figures.
    pub values: Vec<ValueChange>,
    /// Words of papers and letters.
    pub words: Vec<WordChanges>,
    /// Recipients.
    pub people: Vec<PeopleChange>,
    /// Files.
    pub files: Vec<FileChange>,
}

impl StageDiff {
    /// Compares two runs of a stage.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn of(stage: &str, old: &Side<'_>, new: &Side<'_>) -> Result<Self, Fault> {
        let files = file_changes::of(old, new);
        Ok(Self {
            stage: stage.to_owned(),
            values: value_changes::of(old.values, new.values),
            words: word_changes::of(old, new, &files)?,
            people: people_changes::of(old, new),
            files,
        })
    }

    /// The SHA-256 of all of it as JSON: by this an approval names the differences that were looked at.
    ///
    /// # Errors
    ///
    /// If it can't be serialized.
    pub fn fingerprint(&self) -> Result<String, Fault> {
        sha256_of_json(self).map_err(Fault::format)
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.words.is_empty() && self.people.is_empty() && self.files.is_empty()
    }
}
