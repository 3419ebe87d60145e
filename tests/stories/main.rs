//! Stories as plain text, lived twice on the same store: by keys and by command, leaving the same ledger.
//!
//! Steps stand apart by blank lines. In a step, `go:` names a pane (4端末: a register) and a row, `keys:` are pressed one by one,
//! `type:` is entered as an input method commits it, `shows:` waits for words on the screen, and `command:` is
//! the same step on the command line; `rests:` waits until the screen does. `plain:` is a line typed under `--plain`.

mod city;
#[path = "../support/demo.rs"]
mod demo;
#[path = "../support/pty.rs"]
mod pty;

use std::time::Duration;

use demo::Demo;
use mcs_console::actions::{Action, Decision, authorise, table};
use mcs_console::domain::Role;
use pty::Pty;
use serde_json::Value;

fn go_to(pty: &mut Pty, pane: &str, id: &str) {
    match pane.strip_prefix('4').filter(|register| !register.is_empty()) {
        Some(register) => open_register(pty, register),
        None => pty.send(pane),
    }
    pty.send("/");
    pty.wait_until("a visible cursor", |screen| !screen.hide_cursor());
    pty.send(format!("\x15{id}\r"));
    let title = format!(" {id} ");
    pty.wait_until(id, |screen| {
        screen.hide_cursor() && screen.rows(0, 100).any(|row| row.starts_with(&title))
    });
    // The row may be on screen as it was before the last step: it is read again in the background.
    pty.wait_for_quiet(Duration::from_millis(250));
}

/// The registers stand in a list, each behind its letter.
fn open_register(pty: &mut Pty, register: &str) {
    fn letter(row: &str, register: &str) -> Option<String> {
        let (letter, name) = row.trim_start_matches([' ', '›']).split_once("  ")?;
        let is_it = name.strip_prefix(register).is_some_and(|rest| rest.starts_with(' '));
        (is_it && letter.len() == 1).then(|| letter.to_owned())
    }
    pty.send("4");
    pty.wait_until(register, |screen| screen.rows(0, 100).any(|row| letter(&row, register).is_some()));
    let found = pty.screen().iter().find_map(|row| letter(row, register));
    pty.send(found.expect("a letter"));
    pty.wait_until(register, |screen| {
        screen.rows(0, 100).any(|row| row.starts_with(&format!(" 4 {register}")))
    });
}

fn press(pty: &mut Pty, key: &str) {
    match key {
        "<Enter>" => pty.send("\r"),
        "<Esc>" => pty.send("\x1b"),
        "<Down>" => pty.send("\x1b[B"),
        "<Right>" => pty.send("\x1b[C"),
        "<Left>" => pty.send("\x1b[D"),
        "<Tab>" => pty.send("\t"),
        "<Ctrl-U>" => pty.send("\x15"),
        "<Ctrl-X>" => pty.send("\x18"),
        key => pty.send(key),
    }
}

fn by_keys(demo: &Demo, story: &str) {
    let mut pty = demo.open(100, 30);
    for line in story.lines() {
        match line.split_once(": ") {
            Some(("go", row)) => {
                let (pane, id) = row.split_once(' ').expect("a pane and a row");
                go_to(&mut pty, pane, id);
            }
            Some(("keys", keys)) => keys.split(' ').for_each(|key| press(&mut pty, key)),
            Some(("type", text)) => pty.send(text),
            Some(("shows", words)) => pty.wait_for(words),
            // What was written is read again in the background: whoever looks before acting sees it come.
            Some(("rests", _)) => pty.wait_for_quiet(Duration::from_millis(800)),
            Some(("command" | "plain", _)) | None => {}
            Some(_) if line.starts_with('#') => {}
            Some(other) => panic!("{other:?}"),
        }
    }
}

fn by_command(demo: &Demo, story: &str) {
    for line in story.lines().filter_map(|line| line.strip_prefix("command: ")) {
        let words: Vec<String> = line.split(' ').map(|word| word.replace('_', " ")).collect();
        let ran = demo.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(ran.status, 0, "{line}: {ran:?}");
    }
}

