//! The terminal runtime in a real pseudo terminal: taken, painted, given back whatever happens.
//!
//! The program on stage is this test program itself, started again with `STAGE` set.

#[path = "support/pty.rs"]
mod pty;

use std::io::Write as _;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

use mcs_console::text::Lang;
use mcs_console::tui::terminal::{
    Arrival, Caret, Environment, Input, Signal, Suspension, Terminal, TerminalError, install_panic_hook,
};
use portable_pty::CommandBuilder;
use pty::{Exit, Pty};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Size};
use ratatui::style::Style;

// ---- the program on stage ----

/// Shows a name and what arrived; `q` quits, `P` panics here, `W` in another thread.
#[test]
fn stage() {
    if std::env::var_os("STAGE").is_none() {
        return;
    }
    let code = match play() {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stdout(), "{}", error.sentence().get(Lang::En));
            1
        }
    };
    // Not `println!`: it would panic where the terminal is gone.
    let _ = writeln!(std::io::stdout(), "the stage is empty");
    std::process::exit(code);
}

fn play() -> Result<i32, TerminalError> {
    install_panic_hook(Lang::En);
    let (sender, inbox) = sync_channel::<Arrival>(64);
    let mut terminal = Terminal::enter(Environment::of_process(), sender)?;
    let mut size = terminal.size();
    let mut heard = String::from("nothing");
    loop {
        terminal.draw(size, |buffer| show(buffer, &heard))?;
        let Ok(arrival) = inbox.recv() else { return Ok(70) };
        heard.clear();
        for input in arrival.inputs {
            match input {
                Input::Key(KeyEvent { code: KeyCode::Char('q'), .. }) => return Ok(0),
                Input::Key(KeyEvent { code: KeyCode::Char('P'), .. }) => {
                    panic!("山田 太郎 must not be shown")
                }
                Input::Key(KeyEvent { code: KeyCode::Char('W'), .. }) => {
                    thread::spawn(|| panic!("山田 太郎 must not be shown"));
                }
                Input::Key(KeyEvent {
                    code: KeyCode::Char('z'), modifiers: KeyModifiers::CONTROL, ..
                })
                | Input::Signal(Signal::Suspend) => match terminal.suspend()? {
                    Suspension::Done => {}
                    Suspension::NobodyWaits => heard.push_str("nobody waits"),
                },
                Input::Signal(Signal::Continued) => terminal.resume()?,
                Input::Key(KeyEvent {
                    code: KeyCode::Char('l'), modifiers: KeyModifiers::CONTROL, ..
                }) => {
                    terminal.redraw();
                }
                Input::Signal(Signal::Terminate) => return Ok(3),
                Input::Signal(Signal::Interrupt) => return Ok(4),
                Input::Signal(Signal::Panicked) => return Ok(70),
                Input::Gone => return Ok(5),
                Input::Resize(new) => size = new,
                Input::Key(key) => heard.push_str(&format!("{} ", key.code)),
                Input::Typed(words) => heard.push_str(&format!("typed {words} ")),
                Input::Paste(text) => heard.push_str(&format!("pasted {text} ")),
            }
        }
    }
}

fn show(buffer: &mut Buffer, heard: &str) -> Caret {
    let Size { width, height } = buffer.area.as_size();
    let bottom = height.saturating_sub(1);
    buffer.set_string(0, 0, "髙橋 美智子 様", Style::new().bold());
    buffer.set_string(0, bottom.min(1), format!("{width}x{height}"), Style::new());
    buffer.set_string(0, bottom, format!("heard {heard}"), Style::new());
    Caret::Resting(Position::new(0, bottom))
}

fn on_stage() -> CommandBuilder {
    let program = std::env::current_exe().expect("a test program has a path");
    let mut command = pty::command(program.to_str().expect("a path in UTF-8"));
    command.args(["stage", "--exact", "--nocapture"]);
    command.env("STAGE", "1");
    command
}

fn started() -> Pty {
    let pty = Pty::start(on_stage(), 60, 10);
    pty.wait_for("heard nothing");
    pty
}

// ---- the tests ----

#[test]
fn quitting_gives_the_terminal_back_and_leaves_no_name_behind() {
    let mut pty = started();
    assert!(pty.look(|screen| screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor()));
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
    pty.wait_for("the stage is empty");
    pty.assert_restored();
    assert!(!pty.screen().join("").contains("髙橋"));
}

