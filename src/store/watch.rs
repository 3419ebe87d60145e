//! What a waiting screen needs of a store: notice of others' commits, and a way to stop a query.
//!
//! Neither says what changed nor which query runs: the screen knows what it asked.

use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};

use super::{Store, StoreError};

/// So often the end of a moment is tried again.
const ENDINGS: usize = 1000;

/// Stops the query that a store is running, from another thread.
pub struct Interrupter(InterruptHandle);

impl Interrupter {
    /// Stops the running query; without one, nothing happens.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

/// While it lives, everything that a store reads is of one moment.
pub struct Moment<'s>(&'s Connection);

/// It ends for certain: an interrupt that comes as late as this stops only the statement that ends it.
impl Drop for Moment<'_> {
    fn drop(&mut self) {
        for _ in 0..ENDINGS {
            if self.0.is_autocommit() || self.0.execute_batch("ROLLBACK").is_ok() {
                return;
            }
        }
    }
}

impl Store {
    /// Lets everything that is read until this is dropped be of one moment. SQLite then looks once, and not at every
    /// question, whether others write. Never held while a thread waits.
    pub fn moment(&self) -> Result<Moment<'_>, StoreError> {
        self.conn.execute_batch("BEGIN")?;
        Ok(Moment(&self.conn))
    }

    /// A number that changes when another connection has committed.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.conn.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// The number of the ledger's newest entry, of whichever office: it rises with every change of the register,
    /// and with nothing else that others write into the file.
    pub fn head(&self) -> Result<i64, StoreError> {
        let sql = "SELECT coalesce(max(number), 0) FROM ledger";
        Ok(self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// Waits so long for a neighbour's commit, and then says that the store is busy.
    pub fn wait_at_most(&self, patience: Duration) -> Result<(), StoreError> {
        Ok(self.conn.busy_timeout(patience)?)
    }

    /// The handle that stops this store's queries.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.conn.get_interrupt_handle())
    }
}

#[cfg(test)]
impl Store {
    /// Keeps everybody else from writing, as a long import does.
    pub(crate) fn hold(&self) {
        self.conn.execute_batch("BEGIN IMMEDIATE").expect("a free store");
    }

    /// Lets the others write again.
    pub(crate) fn release(&self) {
        self.conn.execute_batch("ROLLBACK").expect("a held store");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_version_changes_when_another_connection_commits_and_not_when_it_looks() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Store::new(Connection::open(folder.path().join("t.db")).unwrap());
        let (here, there) = (open(), open());
        let before = here.data_version().unwrap();
        there.data_version().unwrap();
        assert_eq!(here.data_version().unwrap(), before);
        there.conn.execute_batch("CREATE TABLE t (x)").unwrap();
        assert_ne!(here.data_version().unwrap(), before);
    }

    #[test]
    fn a_moment_ends_however_often_it_is_interrupted() {
        let store = Store::in_memory();
        let interrupter = store.interrupter();
        let (done, is_done) = std::sync::mpsc::channel::<()>();
        let stopper = std::thread::spawn(move || {
            while is_done.try_recv().is_err() {
                interrupter.interrupt();
            }
        });
        for _ in 0..20_000 {
            match store.moment() {
                Ok(_moment) => drop(store.head()),
                Err(error) => assert!(error.is_interrupted(), "{error}"),
            }
            assert!(store.conn.is_autocommit(), "a moment that has ended holds nothing");
        }
        done.send(()).unwrap();
        stopper.join().unwrap();
    }

    #[test]
    fn a_running_query_is_stopped_and_says_so() {
        let store = Store::in_memory();
        let interrupter = store.interrupter();
        let stopper = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(50));
            interrupter.interrupt();
        });
        let endless =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        let error: StoreError =
            store.conn.query_row(endless, [], |row| row.get::<_, i64>(0)).unwrap_err().into();
        assert!(error.is_interrupted());
        stopper.join().unwrap();
    }
}
