//! The ledger of what was mailed (送付簿): one row a message, in SQLite, durable before and after each step. It lies in
//! `inputs/issued/`, since it belongs to the year: `out/` may be deleted at any time. A row is added once and never
//! replaced; a step says which state it leaves, and fails if the row is in another.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the lock is an open file")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rusqlite::{Connection, params};

use super::ledger_fault::LedgerFault;
use super::ledger_file::{create, lock, real_path};
use super::ledger_tables;
use crate::mail::ledger_row::{DeliveryState, LedgerRow};

/// An open ledger; no other run has it.
pub struct Ledger {
    connection: Mutex<Connection>,
    /// A random id, which tells this ledger from any other.
    pub id: String,
    _lock: Option<File>,
}

/// What a run that sends asks of the ledger's file.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// Whether there may be none yet, so that it is made.
    pub may_be_new: bool,
    /// Whether it may have been moved here from a place where no ledger lies now.
    pub may_be_moved: bool,
}

/// A message that is to be queued: its row as it will be, and the one that the ledger holds of it.
pub struct QueuedRow {
    /// As it will be.
    pub row: LedgerRow,
    /// As it is; none if the message is new.
    pub before: Option<LedgerRow>,
}

impl Ledger {
    /// Opens the ledger for a run that sends, by its real path: a link leads to the ledger itself.
    ///
    /// # Errors
    ///
    /// If there is none, another run holds it, it lies elsewhere, it is no ledger, or the machine refuses.
    pub fn open(path: &Path, opening: Opening) -> Result<Self, LedgerFault> {
        if !opening.may_be_new && !path.exists() {
            return Err(LedgerFault::Missing(path.to_owned()));
        }
        let path = &real_path(path)?;
        let lock = lock(path)?;
        create(path)?;
        let mut connection = Connection::open(path).map_err(LedgerFault::opening(path))?;
        ledger_tables::lay_out(&mut connection, path).map_err(LedgerFault::opening(path))?;
        let ledger = Self::over(connection, path, Some(lock))?;
        ledger.settle(path, opening.may_be_moved)?;
        Ok(ledger)
    }

    /// Opens the ledger to read it, beside a run that sends.
    ///
    /// # Errors
    ///
    /// If there is none, it lies elsewhere, it is no ledger, or the machine refuses.
    pub fn look_at(path: &Path) -> Result<Self, LedgerFault> {
        let ledger = Self::over_existing(path)?;
        match ledger.elsewhere(&real_path(path)?)? {
            Some(copy @ LedgerFault::Copy { .. }) => Err(copy),
            _ => Ok(ledger),
        }
    }

    /// Every row of the ledger at a place, be it a copy: what was sent when it was made; nothing if there is none.
    ///
    /// # Errors
    ///
    /// If it is no ledger, or the machine refuses.
    pub fn rows_at(path: &Path) -> Result<Vec<LedgerRow>, LedgerFault> {
        match Self::over_existing(path) {
            Ok(ledger) => ledger.rows(),
            Err(LedgerFault::Missing(_)) => Ok(Vec::new()),
            Err(fault) => Err(fault),
        }
    }

