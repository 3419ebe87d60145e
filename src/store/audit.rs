//! Reading the ledger and checking the whole store, for the audit commands and the doctor.

use super::backup::Head;
use super::ledger::{self, Entry, Verdict};
use super::open::read_head;
use super::{Reader, StoreError, Touch};

/// The version of the SQLite built in.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

impl Reader<'_> {
    /// Entries of the office that looks, newest first, before `before` where given.
    pub fn entries(&self, before: Option<i64>, limit: u32) -> Result<Vec<Entry>, StoreError> {
        ledger::list(self.conn(), self.office().0, before, limit)
    }

    /// The rows that an entry touched, in order.
    pub fn touched_by(&self, entry: i64) -> Result<Vec<Touch>, StoreError> {
        ledger::touches(self.conn(), entry)
    }

    /// Walks the whole chain.
    pub fn verify_ledger(&self) -> Result<Verdict, StoreError> {
        ledger::verify(self.conn())
    }

    /// The newest entry's number and hash.
    pub fn ledger_head(&self) -> Result<Option<Head>, StoreError> {
        Ok(read_head(self.conn())?)
    }

    /// The hash of one entry, whosever it is.
    pub fn hash_at(&self, number: i64) -> Result<Option<String>, StoreError> {
        Ok(ledger::entry(self.conn(), number)?.map(|entry| entry.hash))
    }

    /// What SQLite finds wrong with the pages of the store, ten lines at the most; nothing where it is whole.
    pub fn integrity_faults(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn().prepare("PRAGMA integrity_check(10)")?;
        let lines: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}
