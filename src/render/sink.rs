//! Where finished files go.

use super::artifact::Artifact;
use crate::ground::fault::Fault;

/// A file that a sink keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedFile {
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

    /// What is known of a file that was accepted before, by its path below `out/`; none if there is none.
    fn accepted(&self, path: &str) -> Option<AcceptedFile>;
}