    /// The ledger at a place, to be read.
    fn over_existing(path: &Path) -> Result<Self, LedgerFault> {
        if !path.exists() {
            return Err(LedgerFault::Missing(path.to_owned()));
        }
        let path = &real_path(path)?;
        let connection = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)
            .map_err(LedgerFault::opening(path))?;
        if ledger_tables::is_empty(&connection).map_err(LedgerFault::opening(path))? {
            return Err(LedgerFault::Missing(path.to_owned()));
        }
        Self::over(connection, path, None)
    }

    fn over(connection: Connection, path: &Path, lock: Option<File>) -> Result<Self, LedgerFault> {
        match ledger_tables::id(&connection).map_err(LedgerFault::opening(path))? {
            Some(id) => Ok(Self { connection: Mutex::new(connection), id, _lock: lock }),
            None => Err(LedgerFault::Foreign(path.to_owned())),
        }
    }

    /// Makes sure that the ledger lies where it was made, or writes down where it was moved to.
    fn settle(&self, path: &Path, may_be_moved: bool) -> Result<(), LedgerFault> {
        match self.elsewhere(path)? {
            None => Ok(()),
            Some(LedgerFault::Moved { .. }) if may_be_moved => {
                let place = path.to_string_lossy();
                self.with(|connection| connection.execute("UPDATE ledger SET place = ?1", [place]).map(drop))
            }
            Some(fault) => Err(fault),
        }
    }

    /// What is wrong if the ledger was made at another place than this.
    fn elsewhere(&self, path: &Path) -> Result<Option<LedgerFault>, LedgerFault> {
        let Some(place) = self.with(|connection| ledger_tables::place(connection))? else { return Ok(None) };
        let (here, place) = (path.to_owned(), PathBuf::from(place));
        Ok(match here.to_string_lossy() == place.to_string_lossy() {
            true => None,
            false if place.symlink_metadata().is_ok() => Some(LedgerFault::Copy { here, place }),
            false => Some(LedgerFault::Moved { here, place }),
        })
    }

    /// Every message that was ever to be sent.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn rows(&self) -> Result<Vec<LedgerRow>, LedgerFault> {
        self.with(|connection| ledger_tables::rows(connection))
    }

    /// How many steps were ever written down. It grows with each, so that an older copy of the ledger is known by it.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn steps(&self) -> Result<u64, LedgerFault> {
        let count = "SELECT count(*) FROM history";
        let steps: i64 = self.with(|connection| connection.query_row(count, [], |row| row.get(0)))?;
        Ok(steps.unsigned_abs())
    }

    /// Writes down messages that are to be sent, all or none, and returns the numbers of their rows.
    ///
    /// # Errors
    ///
    /// What the machine refused; or if a row is not what it was, or a new one is there already.
    pub fn queue(&self, messages: &[QueuedRow]) -> Result<Vec<i64>, LedgerFault> {
        self.with(|connection| {
            let transaction = connection.transaction()?;
            let queued: rusqlite::Result<Vec<i64>> = messages
                .iter()
                .map(|QueuedRow { row, before }| {
                    let number = match before {
                        None => ledger_tables::insert(&transaction, row)?,
                        Some(before) => ledger_tables::queue_again(&transaction, row, before)?,
                    };
                    note(&transaction, number, DeliveryState::Queued, "", &row.changed)?;
                    Ok(number)
                })
                .collect();
            let queued = queued?;
            transaction.commit()?;
            Ok(queued)
        })
    }

    /// Takes a message from one state into the next; on the disk when this returns.
    ///
    /// # Errors
    ///
    /// If the message is in another state, or the machine refuses: then its state is what it was.
    pub fn step(
        &self,
        row: i64,
        (from, to): (DeliveryState, DeliveryState),
        answer: &str,
        at: &str,
    ) -> Result<(), LedgerFault> {
        let attempt = i64::from(to == DeliveryState::Sending);
        self.with(|connection| {
            let transaction = connection.transaction()?;
            let changed = transaction.execute(
                "UPDATE messages SET state = ?3, answer = ?4, changed = ?5, attempts = attempts + ?6 \
                 WHERE row = ?1 AND state = ?2",
                params![row, from.word(), to.word(), answer, at, attempt],
            )?;
            ledger_tables::one(changed)?;
            note(&transaction, row, to, answer, at)?;
            transaction.commit()
        })
    }

    /// Writes down that a message did not reach its recipient, with the reason that was reported.
    ///
    /// # Errors
    ///
    /// If it is in another state than it was read in, or the machine refuses.
    pub fn mark_undelivered(&self, row: &LedgerRow, reason: &str, at: &str) -> Result<(), LedgerFault> {
        self.step(row.row, (row.state, DeliveryState::Undelivered), reason, at)
    }

    /// Marks the messages that a killed run left on their way as unknown, since they may have arrived; returns how many
    /// there are.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn recover(&self, at: &str) -> Result<usize, LedgerFault> {
        const WHY: &str = "送付の途中で止まりました";
        self.with(|connection| {
            let transaction = connection.transaction()?;
            transaction.execute(
                "INSERT INTO history SELECT row, 'unknown', ?1, ?2 FROM messages WHERE state = 'sending'",
                params![WHY, at],
            )?;
            let changed = transaction.execute(
                "UPDATE messages SET state = 'unknown', answer = ?1, changed = ?2 WHERE state = 'sending'",
                params![WHY, at],
            )?;
            transaction.commit()?;
            Ok(changed)
        })
    }

    /// Does a piece of work with the database.
    fn with<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, LedgerFault> {
        let mut connection = self.connection.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        work(&mut connection).map_err(|error| match error {
            rusqlite::Error::StatementChangedRows(_) => LedgerFault::OtherState,
            error => LedgerFault::Row(error),
        })
    }
}

