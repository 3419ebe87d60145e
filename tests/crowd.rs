//! `batch` among many: fifty processes decide the same rows, and processes are killed in the midst of a batch.

#[path = "support/demo.rs"]
mod demo;
#[path = "support/pty.rs"]
mod pty;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use demo::{Demo, Ran};
use serde_json::{Value, json};

/// Processes that decide at the same time, and the rows that all of them decide: 10,000 decisions.
const PROCESSES: usize = 50;
const ROWS: usize = 200;

/// Rounds of the kill test, and the rows of its batch.
const ROUNDS: u64 = 50;
const BATCH: usize = 20;

/// Starts a batch and feeds it, leaving its input closed.
fn fed(mut command: Command, lines: &[String]) -> Child {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut to = child.stdin.take().expect("a pipe");
    for line in lines {
        writeln!(to, "{line}").expect("a reader");
    }
    child
}

/// Runs a batch to its end and gives its answers.
fn answered(command: Command, lines: &[String]) -> Vec<Value> {
    let ran = Ran::of(fed(command, lines).wait_with_output().expect("it ran"));
    assert_eq!(ran.status, 0, "{ran:?}");
    let answers: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers.len(), lines.len(), "one answer for each line");
    answers
}

fn batch(demo: &Demo) -> Command {
    demo.command(&["batch"])
}

