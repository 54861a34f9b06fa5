//! `inputs/issued/`: what was handed out, a folder each time. It belongs to the year and not to `out/`, which may be
//! deleted at any time; it is no input, and nothing in it is ever changed.
//!
//! ```text
//! inputs/issued/
//!   <stage>/files.json      the files as they were handed out first, with their hashes
//!   <stage>/values.json     the figures that they show
//!   <stage>/…/*.pdf         the papers and letters themselves
//!   <stage>@<date>/…        the same of the correction of that date
//! ```
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read and written")]
#![expect(clippy::disallowed_types, reason = "a file is written to the disk before its folder gets its name")]

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::held_out::{is_below, sync};
use super::staging::VALUES;
use crate::ground::fault::Fault;
use crate::ground::hash::sha256;
use crate::published::issued_record::IssuedRecord;

/// The folder below the root.
pub const ISSUED: &str = "inputs/issued";
const FILES: &str = "files.json";

/// The folder of what was handed out.
pub struct IssuedFolder {
    place: PathBuf,
}

impl IssuedFolder {
    /// That of a root; it need not be there.
    pub fn of(root: &Path) -> Self {
        Self { place: root.join(ISSUED) }
    }

    /// What a stage was each time it was handed out: first, and then as each of its corrections, by their dates. Empty if
    /// there is no record of it.
    ///
    /// # Errors
    ///
    /// If a part of a record is gone or was changed, or the machine refuses: that is not the same as none.
    pub fn read(&self, stage: &str) -> Result<Vec<IssuedRecord>, Fault> {
        let entries = match fs::read_dir(&self.place) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(Fault::at(&self.place))?,
        };
        let mut records = Vec::new();
        for entry in entries {
            let name = entry.map_err(Fault::at(&self.place))?.file_name().to_string_lossy().into_owned();
            if name.split('@').next() == Some(stage) {
                records.push(self.record(stage, &name)?);
            }
        }
        records.sort_by_key(|record| record.correction);
        Ok(records)
    }

    /// The record of a stage in one folder.
    fn record(&self, stage: &str, name: &str) -> Result<IssuedRecord, Fault> {
        let folder = self.place.join(name);
        let place = folder.join(FILES);
        let mut record: IssuedRecord = parsed(&place, &bytes(&place)?)?;
        if record.folder() != name {
            return Err(broken(&place));
        }
        let place = folder.join(VALUES);
        let values = bytes(&place)?;
        let path = format!("{stage}/{VALUES}");
        let known = record.files.iter().find(|file| file.about.path == path);
        if known.is_none_or(|file| file.sha256 != *sha256(&values)) {
            return Err(broken(&place));
        }
        record.values = parsed(&place, &values)?;
        Ok(record)
    }

    /// A file of a record by its path below `out/`; none of one that is not kept, as a workbook.
    ///
    /// # Errors
    ///
    /// If it is not what was handed out, or the machine refuses.
    pub fn file(&self, record: &IssuedRecord, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let below = format!("{}/", record.stage);
        let Some(name) = path.strip_prefix(&below).filter(|name| is_below(name)) else { return Ok(None) };
        let place = self.place.join(record.folder()).join(name);
        let read = match fs::read(&place) {
            Err(error) if is_absence(error.kind()) => return Ok(None),
            read => read.map_err(Fault::at(&place))?,
        };
        let known = record.files.iter().find(|file| file.about.path == path);
        match known.is_some_and(|file| file.sha256 == *sha256(&read)) {
            true => Ok(Some(read)),
            false => Err(broken(&place)),
        }
    }

    /// Writes down what a stage was when it was handed out, once; `files` are the bytes of those that are kept, by their paths
    /// below `out/`. The record is there whole, or not at all.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn write(&self, record: &IssuedRecord, files: &[(String, Vec<u8>)]) -> Result<(), Fault> {
        let name = record.folder();
        let unfinished = self.place.join(format!(".{name}"));
        match fs::remove_dir_all(&unfinished) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Fault::at(&unfinished)(error)),
            _ => {}
        }
        let below = format!("{}/", record.stage);
        for (path, bytes) in files {
            let path = path.strip_prefix(&below).filter(|path| is_below(path));
            let path = path.ok_or_else(|| Fault::Name(record.stage.clone()))?;
            put(&unfinished.join(path), bytes)?;
        }
        let mut list = serde_json::to_vec_pretty(record).map_err(Fault::format)?;
        list.push(b'\n');
        put(&unfinished.join(FILES), &list)?;
        sync(&unfinished)?;
        let place = self.place.join(&name);
        fs::rename(&unfinished, &place).map_err(Fault::at(&place))?;
        sync(&self.place)?;
        self.place.parent().map_or(Ok(()), sync)
    }
}

/// Writes a file to the disk, and its name into its folder.
fn put(place: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let folder = place.parent().unwrap_or(place);
    fs::create_dir_all(folder).map_err(Fault::at(folder))?;
    let written = File::create(place).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(Fault::at(place))?;
    sync(folder)
}

fn bytes(place: &Path) -> Result<Vec<u8>, Fault> {
    match fs::read(place) {
        Err(error) if is_absence(error.kind()) => Err(broken(place)),
        read => read.map_err(Fault::at(place)),
    }
}

fn parsed<T: DeserializeOwned>(place: &Path, bytes: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(bytes).map_err(|_| broken(place))
}

/// Whether it means that no file is there: the name is free, a folder's, or below what is no folder.
fn is_absence(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory)
}

/// That a part of a record is gone or was changed. It is named by its folder and its file.
fn broken(place: &Path) -> Fault {
    let names: Vec<_> = place.iter().rev().take(2).map(|name| name.to_string_lossy()).collect();
    Fault::BrokenRecord(names.iter().rev().fold(ISSUED.into(), |path: String, name| format!("{path}/{name}")))
}
