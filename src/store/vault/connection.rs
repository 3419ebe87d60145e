//! The one function that opens a database, and the order in which it does so.
//!
//! umask → files checked → SQLite new enough → cipher log off → raw key → foreign keys → ours, and of a
//! schema we know → WAL → synchronous FULL → busy timeout → trusted_schema off. Nothing else in the
//! program calls `Connection::open`. Freshness is not proved here: pages put back or a file rolled back
//! pass, and only the ledger's chain sees them.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use zeroize::Zeroizing;

use super::file_error::FileError;
use super::files::{self, StoreFiles};
use super::open_error::OpenError;
use super::seal::DataKey;
use super::slots::{Slots, StoreId};

/// Marks a database as a store of this program: "MCSC".
pub const APPLICATION_ID: i32 = 0x4d43_5343;

/// How long a connection waits for another one, before it says that the store is busy.
pub const BUSY_TIMEOUT: Duration = Duration::from_millis(2000);

/// 3.51.3: versions before it can lose commits when several connections reset the WAL.
const SQLITE_VERSION_MIN: i32 = 3_051_003;

const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// What a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read and write: the writer.
    ReadWrite,
    /// Only read: the reader, and a read-only session.
    ReadOnly,
}

/// Opens the database at `path`, whose schema must be exactly `schema`. Fast: 0.2 ms.
///
/// A database that is older is told as [`OpenError::Older`]; see [`open_older`] and
/// [`migrate`](super::migrate).
pub fn open(path: &Path, key: &DataKey, access: Access, schema: u32) -> Result<Connection, OpenError> {
    let (conn, found) = open_older(path, key, access, schema)?;
    if found < schema {
        return Err(OpenError::Older { file: path.to_owned(), found, known: schema });
    }
    Ok(conn)
}

/// Opens a database of `newest` schema or an older one, and tells which: for migrations and backups.
pub fn open_older(
    path: &Path,
    key: &DataKey,
    access: Access,
    newest: u32,
) -> Result<(Connection, u32), OpenError> {
    files::keep_files_private();
    let files = StoreFiles::at(path)?;
    files.check_database()?;
    if fs::metadata(files.db()).map_err(|e| FileError::new(path, e))?.len() == 0 {
        return Err(OpenError::Damaged(path.to_owned()));
    }
    connect(&files, &key_text(key, None), access, newest).map_err(|error| diagnose(error, &files))
}

/// Whether `key` is the one that the database was written with.
pub(super) fn opens(files: &StoreFiles, key: &DataKey) -> Result<bool, OpenError> {
    let conn = keyed(files, &key_text(key, None), Access::ReadOnly)?;
    match conn.query_row("PRAGMA application_id", [], |row| row.get::<_, i32>(0)) {
        Ok(_) => Ok(true),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Ok(false),
        Err(error) => Err(sql(files, error)),
    }
}

/// Creates the database of a new store: encrypted, marked as ours, in WAL mode, without a schema.
pub(super) fn create(files: &StoreFiles, key: &DataKey, store: &StoreId) -> Result<Connection, OpenError> {
    let conn = create_bare(files, key, store)?;
    let marked = conn.pragma_update(None, "application_id", APPLICATION_ID);
    marked.and_then(|()| harden(&conn, Access::ReadWrite)).map_err(|e| sql(files, e))?;
    files::sync_folder_of(files.db())?;
    Ok(conn)
}

/// Creates an empty encrypted database under `store`'s salt, for a backup to be copied into.
pub(super) fn create_bare(
    files: &StoreFiles,
    key: &DataKey,
    store: &StoreId,
) -> Result<Connection, OpenError> {
    drop(files::create_private(files.db())?);
    keyed(files, &key_text(key, Some(store)), Access::ReadWrite)
}

fn connect(
    files: &StoreFiles,
    key: &str,
    access: Access,
    newest: u32,
) -> Result<(Connection, u32), OpenError> {
    let conn = keyed(files, key, access)?;
    let found = recognise(&conn, files, newest)?;
    harden(&conn, access).map_err(|e| sql(files, e))?;
    Ok((conn, found))
}

fn keyed(files: &StoreFiles, key: &str, access: Access) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < SQLITE_VERSION_MIN {
        return Err(OpenError::OldSqlite(rusqlite::version()));
    }
    let mode = match access {
        Access::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let conn = Connection::open_with_flags(files.db(), flags).map_err(|e| sql(files, e))?;
    encrypt(&conn, key).map_err(|e| sql(files, e))?;
    // Without a cipher the key would be ignored in silence and everything written in the clear.
    let cipher = conn.query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0));
    cipher.map_err(|_| OpenError::NoCipher)?;
    Ok(conn)
}

fn encrypt(conn: &Connection, key: &str) -> rusqlite::Result<()> {
    // SQLCipher writes to standard error on a wrong key, in the midst of the screen.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    conn.execute_batch(key)?;
    conn.execute_batch("PRAGMA foreign_keys = ON")
}

/// Reads the first page, by which a wrong key shows, before anything could be changed in the file.
fn recognise(conn: &Connection, files: &StoreFiles, newest: u32) -> Result<u32, OpenError> {
    let number = |name: &str| conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
    if number("application_id").map_err(|e| sql(files, e))? != APPLICATION_ID {
        return Err(OpenError::Foreign(files.db().to_owned()));
    }
    let found = number("user_version").map_err(|e| sql(files, e))?.cast_unsigned();
    if found > newest {
        return Err(OpenError::Newer { file: files.db().to_owned(), found, known: newest });
    }
    Ok(found)
}

fn harden(conn: &Connection, access: Access) -> rusqlite::Result<()> {
    if access == Access::ReadWrite {
        conn.execute_batch("PRAGMA journal_mode = WAL")?;
    }
    conn.execute_batch("PRAGMA synchronous = FULL")?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY",
    )?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map(drop)
}

/// The key as SQLCipher takes it raw, with the salt where the file is new; wiped after use.
fn key_text(key: &DataKey, salt: Option<&StoreId>) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(128));
    text.push_str("PRAGMA key = \"x'");
    for byte in key.bytes().iter().chain(salt.iter().flat_map(|id| &id.0)) {
        write!(text, "{byte:02x}").expect("a string takes all that is written");
    }
    text.push_str("'\"");
    text
}

fn sql(files: &StoreFiles, source: rusqlite::Error) -> OpenError {
    let file = files.db().to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => OpenError::Damaged(file),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Busy(file),
        _ => OpenError::Sql { file, source },
    }
}

/// Tells a foreign file from a damaged one by its first bytes, which are the store's id.
///
/// Only on this path, where no other connection can be reading the same file with success: closing a
/// database file drops the locks that SQLite holds on it for the whole process.
fn diagnose(error: OpenError, files: &StoreFiles) -> OpenError {
    let OpenError::Damaged(file) = error else { return error };
    let mut first = [0; 16];
    let read = files::open_private(files.db()).is_ok_and(|mut f| f.read_exact(&mut first).is_ok());
    let other = Slots::read(files).is_ok_and(|slots| slots.store().0 != first);
    if read && (first == *PLAIN_HEADER || other) {
        OpenError::Foreign(file)
    } else {
        OpenError::Damaged(file)
    }
}

#[cfg(test)]
#[path = "connection_tests.rs"]
mod tests;