fn line(op: &str, action: &str, id: &str) -> String {
    json!({ "op": op, "action": action, "id": id, "reason": "電話で本人に確認した" }).to_string()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The ids of a list's rows for which something holds.
fn ids(demo: &Demo, noun: &str, holds: impl Fn(&Value) -> bool) -> Vec<String> {
    let rows = demo.json(&[noun, "list"]);
    rows.iter().filter(|row| holds(row)).map(|row| text(&row["id"]).to_owned()).collect()
}

/// Invitations that stand judged and may be approved or rejected: as many as all are to decide.
fn decidable(demo: &Demo) -> Vec<String> {
    let (users, groups) = (ids(demo, "user", |_| true), ids(demo, "group", |_| true));
    let invite = |at: usize| {
        let (user, group) = (&users[at * 7 % users.len()], &groups[at % groups.len()]);
        let request = json!({ "op": format!("invite/{at}"), "action": "group.invite", "id": group,
            "reason": "担当のため", "fields": { "user": user } });
        request.to_string()
    };
    let invites: Vec<String> = (0..2 * ROWS).map(invite).collect();
    let made = answered(batch(demo), &invites);
    let made = made.iter().filter(|answer| answer["outcome"] == "done").map(|answer| text(&answer["object"]));
    let judge: Vec<String> = made.map(|id| line(&format!("judge/{id}"), "invitation.judge", id)).collect();
    answered(batch(demo), &judge);
    let passes = |row: &Value| row["judgement"] == "ok" || row["judgement"] == "check";
    let mut rows = ids(demo, "invitation", |row| row["state"] == "judged" && passes(row));
    assert!(rows.len() >= ROWS, "{} rows", rows.len());
    rows.truncate(ROWS);
    rows
}

#[test]
fn ten_thousand_conflicting_decisions_are_two_hundred_and_every_loser_is_told_who_and_when() {
    let demo = Demo::new();
    let rows = decidable(&demo);
    let before = demo.acts();
    let decide = |process: usize| {
        let action = if process.is_multiple_of(2) { "invitation.approve" } else { "invitation.reject" };
        // Each begins at another row, so that they meet in the midst of things.
        let order = (0..ROWS).map(|at| &rows[(at + process * ROWS / PROCESSES) % ROWS]);
        let lines: Vec<String> = order.map(|id| line(&format!("{process}/{id}"), action, id)).collect();
        let mut command = batch(&demo);
        if process.is_multiple_of(10) {
            command.args(["--operator", demo::SECOND_ADMIN, "--passphrase-file"]).arg(demo.path("second"));
        }
        answered(command, &lines)
    };
    let answers: Vec<Value> = thread::scope(|scope| {
        let running: Vec<_> = (0..PROCESSES).map(|process| scope.spawn(move || decide(process))).collect();
        running.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    });
    assert_eq!(answers.len(), PROCESSES * ROWS);
    let id_of = |answer: &Value| text(&answer["object"]).to_owned();
    let mut winners: BTreeMap<String, i64> = BTreeMap::new();
    for answer in answers.iter().filter(|answer| answer["outcome"] == "done") {
        let twice = winners.insert(id_of(answer), answer["ledger"].as_i64().expect("an entry"));
        assert_eq!(twice, None, "decided twice: {answer}");
    }
    let undecided = answers.iter().find(|answer| !winners.contains_key(&id_of(answer)));
    assert_eq!(undecided, None);
    for answer in answers.iter().filter(|answer| answer["outcome"] != "done") {
        assert_eq!(answer["outcome"], "conflict", "{answer}");
        assert_eq!(answer["ledger"].as_i64(), Some(winners[&id_of(answer)]), "{answer}");
        let said = text(&answer["sentence"]);
        assert!(said.contains("さんが ") && said.contains(':') && said.contains("しました"), "{answer}");
    }
    assert_eq!(demo.acts(), before + i64::try_from(ROWS).expect("a few rows"));
    demo.assert_sound();
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Feeds a batch at an uneven pace, kills it somewhere, and gives the lines it had answered whole.
fn killed(demo: &Demo, lines: &[String], dice: &mut Dice) -> Vec<String> {
    let mut child = batch(demo).stdin(Stdio::piped()).spawn().expect("the program starts");
    let (mut to, from) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let (seen, last) = (dice.below(lines.len() as u64) as usize, Duration::from_micros(dice.below(4_000)));
    // Slower than a commit: where lines wait, they share one, and the batch would be over before the kill.
    let pauses: Vec<u64> = lines.iter().map(|_| dice.below(16)).collect();
    let feeder = thread::spawn({
        let lines = lines.to_vec();
        move || {
            for (line, pause) in lines.iter().zip(pauses) {
                // Nobody reads any more once it is killed.
                let _ = writeln!(to, "{line}");
                thread::sleep(Duration::from_millis(pause));
            }
        }
    });
    let mut from = BufReader::new(from);
    let mut answers = Vec::new();
    let mut read = |answers: &mut Vec<String>| {
        let mut line = String::new();
        let is_whole = from.read_line(&mut line).is_ok_and(|bytes| bytes > 0) && line.ends_with('\n');
        if is_whole {
            answers.push(line.trim_end().to_owned());
        }
        is_whole
    };
    while answers.len() < seen && read(&mut answers) {}
    thread::sleep(last);
    let _ = child.kill();
    let _ = child.wait();
    while read(&mut answers) {}
    feeder.join().expect("no panic");
    answers
}

#[test]
fn a_kill_in_a_batch_loses_nothing_that_was_answered_and_does_nothing_twice() {
    let mut dice = Dice(20_261_123);
    let mut cut_short = 0;
    for round in 0..ROUNDS {
        let demo = Demo::new();
        let rows = ids(&demo, "invitation", |row| row["state"] == "judged" && row["judgement"] == "ok");
        let rows = &rows[..BATCH];
        let lines: Vec<String> =
            rows.iter().map(|id| line(&format!("{round}/{id}"), "invitation.approve", id)).collect();
        let before = demo.acts();
        let acknowledged = killed(&demo, &lines, &mut dice);
        cut_short += u64::from(acknowledged.len() < BATCH);
        let now = demo.json(&["invitation", "list"]);
        let row = |id: &String| now.iter().find(|row| row["id"] == id.as_str()).expect("the row");
        let approved = rows.iter().take_while(|id| row(id)["state"] == "approved").count();
        assert!(approved >= acknowledged.len(), "round {round}: what was answered is in the store");
        assert!(
            rows[..approved].iter().all(|id| row(id)["pending_in_mcs"] != json!(0)),
            "round {round}: whole rows"
        );
        assert!(rows[approved..].iter().all(|id| row(id)["state"] == "judged"), "round {round}: a prefix");
        assert_eq!(demo.acts() - before, i64::try_from(approved).expect("a few"), "round {round}");
        let again = answered(batch(&demo), &lines);
        let kept: Vec<Value> = acknowledged.iter().map(|a| serde_json::from_str(a).expect("JSON")).collect();
        assert_eq!(again[..kept.len()], kept, "round {round}: answered again alike");
        assert!(again.iter().all(|answer| answer["outcome"] == "done"), "round {round}: {again:?}");
        assert_eq!(demo.acts() - before, i64::try_from(BATCH).expect("a few"), "round {round}: once");
        demo.assert_sound();
    }
    assert!(cut_short > ROUNDS / 2, "the kills fall into the batch: {cut_short}");
}