#[test]
fn signals_give_the_terminal_back() {
    use rustix::process::Signal;
    for (signal, code) in [(Signal::TERM, 3), (Signal::HUP, 3), (Signal::QUIT, 3), (Signal::INT, 4)] {
        let mut pty = started();
        pty.signal(signal);
        assert_eq!(pty.wait_for_exit(), Exit::Code(code), "{signal:?}");
        pty.assert_restored();
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_tells_no_name() {
    for (key, code) in [("P", 101), ("W", 70)] {
        let mut pty = Pty::start(on_stage(), 100, 40);
        pty.wait_for("heard nothing");
        pty.send(key);
        assert_eq!(pty.wait_for_exit(), Exit::Code(code), "{key}");
        pty.wait_for("internal error");
        pty.assert_restored();
        let bytes = String::from_utf8_lossy(&pty.bytes_since(0)).into_owned();
        assert!(!bytes.contains("must not be shown") && !bytes.contains("山田"), "{key}");
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_program_within_two_seconds() {
    let mut pty = started();
    pty.hang_up();
    let exit = pty.exit_within(Duration::from_secs(2));
    assert!([3, 5, 1].map(Exit::Code).contains(&exit), "{exit:?}");
}

#[test]
fn suspended_under_a_shell_the_terminal_is_the_shells_and_comes_back() {
    let mut shell = pty::command("bash");
    shell.args(["--norc", "--noprofile", "-i"]);
    shell.env("PS1", "ready> ");
    shell.env("STAGE", "1");
    let mut pty = Pty::start(shell, 60, 12);
    pty.wait_for("ready>");
    let argv = on_stage().get_argv().clone();
    let line = argv.iter().filter_map(|word| word.to_str()).collect::<Vec<_>>().join(" ");
    pty.send(format!("{line}\r"));
    pty.wait_for("heard nothing");
    pty.send("\x1a");
    pty.wait_for("Stopped");
    assert!(!pty.look(|screen| screen.alternate_screen() || screen.hide_cursor()));
    pty.send("fg\r");
    pty.wait_until("the console is back", vt100::Screen::alternate_screen);
    pty.send("x");
    pty.wait_for("heard x");
    pty.send("q");
    pty.wait_for("the stage is empty");
}

#[test]
fn without_a_shell_that_waits_nothing_is_suspended() {
    let mut pty = started();
    pty.send("\x1a");
    pty.wait_for("nobody waits");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
}

#[test]
fn keys_words_pastes_and_split_sequences_arrive() {
    let mut pty = started();
    pty.send("abc");
    pty.wait_for("heard a b c");
    pty.send("髙橋");
    pty.wait_for("heard typed 髙橋");
    pty.send("\x1b[200~y\ry\x1b[201~");
    pty.wait_for("heard pasted y");
    pty.send("\x1b");
    pty.wait_for("heard Esc");
    pty.send("[A");
    pty.wait_for("heard Up");
    pty.send("\x1b]11;rgb:aaaa/aaaa/aaaa\x1b\\\x1b[?1;2cx");
    pty.wait_for("heard x");
}

#[test]
fn a_resize_storm_ends_with_the_frame_of_the_last_size() {
    let mut pty = started();
    for (width, height) in [(1, 1), (2, 1), (300, 100), (3, 40), (80, 24), (20, 5), (61, 13)] {
        pty.resize(width, height);
    }
    pty.wait_for("61x13");
    pty.send("k");
    pty.wait_for("heard k");
    assert_eq!(pty.screen().iter().filter(|row| !row.is_empty()).count(), 3);
}

#[test]
fn redraw_repairs_what_others_wrote_and_an_idle_program_writes_nothing() {
    let mut pty = started();
    pty.wait_for_quiet(Duration::from_millis(50));
    let mark = pty.mark();
    thread::sleep(Duration::from_millis(300));
    assert_eq!(pty.bytes_since(mark), b"");
    pty.send("\x0c");
    pty.wait_until("a frame", |screen| {
        screen.contents().contains("heard \n") || screen.contents().ends_with("heard")
    });
    let bytes = pty.bytes_since(mark);
    assert!(String::from_utf8_lossy(&bytes).contains("髙橋 美智子 様"));
}

#[test]
fn where_the_console_cannot_be_shown_a_sentence_says_why() {
    for (name, value, words) in [("TERM", "dumb", "TERM"), ("LC_ALL", "ja_JP.eucJP", "charset")] {
        let mut command = on_stage();
        command.env(name, value);
        let mut pty = Pty::start(command, 100, 10);
        assert_eq!(pty.wait_for_exit(), Exit::Code(1));
        pty.wait_for(words);
        pty.assert_restored();
    }
}

#[test]
fn without_a_terminal_a_sentence_says_so() {
    let program = std::env::current_exe().expect("a test program has a path");
    let output = std::process::Command::new(program)
        .args(["stage", "--exact", "--nocapture"])
        .env("STAGE", "1")
        .env("TERM", "xterm")
        .env("LC_ALL", "C")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("not a terminal"));
}
