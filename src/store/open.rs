//! From a key to an open store of the newest schema, and from nothing to a new store.

use std::ops::ControlFlow;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::backup::{self, BackupOrder, Head};
use super::backup_error::BackupError;
use super::connection::{self, Access};
use super::files::StoreFiles;
use super::migrate::{self, MigrateError, Migration};
use super::open_error::{OpenError, OpenKind};
use super::seal::DataKey;
use super::vault::hold::Hold;
use super::vault::{NewStore, Vault};
use super::{SCHEMA, Store};
use crate::text::Sentence;
use crate::text::date::Instant;

/// The schema as numbered steps.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, sql: SCHEMA[0], about: "the register" },
    Migration { number: 2, sql: SCHEMA[1], about: "indexes by which an undo finds what stands on a row" },
    Migration { number: 3, sql: SCHEMA[2], about: "what is due, and when somebody last came" },
    Migration { number: 4, sql: SCHEMA[3], about: "workspaces and saved views" },
    Migration { number: 5, sql: SCHEMA[4], about: "named requests of batch" },
    Migration { number: 6, sql: SCHEMA[5], about: "who signs in how" },
];

/// The schema that this program reads and writes.
pub const NEWEST_SCHEMA: u32 = migrate::newest(MIGRATIONS);

/// Why there is no open store of the newest schema.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// The files, the key or the database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The way from an older schema.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
}

impl NotOpened {
    /// What the error means to a caller.
    pub fn kind(&self) -> OpenKind {
        match self {
            NotOpened::Open(error) => error.kind(),
            NotOpened::Migrate(error) if error.is_busy() => OpenKind::Busy,
            NotOpened::Migrate(_) => OpenKind::Unusable,
        }
    }

    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotOpened::Open(error) => error.sentence(),
            NotOpened::Migrate(error) => error.sentence(),
        }
    }
}

impl Store {
    /// Opens the store at `path`; one of an older schema is backed up beside itself as of `now` and
    /// brought up to date, where `access` lets it write.
    pub fn open(path: &Path, key: &DataKey, access: Access, now: Instant) -> Result<Store, NotOpened> {
        let _hold = Hold::share(&StoreFiles::at(path).map_err(OpenError::from)?)?;
        if access == Access::ReadOnly {
            return Ok(Store { _hold, ..Store::new(connection::open(path, key, access, NEWEST_SCHEMA)?) });
        }
        let (mut conn, _) = connection::open_older(path, key, access, NEWEST_SCHEMA)?;
        migrate::migrate(&mut conn, MIGRATIONS, |_| back_up_beside(path, key, now))?;
        Ok(Store { _hold, ..Store::new(conn) })
    }

    /// Makes a new, empty store at `path`, with its schema and the slot of its first operator.
    pub fn create(path: &Path, new: &NewStore<'_>) -> Result<(Store, DataKey), NotOpened> {
        let mut created = Vault::create(path, new)?;
        migrate::migrate(&mut created.conn, MIGRATIONS, |_| Ok(()))?;
        Ok((Store::new(created.conn), created.key))
    }
}

/// The ledger's head as backups and restores compare it.
pub fn read_head(conn: &Connection) -> rusqlite::Result<Option<Head>> {
    let sql = "SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1";
    conn.query_row(sql, [], |row| Ok(Head { number: row.get(0)?, hash: row.get(1)? })).optional()
}

fn back_up_beside(path: &Path, key: &DataKey, made_at: Instant) -> Result<(), BackupError> {
    let to = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let order = BackupOrder { store: path, key, to, made_at, schema: NEWEST_SCHEMA };
    backup::backup(&order, &read_head, &mut |_, _| ControlFlow::Continue(())).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_the_schema_are_all_there() {
        assert!(MIGRATIONS.iter().map(|m| m.sql).eq(SCHEMA.iter().copied()));
    }
}
