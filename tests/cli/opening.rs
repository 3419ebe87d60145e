//! Making a store, signing in, and what is said where neither works.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::world::{PASSPHRASE, Ran, World};

fn says(ran: &Ran, status: i32, words: &str) {
    assert_eq!(ran.status, status, "{ran:?}");
    assert!(ran.err.contains(words), "{ran:?}");
    assert_eq!(ran.out, "", "only data goes to standard output: {ran:?}");
}

#[test]
fn init_makes_two_private_files_and_one_entry() {
    let world = World::empty();
    let init = ["init", "--office", "A", "--admin", "B C", "--passphrase-stdin", "--json"];
    let ran = world.fed(&init, "an unusual sentence\n");
    assert_eq!(ran.status, 0, "{ran:?}");
    let made: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&made["operator"], &made["role"]), (&"U-0001".into(), &"admin".into()));
    for name in ["store.db", "store.db.keys"] {
        assert_eq!(fs::metadata(world.path(name)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let list = world.fed(&["audit", "list", "--json", "--passphrase-stdin"], "an unusual sentence\n");
    let entries: serde_json::Value = serde_json::from_str(&list.out).unwrap();
    assert_eq!(entries.as_array().map(Vec::len), Some(1));
    assert_eq!((&entries[0]["action"], &entries[0]["actor"]), (&"store.init".into(), &"U-0001".into()));
}

#[test]
fn init_never_touches_a_store_that_is_there() {
    let world = World::new();
    let before = fs::read(world.path("store.db.keys")).unwrap();
    let ran = world.signed_in(&["init", "--office", "A", "--admin", "B"]);
    says(&ran, 1, "既にあります");
    assert_eq!(fs::read(world.path("store.db.keys")).unwrap(), before);
}

#[test]
fn init_refuses_a_weak_passphrase_and_leaves_nothing() {
    for weak in ["short", "password1", "佐藤花子1", "aaaaaaaaaaaa"] {
        let world = World::empty();
        let ran = world.fed(&["init", "--office", "A", "--admin", "佐藤 花子", "--passphrase-stdin"], weak);
        says(&ran, 2, "--passphrase");
        assert!(!world.path("store.db").exists() && !world.path("store.db.keys").exists(), "{weak}");
    }
}

#[test]
fn init_says_which_answer_will_not_do() {
    let world = World::empty();
    let ran = world.fed(&["init", "--admin", "B", "--passphrase-stdin"], "an unusual sentence");
    says(&ran, 2, "--office");
    let args = ["init", "--office", "A", "--admin", "B", "--mail", "not an address", "--passphrase-stdin"];
    says(&world.fed(&args, "an unusual sentence"), 2, "--mail");
}

#[test]
fn without_a_credential_nobody_is_signed_in() {
    let world = World::new();
    for args in
        [&["invitation", "list"][..], &["invitation", "approve", "I-0001"], &["today"], &["undo", "1"]]
    {
        says(&world.run(args), 5, "サインインしていません");
    }
    let asks = world.run(&["invitation", "list", "--operator", "U-0001"]);
    says(&asks, 5, "サインインしていません");
}

#[test]
fn a_wrong_passphrase_and_an_unknown_operator_sound_the_same() {
    let world = World::new();
    let wrong = world.fed(&["invitation", "list", "--passphrase-stdin"], "wrong horse battery\n");
    let unknown = ["invitation", "list", "--operator", "U-0002", "--passphrase-stdin"];
    let unknown = world.fed(&unknown, PASSPHRASE);
    says(&wrong, 5, "操作者かパスフレーズが違います");
    assert_eq!((wrong.status, wrong.err), (unknown.status, unknown.err));
}

#[test]
fn a_restricted_or_dismissed_admin_may_not_sign_in() {
    let world = World::new();
    world.change(|tx, ctx| {
        let case = tx.user_case(mcs_console::domain::UserId(1))?.expect("the admin");
        tx.save(&mcs_console::domain::User { admin_since: None, ..case.user })?;
        assert_eq!(ctx.actor.operator, "U-0001");
        Ok(())
    });
    says(&world.signed_in(&["invitation", "list"]), 5, "U-0001 は今サインインできません");
}

#[test]
fn a_store_that_is_not_there_is_not_found() {
    let world = World::empty();
    says(&world.run(&["invitation", "list"]), 3, "init");
}

#[test]
fn a_foreign_a_damaged_and_an_open_file_are_told_apart_and_end_with_70() {
    let world = World::new();
    fs::write(world.path("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
    fs::set_permissions(world.path("store.db"), fs::Permissions::from_mode(0o644)).unwrap();
    says(&world.signed_in(&["invitation", "list"]), 70, "0644");
    fs::write(world.path("store.db"), b"SQLite format 3\0 of somebody else").unwrap();
    fs::set_permissions(world.path("store.db"), fs::Permissions::from_mode(0o600)).unwrap();
    says(&world.signed_in(&["invitation", "list"]), 70, "この製品の台帳ではない");
    fs::write(world.path("store.db.keys"), b"{}").unwrap();
    says(&world.signed_in(&["invitation", "list"]), 70, "鍵ファイル");
}

#[test]
fn a_wrong_configuration_is_told_with_its_line() {
    let world = World::new();
    fs::create_dir_all(world.path(".config/mcs-console")).unwrap();
    fs::write(world.path(".config/mcs-console/config.toml"), "# ours\ntheme = 'pink'\n").unwrap();
    says(&world.signed_in(&["invitation", "list"]), 2, "2行目");
}
