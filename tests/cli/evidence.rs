//! Evidence by command: the anchor's line, exports that others verify, and what a mismatch leaves possible.

use std::fs;
use std::process::Command;

use crate::world::World;

fn approve(world: &World, id: &str) {
    let ran = world.signed_in(&["invitation", "approve", id]);
    assert_eq!(ran.status, 0, "{ran:?}");
}

/// The store as it was a while ago, and two approvals since.
fn rolled_back() -> World {
    let world = World::new();
    let old = fs::read(world.path("store.db")).unwrap();
    approve(&world, "I-0001");
    approve(&world, "I-0006");
    for name in ["store.db-wal", "store.db-shm"] {
        let _ = fs::remove_file(world.path(name));
    }
    fs::write(world.path("store.db"), old).unwrap();
    world
}

#[test]
fn the_anchors_line_is_printed_to_be_sent_and_a_copy_of_it_is_compared() {
    let world = World::new();
    let line = world.signed_in(&["audit", "anchor"]);
    assert!(line.out.starts_with("2 ") && line.err.is_empty(), "{line:?}");
    assert!(fs::read_to_string(world.anchor()).unwrap().ends_with(&line.out));
    let copy = world.path("mailed");
    fs::write(&copy, &line.out).unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    fs::set_permissions(&copy, private).unwrap();
    approve(&world, "I-0001");
    let verified = world.signed_in(&["audit", "verify", "--anchor", copy.to_str().unwrap()]);
    assert_eq!(verified.status, 0, "{verified:?}");
    fs::write(&copy, line.out.replace(&line.out[2..10], "00000000")).unwrap();
    let forged = world.signed_in(&["audit", "verify", "--anchor", copy.to_str().unwrap()]);
    assert_eq!(forged.status, 1, "{forged:?}");
    assert!(forged.err.contains("1行目") && forged.err.contains("記録 2"), "{forged:?}");
}

