//! The demo: made with a seed, opened without asking, never over anything else.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::world::World;

/// A small demo at `store.db`, and what was printed about it.
fn demo() -> (World, serde_json::Value) {
    let world = World::empty();
    let ran = world.run(&["demo", "--no-open", "--db", world.path("store.db").to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let printed = serde_json::from_str(&ran.out).unwrap();
    (world, printed)
}

#[test]
fn a_demo_opens_as_its_first_admin_without_asking() {
    let (world, printed) = demo();
    let ran = world.run(&["invitation", "list", "--only", "judged", "--limit", "1", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(rows[0]["judgement"], "ok", "the first pending ones are 可");
    let id = rows[0]["id"].as_str().unwrap();
    assert_eq!(world.run(&["invitation", "approve", id]).status, 0);
    let ran = world.run(&["audit", "list", "--limit", "1", "--json"]);
    let entries: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(entries[0]["actor"], printed["operators"][0]["id"]);
    assert_eq!(world.run(&["audit", "verify"]).status, 0);
}

#[test]
fn every_demo_operator_signs_in_with_the_passphrase_printed() {
    let (world, printed) = demo();
    for operator in printed["operators"].as_array().unwrap() {
        let (id, passphrase) = (operator["id"].as_str().unwrap(), operator["passphrase"].as_str().unwrap());
        assert!(passphrase.chars().count() >= 13, "{passphrase}");
        let list = ["invitation", "list", "--limit", "1", "--operator", id, "--passphrase-stdin"];
        assert_eq!(world.fed(&list, passphrase).status, 0, "{operator}");
    }
}

#[test]
fn a_head_approves_nothing_and_the_city_finds_nobody() {
    let (world, printed) = demo();
    let passphrase = |id: &str| {
        let operators = printed["operators"].as_array().unwrap();
        operators.iter().find(|o| o["id"] == id).unwrap()["passphrase"].as_str().unwrap().to_owned()
    };
    let approve = |id| {
        world.fed(
            &["invitation", "approve", "I-0001", "--operator", id, "--passphrase-stdin"],
            &passphrase(id),
        )
    };
    let head = approve("H-0001");
    assert_eq!(head.status, 5, "{head:?}");
    assert!(head.err.contains("権限がありません"), "{head:?}");
    let city = approve("C-0001");
    assert_eq!(city.status, 5, "{city:?}");
    let shown = |noun, id| {
        let args = [noun, "show", id, "--operator", "C-0001", "--passphrase-stdin"];
        world.fed(&args, &passphrase("C-0001")).status
    };
    assert_eq!((shown("invitation", "I-0001"), shown("user", "U-0001"), shown("group", "G-0001")), (3, 3, 3));
}

#[test]
fn a_demo_is_opened_again_and_any_other_file_refused() {
    let (world, _) = demo();
    let path = world.path("store.db");
    let before = fs::read(world.path("store.db.keys")).unwrap();
    assert_eq!(world.run(&["demo", "--no-open", "--db", path.to_str().unwrap()]).status, 0);
    assert_eq!(fs::read(world.path("store.db.keys")).unwrap(), before);
    let other = world.path("letter.txt");
    fs::write(&other, "Dear").unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(world.run(&["demo", "--no-open", "--db", other.to_str().unwrap()]).status, 1);
    assert_eq!(fs::read(&other).unwrap(), b"Dear");
}

#[test]
fn the_usual_place_is_never_made_a_demo() {
    let world = World::empty();
    let mut command = world.command(&["demo", "--no-open"]);
    let output = command.env("TMPDIR", world.path("")).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!world.path("store.db").exists(), "MCS_CONSOLE_DB names the own store, not a demo");
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(fs::metadata(printed["path"].as_str().unwrap()).is_ok(), "it is kept");
}
