//! Why the ledger can't be used.

use std::path::{Path, PathBuf};

use crate::ground::fault::Fault;

/// Why a ledger can't be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFault {
    /// Another run holds it.
    #[error("{}: ほかの shiryo send が動いています。", .0.display())]
    Busy(PathBuf),
    /// There is none.
    #[error("{} がありません。", .0.display())]
    Missing(PathBuf),
    /// It is no ledger, or one of a later version.
    #[error("{} は、送付簿として読めません。", .0.display())]
    Foreign(PathBuf),
    /// It is a copy of a ledger that lies elsewhere, or another name of it. What was sent since is written there alone.
    #[error("{} は、{} にある送付簿の写しか、別の名です。", here.display(), place.display())]
    Copy {
        /// The file that was to be used.
        here: PathBuf,
        /// Where the ledger lies.
        place: PathBuf,
    },
    /// It was used elsewhere, where no ledger lies now: it was moved, or it is a copy from another machine.
    #[error("{} は、{} で使われていた送付簿です。", here.display(), place.display())]
    Moved {
        /// The file that was to be used.
        here: PathBuf,
        /// Where it lay.
        place: PathBuf,
    },
    /// A row is not in the state that a step leaves: something else wrote into the ledger.
    #[error("送付簿の記録が、この送付の間に、ほかから書き換えられています。")]
    OtherState,
    /// The disk refused what lies beside it: its folder, its lock.
    #[error(transparent)]
    Disk(#[from] Fault),
    /// It can't be opened.
    #[error("送付簿を開けません（{}）。", said(.0))]
    Open(#[source] rusqlite::Error),
    /// A row can't be read or written.
    #[error("送付簿を読めないか、書けません（{}）。", said(.0))]
    Row(#[source] rusqlite::Error),
}

impl LedgerFault {
    /// Makes a fault of what SQLite says when it opens a file.
    pub(super) fn opening(place: &Path) -> impl Fn(rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        |error| match error.sqlite_error_code() {
            Some(NotADatabase | DatabaseCorrupt) => Self::Foreign(place.to_owned()),
            _ => Self::Open(error),
        }
    }
}

/// What SQLite refused, as people say it; what is rare stays in its own words.
fn said(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, PermissionDenied, ReadOnly,
        SystemIoFailure,
    };
    let words = match error.sqlite_error_code() {
        Some(DiskFull) => "ディスクに空きがありません",
        Some(CannotOpen | PermissionDenied | ReadOnly) => "読み書きが許されていません",
        Some(DatabaseBusy | DatabaseLocked) => "ほかのプログラムが使っています",
        Some(DatabaseCorrupt) => "壊れています",
        Some(SystemIoFailure) => "ディスクが応じません",
        _ => return error.to_string(),
    };
    words.into()
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn what_the_disk_refuses_is_said_in_japanese() {
        for (code, words) in [
            (ffi::SQLITE_FULL, "ディスクに空き"),
            (ffi::SQLITE_READONLY, "許されて"),
            (ffi::SQLITE_CANTOPEN, "許されて"),
            (ffi::SQLITE_BUSY, "ほかのプログラム"),
            (ffi::SQLITE_CORRUPT, "壊れて"),
            (ffi::SQLITE_IOERR, "応じません"),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            let said = LedgerFault::Row(error).to_string();
            assert!(said.starts_with("送付簿") && said.contains(words), "{code}: {said}");
        }
    }
}
