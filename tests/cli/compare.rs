//! What MCS lists beside the register, and the numbers over time: something found ends with 1, nothing is written.

use std::fs;

use serde_json::Value;

use crate::world::{PASSPHRASE, World};

const PASTED: &str = "林 由紀さん\tケアマネ\n森 花さん\t看護師\n";

fn steps<'l>(list: &'l Value, kind: &str) -> Vec<&'l Value> {
    let steps = list["steps"].as_array().expect("steps");
    steps.iter().filter(|step| step["step"] == kind).collect()
}

#[test]
fn who_is_only_on_one_side_is_found_with_the_act_and_nothing_is_written() {
    let world = World::new();
    let file = world.path("mcs.csv");
    fs::write(&file, "氏名,職種,メール\n林 由紀,ケアマネ,\n森 花,看護師,hana@komae.example\n").unwrap();
    let before = world.acts();
    let list = world.json(&["compare", "staff", file.to_str().unwrap()]);
    let there = steps(&list, "only_there");
    assert_eq!((there.len(), &there[0]["row"], &there[0]["action"]), (1, &3.into(), &"user.register".into()));
    assert_eq!(there[0]["answers"]["mail"], "hana@komae.example", "{list}");
    assert!(steps(&list, "only_here").iter().any(|step| step["id"] == "U-0003"), "{list}");
    assert_eq!(world.acts(), before);
    let ran = world.signed_in(&["compare", "staff", file.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(ran.status, 1, "something is found: {ran:?}");
    assert!(ran.out.contains("in MCS, and not registered here"), "{ran:?}");
}

#[test]
fn what_was_copied_off_the_screen_follows_the_passphrase_on_standard_input() {
    let world = World::new();
    let typed = format!("{PASSPHRASE}\n{PASTED}");
    let ran = world.fed(&["compare", "staff", "-", "--json", "--passphrase-stdin"], &typed);
    assert_eq!(ran.status, 1, "{ran:?}");
    let list: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(steps(&list, "only_there").len(), 1, "the passphrase is nobody's name: {list}");
}

#[test]
fn a_group_that_is_not_there_is_not_found_and_a_list_of_nobody_is_refused() {
    let world = World::new();
    let file = world.path("mcs.txt");
    fs::write(&file, "氏名\n林 由紀\n").unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(world.signed_in(&["compare", "members", "G-0999", file]).status, 3);
    assert_ne!(world.signed_in(&["compare", "members", "G-0001", file]).status, 3);
    fs::write(file, "氏名\n\n").unwrap();
    let ran = world.signed_in(&["compare", "staff", file]);
    assert!(ran.status == 2 && ran.err.contains("氏名のない一覧"), "{ran:?}");
}

#[test]
fn trends_are_bars_for_people_and_counts_by_key_for_programs() {
    let world = World::new();
    let charts = world.json(&["trends"]);
    let ids: Vec<&str> =
        charts.as_array().unwrap().iter().map(|chart| chart["chart"].as_str().unwrap()).collect();
    assert_eq!(ids, ["approvals", "open_invitations", "passwords", "trainings", "archive"]);
    let approved = |charts: &Value| charts[0]["bars"].as_array().unwrap().last().unwrap()["count"].clone();
    assert_eq!(approved(&charts), 0);
    world.signed_in(&["invitation", "approve", "I-0001"]);
    assert_eq!(approved(&world.json(&["trends"])), 1);
    let ran = world.signed_in(&["trends", "--lang", "en"]);
    assert!(ran.out.contains("Approvals by week") && ran.out.contains('⣿'), "{ran:?}");
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{ran:?}");
}
