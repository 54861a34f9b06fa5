//! The tables of the ledger: how they are laid out, read and written, and how an earlier version's become this one's.

use std::path::Path;

use rusqlite::{Connection, Row, params};

use crate::mail::ledger_row::{DeliveryState, LedgerRow};
use crate::render::artifact::MessageIdentity;

/// Marks the file as ours: "shir".
const APPLICATION: i32 = 0x7368_6972;
const VERSION: i32 = 3;
/// A message is one row of its year, stage, letters, recipient, edition and part, and there is no second one.
const SCHEMA: &str = "
    CREATE TABLE ledger (id TEXT NOT NULL, place TEXT NOT NULL);
    CREATE TABLE messages (
        row INTEGER PRIMARY KEY, year INTEGER NOT NULL, stage TEXT NOT NULL, letters TEXT NOT NULL,
        numbers TEXT NOT NULL, code TEXT NOT NULL, addressee TEXT NOT NULL, address TEXT NOT NULL COLLATE NOCASE,
        edition TEXT NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL, content TEXT NOT NULL,
        message_id TEXT NOT NULL, sha256 TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown', 'undelivered')),
        attempts INTEGER NOT NULL, answer TEXT NOT NULL, changed TEXT NOT NULL,
        UNIQUE (year, stage, letters, code, address, edition, part, parts)
    );
    CREATE TABLE history (row INTEGER NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL);
";
/// The columns of a message, in the order in which they are read and written.
const COLUMNS: &str = "row, year, stage, letters, numbers, code, addressee, address, edition, part, parts, \
                                  content, message_id, sha256, state, attempts, answer, changed";

