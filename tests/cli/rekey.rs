//! A new key for the store while others have it open: each goes on where it was, and nobody signs in anew.

use std::time::Duration;

use crate::pty::{Exit, Pty, console};
use crate::world::{PASSPHRASE, World};

fn terminal<const N: usize>(world: &World, arguments: [&str; N]) -> Pty {
    let mut command = console(arguments);
    command.env("MCS_CONSOLE_DB", world.path("store.db"));
    command.env("HOME", world.path(""));
    let mut terminal = Pty::start(command, 100, 30);
    terminal.wait_for("U-0001");
    terminal.send(format!("{PASSPHRASE}\r"));
    terminal
}

fn rekeyed(world: &World) {
    let before = std::fs::read(world.path("store.db")).unwrap();
    let changed = world.proved(&["store", "rekey", "--operator", "U-0001"]);
    assert_eq!(changed.status, 0, "{changed:?}");
    assert_ne!(std::fs::read(world.path("store.db")).unwrap()[16..4096], before[16..4096], "written anew");
}

#[test]
fn a_console_goes_on_with_a_half_typed_form_and_its_act_is_done_under_the_new_key() {
    let world = World::new();
    let mut screen = terminal(&world, ["--operator", "U-0001", "--lang", "en"]);
    screen.wait_for("2 Groups");
    screen.send("1");
    screen.wait_for("小林 誠");
    screen.send("/");
    screen.send("kobayashi");
    screen.wait_for("1/1");
    screen.send("\ro");
    screen.wait_for("Memo");
    screen.wait_for_quiet(Duration::from_millis(300));
    screen.send("half a");
    screen.wait_for("half a");
    rekeyed(&world);
    screen.wait_for("has been changed");
    screen.wait_for("half a");
    screen.send(" memo");
    screen.wait_for("half a memo");
    screen.send("\t\ty");
    screen.wait_for("done (entry");
    screen.wait_for("kobayashi");
    assert_eq!(world.json(&["user", "show", "U-0003"])["memo"], "half a memo");
    // And once more, with the cursor in a list; the undo of before is still this session's.
    rekeyed(&world);
    screen.wait_until("the second change is told", |s| s.contents().contains("has been changed"));
    screen.send("u");
    screen.wait_for("Takes back");
    screen.wait_for_quiet(Duration::from_millis(300));
    screen.send("y");
    screen.wait_until("the undo is told", |s| s.contents().contains("Undo: done"));
    assert_eq!(world.json(&["user", "show", "U-0003"])["memo"], "");
    assert_eq!(world.proved(&["audit", "verify"]).status, 0);
    screen.send("qq");
    assert_eq!(screen.wait_for_exit(), Exit::Code(0));
}

#[test]
fn a_locked_console_and_a_conversation_in_lines_go_on_too() {
    let world = World::new();
    let mut screen = terminal(&world, ["--operator", "U-0001"]);
    screen.wait_for("2 グループ");
    screen.send("L");
    screen.wait_for("施錠");
    let mut lines = terminal(&world, ["--plain", "--operator", "U-0001"]);
    lines.wait_for("? で説明");
    rekeyed(&world);
    lines.wait_for("交換が終わりました");
    lines.send("1\r");
    lines.wait_for("小林 誠");
    screen.send(format!("{PASSPHRASE}\r"));
    screen.wait_for("2 グループ");
    lines.send("q\r");
    assert_eq!(lines.wait_for_exit(), Exit::Code(0));
}

#[test]
fn whoever_has_no_key_any_more_does_not_come_back() {
    let world = World::new();
    let appointed = world.proved(&["user", "appoint", "U-0003"]);
    assert_eq!(appointed.status, 0, "{appointed:?}");
    let code = world.proved(&["operator", "invite", "U-0003"]);
    let enrol = ["operator", "enrol", "U-0003", "--passphrase-stdin"];
    let second = "a quiet river in May";
    let enrolled = world.fed(&enrol, &format!("{}\n{second}\n", code.out.trim()));
    assert_eq!(enrolled.status, 0, "{code:?} {enrolled:?}");
    let mut command = console(["--operator", "U-0003", "--lang", "en"]);
    command.env("MCS_CONSOLE_DB", world.path("store.db"));
    command.env("HOME", world.path(""));
    let mut screen = Pty::start(command, 100, 30);
    screen.wait_for("U-0003");
    screen.send(format!("{second}\r"));
    screen.wait_for("2 Groups");
    assert_eq!(world.proved(&["operator", "remove", "U-0003", "--operator", "U-0001"]).status, 0);
    rekeyed(&world);
    assert_eq!(screen.exit_within(Duration::from_secs(30)), Exit::Code(5));
    screen.assert_restored();
}
