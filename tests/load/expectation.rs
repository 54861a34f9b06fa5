//! Files that hold what is expected.

use std::fs;
use std::path::Path;

/// Whether expectations are written instead of compared: `SHIRYO_UPDATE=1`.
pub(crate) fn updating() -> bool {
    std::env::var_os("SHIRYO_UPDATE").is_some()
}

/// Compares a text with the file that holds what is expected, or writes the file anew.
///
/// # Errors
///
/// If the text is not what the file holds.
pub(crate) fn expect(file: &Path, text: &str) -> Result<(), String> {
    if updating() {
        fs::write(file, text).expect("an expectation");
    }
    match fs::read_to_string(file) {
        Ok(expected) if expected == text => Ok(()),
        Ok(expected) => Err(format!("{}\nexpected:\n{expected}\ngot:\n{text}", file.display())),
        Err(_) => Err(format!("{} is not there; SHIRYO_UPDATE=1 writes it. Got:\n{text}", file.display())),
    }
}
