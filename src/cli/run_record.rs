//! What a run says of itself for the log of the year.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::ground::hash::sha256_of_json;

/// What a command says of itself while it runs.
#[derive(Debug, Default)]
pub(super) struct RunRecord {
    /// What came of the run.
    pub result: OnceLock<String>,
    /// The hash of its inputs.
    pub inputs: OnceLock<String>,
}

impl RunRecord {
    /// What came of the run, in a few words: 「15通を送った」. What is said first stands.
    pub(super) fn result(&self, words: impl Into<String>) {
        let _first = self.result.set(words.into());
    }

    /// Of which inputs the run is: the SHA-256 of each, and of the root's own templates, by its path.
    pub(super) fn of_inputs(&self, hashes: &BTreeMap<String, String>) {
        // What can't be serialized has no hash; there is no such path.
        if let Ok(hash) = sha256_of_json(hashes) {
            let _first = self.inputs.set(hash);
        }
    }
}
