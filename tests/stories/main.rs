//! Stories as plain text, lived twice on the same store: by keys and by command, leaving the same ledger.
//!
//! Steps stand apart by blank lines. In a step, `go:` names a pane and a row, `keys:` are pressed one by one,
//! `type:` is entered as an input method commits it, `shows:` waits for words on the screen, and `command:` is
//! the same step on the command line.

#[path = "../support/demo.rs"]
mod demo;
#[path = "../support/pty.rs"]
mod pty;

use std::time::Duration;

use demo::Demo;
use pty::Pty;
use serde_json::Value;

fn go_to(pty: &mut Pty, pane: &str, id: &str) {
    pty.send(pane);
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

fn press(pty: &mut Pty, key: &str) {
    match key {
        "<Enter>" => pty.send("\r"),
        "<Esc>" => pty.send("\x1b"),
        "<Tab>" => pty.send("\t"),
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
            Some(("command", _)) | None => {}
            Some(_) if line.starts_with('#') => {}
            Some(other) => panic!("{other:?}"),
        }
    }
}

fn by_command(demo: &Demo, story: &str) {
    for line in story.lines().filter_map(|line| line.strip_prefix("command: ")) {
        let ran = demo.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.status, 0, "{line}: {ran:?}");
    }
}

/// What an entry says but for its time, its session and its place in the chain.
fn essence(entry: &Value) -> Vec<Value> {
    let keys = ["number", "actor", "action", "object", "outcome", "reason", "clauses", "undoes", "details"];
    keys.into_iter().map(|key| entry[key].clone()).collect()
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

#[test]
fn a_morning() {
    is_the_same_by_keys_and_by_command(include_str!("morning.txt"));
}

#[test]
fn administrators_come_and_go() {
    is_the_same_by_keys_and_by_command(include_str!("admins.txt"));
}
