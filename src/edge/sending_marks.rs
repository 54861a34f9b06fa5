//! `inputs/issued/sending.json`: that messages began to be sent, from which ledger, and how far it had come. The manifest
//! says the same; this is known when `out/` is deleted.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::private_file;
use crate::ground::fault::Fault;
use crate::published::manifest::Sending;

/// The marks by the ids of their stages.
pub type Marks = BTreeMap<String, Sending>;

/// Reads the marks; none if nothing was ever sent.
///
/// # Errors
///
/// If they are there and can't be read: then nobody knows whether something was sent.
pub fn read(place: &Path) -> Result<Marks, Fault> {
    match fs::read(place) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(Fault::format),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Marks::new()),
        Err(error) => Err(Fault::at(place)(error)),
    }
}

/// Writes the marks in the place of those that are there; on the disk when this returns.
///
/// # Errors
///
/// What the machine refused: then the old ones are still there, whole.
pub fn write(place: &Path, marks: &Marks) -> Result<(), Fault> {
    let mut bytes = serde_json::to_vec_pretty(marks).map_err(Fault::format)?;
    bytes.push(b'\n');
    private_file::put(place, &bytes)
}
