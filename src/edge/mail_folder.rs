//! A folder of messages (`.eml`) that were saved out of a mailbox.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where the disk is read")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::ground::fault::Fault;

/// How many bytes of a message are read. What a report says stands at its beginning, before the message that it brings back.
const MOST: u64 = 32 << 20;

/// A file of the folder.
pub struct SavedMessage {
    /// Its name.
    pub name: String,
    place: PathBuf,
}

impl SavedMessage {
    /// What it holds; none if its name does not end in `.eml`, as messages' names do.
    ///
    /// # Errors
    ///
    /// If the machine refuses.
    pub fn read(&self) -> Result<Option<Vec<u8>>, Fault> {
        if !self.name.to_lowercase().ends_with(".eml") {
            return Ok(None);
        }
        let io = Fault::at(&self.place);
        let mut bytes = Vec::new();
        fs::File::open(&self.place).and_then(|file| file.take(MOST).read_to_end(&mut bytes)).map_err(io)?;
        Ok(Some(bytes))
    }
}

/// The files of a folder, in the order of their names. Folders in it, hidden files and what is no file are passed over.
///
/// # Errors
///
/// If the folder can't be read.
pub fn files(folder: &Path) -> Result<Vec<SavedMessage>, Fault> {
    let io = Fault::at(folder);
    let entries: Vec<_> = fs::read_dir(folder).map_err(&io)?.collect::<Result<_, _>>().map_err(&io)?;
    let saved = entries.iter().filter(|entry| entry.path().is_file()).map(|entry| SavedMessage {
        name: entry.file_name().to_string_lossy().into_owned(),
        place: entry.path(),
    });
    let mut files: Vec<SavedMessage> = saved.filter(|file| !file.name.starts_with('.')).collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}
