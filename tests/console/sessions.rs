//! A session that is ended from elsewhere, and one that makes way for a change of the store's key.

use std::time::Duration;

use crate::demo::Demo;
use crate::pty::Exit;

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
