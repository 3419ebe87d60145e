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

const TAKE_OUTS: &str = "状態,届出者,届出書面の日付,返却期限,内容,媒体,目的,持出日,承認日,承認者,返却日\n\
    返却・消去済,,R6.4.1,R6.4.5,予定表,紙,会議,R6.4.3,R6.4.2,院長,R6.4.5\n\
    承認済,,R6.5.1,R6.5.5,名簿,紙,会議,R6.5.3,,,\n";

#[test]
fn a_list_of_a_register_is_taken_in_changed_and_taken_back_by_command() {
    let world = World::new();
    let file = world.path("takeouts.csv");
    fs::write(&file, TAKE_OUTS).unwrap();
    let file = file.to_str().unwrap();
    let report = world.json(&["import", "takeouts", file, "--dry-run"]);
    assert_eq!((&report["new"], &report["not_taken"]), (&1.into(), &1.into()), "{report}");
    assert_eq!(world.signed_in(&["import", "takeouts", file]).status, 1);
    let listed = world.json(&["takeout", "list", "--filter", "予定表"]);
    assert_eq!((&listed[0]["state"], &listed[0]["decided_by"]), (&"returned".into(), &"院長".into()));
    let number = world.json(&["audit", "list", "--limit", "1"])[0]["number"].to_string();
    let again = world.json(&["import", "takeouts", file]);
    assert_eq!((&again["same"], &again["ledger"]), (&1.into(), &serde_json::Value::Null), "{again}");
    fs::write(file, TAKE_OUTS.replace("会議,R6.4.3", "研修,R6.4.3")).unwrap();
    let changed = world.json(&["import", "takeouts", file, "--dry-run"]);
    assert_eq!((&changed["changed"], &changed["new"]), (&1.into(), &0.into()), "{changed}");
    assert_eq!(world.signed_in(&["undo", &number]).status, 0);
    assert_eq!(world.json(&["takeout", "list", "--filter", "予定表"]).as_array().map(Vec::len), Some(0));
}

#[test]
fn an_office_takes_its_own_application_in_by_command_and_no_other_office_s() {
    let world = World::new();
    let office = world.json(&["office", "list"])[0]["name"].as_str().unwrap().to_owned();
    let file = world.path("applications.csv");
    fs::write(&file, format!("事業所名,様式1の日付\n{office},2025-03-01\nよその事業所,2025-03-01\n"))
        .unwrap();
    let file = file.to_str().unwrap();
    let ran = world.signed_in(&["import", "applications", file]);
    assert_eq!(ran.status, 1, "one row is another office's: {ran:?}");
    assert!(ran.out.contains("自事業所の申込みではありません"), "{ran:?}");
    let listed = world.json(&["application", "list"]);
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]["state"]), (Some(1), &"registered".into()));
    let again = world.json(&["import", "applications", file]);
    assert_eq!((&again["same"], &again["ledger"]), (&1.into(), &serde_json::Value::Null), "{again}");
}
