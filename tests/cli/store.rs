//! Keeping a store: audit, doctor, backup and restore.

use crate::world::World;

#[test]
fn the_ledger_lists_its_stable_keys_and_verifies() {
    let world = World::new();
    let entries = world.json(&["audit", "list"]);
    let keys: Vec<&str> = entries[0].as_object().unwrap().keys().map(String::as_str).collect();
    for key in ["number", "at", "actor", "action", "object", "outcome", "reason", "hash"] {
        assert!(keys.contains(&key), "{key}: {keys:?}");
    }
    let numbers: Vec<i64> = entries.as_array().unwrap().iter().filter_map(|e| e["number"].as_i64()).collect();
    assert_eq!(numbers, [2, 1], "newest first");
    let verdict = world.json(&["audit", "verify"]);
    assert_eq!((&verdict["entries"], &verdict["first_bad"]), (&2.into(), &serde_json::Value::Null));
}

#[test]
fn a_backup_is_restored_with_what_is_lost_told_and_entered() {
    let world = World::new();
    let folder = world.path("kept.backup");
    let folder = folder.to_str().unwrap();
    let made =
        serde_json::from_str::<serde_json::Value>(&world.proved(&["backup", folder, "--json"]).out).unwrap();
    assert_eq!(made["head"]["number"], 2);
    assert_eq!(world.signed_in(&["invitation", "approve", "I-0001"]).status, 0);

    let unsure = world.signed_in(&["restore", folder, "--reason", "誤操作のため"]);
    assert_eq!(unsure.status, 1, "{unsure:?}");
    assert!(unsure.err.contains("3～") && unsure.err.contains("--yes"), "{unsure:?}");
    let approved = world.acts()[0]["number"].as_i64().expect("a number");
    assert_eq!(world.json(&["invitation", "show", "I-0001"])["state"], "approved");
    assert_eq!(world.signed_in(&["restore", folder, "--yes"]).status, 2, "a reason is needed");

    let restored = world.signed_in(&["restore", folder, "--reason", "誤操作のため", "--yes"]);
    assert_eq!(restored.status, 0, "{restored:?}");
    assert_eq!(world.json(&["invitation", "show", "I-0001"])["state"], "judged");
    let entry = &world.json(&["audit", "list", "--limit", "1"])[0];
    assert_eq!((&entry["action"], &entry["reason"]), (&"store.restore".into(), &"誤操作のため".into()));
    let details: serde_json::Value = serde_json::from_str(entry["details"].as_str().unwrap()).unwrap();
    let lost = details["lost"].as_str().unwrap().split_once('-').expect("a span");
    assert!(lost.0 == "3" && lost.1.parse::<i64>().unwrap() >= approved, "with the approval: {entry}");
    assert_eq!(world.signed_in(&["audit", "verify"]).status, 0);
}

#[test]
fn a_backup_never_goes_over_another() {
    let world = World::new();
    let folder = world.path("kept.backup");
    let folder = folder.to_str().unwrap();
    assert_eq!(world.proved(&["backup", folder]).status, 0);
    let again = world.proved(&["backup", folder]);
    assert_eq!(again.status, 1, "{again:?}");
    assert!(again.err.contains("既にあります"), "{again:?}");
}

