//! A report that a command writes where it is told to.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::fs;
use std::path::Path;

use crate::ground::fault::Fault;

/// Writes a report; one that lies there is replaced.
///
/// # Errors
///
/// What the machine refused.
pub fn write(place: &Path, bytes: &[u8]) -> Result<(), Fault> {
    fs::write(place, bytes).map_err(Fault::at(place))
}
