//! A folder of messages (`.eml`) that were saved out of a mailbox.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where the disk is read")]

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::ground::fault::Fault;

/// How many bytes of a message are read. What a report says stands at its beginning, before the message that it brings back.
const MOST: u64 = 32 << 20;

/// A file of the folder.
pub struct SavedMessage {
    /// Its name.
    pub name: String,
    /// What it holds; none if its name does not end in `.eml`, as messages' names do.
    pub bytes: Option<Vec<u8>>,
}

/// Reads the files of a folder in the order of their names, and hands them over one at a time. Folders in it, hidden files and
/// what is no file are passed over.
///
/// # Errors
///
/// If the folder or a file can't be read.
pub fn read(folder: &Path, see: &mut dyn FnMut(SavedMessage)) -> Result<(), Fault> {
    let io = Fault::at(folder);
    let mut entries: Vec<_> = fs::read_dir(folder).map_err(&io)?.collect::<Result<_, _>>().map_err(&io)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries.iter().filter(|entry| entry.path().is_file()) {
        let (place, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') {
            continue;
        }
        let is_message = name.to_lowercase().ends_with(".eml");
        let bytes = is_message.then(|| read_message(&place)).transpose()?;
        see(SavedMessage { name, bytes });
    }
    Ok(())
}

fn read_message(place: &Path) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let file = fs::File::open(place).map_err(Fault::at(place))?;
    file.take(MOST).read_to_end(&mut bytes).map_err(Fault::at(place))?;
    Ok(bytes)
}
