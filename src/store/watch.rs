//! What a waiting screen needs of a store: notice of others' commits, and a way to stop a query.
//!
//! Neither says what changed nor which query runs: the screen knows what it asked.

use rusqlite::InterruptHandle;

use super::{Store, StoreError};

/// Stops the query that a store is running, from another thread.
pub struct Interrupter(InterruptHandle);

impl Interrupter {
    /// Stops the running query; without one, nothing happens.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Store {
    /// A number that changes when another connection has committed.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.conn.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// The handle that stops this store's queries.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.conn.get_interrupt_handle())
    }
}
