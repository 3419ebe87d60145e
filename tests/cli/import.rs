//! Lists in: findings row by row first, then one entry; the rest saved; the same file again writes nothing.

use std::fs;

use crate::world::World;

const LIST: &str = "氏名,ふりがな,職種,メール\n\
    新田 光,にった ひかる,看護師,nitta@komae.example\n\
    森 薫,もり かおる,医師,\"not an address\"\n";

fn listed() -> (World, String) {
    let world = World::new();
    let file = world.path("staff.csv");
    fs::write(&file, LIST).unwrap();
    let file = file.to_str().unwrap().to_owned();
    (world, file)
}

#[test]
fn a_dry_run_judges_every_row_and_writes_nothing() {
    let (world, file) = listed();
    let before = world.json(&["audit", "list"]);
    let report = world.json(&["import", "users", &file, "--dry-run"]);
    assert_eq!((&report["new"], &report["not_taken"]), (&1.into(), &1.into()), "{report}");
    assert_eq!(report["rows"][1]["findings"][0]["severity"], "block");
    assert_eq!(report["ledger"], serde_json::Value::Null);
    assert_eq!(world.json(&["audit", "list"]), before);
}

#[test]
fn an_import_is_one_entry_and_one_undo_and_the_same_file_again_writes_nothing() {
    let (world, file) = listed();
    let ran = world.signed_in(&["import", "users", &file]);
    assert_eq!(ran.status, 1, "a row was not taken: {ran:?}");
    assert!(ran.err.contains("新規 1") && ran.out.contains("森 薫"), "{ran:?}");
    let entry = &world.json(&["audit", "list", "--limit", "1"])[0];
    assert_eq!(entry["action"], "import.users");
    let number = entry["number"].to_string();

    let again = world.json(&["import", "users", &file]);
    assert_eq!((&again["same"], &again["ledger"]), (&1.into(), &serde_json::Value::Null), "{again}");
    assert_eq!(world.json(&["user", "list", "--filter", "nitta"]).as_array().map(Vec::len), Some(1));
    assert_eq!(world.signed_in(&["undo", &number]).status, 0);
    assert_eq!(world.json(&["user", "list", "--filter", "nitta"]).as_array().map(Vec::len), Some(0));
}

#[test]
fn rows_not_taken_are_saved_in_a_new_file_with_their_reasons() {
    let (world, file) = listed();
    let errors = world.path("errors.csv");
    let args = ["import", "users", &file, "--errors", errors.to_str().unwrap()];
    assert_eq!(world.signed_in(&args).status, 1);
    let saved = fs::read_to_string(&errors).unwrap();
    assert!(saved.contains("森 薫") && !saved.contains("新田"), "{saved}");
    assert_eq!(world.signed_in(&args).status, 2, "an error file is never overwritten");
}

#[test]
fn a_file_that_is_no_list_is_a_usage_error() {
    let world = World::new();
    let file = world.path("letter.csv");
    fs::write(&file, "拝啓\n").unwrap();
    let ran = world.signed_in(&["import", "users", file.to_str().unwrap()]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert_eq!(world.signed_in(&["import", "users", "/nonexistent.csv"]).status, 2);
}
