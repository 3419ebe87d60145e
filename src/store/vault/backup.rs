//! Backups: a folder `NAME.backup` with the encrypted database, its slot file and a manifest.
//!
//! The copy is made through SQLite's backup interface under the same key, read back, and only then
//! given its name: a folder of that name is a whole backup. Nothing in it is in clear except the
//! manifest, which holds no personal data. Restoring is in [`restore`](super::restore).

use std::ffi::OsString;
use std::fs::{self, DirBuilder};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::backup_error::BackupError;
use super::connection::{self, Access};
use super::file_error::FileError;
use super::files::{self, StoreFiles};
use super::migrate;
use super::open_error::OpenError;
use super::seal::{DataKey, Hex, random};
use super::slots::{SlotError, Slots, StoreId};

/// The database inside a backup; its slot file is `store.db.keys`, so that it unlocks like any store.
pub const DATABASE_NAME: &str = "store.db";
const MANIFEST_NAME: &str = "manifest.json";
const FORMAT: &str = "mcs-console backup";
const VERSION: u32 = 1;
/// Few enough that cancelling takes effect within 50 ms.
const PAGES_PER_STEP: i32 = 500;

/// The newest ledger entry: what a backup, a store and an anchor are compared by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its number.
    pub number: i64,
    /// Its hash, as the ledger writes it.
    pub hash: String,
}

/// How the head is read from an open store; `None` before the first entry.
pub type ReadHead<'a> = &'a dyn Fn(&Connection) -> rusqlite::Result<Option<Head>>;

/// How far a copy has come, in pages; what it answers says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// What stands in a backup, readable without a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    version: u32,
    /// The store's id.
    pub store: StoreId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The schema of the database.
    pub schema: u32,
    /// The ledger's head in the copy.
    pub head: Option<Head>,
    /// SHA-256 of the database file.
    pub database_sha256: Hex<32>,
    /// SHA-256 of the slot file.
    pub keys_sha256: Hex<32>,
}

/// What is to be backed up, and where to.
#[derive(Clone, Copy)]
pub struct BackupOrder<'a> {
    /// The store's database file.
    pub store: &'a Path,
    /// Its data key.
    pub key: &'a DataKey,
    /// An existing folder, in which the backup gets a name with the time, or the backup's own name.
    pub to: &'a Path,
    /// The time that the backup bears.
    pub made_at: DateTime<Utc>,
    /// The newest schema that the program knows.
    pub schema: u32,
}

/// A backup that was made and read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// Its folder.
    pub folder: PathBuf,
    /// What stands in it.
    pub manifest: Manifest,
}

/// Makes a backup, verifies it by opening it, and gives it its name.
pub fn backup(
    order: &BackupOrder<'_>,
    head: ReadHead<'_>,
    progress: Progress<'_>,
) -> Result<BackupReport, BackupError> {
    let folder = destination(order);
    let fresh = PartFolder::beside(&folder)?;
    let manifest = fill(&fresh, order, head, progress)?;
    fresh.named(&folder)?;
    Ok(BackupReport { folder, manifest })
}

impl Manifest {
    /// Reads the manifest of the backup in `folder`.
    pub fn read(folder: &Path) -> Result<Manifest, BackupError> {
        let bytes = files::read_private(&folder.join(MANIFEST_NAME))?;
        let foreign = |_| BackupError::Foreign(folder.to_owned());
        let kind: serde_json::Value = serde_json::from_slice(&bytes).map_err(foreign)?;
        match (kind["format"].as_str(), kind["version"].as_u64()) {
            (Some(FORMAT), Some(1)) => serde_json::from_value(kind).map_err(foreign),
            (Some(FORMAT), Some(version)) => Err(BackupError::Newer(version.try_into().unwrap_or(u32::MAX))),
            _ => Err(BackupError::Foreign(folder.to_owned())),
        }
    }
}

/// A private folder that is not yet what it will be called; it goes if it never gets its name.
pub(super) struct PartFolder(Option<PathBuf>);

impl PartFolder {
    /// Makes an empty one beside `path`, on the same disk.
    pub(super) fn beside(path: &Path) -> Result<PartFolder, FileError> {
        files::keep_files_private();
        let mut name = OsString::from(path);
        name.push(format!(".part-{}", Hex(random::<4>())));
        let part = PathBuf::from(name);
        DirBuilder::new().mode(0o700).create(&part).map_err(|e| FileError::new(&part, e))?;
        Ok(PartFolder(Some(part)))
    }

    /// Where it is for now.
    pub(super) fn path(&self) -> &Path {
        self.0.as_deref().expect("a part folder is there until it is named")
    }

    /// Gives it its name, durably, and never over something else.
    fn named(mut self, name: &Path) -> Result<(), FileError> {
        files::sync(self.path())?;
        match renameat_with(CWD, self.path(), CWD, name, RenameFlags::NOREPLACE) {
            // A disk that cannot promise it, as on many sticks: looked at first, which is nearly as good.
            Err(Errno::INVAL) if name.symlink_metadata().is_err() => fs::rename(self.path(), name),
            renamed => renamed.map_err(io::Error::from),
        }
        .map_err(|e| FileError::new(name, e))?;
        self.0 = None;
        files::sync_folder_of(name)
    }
}

