//! `batch`: one answer for every line, in order, durable; nothing done twice, whatever is sent again.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::world::{PASSPHRASE, Ran, World};

/// Feeds lines after the passphrase.
fn fed(world: &World, flags: &[&str], lines: &[&str]) -> Ran {
    let input = format!("{PASSPHRASE}\n{}\n", lines.join("\n"));
    world.fed(&[&["batch", "--passphrase-stdin"], flags].concat(), &input)
}

fn answers(ran: &Ran) -> Vec<Value> {
    ran.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {ran:?}")))
        .collect()
}

/// Op, outcome and whether there is an entry, of each answer.
fn told(ran: &Ran) -> Vec<(Value, String, bool)> {
    let of = |answer: Value| {
        (answer["op"].clone(), answer["outcome"].as_str().unwrap().to_owned(), answer["ledger"].is_i64())
    };
    answers(ran).into_iter().map(of).collect()
}

const APPROVE_1: &str = r#"{"op":"run-1/1","action":"invitation.approve","id":"I-0001"}"#;

#[test]
fn every_line_has_its_answer_and_a_wrong_one_stops_nothing() {
    let world = World::new();
    let long = format!(r#"{{"op":"long","reason":"{}"}}"#, "あ".repeat(40_000));
    let ran = fed(
        &world,
        &[],
        &[
            APPROVE_1,
            "",
            "not json",
            &long,
            r#"{"op":"run-1/3","action":"invitation.aprove","id":"I-0006"}"#,
            r#"{"op":"run-1/4","action":"invitation.approve","id":"I-0004"}"#,
            r#"{"op":"run-1/5","action":"invitation.approve","id":"I-0001"}"#,
            r#"{"op":"run-1/6","action":"invitation.approve","id":"I-0005"}"#,
            r#"{"op":"run-1/7","action":"invitation.approve","id":"I-0003"}"#,
            r#"{"op":"run-1/8","action":"invitation.approve","id":"I-0003","reason":"電話で確認した"}"#,
        ],
    );
    assert_eq!(ran.status, 0, "{ran:?}");
    let done = |op: &str, outcome: &str, entered| (json!(op), outcome.to_owned(), entered);
    assert_eq!(
        told(&ran),
        [
            done("run-1/1", "done", true),
            (Value::Null, "error".to_owned(), false),
            (Value::Null, "error".to_owned(), false),
            done("run-1/3", "error", false),
            done("run-1/4", "refused", true),
            done("run-1/5", "conflict", true),
            done("run-1/6", "error", false),
            done("run-1/7", "refused", false),
            done("run-1/8", "done", true),
        ]
    );
    let answers = answers(&ran);
    assert_eq!(
        answers[0].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["op", "outcome", "ledger", "object", "sentence", "sentence_en"]
    );
    for (at, words) in
        [(1, "3行目："), (2, "1行が長すぎます"), (3, "invitation.approve"), (5, "林 由紀さんが")]
    {
        assert!(answers[at]["sentence"].as_str().unwrap().contains(words), "{}", answers[at]);
    }
}

#[test]
fn what_is_sent_again_is_answered_from_what_is_kept_and_a_run_is_one_undo() {
    let world = World::new();
    let lines = [APPROVE_1, r#"{"op":"run-1/2","action":"invitation.approve","id":"I-0006"}"#];
    let first = fed(&world, &[], &lines);
    let again = fed(&world, &[], &lines);
    assert_eq!((again.status, &again.out), (0, &first.out));
    assert_eq!(answers(&first)[1]["outcome"], "done", "{first:?}");
    let other = fed(&world, &[], &[r#"{"op":"run-1/1","action":"invitation.approve","id":"I-0007"}"#]);
    assert_eq!(told(&other), [(json!("run-1/1"), "error".to_owned(), false)]);
    let entry = answers(&first)[0]["ledger"].to_string();
    assert_eq!(world.signed_in(&["undo", &entry]).status, 0);
    let state = |id: &str| world.json(&["invitation", "show", id])["state"].clone();
    assert_eq!((state("I-0001"), state("I-0006")), (json!("judged"), json!("judged")));
}

#[test]
fn whoever_waits_for_each_answer_gets_it_at_once() {
    let world = World::new();
    let mut command = world.command(&["batch", "--passphrase-stdin"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    writeln!(to, "{PASSPHRASE}").unwrap();
    for (op, id) in [("a", "I-0001"), ("b", "I-0006"), ("c", "I-0007")] {
        writeln!(to, r#"{{"op":"{op}","action":"invitation.approve","id":"{id}"}}"#).unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&answer["op"], &answer["outcome"]), (&json!(op), &json!("done")), "{answer}");
        // Durable before it is told: another process sees it.
        assert_eq!(world.json(&["invitation", "show", id])["state"], "approved");
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_dry_run_judges_and_keeps_no_op() {
    let world = World::new();
    let ran = fed(
        &world,
        &["--dry-run"],
        &[APPROVE_1, r#"{"op":"x","action":"invitation.approve","id":"I-0004"}"#, "{}"],
    );
    assert_eq!(ran.status, 0, "{ran:?}");
    let answers = answers(&ran);
    assert_eq!((&answers[0]["op"], &answers[0]["judgement"]), (&json!("run-1/1"), &json!("ok")));
    assert_eq!(answers[1]["judgement"], "blocked");
    assert_eq!(answers[2]["outcome"], "error");
    assert_eq!(told(&fed(&world, &[], &[APPROVE_1])), [(json!("run-1/1"), "done".to_owned(), true)]);
}

#[test]
fn without_a_line_there_is_nothing_to_answer_and_without_signing_in_nothing_is_read() {
    let world = World::new();
    let nothing = fed(&world, &[], &[]);
    assert_eq!((nothing.status, nothing.out.as_str()), (0, ""));
    let nobody = world.fed(&["batch"], APPROVE_1);
    assert_eq!((nobody.status, nobody.out.as_str()), (5, ""), "{nobody:?}");
}

#[test]
fn something_new_is_made_without_naming_the_office_and_its_id_is_told() {
    let world = World::new();
    let ran = fed(
        &world,
        &[],
        &[
            r#"{"op":"u","action":"user.register","fields":{"name":"\u202e山本 花子","kana":"やまもと はなこ","occupation":"看護師","mail":"hanako@office1.example"}}"#,
        ],
    );
    let answer = &answers(&ran)[0];
    assert_eq!(answer["outcome"], "done", "{ran:?}");
    assert_eq!(answer["object"], "U-0006");
}