/// Lays out the tables of a ledger that is new, and those of an earlier version anew.
pub(super) fn lay_out(connection: &mut Connection, place: &Path) -> rusqlite::Result<()> {
    // A step is on the disk, its directory entry too, before the next one is taken.
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    let place = place.to_string_lossy();
    let transaction = connection.transaction()?;
    if is_empty(&transaction)? {
        transaction.execute_batch(SCHEMA)?;
        transaction.execute("INSERT INTO ledger VALUES (lower(hex(randomblob(16))), ?1)", [place])?;
    } else {
        match version(&transaction)? {
            Some(1) => bring_forward(&transaction, &place)?,
            Some(2) => lay_out_anew(&transaction)?,
            _ => return Ok(()),
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Whether nothing was laid out yet: a run was killed when it had made the file.
pub(super) fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

/// The id of a ledger; none if the database is no ledger, or one of a later version.
pub(super) fn id(connection: &Connection) -> rusqlite::Result<Option<String>> {
    match version(connection)? {
        Some(1..=VERSION) => connection.query_row("SELECT id FROM ledger", [], |row| row.get(0)).map(Some),
        _ => Ok(None),
    }
}

/// Where a ledger was made; none in version 1, which did not tell.
pub(super) fn place(connection: &Connection) -> rusqlite::Result<Option<String>> {
    match version(connection)? {
        Some(2..=VERSION) => connection.query_row("SELECT place FROM ledger", [], |row| row.get(0)).map(Some),
        _ => Ok(None),
    }
}

/// Every row of a ledger of any version.
pub(super) fn rows(connection: &Connection) -> rusqlite::Result<Vec<LedgerRow>> {
    let (columns, read): (&str, fn(&Row<'_>) -> rusqlite::Result<LedgerRow>) = match version(connection)? {
        Some(1) => (COLUMNS_1, row_1),
        _ => (COLUMNS, ledger_row),
    };
    connection
        .prepare(&format!("SELECT {columns} FROM messages ORDER BY rowid"))?
        .query_map([], read)?
        .collect()
}

/// The version of a ledger; none if the database is none.
fn version(connection: &Connection) -> rusqlite::Result<Option<i32>> {
    let number = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
    Ok(if number("application_id")? == APPLICATION { Some(number("user_version")?) } else { None })
}

/// Adds a row and returns its number.
pub(super) fn insert(connection: &Connection, row: &LedgerRow) -> rusqlite::Result<i64> {
    let of = &row.identity;
    let values = params![
        of.year,
        row.stage,
        of.letters.join(BETWEEN),
        of.numbers.join(BETWEEN),
        row.code,
        row.addressee,
        row.address,
        row.edition,
        of.part as i64,
        of.parts as i64,
        of.content,
        row.message_id,
        row.sha256,
        row.state.word(),
        row.attempts,
        row.answer,
        row.changed,
    ];
    let places = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17";
    connection.execute(&format!("INSERT INTO messages ({COLUMNS}) VALUES (NULL, {places})"), values)?;
    Ok(connection.last_insert_rowid())
}

/// Queues a message that has a row: the row tells what the message is now, if it is still in the state that was read.
pub(super) fn queue_again(
    connection: &Connection,
    row: &LedgerRow,
    before: &LedgerRow,
) -> rusqlite::Result<i64> {
    let of = &row.identity;
    let values = params![
        before.row,
        before.state.word(),
        of.year,
        of.letters.join(BETWEEN),
        of.numbers.join(BETWEEN),
        row.addressee,
        of.content,
        row.message_id,
        row.sha256,
        row.changed,
    ];
    let sql = "UPDATE messages SET year = ?3, letters = ?4, numbers = ?5, addressee = ?6, content = ?7, \
               message_id = ?8, sha256 = ?9, state = 'queued', answer = '', changed = ?10 WHERE row = ?1 AND state = ?2";
    one(connection.execute(sql, values)?)?;
    Ok(before.row)
}

/// Makes sure that a step changed its row and no other.
pub(super) fn one(changed: usize) -> rusqlite::Result<()> {
    match changed {
        1 => Ok(()),
        other => Err(rusqlite::Error::StatementChangedRows(other)),
    }
}

/// What stands between two ids in a column.
const BETWEEN: &str = "\n";

/// A row of the table `messages`, its columns as in `COLUMNS`.
fn ledger_row(row: &Row<'_>) -> rusqlite::Result<LedgerRow> {
    let list = |column: usize| -> rusqlite::Result<Vec<String>> {
        let text: String = row.get(column)?;
        Ok(text.split(BETWEEN).filter(|id| !id.is_empty()).map(Into::into).collect())
    };
    let count = |column: usize| -> rusqlite::Result<usize> {
        Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or_default())
    };
    Ok(LedgerRow {
        row: row.get(0)?,
        stage: row.get(2)?,
        code: row.get(5)?,
        addressee: row.get(6)?,
        address: row.get(7)?,
        edition: row.get(8)?,
        identity: MessageIdentity {
            year: row.get(1)?,
            letters: list(3)?,
            numbers: list(4)?,
            part: count(9)?,
            parts: count(10)?,
            content: row.get(11)?,
            declared: Vec::new(),
        },
        message_id: row.get(12)?,
        sha256: row.get(13)?,
        state: state(&row.get::<_, String>(14)?),
        attempts: row.get(15)?,
        answer: row.get(16)?,
        changed: row.get(17)?,
    })
}

/// The tables hold no other words; what can't be read must not be sent again.
fn state(word: &str) -> DeliveryState {
    DeliveryState::of(word).unwrap_or(DeliveryState::Unknown)
}

/// Makes the tables of version 2 this version's, which knows one state more. Rows and columns stay.
fn lay_out_anew(connection: &Connection) -> rusqlite::Result<()> {
    const TABLES: [&str; 3] = ["ledger", "messages", "history"];
    for table in TABLES {
        connection.execute_batch(&format!("ALTER TABLE {table} RENAME TO {table}_2"))?;
    }
    connection.execute_batch(SCHEMA)?;
    for table in TABLES {
        let sql = format!("INSERT INTO {table} SELECT * FROM {table}_2; DROP TABLE {table}_2;");
        connection.execute_batch(&sql)?;
    }
    Ok(())
}

/// Makes the tables of version 1 this version's. It knew a message by its id alone: the year is not told, nor the
/// letters, and a message is one of several if its id says so, as `<r01.opinions.m01.p1of2@pref.example>`.
fn bring_forward(connection: &Connection, place: &str) -> rusqlite::Result<()> {
    let rows = rows(connection)?;
    connection.execute_batch(
        "ALTER TABLE ledger RENAME TO ledger_1; ALTER TABLE history RENAME TO history_1; DROP TABLE messages;",
    )?;
    connection.execute_batch(SCHEMA)?;
    for row in &rows {
        insert(connection, row)?;
    }
    connection.execute("INSERT INTO ledger SELECT id, ?1 FROM ledger_1", [place])?;
    connection.execute_batch(
        "INSERT INTO history SELECT row, h.state, h.answer, h.at FROM history_1 h JOIN messages ON message_id = h.id;
         DROP TABLE ledger_1; DROP TABLE history_1;",
    )
}

/// The columns of version 1, in the order in which they are read.
const COLUMNS_1: &str = "id, stage, code, edition, address, sha256, state, attempts, answer, changed";

/// A row of the table `messages` of version 1.
fn row_1(row: &Row<'_>) -> rusqlite::Result<LedgerRow> {
    let message_id: String = row.get(0)?;
    let last = message_id.split('@').next().and_then(|id| id.rsplit(".p").next()).unwrap_or_default();
    let part =
        last.split_once("of").and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
    let (part, parts) = part.unwrap_or((1, 1));
    Ok(LedgerRow {
        row: 0,
        stage: row.get(1)?,
        code: row.get(2)?,
        addressee: String::new(),
        address: row.get(4)?,
        edition: row.get(3)?,
        identity: MessageIdentity { part, parts, ..MessageIdentity::default() },
        sha256: row.get(5)?,
        state: state(&row.get::<_, String>(6)?),
        attempts: row.get(7)?,
        answer: row.get(8)?,
        changed: row.get(9)?,
        message_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_version_2_get_the_state_that_they_did_not_know() {
        let mut connection = Connection::open_in_memory().expect("a database");
        let old = SCHEMA.replace(", 'undelivered'", "");
        assert_ne!(old, SCHEMA);
        connection.execute_batch(&old).expect("it is laid out");
        connection
            .execute_batch(&format!(
                "INSERT INTO ledger VALUES ('0123', '/somewhere');
                 INSERT INTO messages VALUES (7, 2019, 'iken', 'a', '', 'nishi', '', 'joho@nishi.example', '', 1, 1, '',
                     '<1@x>', 'b', 'sent', 1, '250 ok', '2023-03-01T09:00:00');
                 INSERT INTO history VALUES (7, 'sent', '250 ok', '2023-03-01T09:00:00');
                 PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 2;"
            ))
            .expect("it is filled");
        let came_back = "UPDATE messages SET state = 'undelivered' WHERE row = 7";
        assert!(connection.execute(came_back, []).is_err(), "it does not know the state");
        let before = rows(&connection).expect("rows");
        lay_out(&mut connection, Path::new("elsewhere")).expect("it is laid out anew");
        assert_eq!(rows(&connection).expect("rows"), before);
        assert_eq!(place(&connection).expect("a place").as_deref(), Some("/somewhere"));
        assert_eq!(connection.execute(came_back, []).expect("it knows it"), 1);
        let steps = "SELECT count(*) FROM history";
        assert_eq!(connection.query_row(steps, [], |row| row.get::<_, i64>(0)).expect("a count"), 1);
    }
}
