//! A real xterm under a virtual display: keys as an X server sends them, and the terminal given back.
//!
//! What it shows cannot be read from here; what its keys did can. Skipped where Xvfb, xterm or xdotool is missing.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::demo::Demo;

/// Longer than anything should take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks, and two keys.
const PAUSE: Duration = Duration::from_millis(700);

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// A display of the test's own, and its name.
fn display() -> (Running, String) {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1200x800x24", "-nolisten", "tcp"]);
    let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("an X server");
    let mut number = String::new();
    let told = BufReader::new(server.stdout.take().expect("a pipe")).read_line(&mut number);
    assert!(told.is_ok_and(|length| length > 1), "the X server says its number");
    (Running(server), format!(":{}", number.trim()))
}

/// Types a key into the window under the pointer: without a window manager that is the one that hears it.
fn press(display: &str, key: &str) {
    let mut command = Command::new("xdotool");
    command.env("DISPLAY", display).args(["mousemove", "50", "50", "key", key]);
    assert!(command.status().is_ok_and(|status| status.success()), "xdotool types {key}");
    thread::sleep(PAUSE);
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
        thread::sleep(PAUSE);
    }
}

#[test]
pub fn in_xterm_two_keys_approve_and_the_terminal_is_given_back() {
    if !["Xvfb", "xterm", "xdotool"].into_iter().all(is_there) {
        println!("skipped: this test wants Xvfb, xterm and xdotool");
        return;
    }
    let demo = Demo::new();
    let (_server, display) = display();
    let (before, after) = (demo.path("before"), demo.path("after"));
    let script = format!(
        "stty -g > '{before}'; '{program}' --db '{db}'; echo $? > '{left}'; stty -g > '{after}'",
        before = before.display(),
        program = env!("CARGO_BIN_EXE_mcs-console"),
        db = demo.db().display(),
        left = demo.path("left").display(),
        after = after.display()
    );
    let mut command = Command::new("xterm");
    command.env("DISPLAY", &display).env("HOME", demo.path("")).env("LC_ALL", "C.UTF-8");
    command.args(["-u8", "-geometry", "100x30", "-e", "sh", "-c", &script]).stderr(Stdio::null());
    let _xterm = Running(command.spawn().expect("an xterm"));
    let first = demo.newest_entry();
    wait_until("the console to come in", || {
        demo.path("demo.db.sessions").read_dir().is_ok_and(|d| d.count() > 0)
    });
    thread::sleep(2 * PAUSE);
    // Whatever comes before the dialog is on the screen does not count; in the list y means nothing.
    wait_until("the approval", || {
        press(&display, "a");
        thread::sleep(PAUSE);
        press(&display, "y");
        thread::sleep(3 * PAUSE);
        demo.newest_entry() > first
    });
    press(&display, "Down");
    assert_eq!(demo.newest_entry(), first + 1, "once");
    assert_eq!(demo.ledger(1)[0]["action"], "invitation.approve");
    press(&display, "q");
    wait_until("the console to end", || after.metadata().is_ok_and(|about| about.len() > 0));
    let read = |name: &str| std::fs::read_to_string(demo.path(name)).expect("a file");
    assert_eq!((read("left").trim(), read("after")), ("0", read("before")), "status and settings");
    demo.assert_sound();
}
