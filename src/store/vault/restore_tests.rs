//! Tests of restoring, with the drill: write, back up, lose the store, restore, sign in, find the rows.

use std::process::Command;

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::super::backup::BackupReport;
use super::super::backup::tests::{PASSPHRASE, SCHEMA, World, at, hash, read_head, world};
use super::super::connection::{self, Access};
use super::*;
use crate::store::vault::{Credential, Vault};

fn order<'a>(world: &'a World, report: &'a BackupReport, existing: Existing) -> RestoreOrder<'a> {
    RestoreOrder {
        backup: &report.folder,
        key: &world.key,
        target: &world.path,
        existing,
        at: at(120),
        schema: SCHEMA,
    }
}

fn sign_in(path: &Path) -> Connection {
    let passphrase = Zeroizing::new(PASSPHRASE.to_owned());
    let credential = Credential::Passphrase { operator: "U-0001".to_owned(), passphrase, code: None };
    let key = Vault::unlock(path, &credential).unwrap().key;
    connection::open(path, &key, Access::ReadWrite, SCHEMA).unwrap()
}

fn head_number(conn: &Connection) -> i64 {
    read_head(conn).unwrap().unwrap().number
}

/// Closes the world's own connection, as a caller of `restore` has to.
fn closed(mut world: World) -> World {
    world.conn = Connection::open_in_memory().unwrap();
    world
}

#[test]
fn drill_a_lost_store_comes_back_and_opens_with_the_passphrase() {
    let world = world();
    let report = world.backup();
    let world = closed(world);
    for path in there(&StoreFiles::at(&world.path).unwrap()) {
        fs::remove_file(path).unwrap();
    }
    let restored = restore(&order(&world, &report, Existing::Keep), &read_head).unwrap();
    assert_eq!((restored.aside, restored.manifest), (None, report.manifest));
    assert_eq!(head_number(&sign_in(&world.path)), 3);
}

#[test]
fn drill_a_damaged_store_is_moved_aside_and_its_backup_put_in_its_place() {
    let world = world();
    let report = world.backup();
    let world = closed(world);
    fs::write(&world.path, b"damaged").unwrap();
    let key = Vault::unlock(
        &unlock_at(&report.folder),
        &Credential::Passphrase {
            operator: "U-0001".to_owned(),
            passphrase: Zeroizing::new(PASSPHRASE.to_owned()),
            code: None,
        },
    )
    .unwrap()
    .key;
    let order = RestoreOrder { key: &key, ..order(&world, &report, Existing::MoveAside) };
    let aside = restore(&order, &read_head).unwrap().aside.unwrap();
    assert_eq!(fs::read(aside.join("x.db")).unwrap(), b"damaged");
    assert!(aside.join("x.db.keys").exists());
    assert_eq!(head_number(&sign_in(&world.path)), 3);
}

#[test]
fn a_store_that_was_moved_aside_still_opens_with_everything_it_had() {
    let world = world();
    let report = world.backup();
    world.enter();
    let world = closed(world);
    let order = order(&world, &report, Existing::MoveAside);
    let aside = restore(&order, &read_head).unwrap().aside.unwrap();
    assert_eq!(head_number(&sign_in(&aside.join("x.db"))), 4);
    assert_eq!(head_number(&sign_in(&world.path)), 3);
}

#[test]
fn without_confirmation_a_store_that_is_there_stays() {
    let world = world();
    let report = world.backup();
    world.enter();
    let error = restore(&order(&world, &report, Existing::Keep), &read_head).unwrap_err();
    assert!(error.is_in_the_way());
    assert_eq!(head_number(&world.conn), 4);
}

#[test]
fn a_stray_log_is_moved_aside_too_and_never_meets_the_restored_database() {
    let world = world();
    let report = world.backup();
    let world = closed(world);
    let files = StoreFiles::at(&world.path).unwrap();
    fs::remove_file(files.db()).unwrap();
    files::write_new(&files.wal(), b"left by a crash").unwrap();
    let order = order(&world, &report, Existing::MoveAside);
    let aside = restore(&order, &read_head).unwrap().aside.unwrap();
    assert!(aside.join("x.db-wal").exists());
    assert_eq!(head_number(&sign_in(&world.path)), 3);
}

#[test]
fn a_backup_that_was_changed_is_not_restored() {
    let world = world();
    let report = world.backup();
    world.enter();
    let world = closed(world);
    for name in ["store.db", "store.db.keys"] {
        let path = report.folder.join(name);
        let whole = fs::read(&path).unwrap();
        let mut changed = whole.clone();
        changed[100] ^= 1;
        fs::write(&path, changed).unwrap();
        let error = restore(&order(&world, &report, Existing::MoveAside), &read_head).unwrap_err();
        assert!(matches!(&error, BackupError::Changed(file) if *file == path), "{error}");
        fs::write(&path, whole).unwrap();
    }
    assert_eq!(head_number(&sign_in(&world.path)), 4);
}

#[test]
fn a_backup_of_a_newer_schema_is_not_restored() {
    let world = world();
    let report = world.backup();
    let world = closed(world);
    let order = RestoreOrder { schema: 0, ..order(&world, &report, Existing::MoveAside) };
    let error = restore(&order, &read_head).unwrap_err();
    assert!(matches!(error, BackupError::Open(OpenError::Newer { found: 1, known: 0, .. })));
}

#[test]
fn what_would_be_lost_is_told_by_the_entries_after_the_backup() {
    let world = world();
    let manifest = world.backup().manifest;
    let current = |number, hash| Current { store: world.store.clone(), head: Some(Head { number, hash }) };
    let told = |current: &Current, then: Option<String>| loss(&manifest, Some(current), |_| then);

    assert_eq!(loss(&manifest, None, |_| None), Loss::Nothing);
    assert_eq!(told(&current(3, hash(3)), None), Loss::Nothing);
    assert_eq!(told(&current(9, hash(9)), Some(hash(3))), Loss::Entries(4..=9));
    assert_eq!(told(&current(9, hash(9)), Some("another".to_owned())), Loss::Parted);
    assert_eq!(told(&current(3, "another".to_owned()), None), Loss::Parted);
    assert_eq!(told(&current(2, hash(2)), None), Loss::Parted);
    let other = Current { store: super::super::seal::Hex([0; 16]), ..current(9, hash(9)) };
    assert_eq!(told(&other, Some(hash(3))), Loss::OtherStore);
}

/// Runs in a process of its own: locks of the same process do not stand in each other's way.
#[test]
#[ignore = "the second half of the next test"]
fn move_a_store_aside_from_outside() {
    let path = std::env::var_os("MCS_CONSOLE_TEST_STORE").map(PathBuf::from);
    let Some(path) = path else { return };
    let files = StoreFiles::at(&path).unwrap();
    let error = move_aside(&files, &there(&files), at(120)).unwrap_err();
    assert!(matches!(error, BackupError::InUse(_)) && error.is_busy());
}

#[test]
fn a_store_that_another_process_has_open_is_not_moved_aside() {
    let world = world();
    assert_eq!(head_number(&world.conn), 3);
    let module = module_path!().split_once("::").unwrap().1;
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("{module}::move_a_store_aside_from_outside"), "--ignored"])
        .env("MCS_CONSOLE_TEST_STORE", &world.path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert!(world.path.exists());
}
