//! Files that are new, gone, or not what they were.

use std::collections::BTreeSet;

use serde::Serialize;

use super::side::Side;
use crate::published::manifest::ManifestEntry;
use crate::render::artifact::FileKind;

/// A file that is not what it was.
#[derive(Debug, Serialize)]
pub struct FileChange {
    /// Its path below `out/`.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
    /// The SHA-256 of what it was; none where it is new.
    pub old: Option<String>,
    /// The SHA-256 of what it is; none where it is gone.
    pub new: Option<String>,
    /// How many pages it had, and has.
    pub pages: (usize, usize),
}

/// The files that differ, by their paths. The list of figures is none of them: it is compared itself.
pub fn of(old: &Side<'_>, new: &Side<'_>) -> Vec<FileChange> {
    let files = old.files.iter().chain(&new.files).filter(|file| file.about.kind != FileKind::Values);
    let paths: BTreeSet<&str> = files.map(|file| file.about.path.as_str()).collect();
    let change = |path: &str| {
        let (was, is) = (old.file(path), new.file(path));
        let sum = |file: &ManifestEntry| file.sha256.clone();
        let pages = |file: Option<&ManifestEntry>| file.map_or(0, |file| file.about.pages);
        (was.map(sum) != is.map(sum)).then(|| FileChange {
            path: path.to_owned(),
            kind: is.or(was).map_or(FileKind::Paper, |file| file.about.kind),
            old: was.map(sum),
            new: is.map(sum),
            pages: (pages(was), pages(is)),
        })
    };
    paths.into_iter().filter_map(change).collect()
}
