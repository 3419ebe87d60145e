//! Operators by command: codes, own passphrases and second factors, the envelope and service keys.

use std::os::unix::fs::PermissionsExt as _;

use super::world::{Ran, World};

const FIRST: &str = "asa no ame 2026 ni";
const SECOND: &str = "a quiet river in May";

/// A store founded by a script, with a second admin who has no key yet.
fn founded() -> World {
    let world = World::empty();
    let init = ["init", "--office", "みどり訪問看護", "--admin", "林 由紀", "--passphrase-stdin"];
    assert_eq!(given(&world, &init, &[FIRST]).status, 0);
    let register = ["user", "register", "--name", "佐藤 明", "--occupation", "nurse"];
    assert_eq!(as_first(&world, &register).status, 0);
    assert_eq!(as_first(&world, &["user", "appoint", "U-0002"]).status, 0);
    world
}

fn as_first(world: &World, args: &[&str]) -> Ran {
    given(world, &[args, &["--operator", "U-0001", "--passphrase-stdin"]].concat(), &[FIRST])
}

/// Runs a command with lines on its standard input.
fn given(world: &World, args: &[&str], lines: &[&str]) -> Ran {
    world.fed(args, &lines.iter().map(|line| format!("{line}\n")).collect::<String>())
}

#[test]
fn a_newcomer_comes_in_with_a_code_that_nobody_can_use_again() {
    let world = founded();
    let code = as_first(&world, &["operator", "invite", "U-0002"]);
    assert_eq!(code.status, 0, "{}", code.err);
    let words = code.out.trim();
    assert_eq!(words.split(' ').count(), 8);
    assert!(code.err.contains("U-0002"), "{}", code.err);
    let enrol = ["operator", "enrol", "U-0002", "--passphrase-stdin"];
    assert_eq!(given(&world, &enrol, &[words, SECOND]).status, 0);
    let again = given(&world, &enrol, &[words, "another long passphrase"]);
    assert_eq!(again.status, 5, "{}", again.err);
    let list = ["user", "list", "--operator", "U-0002", "--passphrase-stdin"];
    assert_eq!(given(&world, &list, &[SECOND]).status, 0);
    let audit = as_first(&world, &["audit", "list", "--json"]);
    for action in ["operator.invite", "operator.enrol"] {
        assert!(audit.out.contains(action), "{action}\n{}", audit.out);
    }
    assert_eq!(as_first(&world, &["audit", "verify"]).status, 0);
}

#[test]
fn a_removed_operator_is_out_and_rekeying_is_due() {
    let world = founded();
    let code = as_first(&world, &["operator", "invite", "U-0002"]);
    given(&world, &["operator", "enrol", "U-0002", "--passphrase-stdin"], &[code.out.trim(), SECOND]);
    let removed = as_first(&world, &["operator", "remove", "U-0002"]);
    assert_eq!(removed.status, 0, "{}", removed.err);
    assert!(removed.err.contains("rekey"), "{}", removed.err);
    let list = ["user", "list", "--operator", "U-0002", "--passphrase-stdin"];
    assert_eq!(given(&world, &list, &[SECOND]).status, 5);
    assert_eq!(as_first(&world, &["operator", "remove", "U-0404"]).status, 3);
}

#[test]
fn after_five_failures_the_right_passphrase_waits_too() {
    let world = founded();
    let list = ["user", "list", "--operator", "U-0001", "--passphrase-stdin"];
    for _ in 0..5 {
        assert_eq!(given(&world, &list, &["wrong"]).status, 5);
    }
    let waits = given(&world, &list, &[FIRST]);
    assert_eq!(waits.status, 5);
    assert!(waits.err.contains("待って"), "{}", waits.err);
}

