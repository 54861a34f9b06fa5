//! Runs this program once more, as a process of its own.
#![expect(clippy::disallowed_methods, reason = "this is where processes are started")]

use std::ffi::OsString;
use std::io;
use std::process::Command;

/// What the program said when it ran with these arguments, and whether it ended well.
///
/// # Errors
///
/// If it can't be started.
pub fn said(arguments: &[OsString]) -> io::Result<(bool, String)> {
    let output = Command::new(std::env::current_exe()?).args(arguments).output()?;
    let said = [output.stderr, output.stdout].concat();
    Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

/// Runs the program with these arguments and returns what it printed.
///
/// # Errors
///
/// If it can't be started; or what it said if it ended with an error.
pub fn run(arguments: &[OsString]) -> io::Result<String> {
    let output = Command::new(std::env::current_exe()?).args(arguments).output()?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(io::Error::other(String::from_utf8_lossy(&output.stderr))),
    }
}
