//! Tests of opening: each way in which a store can be wrong has its own error.

use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;

use super::super::derive::tests::CHEAP;
use super::super::file_error::Fault;
use super::super::open_error::OpenKind;
use super::super::slots::{NewSlot, Purpose, SlotError, SlotKind};
use super::*;
use crate::store::vault::{Created, Credential, NewStore, Vault};
use crate::text::Lang;

const SECRET: &str = "架空の患者 水野はるか";

struct World {
    folder: tempfile::TempDir,
    path: PathBuf,
    key: DataKey,
}

fn create(path: &Path, purpose: Purpose) -> Created {
    let first = NewSlot {
        operator: "U-0001",
        kind: SlotKind::Operator,
        role: None,
        label: "",
        created: chrono::DateTime::from_timestamp_millis(0).unwrap(),
        passphrase: "みどり野の風と空",
        cost: CHEAP,
    };
    Vault::create(path, &NewStore { purpose, first }).unwrap()
}

/// A closed store of schema 3 with one row.
fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let Created { conn, key, .. } = create(&path, Purpose::Real);
    conn.execute_batch("CREATE TABLE t (name TEXT) STRICT; PRAGMA user_version = 3").unwrap();
    conn.execute("INSERT INTO t VALUES (?1)", [SECRET]).unwrap();
    World { folder, path, key }
}

impl World {
    fn open(&self) -> Result<Connection, OpenError> {
        open(&self.path, &self.key, Access::ReadWrite, 3)
    }

    fn error(&self) -> OpenError {
        self.open().map(drop).unwrap_err()
    }

    fn unlock(&self, passphrase: &str) -> Result<DataKey, OpenError> {
        let passphrase = Zeroizing::new(passphrase.to_owned());
        let credential = Credential::Passphrase { operator: "U-0001".to_owned(), passphrase, code: None };
        Vault::unlock(&self.path, &credential).map(|unlocked| unlocked.key)
    }

    fn keys(&self) -> PathBuf {
        StoreFiles::at(&self.path).unwrap().keys()
    }
}

fn names(conn: &Connection) -> Vec<String> {
    let mut statement = conn.prepare("SELECT name FROM t").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_passphrase_gives_the_key_and_the_key_gives_the_rows() {
    let world = world();
    let key = world.unlock("みどり野の風と空").unwrap();
    let conn = open(&world.path, &key, Access::ReadOnly, 3).unwrap();
    assert_eq!(names(&conn), [SECRET]);
    assert!(conn.execute("INSERT INTO t VALUES ('x')", []).is_err());
}

#[test]
fn a_wrong_passphrase_is_not_signed_in() {
    let error = world().unlock("みどり野の風と雲").unwrap_err();
    assert_eq!(error.kind(), OpenKind::NotSignedIn);
}

#[test]
fn a_demo_store_opens_without_a_passphrase_and_no_other_does() {
    let world = world();
    let error = Vault::unlock(&world.path, &Credential::Demo).unwrap_err();
    assert_eq!(error.kind(), OpenKind::NotSignedIn);
    let path = world.folder.path().join("demo.db");
    let made = create(&path, Purpose::Demo);
    let unlocked = Vault::unlock(&path, &Credential::Demo).unwrap();
    assert_eq!((unlocked.key, unlocked.operator.as_str()), (made.key, "U-0001"));
    assert_eq!(unlocked.purpose, Purpose::Demo);
}

#[test]
fn every_setting_stands_after_opening() {
    let conn = world().open().unwrap();
    let text = |name: &str| {
        let value: rusqlite::types::Value =
            conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).unwrap();
        match value {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Integer(number) => number.to_string(),
            other => panic!("{other:?}"),
        }
    };
    let expected = [
        ("foreign_keys", "1"),
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("busy_timeout", "2000"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("temp_store", "2"),
    ];
    expected.iter().for_each(|(name, value)| assert_eq!(text(name), *value, "{name}"));
}

#[test]
fn the_files_are_private_and_hold_no_plain_text() {
    let world = world();
    let conn = world.open().unwrap();
    conn.execute("INSERT INTO t VALUES (?1)", [SECRET]).unwrap();
    let files = StoreFiles::at(&world.path).unwrap();
    for path in [files.db().to_owned(), files.wal(), files.shm(), files.keys()] {
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600, "{}", path.display());
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"));
        assert!(!contains(&bytes, SECRET.as_bytes()) && !contains(&bytes, b"CREATE TABLE"));
    }
}

#[test]
fn the_first_bytes_of_a_database_are_the_id_in_its_slot_file() {
    let world = world();
    let slots = Slots::read(&StoreFiles::at(&world.path).unwrap()).unwrap();
    assert_eq!(fs::read(&world.path).unwrap()[..16], slots.store().0);
}

#[test]
fn a_store_is_never_made_over_another() {
    let world = world();
    let before = fs::read(&world.path).unwrap();
    let first = NewSlot {
        operator: "U-0002",
        kind: SlotKind::Operator,
        role: None,
        label: "",
        created: chrono::DateTime::from_timestamp_millis(0).unwrap(),
        passphrase: "p",
        cost: CHEAP,
    };
    let error = Vault::create(&world.path, &NewStore { purpose: Purpose::Real, first }).unwrap_err();
    assert!(matches!(error, OpenError::File(FileError { fault: Fault::Exists, .. })));
    assert_eq!(fs::read(&world.path).unwrap(), before);
}