#[test]
fn a_service_key_reads_and_is_private() {
    let world = founded();
    let file = world.path("service.key");
    let made = as_first(&world, &["operator", "service", "nightly", file.to_str().unwrap()]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let key = ["--service-key", file.to_str().unwrap()];
    let copies = world.path("copies");
    std::fs::create_dir(&copies).unwrap();
    let backup = ["backup", copies.to_str().unwrap()];
    let commands: [(&[&str], &[i32]); 6] = [
        (&["today", "--json"], &[1]),
        (&["check"], &[1]),
        (&["check", "--json"], &[1]),
        (&["audit", "verify"], &[0]),
        (&["user", "list"], &[0]),
        (&backup, &[0]),
    ];
    for (command, statuses) in commands {
        let ran = given(&world, &[command, &key].concat(), &[]);
        assert!(statuses.contains(&ran.status), "{command:?}: {ran:?}");
        assert!(!ran.out.is_empty() || ["audit", "backup"].contains(&command[0]), "{command:?}: {ran:?}");
    }
    assert_eq!(std::fs::read_dir(&copies).unwrap().count(), 1);
    let entered = entries_of(&world, "service:nightly");
    let readings = entered.iter().filter(|action| action.as_str() != "sign_in.command").collect::<Vec<_>>();
    assert_eq!(readings, ["read.list", "read.clauses", "read.verify"], "oldest first");
    assert_eq!(entered.len() - readings.len(), 6, "each sign-in");
    let act = given(&world, &[&["user", "memo", "U-0001", "--memo", "x"][..], &key].concat(), &[]);
    assert_eq!(act.status, 5, "{}", act.err);
    assert_eq!(as_first(&world, &["operator", "end-service", "nightly"]).status, 0);
    assert_eq!(given(&world, &[&["today"][..], &key].concat(), &[]).status, 5);
}

/// The night after an upgrade of the program, before anybody has opened the store.
#[test]
fn a_service_key_verifies_and_copies_a_store_of_an_older_schema_and_migrates_nothing() {
    let world = founded();
    let (file, copies) = (world.path("service.key"), world.path("copies"));
    std::fs::create_dir(&copies).unwrap();
    assert_eq!(as_first(&world, &["operator", "service", "nightly", file.to_str().unwrap()]).status, 0);
    let raw = world.raw_of(FIRST);
    raw.execute_batch("DROP TABLE forgotten_names; PRAGMA user_version = 17").unwrap();
    drop(raw);
    let key = ["--service-key", file.to_str().unwrap()];
    let by_key = |command: &[&str]| given(&world, &[command, &key].concat(), &[]);
    for refused in [&["today", "--json"][..], &["check"], &["user", "list"]] {
        let ran = by_key(refused);
        assert_eq!((ran.status, ran.out.as_str()), (6, ""), "{refused:?}: {ran:?}");
        assert!(ran.err.contains("操作者が --read-only を付けずに"), "{ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "one sentence: {ran:?}");
    }
    let verified = by_key(&["audit", "verify"]);
    assert_eq!(verified.status, 0, "{verified:?}");
    assert!(verified.err.contains("古い形式（17、"), "{verified:?}");
    let told: serde_json::Value =
        serde_json::from_str(&by_key(&["audit", "verify", "--json"]).out).expect("an object");
    assert_eq!((&told["older_schema"], &told["rows"]["ok"]), (&17.into(), &true.into()), "{told}");
    assert_eq!(by_key(&["backup", copies.to_str().unwrap()]).status, 0);
    let backup = std::fs::read_dir(&copies).unwrap().next().expect("a backup").unwrap().path();
    let manifest = std::fs::read_to_string(backup.join("manifest.json")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&manifest).unwrap()["schema"], 17);
    // Nothing was migrated; a row changed behind the ledger shows in the older store, too.
    let raw = world.raw_of(FIRST);
    let schema: u32 = raw.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(schema, 17);
    raw.execute_batch("UPDATE users SET memo = 'x' WHERE id = 1").unwrap();
    drop(raw);
    assert_eq!(by_key(&["audit", "verify"]).status, 1);
}

/// What the ledger has of somebody, oldest first, once the spool is entered.
fn entries_of(world: &World, actor: &str) -> Vec<String> {
    as_first(world, &["user", "memo", "U-0002", "--memo", "済み"]);
    let listed = as_first(world, &["audit", "list", "--limit", "100", "--json"]);
    let entries: serde_json::Value = serde_json::from_str(&listed.out).expect("a list");
    let entries = entries.as_array().expect("a list").iter().rev();
    let of_actor = entries.filter(|entry| entry["actor"] == actor);
    of_actor.map(|entry| entry["action"].as_str().expect("an action").to_owned()).collect()
}

#[test]
fn a_sign_in_by_command_at_the_host_and_what_it_takes_out_are_entries() {
    let world = founded();
    let before = entries_of(&world, "U-0001").len();
    assert_eq!(as_first(&world, &["user", "list"]).status, 0);
    assert_eq!(as_first(&world, &["today", "--json"]).status, 1);
    assert_eq!(as_first(&world, &["check", "--json"]).status, 1);
    let entered = entries_of(&world, "U-0001");
    let since: Vec<&str> = entered[before..].iter().map(String::as_str).collect();
    // The sign-ins for the listing and the memo before frame them.
    let expected = ["sign_in.command", "sign_in.command", "read.list", "sign_in.command", "read.clauses"];
    let at = since.windows(expected.len()).position(|window| window == expected);
    assert!(at.is_some(), "{since:?}");
    assert_eq!(as_first(&world, &["audit", "verify"]).status, 0);
}

#[test]
fn the_envelope_brings_an_admin_back_who_forgot_the_passphrase() {
    let world = founded();
    let envelope = as_first(&world, &["operator", "envelope"]);
    let words = envelope.out.trim();
    assert_eq!(words.split(' ').count(), 12);
    let recover = ["operator", "recover", "U-0001", "--passphrase-stdin"];
    assert_eq!(given(&world, &recover, &[words, SECOND]).status, 0);
    let list = ["user", "list", "--operator", "U-0001", "--passphrase-stdin"];
    assert_eq!(given(&world, &list, &[SECOND]).status, 0);
    assert_eq!(given(&world, &list, &[FIRST]).status, 5);
}

#[test]
fn under_two_factors_a_passphrase_alone_opens_nothing() {
    let world = founded();
    assert_eq!(as_first(&world, &["operator", "policy", "two_factor"]).status, 0);
    let list = as_first(&world, &["user", "list"]);
    assert_eq!(list.status, 5);
    assert!(list.err.contains("二要素"), "{}", list.err);
    let factor = as_first(&world, &["operator", "factor"]);
    assert_eq!(factor.status, 5, "a wrong first code sets nothing up: {}", factor.err);
    let letters = factor.out.lines().last().unwrap();
    assert_eq!(letters.split(' ').count(), 8, "{letters}");
    assert!(factor.out.lines().count() <= 23);
}

#[test]
fn after_a_change_of_the_key_a_copy_of_the_old_slots_opens_nothing() {
    let world = founded();
    let code = as_first(&world, &["operator", "invite", "U-0002"]);
    given(&world, &["operator", "enrol", "U-0002", "--passphrase-stdin"], &[code.out.trim(), SECOND]);
    let keys = world.path("store.db.keys");
    let copied = std::fs::read(&keys).unwrap();
    as_first(&world, &["operator", "remove", "U-0002"]);
    let changed = as_first(&world, &["store", "rekey"]);
    assert_eq!(changed.status, 0, "{}", changed.err);
    assert_eq!(as_first(&world, &["audit", "verify"]).status, 0);
    let now = std::fs::read(&keys).unwrap();
    std::fs::write(&keys, copied).unwrap();
    let list = ["user", "list", "--operator", "U-0002", "--passphrase-stdin"];
    assert_ne!(given(&world, &list, &[SECOND]).status, 0, "the key that was kept opens nothing");
    std::fs::write(&keys, now).unwrap();
    assert_eq!(as_first(&world, &["user", "list"]).status, 0);
}
