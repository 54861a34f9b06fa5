//! The folder `out/` for whoever only looks at it: nothing is written there, and others may look at the same time.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]
#![expect(clippy::disallowed_types, reason = "the lock is an open file")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::held_out::{self, HeldOut};
use super::out_folder;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::published::index_page::INDEX;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::published::memory::Memory;
use crate::render::artifact::FileKind;
use crate::render::values::Values;

/// `out/` and its manifest, while no build changes them.
pub struct OutReader {
    out: PathBuf,
    /// What was published.
    pub manifest: Manifest,
    _lock: Option<File>,
}

impl OutReader {
    /// Opens `out/`; none if nothing was published there.
    ///
    /// # Errors
    ///
    /// If a run is at work in it or was cut off, it holds only a part of a build, or the machine refuses.
    pub fn open(out: &Path) -> Result<Option<Self>, Fault> {
        if !out_folder::has_any(out) {
            return Ok(None);
        }
        // A copy of the folder, or one that nobody may write to, has no lock.
        let lock = File::open(held_out::lock_of(out)).ok();
        if let Some(lock) = &lock
            && let Err(fs::TryLockError::WouldBlock) = lock.try_lock_shared()
        {
            return Err(Fault::Busy(out.to_owned()));
        }
        if HeldOut::is_unfinished(out) {
            return Err(Fault::CutOff(out.to_owned()));
        }
        let manifest = out_folder::manifest_in(out)?;
        match manifest.as_ref().and_then(|manifest| manifest.part.as_ref()) {
            Some(part) => Err(Fault::OnlyPart { place: out.to_owned(), part: part.name() }),
            None => Ok(manifest.map(|manifest| Self { out: out.to_owned(), manifest, _lock: lock })),
        }
    }

    /// The folder.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// What the last build remembered.
    pub fn memory(&self) -> Memory {
        Memory::read(&held_out::memory_in(&self.out))
    }

    /// The figures of a stage; none if it was not made.
    ///
    /// # Errors
    ///
    /// If their file was changed since, or the machine refuses.
    pub fn values(&self, stage: &str) -> Result<Option<Values>, Fault> {
        let is_values = |entry: &&ManifestEntry| entry.about.kind == FileKind::Values;
        let Some(entry) = self.manifest.of_stage(stage).find(is_values) else { return Ok(None) };
        serde_json::from_slice(&self.read(&entry.about.path)?).map(Some).map_err(Fault::format)
    }

    /// `index.html`.
    ///
    /// # Errors
    ///
    /// If the machine refuses.
    pub fn page(&self) -> Result<String, Fault> {
        let place = self.out.join(INDEX);
        fs::read_to_string(&place).map_err(Fault::at(&place))
    }

    /// The bytes of a published file, or of one that is to be printed, as they were made.
    ///
    /// # Errors
    ///
    /// If it was changed since, its path leads elsewhere, or the machine refuses.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Fault> {
        if !held_out::is_below(path) {
            return Err(Fault::Outside(path.to_owned()));
        }
        let place = self.out.join(path);
        let bytes = fs::read(&place).map_err(Fault::at(&place))?;
        match self.manifest.hash_of(path) == Some(&sha256(&bytes)) {
            true => Ok(bytes),
            false => Err(Fault::ChangedFile(path.to_owned())),
        }
    }
}
