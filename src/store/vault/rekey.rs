//! Changing the data key: the whole database is written anew under a fresh one, sealed to everybody who has a slot.
//!
//! Both keys stand in the slot file between the first step and the last, so that the store opens wherever the change
//! is cut off: with the old database before the rename, with the new one after it. Nobody else may have it open.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::backup::Head;
use super::connection::{self, Access};
use super::file_error::{Fault, FileError};
use super::files::{self, StoreFiles};
use super::hold::Alone;
use super::open_error::OpenError;
use super::seal::DataKey;
use super::slots::{SlotError, Slots};

/// Reads the ledger's head of a database, to compare the two.
type ReadHead<'a> = &'a dyn Fn(&Connection) -> rusqlite::Result<Option<Head>>;

/// A step of the change, as a test cuts it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Both keys stand in the slot file.
    Prepared,
    /// The new database is written and read back.
    Written,
    /// It stands in the place of the old one.
    Renamed,
}

/// Gives the store at `path` a fresh data key; `old` is the one in use, `schema` the newest that is known.
///
/// `after` hears of each step and may cut the change off; what stands then opens.
pub fn rekey(
    path: &Path,
    old: &DataKey,
    schema: u32,
    head: ReadHead<'_>,
    alone: &Alone,
    after: &mut dyn FnMut(Step) -> Result<(), OpenError>,
) -> Result<DataKey, OpenError> {
    // Nobody else has it open: only who is alone can ask for this.
    let _ = alone;
    let files = StoreFiles::at(path)?;
    let new = DataKey::random();
    let about = |fault| OpenError::Slots { file: files.keys(), fault };
    Slots::change(&files, |slots| {
        // A change that was cut off after its rename is ended first.
        if slots.is_prepared() {
            slots.settle_to(old)?;
        }
        slots.prepare(old, &new)
    })
    .map_err(about)?;
    after(Step::Prepared)?;
    write_anew(&files, old, &new, schema, head)?;
    after(Step::Written)?;
    put_in_place(&files)?;
    after(Step::Renamed)?;
    Slots::change(&files, |slots| slots.settle(&new)).map_err(about)?;
    Ok(new)
}

/// Writes the database anew beside itself, reads it back whole, and compares the two heads.
fn write_anew(
    files: &StoreFiles,
    old: &DataKey,
    new: &DataKey,
    schema: u32,
    head: ReadHead<'_>,
) -> Result<(), OpenError> {
    let sql = |source| OpenError::Sql { file: files.db().to_owned(), source };
    let slots =
        Slots::read(files).map_err(|fault: SlotError| OpenError::Slots { file: files.keys(), fault })?;
    let fresh = files.fresh();
    // Left behind by a change that was cut off: never the truth, so it goes.
    files::remove_if_there(&fresh)?;
    drop(files::create_private(&fresh)?);
    let (conn, found) = connection::open_older(files.db(), old, Access::ReadWrite, schema)?;
    // Everything out of the log, so that one file is the whole database; and not defensive, for the copy alone.
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(sql)?;
    conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).map_err(sql)?;
    let mut attach = Zeroizing::new(String::with_capacity(256));
    attach.push_str("ATTACH DATABASE ? AS fresh KEY \"x'");
    for byte in new.bytes().iter().chain(&slots.store().0) {
        write!(attach, "{byte:02x}").expect("a string takes all that is written");
    }
    attach.push_str("'\"");
    let name = fresh.to_str().ok_or(FileError { path: fresh.clone(), fault: Fault::NotRegular })?;
    conn.execute(&attach, [name]).map_err(sql)?;
    conn.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(())).map_err(sql)?;
    let marks = format!(
        "PRAGMA fresh.application_id = {}; PRAGMA fresh.user_version = {found}",
        connection::APPLICATION_ID
    );
    conn.execute_batch(&marks).map_err(sql)?;
    let before = head(&conn).map_err(sql)?;
    conn.execute_batch("DETACH DATABASE fresh").map_err(sql)?;
    conn.close().map_err(|(_, error)| sql(error))?;
    let (copy, _) = connection::open_older(&fresh, new, Access::ReadOnly, schema)?;
    let answer: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(sql)?;
    if answer != "ok" || head(&copy).map_err(sql)? != before {
        return Err(OpenError::Damaged(fresh));
    }
    copy.close().map_err(|(_, error)| sql(error))?;
    Ok(files::sync(&fresh)?)
}

/// Puts the new database in the place of the old one, which has no log beside it any more.
fn put_in_place(files: &StoreFiles) -> Result<(), OpenError> {
    for log in [files.wal(), files.shm()] {
        files::remove_if_there(&log)?;
    }
    fs::rename(files.fresh(), files.db()).map_err(|error| FileError::new(files.db(), error))?;
    Ok(files::sync_folder_of(files.db())?)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::store::Store;
    use crate::store::open::{NEWEST_SCHEMA, read_head};
    use crate::store::vault::derive::tests::CHEAP;
    use crate::store::vault::slots::{NewSlot, Purpose, SlotKind};
    use crate::store::vault::{Credential, NewStore, Vault};
    use crate::text::date::Instant;

    const PASSPHRASE: &str = "みどり野の風と空";

    fn made(path: &Path) -> DataKey {
        let first = NewSlot {
            operator: "U-0001",
            kind: SlotKind::Operator,
            role: None,
            label: "U-0001",
            created: Instant::UNIX_EPOCH,
            passphrase: PASSPHRASE,
            cost: CHEAP,
        };
        let (store, key) = Store::create(path, &NewStore { purpose: Purpose::Real, first }).unwrap();
        drop(store);
        key
    }

    fn unlocked(path: &Path) -> DataKey {
        let credential = Credential::Passphrase {
            operator: "U-0001".to_owned(),
            passphrase: PASSPHRASE.to_owned().into(),
            code: None,
        };
        Vault::unlock(path, &credential).unwrap().key
    }

    fn change(path: &Path, cut: Option<Step>) -> Result<DataKey, OpenError> {
        let key = unlocked(path);
        let alone = Alone::take(&StoreFiles::at(path).unwrap(), Duration::from_secs(5)).unwrap();
        rekey(path, &key, NEWEST_SCHEMA, &read_head, &alone, &mut |step| {
            if Some(step) == cut { Err(OpenError::Busy(path.to_owned())) } else { Ok(()) }
        })
    }

    #[test]
    fn the_old_key_opens_nothing_and_the_passphrase_opens_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let old = made(&path);
        let new = change(&path, None).unwrap();
        assert_ne!(old, new);
        assert_eq!(unlocked(&path), new);
        assert!(Store::open(&path, &old, Access::ReadOnly, Instant::UNIX_EPOCH).is_err());
        Store::open(&path, &new, Access::ReadWrite, Instant::UNIX_EPOCH).unwrap();
    }

    #[test]
    fn cut_off_at_any_step_one_store_opens_and_the_next_change_goes_through() {
        for step in [Step::Prepared, Step::Written, Step::Renamed] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("x.db");
            made(&path);
            assert!(change(&path, Some(step)).is_err());
            let key = unlocked(&path);
            Store::open(&path, &key, Access::ReadWrite, Instant::UNIX_EPOCH).unwrap();
            let new = change(&path, None).unwrap();
            assert_eq!(unlocked(&path), new, "{step:?}");
            let left: Vec<_> = fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .filter(|name| name.contains("rekey"))
                .collect();
            assert!(left.is_empty(), "{step:?}: {left:?}");
        }
    }
}
