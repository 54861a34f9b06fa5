//! Runs this program once more, as a process of its own.
#![expect(clippy::disallowed_methods, reason = "this is where processes are started")]

use std::ffi::OsString;
use std::process::Command;

/// Runs the program with these arguments and returns what it printed.
///
/// # Errors
///
/// If it can't be started, or ends with an error.
pub fn run(arguments: &[OsString]) -> Result<String, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program).args(arguments).output().map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