/// Adds a step to the history of a message.
fn note(
    connection: &Connection,
    row: i64,
    state: DeliveryState,
    answer: &str,
    at: &str,
) -> rusqlite::Result<usize> {
    connection.execute("INSERT INTO history VALUES (?1, ?2, ?3, ?4)", params![row, state.word(), answer, at])
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::super::private_file::OWNER_AND_GROUP;
    use super::*;
    use crate::render::artifact::MessageIdentity;

    fn row() -> LedgerRow {
        LedgerRow {
            row: 0,
            stage: "feedback".into(),
            code: "koyo".into(),
            addressee: "雇用労働課長".into(),
            address: "koyo@pref.example".into(),
            edition: String::new(),
            identity: MessageIdentity {
                year: 2019,
                letters: vec!["notice".into(), "reminder".into()],
                numbers: vec!["政企第123号".into()],
                declared: Vec::new(),
                part: 1,
                parts: 2,
                content: "c".into(),
            },
            message_id: "<1@pref.example>".into(),
            sha256: "a".into(),
            state: DeliveryState::Queued,
            attempts: 0,
            answer: String::new(),
            changed: "2020-03-27T09:00:00".into(),
        }
    }

    fn new(folder: &Path) -> Ledger {
        let opening = Opening { may_be_new: true, may_be_moved: false };
        Ledger::open(&folder.join("ledger.sqlite"), opening).expect("a ledger")
    }

    #[test]
    fn a_row_is_added_once_and_a_step_leaves_the_state_that_it_names() {
        use DeliveryState::{Queued, Sending, Sent, Unknown};
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = new(folder.path());
        let queue =
            |before: Option<&LedgerRow>| ledger.queue(&[QueuedRow { row: row(), before: before.cloned() }]);
        let number = queue(None).expect("it is new")[0];
        assert_eq!(ledger.rows().expect("rows"), [LedgerRow { row: number, ..row() }]);
        assert!(queue(None).is_err(), "there is one already");
        let moved = |result| assert!(matches!(result, Err(LedgerFault::OtherState)), "{result:?}");
        moved(ledger.step(number, (Sending, Sent), "250 ok", "now"));
        ledger.step(number, (Queued, Sending), "", "now").expect("it is queued");
        moved(ledger.step(number, (Queued, Sending), "", "now"));
        ledger.step(number, (Sending, Sent), "250 ok", "now").expect("it is on its way");
        moved(ledger.step(number, (Sending, Unknown), "", "now"));
        moved(ledger.step(number + 1, (Queued, Sending), "", "now"));
        // It was read as queued, and has gone since.
        assert!(matches!(queue(Some(&LedgerRow { row: number, ..row() })), Err(LedgerFault::OtherState)));
        let rows = ledger.rows().expect("rows");
        assert_eq!((rows[0].state, rows[0].attempts), (Sent, 1));
        assert_eq!(ledger.steps().expect("steps"), 3, "what failed left no trace");
        assert_eq!(ledger.recover("now").expect("nothing is on its way"), 0);
    }

    #[test]
    fn nobody_else_reads_a_ledger_or_what_lies_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = new(folder.path());
        ledger.queue(&[QueuedRow { row: row(), before: None }]).expect("it is new");
        let mut names = Vec::new();
        ledger
            .with(|connection| {
                let transaction = connection.transaction()?;
                transaction.execute("UPDATE messages SET answer = 'x'", [])?;
                for entry in std::fs::read_dir(folder.path()).expect("a folder").flatten() {
                    let mode = entry.metadata().expect("a file").permissions().mode();
                    assert_eq!(mode & 0o777, OWNER_AND_GROUP, "{:?}", entry.file_name());
                    names.push(entry.file_name().to_string_lossy().into_owned());
                }
                transaction.rollback()
            })
            .expect("it is written");
        names.sort();
        assert_eq!(names, ["ledger.sqlite", "ledger.sqlite-journal", "ledger.sqlite.lock"]);
    }
}
