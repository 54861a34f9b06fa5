//! The folder of a public set: it is written beside its place, looked at, and only then put there.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read and written")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::new_root;
use crate::ground::fault::Fault;

/// A public set that is written, and not in its place yet. If it doesn't get there, nothing is left of it.
pub struct StagedSet {
    place: PathBuf,
    to: PathBuf,
    is_put: bool,
}

impl StagedSet {
    /// Writes files, by their paths, for a folder that is new or empty.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn write(to: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Fault> {
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let place = to.with_file_name(format!(".{name}.{}", std::process::id()));
        let staged = Self { place, to: to.to_owned(), is_put: false };
        let files: Vec<(String, Vec<u8>)> =
            files.iter().map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        new_root::lay_out(&staged.place, &files)?;
        Ok(staged)
    }

    /// The files as they lie on the disk.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn read(&self) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
        read(&self.place)
    }

    /// Puts them into their place.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn put(mut self) -> Result<(), Fault> {
        if self.to.is_dir() {
            fs::remove_dir(&self.to).map_err(Fault::at(&self.to))?;
        }
        fs::rename(&self.place, &self.to).map_err(Fault::at(&self.to))?;
        self.is_put = true;
        Ok(())
    }
}

impl Drop for StagedSet {
    fn drop(&mut self) {
        if !self.is_put {
            // What can't be removed is beside the place of the set, under a name that nobody takes for it.
            let _ = fs::remove_dir_all(&self.place);
        }
    }
}

/// The files of a public set, by their paths.
///
/// # Errors
///
/// What the machine refused.
pub fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Fault> {
    for entry in fs::read_dir(folder).map_err(Fault::at(folder))? {
        let place = entry.map_err(Fault::at(folder))?.path();
        let path = format!("{below}{}", place.file_name().unwrap_or_default().to_string_lossy());
        match place.is_dir() {
            true => collect(&place, &format!("{path}/"), files)?,
            false => drop(files.insert(path, fs::read(&place).map_err(Fault::at(&place))?)),
        }
    }
    Ok(())
}
