//! Writes a file that its owner and the owner's group alone may read, in the place of the one that is there.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where the disk is written")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::ground::fault::Fault;
use crate::mail::kept_message::WholeMessage;

/// What its owner may write, and the owner's group read: those who do the same work. Nobody else reads who was told what.
pub(super) const OWNER_AND_GROUP: u32 = 0o640;

/// Writes a file; it is on the disk when this returns. Its folder is made if it is not there.
///
/// # Errors
///
/// What the machine refused: then the old file is still there, whole.
pub fn put(place: &Path, bytes: &[u8]) -> Result<(), Fault> {
    put_with(place, |file| file.write_all(bytes))
}

/// Writes a message with its enclosures; else the same.
///
/// # Errors
///
/// What the machine refused.
pub fn put_message(place: &Path, message: &WholeMessage<'_>) -> Result<(), Fault> {
    put_with(place, |file| message.give(&mut |piece| file.write_all(piece)))
}

fn put_with(place: &Path, write_to: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), Fault> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let (folder, beside) =
        (place.parent().unwrap_or(Path::new(".")), place.with_file_name(format!(".{name}")));
    fs::create_dir_all(folder).map_err(Fault::at(folder))?;
    write(&beside, write_to).map_err(Fault::at(&beside))?;
    fs::rename(&beside, place).map_err(Fault::at(place))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Fault::at(folder))
}

fn write(place: &Path, write_to: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    match fs::remove_file(place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(OWNER_AND_GROUP).open(place)?;
    write_to(&mut file)?;
    file.sync_all()
}
