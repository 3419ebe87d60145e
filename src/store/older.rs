//! A store of an older schema, read as it is: what is written in the same form in every schema since the evidence.
//!
//! After an upgrade of the program a store stays as it is until somebody who may write opens it. Meanwhile a job with a
//! key that only reads copies it, and holds entries, rows and anchor against each other; a reading key migrates
//! nothing. The chain is encoded by versions that never change, the rows' digest takes the columns there are, and
//! everything else that is asked of a store is asked of the newest schema only.

use std::path::Path;

use rusqlite::Connection;

use super::connection::{self, Access};
use super::files::StoreFiles;
use super::migrate;
use super::open::{EVIDENCE_SCHEMA, NEWEST_SCHEMA, NotOpened};
use super::open_error::OpenError;
use super::seal::DataKey;
use super::vault::hold::Hold;
use super::{Store, StoreError};

/// The first schema whose ledger has a column for the SSH key; entries made before have none.
const SSH_KEY_SCHEMA: u32 = 12;

/// The ledger with the columns of the newest schema, for this connection only.
const LEDGER_WITHOUT_SSH_KEY: &str = "CREATE TEMP VIEW ledger AS SELECT *, '' AS ssh_key FROM main.ledger";

impl Store {
    /// Opens the store at `path` for reading as it is, also one of an older schema: for its ledger, its anchor, the
    /// digest of its rows, and nothing else.
    pub fn open_as_it_is(path: &Path, key: &DataKey) -> Result<Store, NotOpened> {
        let _hold = Hold::share(&StoreFiles::at(path).map_err(OpenError::from)?)?;
        let (conn, found) = connection::open_older(path, key, Access::ReadOnly, NEWEST_SCHEMA)?;
        if found < EVIDENCE_SCHEMA {
            return Err(OpenError::Older { file: path.to_owned(), found, known: NEWEST_SCHEMA }.into());
        }
        if found < SSH_KEY_SCHEMA {
            conn.execute_batch(LEDGER_WITHOUT_SSH_KEY).map_err(StoreError::from)?;
        }
        Ok(Store { _hold, ..Store::new(conn) })
    }

    /// The schema of a store that is older than the program; `None` for one of the newest.
    pub fn older_schema(&self) -> Result<Option<u32>, StoreError> {
        older_schema(&self.conn)
    }
}

/// The same for a connection.
pub(super) fn older_schema(conn: &Connection) -> Result<Option<u32>, StoreError> {
    let found = migrate::schema(conn)?;
    // A database without a schema is none of ours yet.
    Ok((1..NEWEST_SCHEMA).contains(&found).then_some(found))
}
