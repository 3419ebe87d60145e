//! 証跡不一致 as somebody meets it: a store rolled back behind the anchor, on the screen and line by line, and the way
//! out by a backup.

use std::fs;
use std::time::{Duration, Instant};

use mcs_console::store::NEWEST_SCHEMA;
use mcs_console::store::connection::{self, Access};
use mcs_console::store::vault::{Credential, Vault};

use crate::demo::Demo;
use crate::pty::{Exit, Pty};

/// Two acts, then the file as it was before the second; and a backup made between the two.
fn rolled_back() -> (Demo, String) {
    let demo = Demo::new();
    assert_eq!(demo.run(&["invitation", "approve", "I-0001"]).status, 0);
    let kept = demo.path("kept.backup").display().to_string();
    let made = demo.run(&["backup", &kept]);
    assert_eq!(made.status, 0, "{made:?}");
    let old = fs::read(demo.db()).expect("the store");
    assert_eq!(demo.run(&["user", "memo", "U-0002", "--memo", "済み"]).status, 0);
    for name in ["demo.db-wal", "demo.db-shm"] {
        let _ = fs::remove_file(demo.path(name));
    }
    fs::write(demo.db(), old).expect("the store of before");
    (demo, kept)
}

fn in_language(demo: &Demo, lang: &str, plain: &[&str]) -> Pty {
    let mut command = demo.console();
    command.args(["--lang", lang]);
    command.args(plain);
    // Lines are read out and scroll away: a page of them stays in sight.
    Pty::start(command, 80, if plain.is_empty() { 24 } else { 60 })
}

fn leaves(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.exit_within(Duration::from_secs(30)), Exit::Code(0));
    pty.assert_restored();
}

#[test]
fn a_store_that_was_rolled_back_says_so_in_both_languages_is_read_only_and_a_backup_brings_it_back() {
    let (demo, kept) = rolled_back();
    for (lang, badge, missing, refused) in [
        ("ja", "証跡不一致", "失われています", "証跡不一致のため"),
        ("en", "EVIDENCE MISMATCH", "is missing", "Nothing can be changed"),
    ] {
        let mut pty = in_language(&demo, lang, &[]);
        pty.wait_for(badge);
        pty.wait_for(missing);
        for way in ["mcs-console audit verify", "audit export", "mcs-console restore"] {
            pty.wait_for(way);
        }
        pty.send("\x1b");
        pty.wait_for("I-00");
        pty.send("a");
        pty.wait_for(refused);
        pty.send(":mismatch\r");
        pty.wait_for("mcs-console audit verify");
        pty.send("\x1b");
        pty.wait_for_no("mcs-console audit verify");
        leaves(pty);
    }
    let restored = demo.run(&["restore", &kept, "--reason", "古い状態に戻されたため", "--yes"]);
    assert_eq!(restored.status, 0, "{restored:?}");
    let mut pty = demo.open(80, 24);
    pty.send("6");
    pty.wait_for("バックアップからの復元");
    assert!(!pty.screen().join("\n").contains("証跡不一致"), "{:?}", pty.screen());
    pty.send("\x1b");
    // The escape is taken by itself, and not with what is typed next.
    pty.wait_for_no("バックアップからの復元");
    leaves(pty);
    assert_eq!(demo.run(&["user", "memo", "U-0002", "--memo", "済み"]).status, 0);
    demo.assert_sound();
}

#[test]
fn line_by_line_it_is_said_first_and_a_verb_is_refused_before_anything_is_asked() {
    let (demo, _) = rolled_back();
    for (lang, badge, asks, refused) in [
        ("ja", "証跡不一致：", "実行しますか", "証跡不一致のため"),
        ("en", "EVIDENCE MISMATCH:", "y or yes", "Nothing can be changed"),
    ] {
        let mut pty = in_language(&demo, lang, &["--plain"]);
        pty.wait_for(badge);
        pty.send("a 10\r");
        pty.wait_for(refused);
        pty.send("q\r");
        assert_eq!(pty.exit_within(Duration::from_secs(30)), Exit::Code(0));
        let writing =
            ["a 10", "u", "export kept.csv", "import users kept.csv", "print 1", "operators invite U-0002"];
        let lines: String = writing.iter().map(|line| format!("{line}\n")).collect();
        let ran = demo.fed(&["--plain", "--lang", lang], &(lines + "q\n"));
        assert_eq!(ran.out.matches(refused).count(), writing.len(), "{}", ran.out);
        assert!(!ran.out.contains(asks), "{}", ran.out);
    }
}

/// A name changed by somebody who has the key and goes past the console.
fn row_changed() -> Demo {
    let demo = Demo::new();
    let key = Vault::unlock(&demo.db(), &Credential::Demo).expect("a key").key;
    let raw = connection::open(&demo.db(), &key, Access::ReadWrite, NEWEST_SCHEMA).expect("a connection");
    assert_eq!(raw.execute("UPDATE users SET name = '別の 人' WHERE id = 2", []), Ok(1));
    demo
}

#[test]
fn a_row_changed_behind_the_ledger_is_found_while_people_work_on_the_screen_and_line_by_line() {
    let demo = row_changed();
    let mut pty = in_language(&demo, "ja", &[]);
    pty.wait_for("と異なります");
    pty.send("\x1b");
    pty.wait_for("I-00");
    pty.send("a");
    pty.wait_for("証跡不一致のため");
    leaves(pty);
    let mut pty = in_language(&demo, "en", &["--plain"]);
    pty.wait_for("? explains");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !pty.screen().join("\n").contains("EVIDENCE MISMATCH: The rows") {
        assert!(Instant::now() < deadline, "{:?}", pty.screen());
        // It is told between two lines.
        pty.send("\r");
        pty.wait_for_quiet(Duration::from_millis(100));
    }
    pty.send("a 10\r");
    pty.wait_for("Nothing can be changed");
    pty.send("q\r");
    assert_eq!(pty.exit_within(Duration::from_secs(30)), Exit::Code(0));
}

/// The operators' screen ends another session of the same person, and says which is which.
#[test]
fn an_own_session_is_ended_from_the_operators_screen() {
    let demo = Demo::new();
    let mut here = demo.open(100, 30);
    let mut there = demo.open(80, 24);
    here.send(":operators\r");
    here.wait_for("別の画面");
    here.wait_for("この画面");
    here.send("\x1b[F");
    here.send("x");
    here.wait_for("を終了します");
    here.send("y");
    assert_eq!(there.exit_within(Duration::from_secs(30)), Exit::Code(5));
    here.wait_for_no("別の画面");
    here.send("\x1b");
    here.wait_for("I-00");
    leaves(here);
}

#[test]
fn line_by_line_operators_are_read_out_and_a_code_is_issued() {
    let demo = Demo::new();
    let lines = ["operators", "operators 発行 H-0001", "operators 削除 U-9999", "q"];
    let typed: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let ran = demo.fed(&["--plain"], &typed);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    for words in ["操作者 ", "のコードです。", "そのような操作者はいません"] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
    let words = ran.out.lines().find(|line| line.split(' ').count() == 8 && line.is_ascii());
    assert!(words.is_some(), "eight words\n{}", ran.out);
    let entries = demo.ledger(5);
    assert!(entries.iter().any(|entry| entry["action"] == "operator.invite"), "{entries:?}");
}
