//! What a build remembers of the files in `out/` for the next one. It may be lost at any time: then all is made again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use crate::render::recipe::Remembered;

/// What was made, and of what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The SHA-256 of each input file of the last build, by its path below the root.
    pub inputs: BTreeMap<String, String>,
    /// The hash of all that decided what the last build made; none if it left something open, or had something to say of
    /// what it made.
    #[serde(default)]
    pub whole: Option<String>,
    /// The PDFs by their paths below `out/`.
    pub files: BTreeMap<String, Remembered>,
}

impl Memory {
    /// Reads what a build remembered. What can't be read is as if it were not there.
    pub fn read(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// The same with what was made now; what was published no longer is forgotten.
    pub fn renewed(
        mut self,
        made: BTreeMap<String, Remembered>,
        inputs: BTreeMap<String, String>,
        whole: Option<String>,
        now: &Manifest,
    ) -> Self {
        self.files.extend(made);
        self.files.retain(|path, before| now.file(path).is_some_and(|file| file.sha256 == before.sha256));
        Self { inputs, whole, ..self }
    }

    /// The inputs that are new, gone or changed since the last build, by their paths.
    pub fn changed(&self, inputs: &BTreeMap<String, String>) -> Vec<String> {
        let gone = self.inputs.keys().filter(|path| !inputs.contains_key(*path));
        let changed =
            inputs.iter().filter(|(path, hash)| self.inputs.get(*path) != Some(hash)).map(|(path, _)| path);
        let mut all: Vec<String> = gone.chain(changed).cloned().collect();
        all.sort();
        all
    }
}
