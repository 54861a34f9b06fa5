//! The folder `out/`: its lock, its manifest, and its files for whoever mails or prints them.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read and written")]
#![expect(clippy::disallowed_types, reason = "the lock is an open file")]

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::ground::fault::Fault;
use crate::print::print_files::PrintFile;
use crate::print::print_plan::PRINT_FOLDER;
use crate::published::manifest::Manifest;

/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";

/// `out/` and its manifest, held so that no build changes them.
pub struct PublishedFolder {
    out: PathBuf,
    /// What was published.
    pub manifest: Manifest,
    _lock: OutLock,
}

/// Holds `out/` until it is dropped, so that no other run changes it.
#[must_use = "out/ is held only as long as this lives"]
pub struct OutLock(#[expect(dead_code, reason = "it is held, not read")] File);

/// Takes hold of `out/`.
///
/// # Errors
///
/// If another run holds it, or the machine refuses.
pub fn lock(out: &Path) -> Result<OutLock, Fault> {
    let path = out.join(".lock");
    let file = File::create(&path).map_err(Fault::at(&path))?;
    file.try_lock().map_err(|_| Fault::Busy(out.to_owned()))?;
    Ok(OutLock(file))
}

/// The manifest in `out/`; none if nothing was published.
///
/// # Errors
///
/// If it is there and is no manifest: then nobody knows what the files are.
pub fn read(out: &Path) -> Result<Option<Manifest>, Fault> {
    let place = out.join(MANIFEST);
    match fs::read(&place) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::Disk { place, error }),
        Ok(bytes) => {
            serde_json::from_slice(&bytes).map(Some).map_err(|error| Fault::BrokenManifest { place, error })
        }
    }
}

/// Puts a file into `out/` in the place of the one that is there.
///
/// # Errors
///
/// What the machine refused: then the old one is still there, whole.
pub fn replace(out: &Path, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let (staged, place) = (out.join(format!(".{name}")), out.join(name));
    fs::write(&staged, bytes).map_err(Fault::at(&staged))?;
    fs::rename(&staged, &place).map_err(Fault::at(&place))
}

impl PublishedFolder {
    /// Opens `out/`; none if nothing was published there.
    ///
    /// # Errors
    ///
    /// If another run is at work in it, or the machine refuses.
    pub fn open(out: &Path) -> Result<Option<Self>, Fault> {
        if !out.join(MANIFEST).exists() {
            return Ok(None);
        }
        let lock = lock(out)?;
        Ok(read(out)?.map(|manifest| Self { out: out.to_owned(), manifest, _lock: lock }))
    }

    /// The bytes of a file below `out/`.
    ///
    /// # Errors
    ///
    /// If its path leads elsewhere, or the machine refuses.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Fault> {
        // A manifest that was edited may name any path.
        if path.split(['/', '\\']).any(|part| part.is_empty() || part.starts_with('.')) {
            return Err(Fault::Outside(path.to_owned()));
        }
        let place = self.out.join(path);
        fs::read(&place).map_err(Fault::at(&place))
    }

    /// Writes the manifest anew.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn save(&mut self) -> Result<(), Fault> {
        replace(&self.out, MANIFEST, &self.manifest.to_json()?)
    }

    /// Puts the files that `shiryo print` made into a stage's folder, in the place of those that were there.
    ///
    /// # Errors
    ///
    /// What the machine refused: then the old ones are still there.
    pub fn put_folder(&self, stage: &str, files: &[PrintFile]) -> Result<(), Fault> {
        let staged = self.out.join(format!(".{PRINT_FOLDER}-{stage}"));
        let clear = |folder: &Path| match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::at(folder)(error)),
            _ => Ok(()),
        };
        clear(&staged)?;
        for (path, bytes) in files {
            let place = staged.join(path);
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent).map_err(Fault::at(parent))?;
            }
            fs::write(&place, bytes).map_err(Fault::at(&place))?;
        }
        let place = self.out.join(stage).join(PRINT_FOLDER);
        clear(&place)?;
        fs::rename(staged.join(PRINT_FOLDER), &place).map_err(Fault::at(&place))?;
        clear(&staged)
    }

    /// Where a file of `out/` lies.
    pub fn place(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }
}
