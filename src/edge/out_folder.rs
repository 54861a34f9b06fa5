//! The folder `out/` for whoever mails or prints what was made: its manifest and its files.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::held_out::{HeldOut, Readers};
use super::out_survey::OutSurvey;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::print::print_files::PrintFile;
use crate::published::manifest::{MANIFEST, Manifest};

/// `out/` and its manifest, held so that no build changes them.
pub struct PublishedFolder {
    held: HeldOut,
    /// What was published.
    pub manifest: Manifest,
}

/// Whether anything was made in a folder, or is on its way there.
pub fn has_any(out: &Path) -> bool {
    out.join(MANIFEST).exists() || HeldOut::is_unfinished(out)
}

/// The manifest in `out/`; none if nothing was published.
///
/// # Errors
///
/// If it is there and is no manifest: then nobody knows what the files are.
pub fn manifest_in(out: &Path) -> Result<Option<Manifest>, Fault> {
    let place = out.join(MANIFEST);
    match fs::read(&place) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::Disk { place, error }),
        Ok(bytes) => {
            serde_json::from_slice(&bytes).map(Some).map_err(|error| Fault::BrokenManifest { place, error })
        }
    }
}

/// The SHA-256 of the manifest in `out/`; none where there is none, or it can't be read.
pub fn manifest_hash(out: &Path) -> Option<String> {
    fs::read(out.join(MANIFEST)).ok().map(|bytes| sha256(&bytes).to_string())
}

impl PublishedFolder {
    /// Opens `out/`; none if nothing was published there.
    ///
    /// # Errors
    ///
    /// If another run is at work in it, it holds only a part of a build, or the machine refuses.
    pub fn open(out: &Path) -> Result<Option<Self>, Fault> {
        // A folder in which nothing was made is not touched.
        if !has_any(out) {
            return Ok(None);
        }
        let held = HeldOut::open(out)?;
        let manifest = manifest_in(out)?;
        match manifest.as_ref().and_then(|manifest| manifest.part.as_ref()) {
            Some(part) => Err(Fault::OnlyPart { place: out.to_owned(), part: part.name() }),
            None => Ok(manifest.map(|manifest| Self { held, manifest })),
        }
    }

    /// The bytes of a file below `out/`.
    ///
    /// # Errors
    ///
    /// If its path leads elsewhere, or the machine refuses.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Fault> {
        self.held.read(path)
    }

    /// Writes the manifest anew.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn save(&mut self) -> Result<(), Fault> {
        self.manifest.seal()?;
        self.held.replace(MANIFEST, |to| self.manifest.write(to))
    }

    /// Puts the files that `shiryo print` made into a stage's folder, in the place of those that it made before.
    ///
    /// # Errors
    ///
    /// If there is a file of a name that this program did not make, or the machine refuses: then the old ones are still
    /// there.
    pub fn put_printed(&self, stage: &str, files: &[PrintFile]) -> Result<(), Fault> {
        let mut printed = BTreeMap::new();
        let survey = OutSurvey::new(self.held.out(), Some(&self.manifest));
        for (path, bytes) in files {
            let (path, hash) = (format!("{stage}/{path}"), sha256(bytes));
            if let Some(foreign) = survey.in_the_way(&path, &hash)? {
                return Err(Fault::InTheWay(self.held.out().join(foreign)));
            }
            self.held.stage(&path, bytes, Readers::Everyone)?;
            printed.insert(path, hash.to_string());
        }
        let mut gone = self.manifest.printed.get(stage).cloned().unwrap_or_default();
        gone.retain(|path, _| !printed.contains_key(path));
        let gone = survey.untouched(gone)?;
        let mut put: Vec<String> = printed.keys().cloned().collect();
        let mut manifest = self.manifest.clone();
        manifest.printed.insert(stage.to_owned(), printed);
        manifest.seal()?;
        self.held.stage_written(MANIFEST, Readers::Everyone, |to| manifest.write(to))?;
        put.push(MANIFEST.into());
        self.held.commit(put, gone)
    }

    /// What an earlier run had committed and is nowhere any more: paths below `out/`.
    pub fn lost(&self) -> &[String] {
        &self.held.lost
    }

    /// Where a file of `out/` lies.
    pub fn place(&self, path: &str) -> PathBuf {
        self.held.out().join(path)
    }
}
