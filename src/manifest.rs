//! `manifest.json`: every published file, what it is, and for whom. What mails and prints reads it, never the inputs.

use serde::{Deserialize, Serialize};

use crate::render::artifact::About;

/// The manifest of `out/`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The cycle's id.
    pub cycle: String,
    /// In the order of their paths.
    pub files: Vec<Entry>,
}

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(flatten)]
    pub about: About,
    pub sha256: String,
    pub bytes: u64,
}

impl Manifest {
    /// Puts the entries of the stages that were made in the place of their former ones; other stages keep theirs.
    pub fn replace(&mut self, stages: &[String], entries: Vec<Entry>) {
        self.files.retain(|entry| !stages.contains(&entry.about.stage));
        self.files.extend(entries);
        self.files.sort_by(|a, b| a.about.path.cmp(&b.about.path));
    }

    /// As JSON, one key a line.
    ///
    /// # Errors
    ///
    /// If serializing fails.
    pub fn to_json(&self) -> Result<Vec<u8>, String> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| error.to_string())?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