#[test]
fn a_backup_comes_back_where_there_is_no_store() {
    let world = World::new();
    let folder = world.path("kept.backup");
    assert_eq!(world.proved(&["backup", folder.to_str().unwrap()]).status, 0);
    for name in ["store.db", "store.db.keys", "store.db-wal", "store.db-shm"] {
        let _ = std::fs::remove_file(world.path(name));
    }
    let ran = world.signed_in(&["restore", folder.to_str().unwrap(), "--reason", "ディスクの故障"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(world.json(&["audit", "list"]).as_array().map(Vec::len), Some(3));
}

#[test]
fn the_doctor_checks_files_without_a_key_and_the_content_with_one() {
    let world = World::new();
    let without = world.run(&["doctor"]);
    assert_eq!(without.status, 0, "{without:?}");
    assert!(!without.out.contains("操作記録"), "{without:?}");
    let checks = world.json(&["doctor"]);
    let names: Vec<&str> = checks.as_array().unwrap().iter().filter_map(|c| c["check"].as_str()).collect();
    for name in ["files", "slots", "sqlite", "locale", "terminal", "screen", "config", "integrity", "ledger"]
    {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    assert!(checks.as_array().unwrap().iter().all(|c| c["ok"] == true), "{checks}");
}

#[test]
fn the_doctor_finds_what_is_wrong() {
    let world = World::empty();
    let mut command = world.command(&["doctor", "--json"]);
    let output = command.env("LC_ALL", "ja_JP.eucJP").env_remove("TERM").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let checks: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let wrong: Vec<&str> = checks
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| c["ok"] == false)
        .filter_map(|c| c["check"].as_str())
        .collect();
    assert_eq!(wrong, ["files", "slots", "locale", "terminal"]);
}

#[test]
fn a_backup_that_is_not_there_is_not_found() {
    let world = World::new();
    let ran = world.signed_in(&["restore", "/nowhere/at/all.backup", "--reason", "誤操作のため"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(ran.err.contains("バックアップ"), "{ran:?}");
}

#[test]
fn a_locale_of_another_charset_stops_a_command_with_an_explanation() {
    let world = World::new();
    let output = world.command(&["user", "list"]).env("LC_ALL", "ja_JP.eucJP").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("ja_JP.eucJP"));
}

#[test]
fn an_edited_entry_is_found_by_verify_and_by_the_doctor() {
    let world = World::new();
    assert_eq!(world.signed_in(&["invitation", "approve", "I-0003", "--reason", "急ぎ"]).status, 0);
    world
        .raw()
        .execute_batch(
            "DROP TRIGGER ledger_is_never_changed; UPDATE ledger SET reason = '別の理由' WHERE number = 3",
        )
        .unwrap();
    let ran = world.signed_in(&["audit", "verify"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("操作記録 3 が合いません"), "{ran:?}");
    assert_eq!(world.json(&["audit", "verify"])["first_bad"]["number"], 3);
    assert_eq!(world.signed_in(&["doctor"]).status, 1);
}

#[test]
fn a_newer_store_is_left_alone() {
    let world = World::new();
    world.raw().execute_batch("PRAGMA user_version = 99").unwrap();
    let ran = world.signed_in(&["invitation", "list"]);
    assert_eq!((ran.status, ran.out.as_str()), (70, ""), "{ran:?}");
    assert!(ran.err.contains("新しい版"), "{ran:?}");
}

/// A newer program on the store of an older one: what an upgrade of the package comes to.
#[test]
fn a_store_of_an_older_program_is_backed_up_beside_itself_and_kept() {
    let world = World::new();
    let users = "SELECT count(*) FROM users";
    let raw = world.raw();
    let before: i64 = raw.query_row(users, [], |row| row.get(0)).unwrap();
    raw.execute_batch(
        "DROP TABLE review_decisions; DROP TABLE forgotten_names; DROP INDEX invitations_approved; DROP INDEX invitations_open_since; \
         DROP INDEX offices_by_state; DROP INDEX records_of_applications; DROP INDEX groups_room; \
         DROP INDEX users_appointed; DROP INDEX records_by_urgency; DROP INDEX records_newest; \
         DROP INDEX consents_newest; DROP INDEX pledges_newest; DROP INDEX trainings_newest; \
         DROP INDEX patients_in_order; ALTER TABLE patients DROP COLUMN sort; \
         ALTER TABLE offices DROP COLUMN published_on; \
         DROP INDEX ledger_of_sign_ins; CREATE INDEX ledger_of_sign_ins ON ledger (actor, number) \
         WHERE action = 'session.sign_in'; PRAGMA user_version = 13;",
    )
    .unwrap();
    drop(raw);
    let backups = || {
        let folder = world.path("store.db").parent().unwrap().to_owned();
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        names.filter(|path| path.extension().is_some_and(|end| end == "backup")).collect::<Vec<_>>()
    };
    assert_eq!(backups(), Vec::<std::path::PathBuf>::new());
    let unwilling = world.signed_in(&["user", "list", "--read-only"]);
    assert_eq!((unwilling.status, unwilling.out.as_str()), (6, ""), "{unwilling:?}");
    assert!(unwilling.err.contains("--read-only を付けずに"), "{unwilling:?}");
    // A command that only reads brings it up to date, as any opening by an operator does.
    let first = world.signed_in(&["user", "list"]);
    assert!(first.status == 0 && first.out.contains("U-0002"), "{first:?}");
    assert!(!first.err.contains("数分"), "so few rows take no time: {first:?}");
    let [backup] = &backups()[..] else { panic!("{:?}", backups()) };
    let told = |ran: &crate::world::Ran| ran.err.contains("新しい形式に移行しました（13 から");
    assert!(told(&first) && first.err.contains(&backup.display().to_string()), "{first:?}");
    let manifest = std::fs::read_to_string(backup.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["schema"], 13, "as it was before");
    assert_eq!(world.raw().query_row(users, [], |row| row.get::<_, i64>(0)).unwrap(), before);
    let second = world.signed_in(&["user", "memo", "U-0003", "--memo", "済み"]);
    assert!(second.status == 0 && !told(&second), "{second:?}");
    // What a step of the schema does to the digest is the matter of the store's own tests: this store was made
    // old behind the ledger's back, which a verification must not overlook.
    assert_eq!(backups().len(), 1, "once");
}
