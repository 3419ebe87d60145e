//! Restoring a backup: first what would be lost, then the store put back, the old one moved aside.
//!
//! Nothing is ever overwritten. The files are copied beside the target, verified there by opening them,
//! and only then renamed. The reason is the caller's to ask for and to enter in the restored ledger:
//! [`RestoreReport`] has what that entry needs.

use std::cmp::Ordering;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::ops::RangeInclusive;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rustix::fs::{FlockOperation, Mode, OFlags, fcntl_lock};
use rustix::io::Errno;

use super::backup::{self, DATABASE_NAME, Head, Manifest, PartFolder, ReadHead};
use super::backup_error::BackupError;
use super::file_error::{Fault, FileError};
use super::files::{self, StoreFiles};
use super::open_error::OpenError;
use super::seal::DataKey;
use super::slots::StoreId;

/// What restoring would take away from the store that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Nothing: no store is there, or it has nothing that the backup lacks.
    Nothing,
    /// These ledger entries, all made after the backup.
    Entries(RangeInclusive<i64>),
    /// Its ledger does not continue the backup's: what is lost cannot be told by numbers.
    Parted,
    /// Everything: the backup is of another store.
    OtherStore,
}

/// The store that a restore would replace, as far as it can still be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// Its id.
    pub store: StoreId,
    /// Its ledger's head.
    pub head: Option<Head>,
}

/// What to do with a store that is already where the backup goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Refuse: the person has not confirmed.
    Keep,
    /// Move it aside into a folder of its own: the person has seen the loss and confirmed.
    MoveAside,
}

/// What is to be restored, and where to.
#[derive(Clone, Copy)]
pub struct RestoreOrder<'a> {
    /// The backup's folder.
    pub backup: &'a Path,
    /// The data key, unlocked from the backup's own slot file: [`unlock_at`].
    pub key: &'a DataKey,
    /// The store's database file.
    pub target: &'a Path,
    /// What to do with a store that is there.
    pub existing: Existing,
    /// The time that the folder of the old store bears.
    pub at: DateTime<Utc>,
    /// The newest schema that the program knows.
    pub schema: u32,
}

/// A restored store, and what the ledger entry about it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreReport {
    /// What stood in the backup.
    pub manifest: Manifest,
    /// Where the store lies that was there before.
    pub aside: Option<PathBuf>,
}

/// Where to unlock a backup: its database, beside which its slot file lies.
pub fn unlock_at(backup: &Path) -> PathBuf {
    backup.join(DATABASE_NAME)
}

/// Tells what restoring would lose. `hash_at` gives the hash of an entry of the current ledger.
pub fn loss(
    manifest: &Manifest,
    current: Option<&Current>,
    hash_at: impl FnOnce(i64) -> Option<String>,
) -> Loss {
    let Some(current) = current else { return Loss::Nothing };
    if current.store != manifest.store {
        return Loss::OtherStore;
    }
    let Some(now) = &current.head else { return Loss::Nothing };
    let Some(then) = &manifest.head else { return Loss::Entries(1..=now.number) };
    let hash_then = match now.number.cmp(&then.number) {
        Ordering::Less => None,
        Ordering::Equal => Some(now.hash.clone()),
        Ordering::Greater => hash_at(then.number),
    };
    match hash_then {
        Some(hash) if hash == then.hash && now.number == then.number => Loss::Nothing,
        Some(hash) if hash == then.hash => Loss::Entries(then.number + 1..=now.number),
        _ => Loss::Parted,
    }
}

/// Puts the store of a backup at `order.target`. The caller has closed its own connections to it.
pub fn restore(order: &RestoreOrder<'_>, head: ReadHead<'_>) -> Result<RestoreReport, BackupError> {
    let target = StoreFiles::at(order.target)?;
    let there = there(&target);
    if let (Some(path), Existing::Keep) = (there.first(), order.existing) {
        return Err(FileError { path: path.clone(), fault: Fault::Exists }.into());
    }
    let manifest = Manifest::read(order.backup)?;
    let fresh = PartFolder::beside(target.db())?;
    let copy = fetch(&fresh, order, &manifest)?;
    backup::verify(copy.db(), order.key, manifest.schema, head, &manifest.head)?;
    let aside = if there.is_empty() { None } else { Some(move_aside(&target, &there, order.at)?) };
    take_place(&copy, &target)?;
    Ok(RestoreReport { manifest, aside })
}

fn there(target: &StoreFiles) -> Vec<PathBuf> {
    target.all().into_iter().filter(|path| path.symlink_metadata().is_ok()).collect()
}

/// Copies both files of the backup, and finds them as the manifest says.
fn fetch(
    fresh: &PartFolder,
    order: &RestoreOrder<'_>,
    manifest: &Manifest,
) -> Result<StoreFiles, BackupError> {
    if manifest.schema > order.schema {
        let file = unlock_at(order.backup);
        return Err(OpenError::Newer { file, found: manifest.schema, known: order.schema }.into());
    }
    let source = StoreFiles::at(&unlock_at(order.backup))?;
    let copy = StoreFiles::at(&fresh.path().join(DATABASE_NAME))?;
    let pairs = [
        (source.db().to_owned(), copy.db().to_owned(), &manifest.database_sha256),
        (source.keys(), copy.keys(), &manifest.keys_sha256),
    ];
    for (from, to, sha256) in pairs {
        copy_file(&from, &to)?;
        if backup::sha256(&to)? != *sha256 {
            return Err(BackupError::Changed(from));
        }
    }
    Ok(copy)
}

fn copy_file(from: &Path, to: &Path) -> Result<(), FileError> {
    let (mut source, mut target) = (files::open_private(from)?, files::create_private(to)?);
    io::copy(&mut source, &mut target).and_then(|_| target.sync_all()).map_err(|e| FileError::new(to, e))
}

/// Moves every file of the old store into a folder of its own, where it stays a store that opens.
fn move_aside(target: &StoreFiles, there: &[PathBuf], at: DateTime<Utc>) -> Result<PathBuf, BackupError> {
    let _alone = alone(target.db())?;
    let mut name = target.db().as_os_str().to_owned();
    name.push(format!(".before-restore-{}", backup::stamp(at)));
    let aside = PathBuf::from(name);
    DirBuilder::new().mode(0o700).create(&aside).map_err(|e| FileError::new(&aside, e))?;
    for path in there {
        let name = path.file_name().expect("a file of a store has a name");
        fs::rename(path, aside.join(name)).map_err(|e| FileError::new(path, e))?;
    }
    files::sync(&aside)?;
    files::sync_folder_of(target.db())?;
    Ok(aside)
}

/// Makes sure that no other process has the database open: SQLite in WAL mode holds a lock on it for as
/// long as it is. Held until dropped.
fn alone(db: &Path) -> Result<Option<File>, BackupError> {
    let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(db, flags, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(None),
        opened => File::from(opened.map_err(|e| FileError::new(db, e.into()))?),
    };
    fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive)
        .map_err(|_| BackupError::InUse(db.to_owned()))?;
    Ok(Some(file))
}

/// Renames the verified copy into place, the slots first: what is incomplete has no database yet.
fn take_place(copy: &StoreFiles, target: &StoreFiles) -> Result<(), FileError> {
    for (from, to) in [(copy.keys(), target.keys()), (copy.db().to_owned(), target.db().to_owned())] {
        fs::rename(from, &to).map_err(|e| FileError::new(&to, e))?;
    }
    files::sync_folder_of(target.db())
}

#[cfg(test)]
#[path = "restore_tests.rs"]
mod tests;
