//! Where finished files go.

use super::artifact::Artifact;
use crate::ground::fault::Fault;

/// Where finished files go, such as the folder in which a build collects them.
pub trait Sink: Sync {
    /// Takes a finished file, and keeps it.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    fn accept(&self, artifact: Artifact) -> Result<(), Fault>;

    /// The bytes of a file that was accepted before, by its path below `out/`.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    fn accepted(&self, path: &str) -> Result<Vec<u8>, Fault>;
}