/// What an entry says but for its time, its session and its place in the chain; an extract of the ledger, which tells
/// all three, also but for its sum.
fn essence(entry: &Value) -> Vec<Value> {
    let keys = ["number", "actor", "action", "object", "outcome", "reason", "clauses", "undoes"];
    let mut details: Value =
        serde_json::from_str(entry["details"].as_str().unwrap_or("")).unwrap_or_default();
    if details["list"] == "ledger" {
        details["sha256"].take();
    }
    keys.into_iter().map(|key| entry[key].clone()).chain([details]).collect()
}

fn is_the_same_by_keys_and_by_command(story: &str) {
    let (keys, command) = (Demo::new(), Demo::new());
    by_keys(&keys, story);
    by_command(&command, story);
    let steps = story.lines().filter(|line| line.starts_with("command: ")).count();
    let ledger = |demo: &Demo| demo.ledger(steps + 1).iter().map(essence).collect::<Vec<_>>();
    assert_eq!(ledger(&keys), ledger(&command));
    keys.assert_sound();
    command.assert_sound();
}

/// Lives a story line by line under `--plain`, and gives back what was read out.
fn by_lines(demo: &Demo, story: &str, lang: &str) -> String {
    let typed = story.lines().filter_map(|line| line.strip_prefix("plain: "));
    let typed: String =
        typed.map(|line| format!("{}\n", if line == "<Enter>" { "" } else { line })).collect();
    let ran = demo.fed(&["--plain", "--lang", lang], &typed);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out
}

/// Every action but those of the city's desk, which is done in a story of its own.
fn administrators_actions() -> impl Iterator<Item = &'static Action> {
    table::ACTIONS.iter().copied().filter(|action| authorise(Role::Admin, action) == Decision::Allowed)
}

#[test]
fn every_action_of_the_table_is_done_line_by_line_in_both_languages_leaving_the_ledger_of_the_commands() {
    let story = include_str!("every.txt");
    let steps = story.lines().filter(|line| line.starts_with("command: ")).count();
    let ledger = |demo: &Demo| demo.ledger(steps).iter().map(essence).collect::<Vec<_>>();
    let command = Demo::new();
    by_command(&command, story);
    let expected = ledger(&command);
    let done: Vec<String> =
        expected.iter().filter_map(|entry| entry[2].as_str().map(str::to_owned)).collect();
    for action in administrators_actions() {
        assert!(done.iter().any(|id| id == action.id), "the story does without {}", action.id);
    }
    for lang in ["ja", "en"] {
        let lines = Demo::new();
        let said = by_lines(&lines, story, lang);
        assert_eq!(ledger(&lines), expected, "{said}");
        assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "no escape sequence");
        for action in administrators_actions() {
            let label = if lang == "ja" { action.label.ja } else { action.label.en };
            assert!(said.contains(label), "{label}");
        }
        lines.assert_sound();
    }
    command.assert_sound();
}

#[test]
fn a_morning() {
    is_the_same_by_keys_and_by_command(include_str!("morning.txt"));
}

#[test]
fn a_newcomers_first_day() {
    is_the_same_by_keys_and_by_command(include_str!("newcomer.txt"));
}

#[test]
fn a_leavers_last_week() {
    is_the_same_by_keys_and_by_command(include_str!("leaver.txt"));
}

#[test]
fn a_lost_phone_at_night() {
    is_the_same_by_keys_and_by_command(include_str!("lost.txt"));
}

#[test]
fn a_review_from_start_to_signature() {
    is_the_same_by_keys_and_by_command(include_str!("review.txt"));
}

#[test]
fn an_inspection_day() {
    is_the_same_by_keys_and_by_command(include_str!("inspection.txt"));
}

#[test]
fn administrators_come_and_go() {
    is_the_same_by_keys_and_by_command(include_str!("admins.txt"));
}
