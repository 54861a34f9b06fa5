//! A stage as one run made it.

use crate::ground::fault::Fault;
use crate::published::manifest::ManifestEntry;
use crate::render::values::Values;

/// Reads a file by its path below `out/`; none of one that nobody kept.
pub type ReadFile<'a> = dyn Fn(&str) -> Result<Option<Vec<u8>>, Fault> + 'a;

/// A stage as one run made it, or as it was handed out.
pub struct Side<'a> {
    /// Its files.
    pub files: Vec<&'a ManifestEntry>,
    /// Its figures.
    pub values: &'a Values,
    /// Reads its files.
    pub read: &'a ReadFile<'a>,
}

impl Side<'_> {
    /// A file by its path below `out/`.
    pub fn file(&self, path: &str) -> Option<&ManifestEntry> {
        self.files.iter().copied().find(|file| file.about.path == path)
    }
}
