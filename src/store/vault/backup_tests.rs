//! Tests of backups, and the small world with a ledger that the tests of restoring share.

use std::os::unix::fs::MetadataExt;

use super::super::derive::tests::CHEAP;
use super::super::slots::{NewSlot, Purpose, SlotKind};
use super::*;
use crate::store::vault::{NewStore, Vault};

pub(crate) const SCHEMA: u32 = 1;
pub(crate) const PASSPHRASE: &str = "みどり野の風と空";
const SECRET: &str = "架空の患者 水野はるか";

/// A store with a ledger of three entries.
pub(crate) struct World {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
    pub(crate) key: DataKey,
    pub(crate) store: StoreId,
    pub(crate) conn: Connection,
}

pub(crate) fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000 + second, 0).unwrap()
}

pub(crate) fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let first = NewSlot {
        operator: "U-0001",
        kind: SlotKind::Operator,
        role: None,
        label: "",
        created: at(0),
        passphrase: PASSPHRASE,
        cost: CHEAP,
    };
    let made = Vault::create(&path, &NewStore { purpose: Purpose::Real, first }).unwrap();
    let tables = "CREATE TABLE ledger (number INTEGER PRIMARY KEY, hash TEXT, name TEXT) STRICT;
                  PRAGMA user_version = 1";
    made.conn.execute_batch(tables).unwrap();
    let world = World { folder, path, key: made.key, store: made.store, conn: made.conn };
    (0..3).for_each(|_| world.enter());
    world
}

impl World {
    pub(crate) fn enter(&self) {
        let next = read_head(&self.conn).unwrap().map_or(1, |head| head.number + 1);
        let row = (next, hash(next), SECRET);
        self.conn.execute("INSERT INTO ledger VALUES (?1, ?2, ?3)", row).unwrap();
    }

    pub(crate) fn order<'a>(&'a self, to: &'a Path) -> BackupOrder<'a> {
        BackupOrder { store: &self.path, key: &self.key, to, made_at: at(60), schema: SCHEMA }
    }

    pub(crate) fn backup(&self) -> BackupReport {
        backup(&self.order(self.folder.path()), &read_head, &mut go_on).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

pub(crate) fn hash(number: i64) -> String {
    format!("hash of {number}")
}

pub(crate) fn read_head(conn: &Connection) -> rusqlite::Result<Option<Head>> {
    let last = "SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1";
    let mut last = conn.prepare(last)?;
    let mut rows = last.query_map([], |row| Ok(Head { number: row.get(0)?, hash: row.get(1)? }))?;
    rows.next().transpose()
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[test]
fn a_backup_is_named_by_store_and_time_and_tells_what_is_in_it() {
    let world = world();
    let report = world.backup();
    let name = report.folder.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(name, format!("x-{}.backup", stamp(at(60))));
    assert_eq!(report.manifest.head, Some(Head { number: 3, hash: hash(3) }));
    assert_eq!(report.manifest.store, world.store);
    assert_eq!(Manifest::read(&report.folder).unwrap(), report.manifest);
}

#[test]
fn a_backup_is_private_encrypted_and_three_files() {
    let folder = world().backup_kept();
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder.1).unwrap() {
        let entry = entry.unwrap();
        let bytes = fs::read(entry.path()).unwrap();
        let about = entry.metadata().unwrap();
        assert_eq!(about.mode() & 0o7777, 0o600, "{:?}", entry.file_name());
        assert!(!bytes.starts_with(b"SQLite format 3"));
        for plain in [SECRET.as_bytes(), b"CREATE TABLE"] {
            assert!(!bytes.windows(plain.len()).any(|window| window == plain));
        }
        names.push(entry.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["manifest.json", "store.db", "store.db.keys"]);
    assert_eq!(fs::metadata(&folder.1).unwrap().mode() & 0o7777, 0o700);
}

impl World {
    fn backup_kept(self) -> (World, PathBuf) {
        let folder = self.backup().folder;
        (self, folder)
    }
}

#[test]
fn a_backup_taken_while_somebody_writes_holds_one_moment() {
    let world = world();
    let fill = "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
                INSERT INTO ledger SELECT i, 'hash of ' || i, hex(randomblob(40)) FROM n";
    world.conn.execute_batch(fill).unwrap();
    let mut steps = 0;
    let mut write = |done: u64, total: u64| {
        assert!(done <= total);
        steps += 1;
        world.enter();
        // A copy that begins anew at every write would never end.
        if steps < 1000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let report = backup(&world.order(world.folder.path()), &read_head, &mut write).unwrap();
    assert!(steps > 1, "the copy took several steps");
    assert_eq!(report.manifest.head, Some(Head { number: 40_000, hash: hash(40_000) }));
    assert_eq!(read_head(&world.conn).unwrap().unwrap().number, 40_000 + steps);
}

#[test]
fn a_cancelled_backup_leaves_nothing_behind() {
    let world = world();
    let fill = "INSERT INTO ledger VALUES (10, 'x', hex(randomblob(3000000)))";
    world.conn.execute_batch(fill).unwrap();
    let before = world.names();
    let mut stop = |_, _| ControlFlow::Break(());
    let error = backup(&world.order(world.folder.path()), &read_head, &mut stop).unwrap_err();
    assert!(matches!(error, BackupError::Cancelled));
    assert_eq!(world.names(), before);
}

#[test]
fn a_backup_is_never_made_over_another() {
    let world = world();
    let first = world.backup();
    world.enter();
    let error = backup(&world.order(world.folder.path()), &read_head, &mut go_on).unwrap_err();
    assert!(error.is_in_the_way(), "{error}");
    assert_eq!(Manifest::read(&first.folder).unwrap(), first.manifest);
    assert!(!world.names().iter().any(|name| name.contains(".part-")));
}

#[test]
fn a_name_without_the_ending_gets_it() {
    let world = world();
    let to = world.folder.path().join("月末");
    let report = backup(&world.order(&to), &read_head, &mut go_on).unwrap();
    assert_eq!(report.folder, world.folder.path().join("月末.backup"));
}

#[test]
fn a_head_that_does_not_read_back_is_no_backup() {
    let world = world();
    let before = world.names();
    let calls = std::cell::Cell::new(0);
    let drifting = |_: &Connection| {
        calls.set(calls.get() + 1);
        Ok(Some(Head { number: calls.get(), hash: String::new() }))
    };
    let error = backup(&world.order(world.folder.path()), &drifting, &mut go_on).unwrap_err();
    assert!(matches!(error, BackupError::NotWhole(_)));
    assert_eq!(world.names(), before);
}

#[test]
fn a_foreign_and_a_newer_manifest_are_told_apart() {
    let folder = world().backup_kept();
    let path = folder.1.join(MANIFEST_NAME);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"version\": 1", "\"version\": 2")).unwrap();
    assert!(matches!(Manifest::read(&folder.1).unwrap_err(), BackupError::Newer(2)));
    fs::write(&path, "{}").unwrap();
    assert!(matches!(Manifest::read(&folder.1).unwrap_err(), BackupError::Foreign(_)));
}