#[test]
fn no_store_yet_is_told_as_missing() {
    let folder = tempfile::tempdir().unwrap();
    let error = Vault::unlock(&folder.path().join("x.db"), &Credential::Demo).unwrap_err();
    assert_eq!(error.kind(), OpenKind::Missing);
}

#[test]
fn links_and_open_modes_are_refused() {
    let world = world();
    let link = world.folder.path().join("link.db");
    symlink(&world.path, &link).unwrap();
    let error = open(&link, &world.key, Access::ReadOnly, 3).unwrap_err();
    assert!(matches!(error, OpenError::File(FileError { fault: Fault::NotRegular, .. })));

    fs::set_permissions(&world.path, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(world.error(), OpenError::File(FileError { fault: Fault::OpenToOthers(_), .. })));
    fs::set_permissions(&world.path, fs::Permissions::from_mode(0o600)).unwrap();

    fs::hard_link(&world.path, world.folder.path().join("y.db")).unwrap();
    assert!(matches!(world.error(), OpenError::File(FileError { fault: Fault::HardLinks(2), .. })));
}

#[test]
fn newer_and_older_schemas_are_told_apart() {
    let world = world();
    let newer = open(&world.path, &world.key, Access::ReadWrite, 2).unwrap_err();
    assert!(matches!(newer, OpenError::Newer { found: 3, known: 2, .. }));
    let older = open(&world.path, &world.key, Access::ReadWrite, 4).unwrap_err();
    assert!(matches!(older, OpenError::Older { found: 3, known: 4, .. }));
}

#[test]
fn a_plain_sqlite_file_is_foreign() {
    let world = world();
    fs::remove_file(&world.path).unwrap();
    drop(files::create_private(&world.path).unwrap());
    let plain = Connection::open(&world.path).unwrap();
    plain.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(plain);
    assert!(matches!(world.error(), OpenError::Foreign(_)));
}

#[test]
fn an_encrypted_database_of_another_program_is_foreign() {
    let world = world();
    world.open().unwrap().pragma_update(None, "application_id", 7).unwrap();
    assert!(matches!(world.error(), OpenError::Foreign(_)));
}

#[test]
fn the_database_of_another_slot_file_is_foreign() {
    let world = world();
    let other = world.folder.path().join("other.db");
    drop(create(&other, Purpose::Real));
    fs::copy(&other, &world.path).unwrap();
    assert!(matches!(world.error(), OpenError::Foreign(_)));
}

#[test]
fn truncated_empty_and_overwritten_databases_are_damaged() {
    let world = world();
    let whole = fs::read(&world.path).unwrap();
    let mut noise = whole.clone();
    noise[16..4096].fill(0x5a);
    let half = whole[..whole.len() / 2].to_vec();
    for bytes in [half, noise, whole[..100].to_vec(), Vec::new()] {
        fs::write(&world.path, &bytes).unwrap();
        let error = world.error();
        assert!(matches!(error, OpenError::Damaged(_)), "{} bytes: {error:?}", bytes.len());
        assert_eq!(error.kind(), OpenKind::Unusable);
    }
}

#[test]
fn a_missing_or_garbage_slot_file_has_its_own_sentence() {
    let world = world();
    fs::write(world.keys(), b"garbage").unwrap();
    let garbage = world.unlock("p").unwrap_err();
    assert!(matches!(garbage, OpenError::Slots { fault: SlotError::Foreign, .. }));
    fs::remove_file(world.keys()).unwrap();
    let missing = world.unlock("p").unwrap_err();
    assert_eq!([garbage.kind(), missing.kind()], [OpenKind::Unusable; 2]);
    assert!(missing.sentence().get(Lang::En).contains("x.db.keys is missing"));
    assert!(garbage.sentence().get(Lang::Ja).contains("鍵ファイルではありません"));
}

#[test]
fn a_store_held_by_somebody_else_is_busy() {
    let world = world();
    let holder = world.open().unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let conn = world.open().unwrap();
    conn.busy_timeout(Duration::ZERO).unwrap();
    let error = conn.execute_batch("BEGIN IMMEDIATE").unwrap_err();
    let error = sql(&StoreFiles::at(&world.path).unwrap(), error);
    assert_eq!(error.kind(), OpenKind::Busy);
}

/// Runs in a process of its own, where standard error can be caught.
#[test]
#[ignore = "the second half of the next test"]
fn open_with_a_wrong_key() {
    let path = std::env::var_os("MCS_CONSOLE_TEST_STORE").map(PathBuf::from);
    let Some(path) = path else { return };
    let error = open(&path, &DataKey::random(), Access::ReadWrite, 3).unwrap_err();
    assert!(matches!(error, OpenError::Damaged(_)));
}

#[test]
fn a_wrong_key_prints_nothing_on_standard_error() {
    let world = world();
    let name = format!("{}::open_with_a_wrong_key", module_path!().split_once("::").unwrap().1);
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &name, "--ignored", "--nocapture"])
        .env("MCS_CONSOLE_TEST_STORE", &world.path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
