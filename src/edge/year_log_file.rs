//! `inputs/issued/log.jsonl` on the disk. Lines are only ever added to it.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read and written")]

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::ground::fault::Fault;
use crate::published::year_log::{LOG, LogEntry, LogLine, read as read_lines};

/// Adds a run to the log of a root; the line is on the disk when this returns. A year's log begins with the first run that
/// `begins` it: before that nothing went out, and a folder in which somebody only tries things out stays as it is.
///
/// # Errors
///
/// What the machine refused.
pub fn append(root: &Path, entry: &LogEntry, begins: bool) -> Result<(), Fault> {
    let place = root.join(LOG);
    let folder = place.parent().unwrap_or(root);
    if !folder.is_dir() {
        if !begins {
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(Fault::at(folder))?;
    }
    let mut line = serde_json::to_vec(entry).map_err(Fault::format)?;
    line.push(b'\n');
    let written =
        OpenOptions::new().read(true).append(true).create(true).open(&place).and_then(|mut file| {
            file.lock()?;
            // A run that was cut off may have left half a line.
            let mut last = [b'\n'];
            if file.seek(SeekFrom::End(-1)).is_ok() {
                file.read_exact(&mut last)?;
            }
            if last != [b'\n'] {
                line.insert(0, b'\n');
            }
            file.write_all(&line)?;
            file.sync_all()
        });
    written.map_err(Fault::at(&place))
}

/// The lines of the log of a root; none where there is no log.
///
/// # Errors
///
/// If the machine refuses.
pub fn read(root: &Path) -> Result<Vec<LogLine>, Fault> {
    let place = root.join(LOG);
    match fs::read(&place) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        bytes => Ok(read_lines(&String::from_utf8_lossy(&bytes.map_err(Fault::at(&place))?))),
    }
}
