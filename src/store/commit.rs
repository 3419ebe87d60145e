//! The end of a write: told as done or as not done, and never guessed.
//!
//! A commit that fails may have reached the disk all the same. Then the ledger is read again: the transaction's
//! last entry is there, or it is not. Only where even that cannot be read is the end unknown.

use super::error::Lost;
use super::guard::Guard;
use super::ledger::{self, Entry};
use super::ssh_print;
use super::state::{StateDigest, Tally};
use super::{Reader, Scope, Store, StoreError, Tx};
use crate::domain::{OfficeId, Role};
use crate::text::date::Day;

/// What a transaction gave, once it is durable.
#[derive(Debug)]
pub struct Committed<T> {
    /// What it gave.
    pub value: T,
    /// How one knows that it is durable.
    pub known: Known,
}

/// How one knows that a write is durable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// The commit said so.
    #[default]
    Told,
    /// The commit failed, and the ledger, read again, has its entry.
    Reread,
}

/// The last entry of a transaction: by it one sees afterwards whether the transaction was committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The entry's number.
    pub number: i64,
    hash: String,
}

impl Mark {
    /// The mark of a transaction that ended with this entry.
    pub fn of(entry: &Entry) -> Mark {
        Mark { number: entry.number, hash: entry.hash.clone() }
    }
}

/// How a write ended whose commit had failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// 実行済み: its entry is in the ledger.
    Done,
    /// 未実行: it is not, and nothing of the write stands.
    NotDone,
}

