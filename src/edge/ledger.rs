//! The ledger of what was mailed (送付簿): one row a message, in SQLite, durable before and after each step. It lies
//! outside the stages, so that a build keeps it.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the lock is an open file")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rusqlite::{Connection, Row, params};

use crate::ground::fault::Fault;
use crate::mail::outbox::{DeliveryState, LedgerRow};

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
    /// The disk refused what lies beside it: its folder, its lock.
    #[error(transparent)]
    Disk(#[from] Fault),
    /// It can't be opened.
    #[error("{0}")]
    Open(#[source] rusqlite::Error),
    /// A row can't be read or written.
    #[error("送付簿: {0}")]
    Row(#[source] rusqlite::Error),
}

impl LedgerFault {
    /// Makes a fault of what SQLite says when it opens a file.
    fn opening(place: &Path) -> impl Fn(rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        |error| match error.sqlite_error_code() {
            Some(NotADatabase | DatabaseCorrupt) => Self::Foreign(place.to_owned()),
            _ => Self::Open(error),
        }
    }
}

/// An open ledger; no other run has it.
pub struct Ledger {
    connection: Mutex<Connection>,
    /// A random id, which tells this ledger from any other.
    pub id: String,
    _lock: Option<File>,
}

/// Marks the file as ours: "shir".
const APPLICATION: i32 = 0x7368_6972;
const VERSION: i32 = 1;
const SCHEMA: &str = "
    CREATE TABLE ledger (id TEXT NOT NULL);
    INSERT INTO ledger VALUES (lower(hex(randomblob(16))));
    CREATE TABLE messages (
        id TEXT PRIMARY KEY, cycle TEXT NOT NULL, stage TEXT NOT NULL, code TEXT NOT NULL, edition TEXT NOT NULL,
        address TEXT NOT NULL, sha256 TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown')),
        attempts INTEGER NOT NULL, answer TEXT NOT NULL, changed TEXT NOT NULL
    );
    CREATE TABLE history (id TEXT NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL);
";
const COLUMNS: &str = "id, cycle, stage, code, edition, address, sha256, state, attempts, answer, changed";

impl Ledger {
    /// Opens the ledger for a run that sends. If there is none, it is made, unless `may_be_new` is false.
    ///
    /// # Errors
    ///
    /// If there is none, another run holds it, it is no ledger, or the machine refuses.
    pub fn open(path: &Path, may_be_new: bool) -> Result<Self, LedgerFault> {
        if !may_be_new && !path.exists() {
            return Err(LedgerFault::Missing(path.to_owned()));
        }
        let lock = lock(path)?;
        let connection = connect(path).map_err(LedgerFault::opening(path))?;
        Self::over(connection, path, Some(lock))
    }

    /// Opens the ledger to read it, beside a run that sends.
    ///
    /// # Errors
    ///
    /// If there is none, it is no ledger, or the machine refuses.
    pub fn look_at(path: &Path) -> Result<Self, LedgerFault> {
        if !path.exists() {
            return Err(LedgerFault::Missing(path.to_owned()));
        }
        let connection = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY);
        Self::over(connection.map_err(LedgerFault::opening(path))?, path, None)
    }

    fn over(connection: Connection, path: &Path, lock: Option<File>) -> Result<Self, LedgerFault> {
        match ledger_id(&connection).map_err(LedgerFault::opening(path))? {
            Some(id) => Ok(Self { connection: Mutex::new(connection), id, _lock: lock }),
            None => Err(LedgerFault::Foreign(path.to_owned())),
        }
    }

    /// Every message of a stage, by its id.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn of_stage(&self, cycle: &str, stage: &str) -> Result<Vec<LedgerRow>, LedgerFault> {
        let sql = format!("SELECT {COLUMNS} FROM messages WHERE cycle = ?1 AND stage = ?2 ORDER BY id");
        self.with(|connection| connection.prepare(&sql)?.query_map([cycle, stage], ledger_row)?.collect())
    }

    /// Writes down messages that are to be sent, all or none. A row that a message had already is replaced.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn queue(&self, messages: &[LedgerRow]) -> Result<(), LedgerFault> {
        self.with(|connection| {
            let transaction = connection.transaction()?;
            for m in messages {
                let values = params![
                    m.id,
                    m.cycle,
                    m.stage,
                    m.code,
                    m.edition,
                    m.address,
                    m.sha256,
                    m.state.word(),
                    m.attempts,
                    m.answer,
                    m.changed
                ];
                transaction.execute(
                    &format!(
                        "INSERT OR REPLACE INTO messages ({COLUMNS}) \
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
                    ),
                    values,
                )?;
                note(&transaction, &m.id, m.state, &m.answer, &m.changed)?;
            }
            transaction.commit()
        })
    }

    /// Takes a message into its next state; on the disk when this returns.
    ///
    /// # Errors
    ///
    /// What the machine refused: then the state is what it was.
    pub fn step(&self, id: &str, state: DeliveryState, answer: &str, at: &str) -> Result<(), LedgerFault> {
        let attempt = i64::from(state == DeliveryState::Sending);
        self.with(|connection| {
            let transaction = connection.transaction()?;
            transaction.execute(
                "UPDATE messages SET state = ?2, answer = ?3, changed = ?4, attempts = attempts + ?5 WHERE id = ?1",
                params![id, state.word(), answer, at, attempt],
            )?;
            note(&transaction, id, state, answer, at)?;
            transaction.commit()
        })
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
                "INSERT INTO history SELECT id, 'unknown', ?1, ?2 FROM messages WHERE state = 'sending'",
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
        work(&mut connection).map_err(LedgerFault::Row)
    }
}

/// Locks a ledger by a file beside it.
fn lock(path: &Path) -> Result<File, LedgerFault> {
    let place = PathBuf::from(format!("{}.lock", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(Fault::at(&place))?;
    }
    let lock = File::create(&place).map_err(Fault::at(&place))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(LedgerFault::Busy(path.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => Err(Fault::at(&place)(error).into()),
    }
}

/// Opens a ledger to write, and lays out its tables if it is new.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    // A step is on the disk, its directory entry too, before the next one is taken.
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        connection.execute_batch(&format!(
            "BEGIN; {SCHEMA} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
        ))?;
    }
    Ok(connection)
}

/// The id of a ledger; none if the database is not a ledger of this version.
fn ledger_id(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let number = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
    if number("application_id")? != APPLICATION || number("user_version")? != VERSION {
        return Ok(None);
    }
    connection.query_row("SELECT id FROM ledger", [], |row| row.get(0)).map(Some)
}

/// Adds a step to the history of a message.
fn note(
    connection: &Connection,
    id: &str,
    state: DeliveryState,
    answer: &str,
    at: &str,
) -> rusqlite::Result<usize> {
    connection.execute("INSERT INTO history VALUES (?1, ?2, ?3, ?4)", params![id, state.word(), answer, at])
}

/// A row of the table `messages`.
fn ledger_row(row: &Row<'_>) -> rusqlite::Result<LedgerRow> {
    let word: String = row.get(7)?;
    Ok(LedgerRow {
        id: row.get(0)?,
        cycle: row.get(1)?,
        stage: row.get(2)?,
        code: row.get(3)?,
        edition: row.get(4)?,
        address: row.get(5)?,
        sha256: row.get(6)?,
        // The table holds no other words; what can't be read must not be sent again.
        state: DeliveryState::of(&word).unwrap_or(DeliveryState::Unknown),
        attempts: row.get(8)?,
        answer: row.get(9)?,
        changed: row.get(10)?,
    })
}
