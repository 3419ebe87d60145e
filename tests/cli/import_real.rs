//! The real lists by command: every row's findings as the table has them, names byte for byte, one undo each.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::world::{PASSPHRASE, World};

/// The table that the console's preview is held to as well.
const EXPECTED: &str = include_str!("../fixtures/import_findings.tsv");

const LISTS: [(&str, &str); 5] = [
    ("users", "yoshiki2-roster.xlsx"),
    ("users", "staff-utf8bom.csv"),
    ("users", "staff-cp932.csv"),
    ("groups", "groups.csv"),
    ("invitations", "invitations.csv"),
];

fn list(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name).to_str().unwrap().to_owned()
}

/// A store with its first admin and nobody else.
fn office() -> World {
    let world = World::empty();
    fs::write(world.path("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
    let names = ["--office", "狛江訪問看護ステーション", "--admin", "佐藤 明", "--kana", "さとう あきら"];
    let ran = world.signed_in(&[&["init"], &names[..], &["--occupation", "看護師"]].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    world
}

/// The rows of a report in the form of the table. That a date has passed since depends on today.
fn told(name: &str, report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let finding = |f: &Value| format!("{} {} {}", text(&f["rule"]), text(&f["severity"]), text(&f["clause"]));
    let row = |row: &Value| {
        let findings: Vec<String> = row["findings"].as_array().unwrap().iter().map(finding).collect();
        let findings: Vec<String> = findings.into_iter().filter(|f| !f.starts_with("expired ")).collect();
        format!("{name}\t{}\t{}\t{}", row["row"], text(&row["change"]), findings.join("; "))
    };
    report["rows"].as_array().unwrap().iter().map(row).collect()
}

fn expected(name: &str) -> Vec<&'static str> {
    EXPECTED.lines().filter(|line| line.split('\t').next() == Some(name)).collect()
}

fn head(world: &World) -> Value {
    world.acts()[0]["hash"].clone()
}

#[test]
fn every_row_of_the_real_lists_is_judged_as_the_table_says_and_the_same_list_again_writes_nothing() {
    let world = office();
    for (noun, name) in LISTS {
        let before = head(&world);
        let report = world.json(&["import", noun, &list(name), "--dry-run"]);
        assert_eq!(told(name, &report), expected(name));
        assert_eq!(head(&world), before, "a dry run writes nothing");
        let done = world.json(&["import", noun, &list(name)]);
        assert_eq!(told(name, &done), expected(name), "the import judges as its preview did");
        let after = head(&world);
        assert_ne!(after, before);
        let again = world.json(&["import", noun, &list(name)]);
        assert_eq!((&again["new"], &again["changed"]), (&0.into(), &0.into()), "{again}");
        assert_eq!(again["ledger"], Value::Null);
        assert_eq!(head(&world), after, "the same list again writes nothing");
    }
    assert_eq!(world.signed_in(&["audit", "verify"]).status, 0);
}

#[test]
fn names_arrive_byte_for_byte() {
    let world = office();
    for (noun, name) in &LISTS[..3] {
        world.signed_in(&["import", noun, &list(name)]);
    }
    let users = world.json(&["user", "list", "--limit", "100"]);
    let names: Vec<&str> =
        users.as_array().unwrap().iter().map(|user| user["name"].as_str().unwrap()).collect();
    let expected = [
        "髙橋\u{3000}美智子",
        "渡邉 健",
        "𠮷田修",
        "山﨑\u{3000}さくら",
        "葛\u{E0100}城 めぐみ",
        "Nguyễn Thị Mai",
        "齋藤 一郎",
        "斉藤 一郎",
        "大野 拓",
        "鴨志田 理恵子",
        "𠮷野 檀",
        "邊見 靖",
        "神 福子",
        "\"山本, 改行\nあり\"",
        "林 由紀",
        "髙﨑 浜子",
        "濵田 德次",
        "森 かおり",
        "O'Brien Sean",
    ];
    for name in expected {
        assert!(names.contains(&name), "{name:?} in {names:?}");
    }
    assert_eq!(names.len(), expected.len() + 1, "and the first admin");
    let mails: Vec<&str> =
        users.as_array().unwrap().iter().filter_map(|user| user["mail"].as_str()).collect();
    for mail in
        ["katsuragi@komae-houmon.example", "sakura..yamazaki@docomo.example", "\"mori\"@izumi-care.example"]
    {
        assert!(mails.contains(&mail), "{mail} in {mails:?}");
    }
}

#[test]
fn one_undo_takes_a_whole_list_back() {
    let world = office();
    let counted = |noun: &str| world.json(&[noun, "list", "--limit", "100"]).as_array().map(Vec::len);
    let mut entries = Vec::new();
    for (noun, name) in LISTS {
        entries.push(world.json(&["import", noun, &list(name)])["ledger"].to_string());
    }
    assert_eq!((counted("user"), counted("group"), counted("invitation")), (Some(20), Some(6), Some(2)));
    for entry in entries.iter().rev() {
        let ran = world.signed_in(&["undo", entry]);
        assert_eq!(ran.status, 0, "{ran:?}");
    }
    assert_eq!((counted("user"), counted("group"), counted("invitation")), (Some(1), Some(0), Some(0)));
    assert_eq!(world.signed_in(&["audit", "verify"]).status, 0);
}

#[test]
fn the_rows_not_taken_are_saved_with_their_reasons_mended_and_taken_in() {
    let world = office();
    let errors = world.path("errors.csv");
    let ran = world.signed_in(&[
        "import",
        "users",
        &list("yoshiki2-roster.xlsx"),
        "--errors",
        errors.to_str().unwrap(),
    ]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let saved = fs::read_to_string(&errors).unwrap();
    let lines: Vec<&str> = saved.strip_prefix('\u{FEFF}').unwrap().lines().collect();
    assert_eq!(lines.len(), 3, "{saved}");
    assert!(lines[1].contains("小林 誠") && lines[1].contains("重複"), "{saved}");
    assert!(lines[2].contains("長谷川\u{3000}ゆう子") && lines[2].contains("メールアドレスがありません"));

    let mended = world.path("mended.csv");
    let text = saved
        .replace("saito@komae-houmon.example", "kobayashi@komae-houmon.example")
        .replace("保健師,,", "保健師,hasegawa@komae-houmon.example,");
    fs::write(&mended, text).unwrap();
    let report = world.json(&["import", "users", mended.to_str().unwrap()]);
    assert_eq!((&report["new"], &report["not_taken"]), (&2.into(), &0.into()), "{report}");
}

#[test]
fn rows_not_taken_of_a_cp932_list_are_saved_in_utf_8_with_its_mark() {
    let world = office();
    let errors = world.path("errors.csv");
    world.signed_in(&["import", "groups", &list("groups.csv"), "--errors", errors.to_str().unwrap()]);
    let saved = fs::read_to_string(&errors).unwrap();
    assert!(saved.starts_with("\u{FEFF}種別,患者氏名"), "{saved}");
    assert!(saved.contains("齋藤 一郎") && saved.lines().count() == 2, "{saved}");
}
