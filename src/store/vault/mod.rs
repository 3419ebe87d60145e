//! The vault: files, keys, schema and backups of a store, below any row.
//!
//! Here: making a store and unlocking it, from an operator and a passphrase to the data key.
//!
//! Unlocking is slow on purpose and belongs on a worker thread; opening with the key it gives is fast
//! and can be done again by every thread: see [`connection`].

pub mod backup;
pub mod backup_error;
pub mod connection;
pub mod derive;
pub mod file_error;
pub mod files;
pub mod hold;
pub mod migrate;
pub mod open_error;
pub mod presence;
pub mod rekey;
pub mod restore;
pub mod seal;
mod slot;
pub mod slots;
pub mod ssh_keys;
pub mod turns;

use std::fmt;
use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use zeroize::Zeroizing;

use self::file_error::{Fault, FileError};
use self::files::StoreFiles;
use self::hold::Hold;
use self::open_error::OpenError;
use self::seal::{DataKey, KeyPair};
use self::slots::{Key, NewSlot, Purpose, SlotError, SlotKind, Slots, StoreId};

/// The two files of a store, seen as one safe.
pub enum Vault {}

/// What a new store is made of.
pub struct NewStore<'a> {
    /// An office's own data, or a demo.
    pub purpose: Purpose,
    /// The slot of its first operator.
    pub first: NewSlot<'a>,
}

/// A store just made: open, empty, and still without a schema.
#[derive(Debug)]
pub struct Created {
    /// The writing connection.
    pub conn: Connection,
    /// The data key, for further connections and slots.
    pub key: DataKey,
    /// The store's id.
    pub store: StoreId,
}

/// With what somebody wants in.
pub enum Credential {
    /// An operator's id and passphrase.
    Passphrase {
        /// The operator's id.
        operator: String,
        /// The passphrase, as typed.
        passphrase: Zeroizing<String>,
        /// The code of the second factor, where one came along.
        code: Option<String>,
    },
    /// A newcomer's one-time code.
    Enrolment {
        /// The operator's id.
        operator: String,
        /// The code, in its canonical form.
        code: Zeroizing<String>,
    },
    /// The words of the sealed envelope.
    Recovery(Zeroizing<String>),
    /// The content of a service's key file: for jobs that only read.
    Service {
        /// Which service.
        name: String,
        /// Its secret.
        secret: Zeroizing<String>,
    },
    /// Nothing: the store is a demo and opens as its first operator.
    Demo,
}

/// The way into a store.
#[derive(Debug)]
pub struct Unlocked {
    /// The data key.
    pub key: DataKey,
    /// What opens the data key again after it has changed; a demo's key needs nothing.
    pub pair: Option<KeyPair>,
    /// Whose slot it was.
    pub operator: String,
    /// The fingerprint of its key.
    pub key_print: String,
    /// What the slot was for.
    pub slot: SlotKind,
    /// What it is, in somebody's words; a service's office.
    pub label: String,
    /// Since when the slot is there; `None` for a demo.
    pub since: Option<DateTime<Utc>>,
    /// The store's id.
    pub store: StoreId,
    /// Whether it is a demo.
    pub purpose: Purpose,
    /// Keeps the data key from changing before the store is open.
    pub hold: Option<Hold>,
}

impl Vault {
    /// Makes a new store at `path`: slot file first, then the database. Slow: derives a key.
    pub fn create(path: &Path, new: &NewStore<'_>) -> Result<Created, OpenError> {
        files::keep_files_private();
        let files = StoreFiles::at(path)?;
        for path in files.all() {
            if path.symlink_metadata().is_ok() {
                return Err(FileError { path, fault: Fault::Exists }.into());
            }
        }
        let key = DataKey::random();
        let mut slots = Slots::new(&key, new.purpose).taking_turns_beside(&files);
        slots.add(&new.first, &key).and_then(|()| slots.write_new(&files)).map_err(about(&files))?;
        match connection::create(&files, &key, slots.store()) {
            Ok(conn) => Ok(Created { conn, key, store: slots.store().clone() }),
            Err(error) => {
                abandon(&files, &error)?;
                Err(error)
            }
        }
    }

    /// Gives the data key for a credential. Slow: derives a key.
    pub fn unlock(path: &Path, credential: &Credential) -> Result<Unlocked, OpenError> {
        let files = StoreFiles::at(path)?;
        files.check_database()?;
        let hold = Hold::share(&files)?;
        let slots = Slots::read(&files).map_err(about(&files))?;
        let Some((owner, kind, secret)) = credential.slot() else {
            let (key, operator) = slots.demo().map_err(about(&files))?;
            return Ok(Unlocked {
                key,
                pair: None,
                operator: operator.to_owned(),
                key_print: slots.key_print(operator, &SlotKind::Operator).unwrap_or_default(),
                slot: SlotKind::Operator,
                label: String::new(),
                since: None,
                store: slots.store().clone(),
                purpose: slots.purpose(),
                hold,
            });
        };
        let opened = slots.unlock_kind(owner, &kind, secret).map_err(about(&files))?;
        Ok(Unlocked { hold, ..Unlocked::of(&files, &slots, owner, &kind, opened)? })
    }