impl Store {
    /// Runs `part` in one write transaction: committed whole where it succeeds, rolled back where it fails.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        scope: Scope,
        today: Day,
        part: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.commit(scope, today, part).map(|committed| committed.value)
    }

    /// As [`Store::write`], and says how it is known that the write is durable.
    ///
    /// What is committed is anchored before this returns. A store whose evidence does not fit takes no write, and a
    /// guarded one takes none that no entry of the ledger tells of. Where the end is unknown, nothing is anchored:
    /// the next write's line, or the next open, takes in whatever stands.
    pub fn commit<T, E: From<StoreError>>(
        &mut self,
        scope: Scope,
        today: Day,
        part: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Committed<T>, E> {
        self.guard.as_mut().map_or(Ok(()), Guard::ready)?;
        let codes = self.codes()?;
        self.conn.execute_batch("BEGIN IMMEDIATE").map_err(StoreError::from)?;
        let mut tx = Tx::new(Reader::new(&self.conn, scope, today), Tally::new(codes, self.carried));
        let result = part(&mut tx);
        let mark = tx.last_entry().cloned();
        let (change, line, withdrawn) = tx.ended();
        let told = result.and_then(|value| self.all_entered(change).map(|()| value).map_err(E::from));
        let value = match told {
            Ok(value) => value,
            Err(error) => {
                // Where SQLite has rolled back by itself, there is nothing left to roll back.
                let _ = self.conn.execute_batch("ROLLBACK");
                return Err(error);
            }
        };
        let known = self.end(mark)?;
        self.carried = change;
        self.anchor(line)?;
        if !withdrawn.is_empty() {
            ssh_print::withdraw(&self.reader(scope, today), &withdrawn);
        }
        Ok(Committed { value, known })
    }

    /// A guarded store takes no write that no entry tells of.
    fn all_entered(&self, change: StateDigest) -> Result<(), StoreError> {
        let is_told = self.guard.is_none() || change == StateDigest::default();
        if is_told { Ok(()) } else { Err(StoreError::Unentered) }
    }

    fn end(&self, mark: Option<Mark>) -> Result<Known, StoreError> {
        let Err(error) = self.conn.execute_batch("COMMIT") else { return Ok(Known::Told) };
        let why = StoreError::from(error);
        if !self.conn.is_autocommit() {
            // The transaction is still open, as with a busy reader in the way: it certainly is not committed.
            let _ = self.conn.execute_batch("ROLLBACK");
            return Err(why);
        }
        let Some(mark) = mark else { return Err(why) };
        match self.settle(&mark) {
            Ok(End::Done) => Ok(Known::Reread),
            Ok(End::NotDone) => Err(StoreError::NotDone(Box::new(why))),
            Err(_) => Err(StoreError::Unclear(Box::new(Lost { mark, why }))),
        }
    }

    /// Reads the ledger again and says whether the transaction of `mark` was committed.
    pub fn settle(&self, mark: &Mark) -> Result<End, StoreError> {
        // An entry is looked up by its number alone: nobody's scope and no day are in question.
        let nobody = Scope { office: OfficeId(0), role: Role::City };
        let reader = Reader::new(&self.conn, nobody, Day::default());
        let entry = ledger::entry(&reader, mark.number)?;
        Ok(if entry.is_some_and(|entry| entry.hash == mark.hash) { End::Done } else { End::NotDone })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use rusqlite::ffi;
    use rusqlite::hooks::{AuthAction, Authorization};

    use super::*;
    use crate::actions::{Answers, Outcome, Request, perform, table};
    use crate::testing::World;

    /// A world in a file, whose commits fail in the way that `disturb` brings about.
    fn disturbed(disturb: impl FnOnce(&mut Store)) -> (World, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let mut world = World::on(Store::in_file(&folder.path().join("w.db")));
        disturb(&mut world.store);
        (world, folder)
    }

    fn approve(world: &mut World) -> Result<Outcome, StoreError> {
        let action = table::find("invitation.approve").unwrap();
        let target = "I-0001".parse().unwrap();
        let request = Request { action, target, version: None, answers: Answers::default() };
        perform(&mut world.store, &world.ctx, &request)
    }

    fn report_failure(store: &mut Store) {
        let failure = || Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR), None));
        store.conn.wal_hook(Some(move |_: &mut _, _| failure())).unwrap();
    }

    #[test]
    fn a_commit_that_happened_and_reported_a_failure_is_told_as_done() {
        let (mut world, _folder) = disturbed(report_failure);
        let before = ledger::head_number(&world.reader()).unwrap();
        let Outcome::Done(receipt) = approve(&mut world).unwrap() else { panic!("it was done") };
        assert_eq!((receipt.known, receipt.entry), (Known::Reread, before + 1));
        assert_eq!(ledger::head_number(&world.reader()).unwrap(), before + 1);
    }

    #[test]
    fn a_commit_that_failed_is_told_as_not_done_and_nothing_of_it_stands() {
        let (mut world, _folder) = disturbed(|store| store.conn.commit_hook(Some(|| true)).unwrap());
        let before = world.reader().rows_as_text().unwrap();
        let error = approve(&mut world).unwrap_err();
        assert!(matches!(error, StoreError::NotDone(_)), "{error}");
        assert_eq!(world.reader().rows_as_text().unwrap(), before);
        world.store.conn.commit_hook(None::<fn() -> bool>).unwrap();
        assert!(matches!(approve(&mut world), Ok(Outcome::Done(_))), "the next one works");
    }

    #[test]
    fn where_the_ledger_cannot_be_read_either_the_end_is_unclear_until_it_can() {
        let blind = Arc::new(AtomicBool::new(false));
        let (mut world, _folder) = disturbed(|store| {
            let after = blind.clone();
            let hook = move |_: &mut _, _| {
                after.store(true, Ordering::Relaxed);
                Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR), None))
            };
            store.conn.wal_hook(Some(hook)).unwrap();
            let is_blind = blind.clone();
            let look = move |about: rusqlite::hooks::AuthContext<'_>| match about.action {
                AuthAction::Read { .. } if is_blind.load(Ordering::Relaxed) => Authorization::Deny,
                _ => Authorization::Allow,
            };
            store.conn.authorizer(Some(look)).unwrap();
        });
        let error = approve(&mut world).unwrap_err();
        let StoreError::Unclear(lost) = error else { panic!("{error}") };
        assert!(world.store.settle(&lost.mark).is_err());
        blind.store(false, Ordering::Relaxed);
        assert_eq!(world.store.settle(&lost.mark).unwrap(), End::Done);
    }

    #[test]
    fn an_entry_of_somebody_else_under_the_same_number_is_not_ours() {
        let mut world = World::new();
        assert!(matches!(approve(&mut world), Ok(Outcome::Done(_))));
        let number = ledger::head_number(&world.reader()).unwrap();
        let other = Mark { number, hash: "another".to_owned() };
        assert_eq!(world.store.settle(&other).unwrap(), End::NotDone);
    }
}
