//! The first start after an upgrade of the program: the store is brought to the new form, and whoever opened it is told
//! where it lies as it was, once.

use std::path::PathBuf;

use mcs_console::store::NEWEST_SCHEMA;
use mcs_console::store::connection::{self, Access};
use mcs_console::store::vault::{Credential, Vault};

use crate::demo::Demo;
use crate::pty::Exit;

/// A demo as an older program left it: the steps since made indexes, and a table that is empty. The table of decisions
/// stays, since the ledger tells of its rows; the step that makes it finds it there.
fn older() -> Demo {
    let demo = Demo::new();
    let key = Vault::unlock(&demo.db(), &Credential::Demo).expect("a key").key;
    let raw = connection::open(&demo.db(), &key, Access::ReadWrite, NEWEST_SCHEMA).expect("a connection");
    raw.execute_batch(
        "DROP TABLE forgotten_names; DROP INDEX invitations_approved; DROP INDEX invitations_open_since; \
         PRAGMA user_version = 15",
    )
    .expect("an older schema");
    demo
}

/// The only backup beside the store.
fn backup(demo: &Demo) -> PathBuf {
    let entries =
        std::fs::read_dir(demo.path("")).expect("a folder").map(|entry| entry.expect("a file").path());
    let mut backups = entries.filter(|path| path.extension().is_some_and(|end| end == "backup"));
    let backup = backups.next().expect("a backup");
    assert_eq!(backups.next(), None);
    backup
}

#[test]
fn the_console_tells_once_where_the_store_lies_as_it_was() {
    let demo = older();
    let mut pty = demo.open(100, 30);
    pty.wait_for("ストアを新しい形式に移行しました（15 から");
    pty.send(":log\r");
    pty.wait_for("通知履歴");
    let name = backup(&demo).file_name().expect("a name").to_string_lossy().into_owned();
    pty.wait_until("the backup's name", |screen| {
        let rows = screen.rows(0, screen.size().1.get());
        rows.map(|row| row.trim().to_owned()).collect::<String>().contains(&name)
    });
    pty.send("\x1b");
    pty.wait_for_no("通知履歴");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
    let again = demo.fed(&["--plain"], "q\n");
    assert!(again.status == 0 && !again.out.contains("移行しました"), "{again:?}");
    demo.assert_sound();
}

#[test]
fn the_conversation_tells_it_before_the_first_rows() {
    let demo = older();
    let ran = demo.fed(&["--plain", "--lang", "en"], "q\n");
    assert_eq!(ran.status, 0, "{ran:?}");
    let told = format!("A backup of it as it was lies in {}.", backup(&demo).display());
    let (told, rows) = (ran.out.find(&told), ran.out.find("10: I-0001"));
    assert!(told.is_some() && told < rows, "{}", ran.out);
}