#[test]
fn an_export_is_verified_without_a_key_by_another_program() {
    let world = World::new();
    approve(&world, "I-0001");
    let export = world.proved(&["audit", "export"]);
    assert_eq!((export.status, export.out.lines().count()), (0, 3), "{export:?}");
    assert!(!export.out.contains("髙橋"), "ids and states only");
    let file = world.path("evidence.jsonl");
    fs::write(&file, &export.out).unwrap();
    let verify = || {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verify_export.py");
        let output = Command::new("python3").arg(script).arg(&file).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let head = world.json(&["audit", "verify"])["head"].as_str().unwrap().to_owned();
    let (status, said) = verify();
    assert!(status == Some(0) && said.contains(" ok 3 "), "{said}");
    assert!(export.out.contains(&said.trim().rsplit(' ').next().unwrap().to_owned()), "{head}");
    fs::write(&file, export.out.replace("invitation.approve", "invitation.reject")).unwrap();
    let (status, said) = verify();
    assert!(status == Some(1) && said.contains(" bad 3 hash"), "{said}");
}

#[test]
fn an_export_to_be_read_is_in_words_and_is_entered() {
    let world = World::new();
    approve(&world, "I-0001");
    let csv = world.proved(&["audit", "export", "--csv", "--from", "3"]);
    let lines: Vec<&str> = csv.out.lines().collect();
    assert_eq!(lines.len(), 2, "{csv:?}");
    assert!(lines[0].starts_with("\u{feff}番号,日時,操作者"), "{csv:?}");
    assert!(lines[1].contains("U-0001,MCS管理者") && lines[1].contains("承認,I-0001,実行"), "{csv:?}");
    approve(&world, "I-0006");
    let entries = world.json(&["audit", "list", "--limit", "2"]);
    assert_eq!(entries[1]["action"], "read.evidence");
    assert!(entries[1]["details"].as_str().unwrap().contains("\"format\":\"csv\""), "{entries}");
}

#[test]
fn a_verification_of_a_span_walks_that_span_only() {
    let world = World::new();
    approve(&world, "I-0001");
    let verdict = world.json(&["audit", "verify", "--from", "2", "--to", "2"]);
    assert_eq!((&verdict["entries"], &verdict["rows"]), (&1.into(), &serde_json::Value::Null));
    assert_eq!(world.json(&["audit", "verify"])["rows"]["ok"], true);
}

#[test]
fn after_a_rollback_everything_is_read_with_a_warning_and_nothing_written() {
    let world = rolled_back();
    let list = world.signed_in(&["invitation", "list"]);
    assert_eq!(list.status, 0, "{list:?}");
    assert!(list.err.contains("証跡不一致：操作記録 3～5 が失われています"), "{list:?}");
    let english = world.signed_in(&["user", "list", "--lang", "en"]);
    assert!(english.err.contains("EVIDENCE MISMATCH: Entries 3 to 5"), "{english:?}");
    for command in [
        &["invitation", "approve", "I-0001"][..],
        &["undo", "2"],
        &["import", "users", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/staff-utf8bom.csv")],
    ] {
        let refused = world.signed_in(command);
        assert_eq!((refused.status, refused.out.as_str()), (70, ""), "{refused:?}");
        assert!(refused.err.contains("証跡不一致のため変更できません"), "{refused:?}");
    }
    let verified = world.signed_in(&["audit", "verify"]);
    assert_eq!(verified.status, 1, "{verified:?}");
    assert_eq!(world.json(&["audit", "verify"])["breach"], "rolled_back");
    assert_eq!(world.proved(&["audit", "export"]).status, 0);
    assert_eq!(world.signed_in(&["doctor"]).status, 1);
}

#[test]
fn a_restore_ends_a_mismatch_and_writes_both_heads_to_ledger_and_anchor() {
    let world = rolled_back();
    let folder = world.path("kept.backup");
    let folder = folder.to_str().unwrap();
    assert_eq!(world.proved(&["backup", folder]).status, 0);
    let restored = world.signed_in(&["restore", folder, "--reason", "古い状態に戻されたため", "--yes"]);
    assert_eq!(restored.status, 0, "{restored:?}");
    let entry = &world.json(&["audit", "list", "--limit", "1"])[0];
    let details: serde_json::Value = serde_json::from_str(entry["details"].as_str().unwrap()).unwrap();
    assert_eq!((&details["before"]["number"], &details["head"]["number"]), (&5.into(), &2.into()));
    let anchor = fs::read_to_string(world.anchor()).unwrap();
    let last = anchor.lines().last().unwrap();
    assert!(last.starts_with("3 ") && last.contains(" restored 5:") && last.contains(" 2:"), "{last}");
    let verified = world.signed_in(&["audit", "verify"]);
    assert_eq!(verified.status, 0, "{verified:?}");
    approve(&world, "I-0001");
}

#[test]
fn a_row_changed_behind_the_ledger_is_found_by_verify_and_by_the_doctor() {
    let world = World::new();
    world.raw().execute_batch("UPDATE users SET memo = 'x' WHERE id = 2").unwrap();
    let verified = world.signed_in(&["audit", "verify"]);
    assert_eq!(verified.status, 1, "{verified:?}");
    assert!(verified.err.contains("台帳の内容が、最後の操作記録 2"), "{verified:?}");
    assert_eq!(world.signed_in(&["doctor"]).status, 1);
}

#[test]
fn a_failed_sign_in_stands_in_the_ledger_without_what_was_typed() {
    let world = World::new();
    let refused = world.fed(&["user", "list", "--operator", "U-0001", "--passphrase-stdin"], "wrong\n");
    assert_eq!(refused.status, 5, "{refused:?}");
    approve(&world, "I-0001");
    let entry = &world.json(&["audit", "list", "--limit", "2"])[1];
    assert_eq!((&entry["action"], &entry["actor"]), (&"sign_in.failed".into(), &"U-0001".into()));
    assert!(!entry.to_string().contains("wrong"), "{entry}");
}