    /// Gives the data key of now to who had opened a slot before; a demo's needs no pair. Fast: derives nothing.
    pub fn reopen(
        path: &Path,
        owner: &str,
        kind: &SlotKind,
        pair: Option<&KeyPair>,
    ) -> Result<Unlocked, OpenError> {
        let Some(pair) = pair else {
            return Vault::unlock(path, &Credential::Demo).map(|demo| demo.of_operator(owner));
        };
        let files = StoreFiles::at(path)?;
        files.check_database()?;
        let hold = Hold::share(&files)?;
        let slots = Slots::read(&files).map_err(about(&files))?;
        let opened = slots.reopen(owner, kind, pair).map_err(about(&files))?;
        Ok(Unlocked { hold, ..Unlocked::of(&files, &slots, owner, kind, opened)? })
    }

    /// Changes the slots of the store at `path`, one process at a time.
    pub fn change_slots<T>(
        path: &Path,
        change: impl FnOnce(&mut Slots) -> Result<T, SlotError>,
    ) -> Result<T, OpenError> {
        let files = StoreFiles::at(path)?;
        Slots::change(&files, change).map_err(about(&files))
    }
}

impl Unlocked {
    /// The same way in, gone by another operator of a demo.
    fn of_operator(self, owner: &str) -> Unlocked {
        Unlocked { operator: owner.to_owned(), ..self }
    }

    fn of(
        files: &StoreFiles,
        slots: &Slots,
        owner: &str,
        kind: &SlotKind,
        opened: Key,
    ) -> Result<Unlocked, OpenError> {
        let found = slots.all().find(|slot| slot.operator == owner && slot.kind.is_like(kind));
        let slot = found.expect("a slot that was opened is in the file");
        Ok(Unlocked {
            key: key_of_database(files, opened.data, opened.next)?,
            pair: Some(opened.pair),
            operator: owner.to_owned(),
            key_print: slots.key_print(owner, kind).unwrap_or_default(),
            slot: slot.kind.clone(),
            label: slot.label.to_owned(),
            since: Some(slot.created),
            store: slots.store().clone(),
            purpose: slots.purpose(),
            hold: None,
        })
    }
}

/// Which of the two the database has: a change of the data key may have been cut off between its two files.
fn key_of_database(files: &StoreFiles, data: DataKey, next: Option<DataKey>) -> Result<DataKey, OpenError> {
    let Some(next) = next else { return Ok(data) };
    Ok(if connection::opens(files, &data)? { data } else { next })
}

impl Credential {
    /// Whose failures count against it; nobody's for a demo.
    pub fn operator(&self) -> Option<&str> {
        self.slot().map(|(owner, _, _)| owner)
    }

    /// Which slot it opens, with which secret; a demo needs none.
    fn slot(&self) -> Option<(&str, SlotKind, &str)> {
        match self {
            Credential::Passphrase { operator, passphrase, .. } => {
                Some((operator, SlotKind::Operator, passphrase))
            }
            Credential::Enrolment { operator, code } => {
                // Which moment the slot ends at is read from the slot.
                Some((operator, SlotKind::Enrolment { until: DateTime::UNIX_EPOCH }, code))
            }
            Credential::Recovery(words) => Some((RECOVERY, SlotKind::Recovery, words)),
            Credential::Service { name, secret } => Some((name, SlotKind::Service, secret)),
            Credential::Demo => None,
        }
    }
}

/// Whose the recovery slot is: nobody's.
pub const RECOVERY: &str = "recovery";

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Credential::Passphrase { operator, .. } => write!(f, "Passphrase({operator}, …)"),
            Credential::Enrolment { operator, .. } => write!(f, "Enrolment({operator}, …)"),
            Credential::Recovery(_) => f.write_str("Recovery(…)"),
            Credential::Service { name, .. } => write!(f, "Service({name}, …)"),
            Credential::Demo => f.write_str("Demo"),
        }
    }
}

/// Takes back a store that could not be made: its slot file is ours from a moment ago and opens nothing,
/// and so is its database, unless somebody else put one there just then.
fn abandon(files: &StoreFiles, error: &OpenError) -> Result<(), FileError> {
    let foreign = matches!(error, OpenError::File(FileError { fault: Fault::Exists, .. }));
    let ours = files.all().into_iter().filter(|path| !foreign || *path == files.keys());
    ours.into_iter().try_for_each(|path| files::remove_if_there(&path))
}

fn about(files: &StoreFiles) -> impl Fn(SlotError) -> OpenError {
    let file = files.keys();
    move |fault| OpenError::Slots { file: file.clone(), fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_after(error: &OpenError) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let files = StoreFiles::at(&folder.path().join("x.db")).unwrap();
        files.all().iter().for_each(|path| files::write_new(path, b"half").unwrap());
        abandon(&files, error).unwrap();
        let mut left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        left
    }

    #[test]
    fn a_store_that_could_not_be_made_leaves_nothing_behind() {
        assert!(left_after(&OpenError::NoCipher).is_empty());
    }

    #[test]
    fn a_database_that_somebody_else_put_there_meanwhile_stays() {
        let exists = FileError { path: "x.db".into(), fault: Fault::Exists };
        let left = left_after(&exists.into());
        assert_eq!(left, ["x.db", "x.db-journal", "x.db-shm", "x.db-wal"]);
    }
}
