//! Lays out a new root.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::fs;
use std::path::Path;

/// Writes files below a folder that is empty or not there yet.
///
/// # Errors
///
/// If something is there already, or what the machine refused.
pub fn lay_out(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        return Err(format!(
            "{} には、もうファイルがあります。空のフォルダを指してください。",
            folder.display()
        ));
    }
    for (path, bytes) in files {
        let place = folder.join(path);
        let at = |error: std::io::Error| format!("{}: {error}", place.display());
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(at)?;
        }
        fs::write(&place, bytes).map_err(at)?;
    }
    Ok(())
}
