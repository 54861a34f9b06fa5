//! Writes the files of a new root.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::fs;
use std::path::Path;

use crate::ground::fault::Fault;

/// Whether something lies in a folder already.
pub fn is_occupied(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Writes files below a folder, which is made if it is not there.
///
/// # Errors
///
/// What the machine refused.
pub fn lay_out(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Fault> {
    for (path, bytes) in files {
        let place = folder.join(path);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(Fault::at(&place))?;
        }
        fs::write(&place, bytes).map_err(Fault::at(&place))?;
    }
    Ok(())
}

/// Writes those of the files below a folder that are not there yet, and returns how many.
///
/// # Errors
///
/// What the machine refused.
pub fn add(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<usize, Fault> {
    let new = |(path, _): &&(String, Vec<u8>)| fs::symlink_metadata(folder.join(path)).is_err();
    let new: Vec<(String, Vec<u8>)> = files.iter().filter(new).cloned().collect();
    lay_out(folder, &new)?;
    Ok(new.len())
}
