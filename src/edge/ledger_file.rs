//! The ledger's file: where it really lies, who holds it, and how it gets there.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the lock is an open file")]

use std::fs::{File, OpenOptions, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::ledger_fault::LedgerFault;
use super::ledger_tables;
use super::private_file::OWNER_AND_GROUP;
use crate::ground::fault::Fault;

/// The place below the root of the year's ledger.
pub const PLACE: &str = "inputs/issued/ledger.sqlite";

/// Whether a ledger stands where an earlier version had it, and none where it lies now.
pub fn stands_only_at(before: &Path, now: &Path) -> bool {
    before.exists() && !now.exists()
}

/// Moves the ledger of an earlier version to the place where it lies now. Nothing is lost at any moment: it is at one
/// place or the other, whole.
///
/// # Errors
///
/// If another run holds it, it is no ledger, or the machine refuses.
pub fn move_from(old: &Path, new: &Path) -> Result<(), LedgerFault> {
    let (old, new) = (&real_path(old)?, &real_path(new)?);
    let _lock = lock(old)?;
    let connection = Connection::open(old).map_err(LedgerFault::opening(old))?;
    // Reading it rolls back what a killed run left half written: its journal does not move with it.
    if ledger_tables::id(&connection).map_err(LedgerFault::opening(old))?.is_none() {
        return Err(LedgerFault::Foreign(old.to_owned()));
    }
    drop(connection);
    std::fs::set_permissions(old, Permissions::from_mode(OWNER_AND_GROUP)).map_err(Fault::at(old))?;
    std::fs::rename(old, new).map_err(Fault::at(new))?;
    for folder in [new.parent(), old.parent()].into_iter().flatten() {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(Fault::at(folder))?;
    }
    Ok(())
}

/// The path of the file itself, whatever links lead to it. The folder of a new one is made.
pub(super) fn real_path(path: &Path) -> Result<PathBuf, LedgerFault> {
    if let Ok(real) = path.canonicalize() {
        return Ok(real);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(Fault::at(folder))?;
    let folder = folder.canonicalize().map_err(Fault::at(folder))?;
    Ok(folder.join(path.file_name().unwrap_or_default()))
}

/// Locks a ledger by a file beside it.
pub(super) fn lock(path: &Path) -> Result<File, LedgerFault> {
    let place = PathBuf::from(format!("{}.lock", path.display()));
    let lock = private().truncate(false).open(&place).map_err(Fault::at(&place))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(LedgerFault::Busy(path.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => Err(Fault::at(&place)(error).into()),
    }
}

/// Makes an empty file if there is none: SQLite would let everyone read it. What SQLite lays beside it is as private.
pub(super) fn create(path: &Path) -> Result<(), LedgerFault> {
    match private().create_new(true).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(Fault::at(path)(error).into()),
        _ => Ok(()),
    }
}

/// How a file is opened to write that its owner and the owner's group alone may read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).mode(OWNER_AND_GROUP);
    options
}
