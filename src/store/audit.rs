//! What backups, restores and the doctor ask of an open store.

use super::backup::Head;
use super::open::read_head;
use super::{Reader, StoreError, ledger};

/// The version of the SQLite built in.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

impl Reader<'_> {
    /// The newest entry's number and hash.
    pub fn ledger_head(&self) -> Result<Option<Head>, StoreError> {
        Ok(read_head(self.conn())?)
    }

    /// The hash of one entry, whosever it is.
    pub fn hash_at(&self, number: i64) -> Result<Option<String>, StoreError> {
        Ok(ledger::entry(self, number)?.map(|entry| entry.hash))
    }

    /// What SQLite finds wrong with the pages of the store, ten lines at the most; nothing where it is whole.
    pub fn integrity_faults(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn().prepare("PRAGMA integrity_check(10)")?;
        let lines: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}