impl Drop for PartFolder {
    fn drop(&mut self) {
        if let Some(part) = &self.0 {
            // Nothing to be done where it cannot be removed: its name says that it is a part only.
            let _ = fs::remove_dir_all(part);
        }
    }
}

fn destination(order: &BackupOrder<'_>) -> PathBuf {
    if order.to.extension().is_none_or(|e| e != "backup") && order.to.is_dir() {
        let stem = order.store.file_stem().unwrap_or(order.store.as_os_str()).to_string_lossy();
        return order.to.join(format!("{stem}-{}.backup", stamp(order.made_at)));
    }
    match order.to.extension() {
        Some(extension) if extension == "backup" => order.to.to_owned(),
        _ => PathBuf::from([order.to.as_os_str(), ".backup".as_ref()].into_iter().collect::<OsString>()),
    }
}

/// The time as it stands in the name of a file: `20261123T124135Z`.
pub(super) fn stamp(at: DateTime<Utc>) -> impl std::fmt::Display {
    at.format("%Y%m%dT%H%M%SZ")
}

fn fill(
    fresh: &PartFolder,
    order: &BackupOrder<'_>,
    head: ReadHead<'_>,
    progress: Progress<'_>,
) -> Result<Manifest, BackupError> {
    let (source, target) = (StoreFiles::at(order.store)?, StoreFiles::at(&fresh.path().join(DATABASE_NAME))?);
    let keys = files::read_private(&source.keys())?;
    let store = Slots::parse(&keys).map_err(|fault| slots_error(&source, fault))?.store().clone();
    files::write_new(&target.keys(), &keys)?;
    let (schema, copied) = copy(order, &target, &store, head, progress)?;
    verify(target.db(), order.key, schema, head, &copied)?;
    files::sync(target.db())?;
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        store,
        made_at: order.made_at,
        schema,
        head: copied,
        database_sha256: sha256(target.db())?,
        keys_sha256: sha256(&target.keys())?,
    };
    let bytes = serde_json::to_vec_pretty(&manifest).expect("a manifest has only strings as keys");
    files::write_new(&fresh.path().join(MANIFEST_NAME), &bytes)?;
    Ok(manifest)
}

fn slots_error(files: &StoreFiles, fault: SlotError) -> OpenError {
    OpenError::Slots { file: files.keys(), fault }
}

/// Copies one moment of the store, and tells its schema and head at that moment.
fn copy(
    order: &BackupOrder<'_>,
    target: &StoreFiles,
    store: &StoreId,
    head: ReadHead<'_>,
    progress: Progress<'_>,
) -> Result<(u32, Option<Head>), BackupError> {
    let (source, _) = connection::open_older(order.store, order.key, Access::ReadOnly, order.schema)?;
    let moment = source.unchecked_transaction()?;
    let (schema, copied) = (migrate::schema(&source)?, head(&source)?);
    let mut copy = connection::create_bare(target, order.key, store)?;
    step_through(&Backup::new(&source, &mut copy)?, progress)?;
    moment.finish()?;
    // Out of WAL mode: a backup is one file and can be read from a medium that takes no writes.
    copy.execute_batch("PRAGMA journal_mode = DELETE")?;
    copy.close().map_err(|(_, error)| error)?;
    Ok((schema, copied))
}

fn step_through(backup: &Backup<'_, '_>, progress: Progress<'_>) -> Result<(), BackupError> {
    loop {
        match backup.step(PAGES_PER_STEP)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => return Err(busy().into()),
        }
        let at = backup.progress();
        let (total, left) = (at.pagecount.unsigned_abs().into(), u64::from(at.remaining.unsigned_abs()));
        if progress(total - left, total).is_break() {
            return Err(BackupError::Cancelled);
        }
    }
}

fn busy() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None)
}

/// Opens a copy, reads every page of it, and compares its head.
pub(super) fn verify(
    path: &Path,
    key: &DataKey,
    schema: u32,
    head: ReadHead<'_>,
    expected: &Option<Head>,
) -> Result<(), BackupError> {
    let (conn, found) = connection::open_older(path, key, Access::ReadOnly, schema)?;
    let answer: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer == "ok" && found == schema && head(&conn)? == *expected {
        return Ok(());
    }
    Err(BackupError::NotWhole(path.to_owned()))
}

/// SHA-256 of a private file.
pub(super) fn sha256(path: &Path) -> Result<Hex<32>, FileError> {
    let mut file = files::open_private(path)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 64 << 10]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Hex(hash.finalize().into())),
            Ok(length) => hash.update(&buffer[..length]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(FileError::new(path, e)),
        }
    }
}

#[cfg(test)]
#[path = "backup_tests.rs"]
pub(crate) mod tests;
