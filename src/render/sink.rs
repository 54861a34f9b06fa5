//! Where finished files go.

use std::sync::Arc;

use super::artifact::{About, Artifact, Printed};
use super::recipe::{Laid, Recipe, Remake, TemplateHashes};
use crate::ground::fault::Fault;

/// A file that a sink keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedFile {
    /// What it is.
    pub about: About,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// Where finished files go, such as the folder in which a build collects them.
pub trait Sink: Sync {
    /// Takes a finished file, and keeps it.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    fn accept(&self, artifact: Artifact) -> Result<(), Fault>;

    /// What is known of the PDF that lies in its place under a path, if it was made of the same; `templates` are the hashes
    /// of the template files as they are now.
    ///
    /// # Errors
    ///
    /// Why it must be set.
    fn recall(&self, path: &str, recipe: &Recipe, templates: &TemplateHashes) -> Result<Laid, Remake>;

    /// Takes note of a PDF that was recalled and stays in its place, and of the figures printed in it.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    fn keep(&self, about: About, figures: Vec<Printed>) -> Result<(), Fault>;

    /// The files of a stage that were accepted or kept so far, in no order.
    fn accepted(&self, stage: &str) -> Vec<Arc<AcceptedFile>>;
}
