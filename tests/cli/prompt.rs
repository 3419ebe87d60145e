//! The prompt for a passphrase, on a real terminal: nothing echoed, everything put back.

use crate::pty::{Exit, Pty, console};
use crate::world::{PASSPHRASE, World};

fn terminal<const N: usize>(world: &World, arguments: [&str; N]) -> Pty {
    let mut command = console(arguments);
    command.env("MCS_CONSOLE_DB", world.path("store.db"));
    command.env("HOME", world.path(""));
    Pty::start(command, 80, 24)
}

#[test]
fn a_passphrase_is_asked_for_on_the_terminal_and_not_echoed() {
    let world = World::new();
    let mut terminal = terminal(&world, ["invitation", "list", "--operator", "u-0001"]);
    terminal.wait_for("パスフレーズ:");
    terminal.send(PASSPHRASE);
    terminal.send("\r");
    terminal.wait_for("I-0001");
    assert_eq!(terminal.wait_for_exit(), Exit::Code(0));
    let screen = terminal.screen().join("\n");
    assert!(!screen.contains("correct"), "{screen}");
    terminal.assert_restored();
}

#[test]
fn a_cancelled_prompt_signs_nobody_in_and_restores_the_terminal() {
    let world = World::new();
    let mut terminal = terminal(&world, ["invitation", "list", "--operator", "U-0001"]);
    terminal.wait_for("パスフレーズ:");
    terminal.send("half\x03");
    assert_eq!(terminal.wait_for_exit(), Exit::Code(5));
    terminal.assert_restored();
}

#[test]
fn init_asks_twice_and_refuses_two_different_answers() {
    let world = World::empty();
    let mut terminal = terminal(&world, ["init", "--office", "A", "--admin", "B C", "--lang", "en"]);
    terminal.wait_for("New passphrase");
    terminal.send("an unusual sentence\r");
    terminal.wait_for("Once more");
    terminal.send("another sentence\r");
    assert_eq!(terminal.wait_for_exit(), Exit::Code(2));
    assert!(!world.path("store.db").exists());
    terminal.assert_restored();
}
