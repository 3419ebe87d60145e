//! The ledger as its readers see it: one row's history, the office's entries, the chain's soundness.

use super::ledger::{self, Entry, Verdict};
use super::{Reader, StoreError};
use crate::domain::Id;

impl Reader<'_> {
    /// Entries about or touching a row, newest first.
    pub fn history(&self, id: Id, limit: u32) -> Result<Vec<Entry>, StoreError> {
        ledger::history(self.conn(), id.noun, id.number, &id.to_string(), limit)
    }

    /// The office's entries, newest first, before `before` where given.
    pub fn entries(&self, before: Option<i64>, limit: u32) -> Result<Vec<Entry>, StoreError> {
        ledger::list(self.conn(), self.office().0, before, limit)
    }

    /// Walks the whole chain.
    pub fn verify_ledger(&self) -> Result<Verdict, StoreError> {
        ledger::verify(self.conn())
    }
}
