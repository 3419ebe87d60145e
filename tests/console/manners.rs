//! How the console takes the terminal and gives it back, whatever ends it.

use std::time::Duration;

use rustix::process::Signal;

use crate::deciding::assert_answers;
use crate::demo::Demo;
use crate::pty::{self, Exit, Pty};

#[test]
pub fn the_first_frame_shows_the_three_panes_and_whose_office_it_is() {
    let demo = Demo::new();
    let pty = demo.open(100, 30);
    for words in
        ["デモ", "こまえ野訪問看護ステーション", "1 ユーザー 60", "2 グループ 200", "3 招待", "?ヘルプ"]
    {
        pty.wait_for(words);
    }
    assert!(pty.look(|screen| screen.alternate_screen() && screen.bracketed_paste()));
}

#[test]
pub fn quitting_gives_the_terminal_back_without_a_name_on_it() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
    pty.assert_restored();
    assert_eq!(pty.screen().join(""), "");
}

#[test]
pub fn signals_give_the_terminal_back_and_leave_a_sound_store() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let demo = Demo::new();
        let mut pty = demo.open(80, 24);
        pty.send("a");
        pty.wait_for("›やめる‹");
        pty.signal(signal);
        assert_eq!(pty.wait_for_exit(), Exit::Code(0), "{signal:?}");
        pty.assert_restored();
        assert_eq!(pty.screen().join(""), "", "{signal:?}");
        demo.assert_sound();
    }
}

#[test]
pub fn a_terminal_that_goes_away_ends_the_console_within_two_seconds() {
    let demo = Demo::new();
    let mut pty = demo.open(80, 24);
    pty.hang_up();
    assert!(matches!(pty.exit_within(Duration::from_secs(2)), Exit::Code(_)));
    demo.assert_sound();
}

#[test]
pub fn redraw_repairs_what_another_program_wrote_over_the_screen() {
    let demo = Demo::new();
    let mut pty = demo.open(80, 24);
    // The header's numbers arrive after the first frame.
    pty.wait_for("未反映");
    pty.wait_for_quiet(Duration::from_millis(100));
    let screen = pty.screen();
    let mark = pty.mark();
    pty.send("\x0c");
    assert_answers(&mut pty);
    pty.wait_for_quiet(Duration::from_millis(100));
    let bytes = String::from_utf8_lossy(&pty.bytes_since(mark)).into_owned();
    assert!(bytes.contains("こまえ野"), "the header is drawn again, too");
    assert_eq!(pty.screen(), screen);
}

#[test]
pub fn suspended_under_a_shell_the_console_comes_back_where_it_was() {
    let demo = Demo::new();
    let mut shell = pty::command("bash");
    shell.args(["--norc", "--noprofile", "-i"]);
    shell.env("PS1", "ready> ");
    let mut pty = Pty::start(shell, 100, 30);
    pty.wait_for("ready>");
    pty.send(format!("{} --db {}\r", env!("CARGO_BIN_EXE_mcs-console"), demo.db().display()));
    pty.wait_for("I-0001");
    pty.send("j");
    pty.wait_for("I-0002 ");
    pty.send("\x1a");
    pty.wait_for("Stopped");
    assert!(!pty.look(vt100::Screen::alternate_screen));
    pty.send("fg\r");
    pty.wait_until("the console is back", vt100::Screen::alternate_screen);
    pty.wait_for("I-0002 ");
    assert_answers(&mut pty);
    pty.send("q");
    pty.wait_until("the shell's screen", |screen| !screen.alternate_screen());
}

#[test]
pub fn no_colour_and_old_terminals_still_tell_selection_judgement_and_focus() {
    for (term, no_color) in [("vt100", ""), ("linux", ""), ("screen", ""), ("xterm-256color", "1")] {
        let demo = Demo::new();
        let mut command = demo.console();
        command.env("TERM", term);
        command.env("NO_COLOR", no_color);
        let mut pty = Pty::start(command, 100, 30);
        pty.wait_for("I-0001");
        pty.send(" ");
        pty.wait_for("✓ 可");
        pty.wait_for("›   ");
        pty.send("/I-0015\r");
        pty.wait_for("要確認  一 潤");
        pty.send("a");
        pty.wait_for("›やめる‹");
        let bytes = String::from_utf8_lossy(&pty.bytes_since(0)).into_owned();
        assert!(!bytes.contains("\x1b[;"), "{term}: an empty parameter");
        if term == "vt100" || no_color == "1" {
            assert_eq!(colours(&bytes), Vec::<&str>::new(), "{term}");
        }
        pty.send("\x1b");
        pty.wait_for_no("›やめる‹");
        pty.send("q");
        pty.wait_for("招待 128");
        pty.send("q");
        assert_eq!(pty.wait_for_exit(), Exit::Code(0), "{term}");
        pty.assert_restored();
    }
}

/// The parameters of `ESC[…m` that set a colour.
fn colours(bytes: &str) -> Vec<&str> {
    let sequences = bytes.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
        rest[end..].starts_with('m').then(|| &rest[..end])
    });
    let is_colour = |n: &str| n.parse().is_ok_and(|n: u16| matches!(n, 30..=38 | 40..=48 | 90..=107));
    sequences.filter(|parameters| parameters.split(';').any(is_colour)).collect()
}
