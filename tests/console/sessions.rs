//! A session that is ended from elsewhere, and one that makes way for a change of the store's key.

use std::time::Duration;

use crate::demo::{Demo, SECOND_ADMIN};
use crate::pty::{Exit, Pty};

/// What the console promises to whoever is dismissed.
const WITHIN: Duration = Duration::from_secs(30);

#[test]
fn a_session_ended_from_elsewhere_closes_and_says_so() {
    let demo = Demo::new();
    let mut pty = demo.open(80, 24);
    let sessions = demo.json(&["session", "list"]);
    let name = sessions[0]["session"].as_str().expect("a name").to_owned();
    assert_eq!(demo.run(&["session", "end", &name]).status, 0);
    assert_eq!(pty.exit_within(Duration::from_secs(30)), Exit::Code(5));
    pty.wait_for("session end");
    pty.assert_restored();
    assert_eq!(demo.run(&["session", "end", &name]).status, 3);
}

#[test]
fn a_session_makes_way_for_a_new_key_and_goes_on() {
    let demo = Demo::new();
    let mut pty = demo.open(80, 24);
    let changed = demo.run_as_city(&["store", "rekey"]);
    assert_eq!(changed.status, 0, "{changed:?}");
    pty.wait_for("鍵の交換が終わりました");
    demo.assert_sound();
    pty.send("q");
    assert_eq!(pty.exit_within(Duration::from_secs(30)), Exit::Code(0));
}

/// Somebody else dismisses the operator, or removes the key, while the screen is open and at rest.
#[test]
fn a_dismissed_operator_and_one_without_a_key_are_out_within_30_seconds_and_read_why() {
    let demo = Demo::new();
    let second = demo.open_as_second(80, 24);
    let dismissed = demo.run(&["user", "dismiss", SECOND_ADMIN, "--reason", "異動のため、任命を終えます"]);
    assert_eq!(dismissed.status, 0, "{dismissed:?}");
    is_out(second, "この操作者は現在操作できないため終了しました");

    let demo = Demo::new();
    let (second, mut first) = (demo.open_as_second(80, 24), demo.open(80, 24));
    let removed = demo.run(&["operator", "remove", SECOND_ADMIN]);
    assert_eq!(removed.status, 0, "{removed:?}");
    is_out(second, "この操作者の鍵が削除されたため終了しました");
    // Nobody else is.
    first.send("q");
    assert_eq!(first.exit_within(WITHIN), Exit::Code(0));
}

fn is_out(mut pty: Pty, why: &str) {
    assert_eq!(pty.exit_within(WITHIN), Exit::Code(5));
    pty.wait_for(why);
    pty.assert_restored();
}

#[test]
fn a_conversation_whose_key_is_removed_ends_at_its_next_line_and_says_so() {
    let demo = Demo::new();
    let mut command = demo.console();
    command.args(["--plain", "--lang", "en", "--operator", SECOND_ADMIN, "--passphrase-file"]);
    command.arg(demo.path("second"));
    let mut pty = Pty::start(command, 80, 24);
    pty.wait_for("Invitations >");
    assert_eq!(demo.run(&["operator", "remove", SECOND_ADMIN]).status, 0);
    pty.send("10\n");
    pty.wait_for("this operator's key was removed");
    assert_eq!(pty.exit_within(WITHIN), Exit::Code(0));
}
