//! `check`: one object per clause, the report for an inspector, and 1 where something is found.

use std::fs;

use crate::world::World;

#[test]
fn every_clause_is_one_object_with_the_promised_keys() {
    let world = World::new();
    let clauses = world.json(&["check"]);
    let clauses = clauses.as_array().expect("an array");
    assert_eq!(clauses.len(), 113);
    for clause in clauses {
        for key in ["id", "shown_as", "title", "strength", "holder", "status", "evidence", "open"] {
            assert!(!clause[key].is_null(), "{key}: {clause}");
        }
    }
    let consent = clauses.iter().find(|clause| clause["id"] == "6-1").expect("a clause");
    assert_eq!((&consent["status"], &consent["strength"]), (&"open".into(), &"duty".into()), "{consent}");
    assert!(consent["open"].as_u64() >= Some(1), "{consent}");
}

#[test]
fn what_is_found_ends_with_1_and_the_table_names_clauses_and_no_people() {
    let ran = World::new().signed_in(&["check"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(ran.out.lines().count(), 113);
    assert!(ran.out.contains("要対応  第6条第1項"), "{ran:?}");
    assert!(!ran.out.contains("鈴木") && !ran.out.contains("小林"), "no names: {ran:?}");
    assert!(ran.err.contains("要対応 "), "{ran:?}");
}

#[test]
fn the_report_is_two_new_files_or_markdown_on_standard_output() {
    let world = World::new();
    let folder = world.path("report");
    fs::create_dir(&folder).unwrap();
    let to = folder.to_string_lossy().into_owned();
    let ran = world.signed_in(&["check", "--report", &to]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    names.sort();
    let [csv, md] = names.as_slice() else { panic!("two files: {names:?}") };
    let csv = fs::read_to_string(csv).unwrap();
    assert!(csv.starts_with("\u{feff}id,条項,表題,"), "{csv}");
    assert_eq!(csv.lines().filter(|line| line.starts_with("F3-") || line.starts_with("N")).count(), 46);
    let md = fs::read_to_string(md).unwrap();
    assert!(md.contains("## 別紙様式3 同意書") && md.contains("| 第6条第1項 |"), "{md}");
    let again = world.signed_in(&["check", "--report", &to]);
    assert_eq!(again.status, 1);
    assert!(again.err.contains("上書きはしません"), "{again:?}");
    let printed = world.signed_in(&["--lang", "en", "check", "--report", "-"]);
    assert!(printed.out.starts_with("# How the clauses stand\n"), "{printed:?}");
    let nowhere = world.signed_in(&["check", "--report", &format!("{to}/nowhere")]);
    assert_eq!(nowhere.status, 3, "{nowhere:?}");
}
