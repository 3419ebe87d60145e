//! Runs a program in a real pseudo terminal and looks at what it shows.
//!
//! ```ignore
//! #[path = "support/pty.rs"]
//! mod pty;
//!
//! let mut console = pty::Pty::start(pty::console(["demo"]), 100, 30);
//! console.wait_for("3 招待");
//! let mark = console.mark();
//! console.send("j");
//! console.wait_until("the second row is selected", |screen| screen.cursor_position() == (6, 0));
//! assert!(console.bytes_since(mark).len() <= 48);
//! console.send("q");
//! assert_eq!(console.wait_for_exit(), pty::Exit::Code(0));
//! console.assert_restored();
//! ```
//!
//! Every wait is generous and ends the test with the screen as it was, so a test never sleeps to be
//! sure. The program runs as the leader of its own session with the terminal as its controlling one.
//! The screen is that of the vt100 crate: it knows no synchronized output (a frame may be seen half
//! drawn, so wait for what comes last) and no attributes in the second half of a wide cell.
#![allow(dead_code, reason = "every test program uses another part")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

/// Longer than any answer should take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    Code(u32),
    /// Killed by the signal of this description.
    Signal(String),
}

/// The console under test with `arguments`, in a small, fixed environment; change it with `env`.
pub fn console<const N: usize>(arguments: [&str; N]) -> CommandBuilder {
    let mut command = command(env!("CARGO_BIN_EXE_mcs-console"));
    command.args(arguments);
    command
}

/// A program in the same environment.
pub fn command(program: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    for name in ["PATH", "HOME"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("TERM", "xterm-256color");
    command.env("LANG", "ja_JP.UTF-8");
    command
}

/// A program and the terminal it runs in. Dropping it kills the program.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    // Kept open, so that the settings of the terminal can be read after the program ended.
    slave: Box<dyn SlavePty + Send>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<Shown>,
    settings_before: String,
}

#[derive(Default)]
struct Shown {
    state: Mutex<Option<State>>,
    changed: Condvar,
}

struct State {
    terminal: vt100::Parser,
    bytes: Vec<u8>,
    is_hung_up: bool,
}

impl Shown {
    fn lock(&self) -> MutexGuard<'_, Option<State>> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Pty {
    /// Starts `command` in a terminal of `width` by `height` cells.
    pub fn start(command: CommandBuilder, width: u16, height: u16) -> Pty {
        let pair = native_pty_system().openpty(size(width, height)).expect("a pseudo terminal");
        let terminal = vt100::Parser::new(cells(height), cells(width), 0);
        let shown = Arc::new(Shown::default());
        *shown.lock() = Some(State { terminal, bytes: Vec::new(), is_hung_up: false });
        let reader = pair.master.try_clone_reader().expect("a reader");
        thread::spawn({
            let shown = Arc::clone(&shown);
            move || follow(reader, &shown)
        });
        let settings_before = settings(&*pair.master);
        Pty {
            writer: Some(pair.master.take_writer().expect("a writer")),
            master: Some(pair.master),
            child: pair.slave.spawn_command(command).expect("the program starts"),
            slave: pair.slave,
            shown,
            settings_before,
        }
    }

    /// Types `bytes` in one write.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let writer = self.writer.as_mut().expect("the terminal is there");
        writer.write_all(bytes.as_ref()).and_then(|()| writer.flush()).expect("the terminal takes keys");
    }

    /// Waits until some row shows `text`; spaces count.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until no row shows `text`.
    pub fn wait_for_no(&self, text: &str) {
        self.wait_until(&format!("no {text}"), |screen| !screen.contents().contains(text));
    }

    /// Waits until `holds`; `what` names it in the failure.
    pub fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |state| holds(state.terminal.screen()));
    }

    /// Waits until something has been written since `mark`.
    pub fn wait_for_more(&self, mark: usize) {
        self.wait("an answer", |state| state.bytes.len() > mark);
    }

    /// Waits until nothing has been written for `quiet`.
    pub fn wait_for_quiet(&self, quiet: Duration) {
        let mut length = self.mark();
        loop {
            thread::sleep(quiet);
            if std::mem::replace(&mut length, self.mark()) == length {
                return;
            }
        }
    }

    fn wait(&self, what: &str, holds: impl Fn(&State) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.shown.lock();
        while !state.as_ref().is_some_and(&holds) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                drop(state);
                panic!("waited in vain for: {what}\n{}", self.screen().join("\n"));
            }
            state = self.shown.changed.wait_timeout(state, left).expect("no thread panicked").0;
        }
    }

    /// The rows as they are now, without trailing blanks.
    pub fn screen(&self) -> Vec<String> {
        self.look(|screen| {
            let width = screen.size().1.get();
            screen.rows(0, width).map(|row| row.trim_end().to_owned()).collect()
        })
    }

    /// Looks at the terminal as it is now: cells, attributes, cursor.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shown.lock().as_ref().expect("a terminal").terminal.screen())
    }

    /// A point in what the program has written, for [`bytes_since`](Pty::bytes_since).
    pub fn mark(&self) -> usize {
        self.shown.lock().as_ref().expect("a terminal").bytes.len()
    }

    /// Everything the program has written since `mark`.
    pub fn bytes_since(&self, mark: usize) -> Vec<u8> {
        self.shown.lock().as_ref().expect("a terminal").bytes[mark..].to_vec()
    }

    /// Gives the terminal another size, as a window manager would.
    pub fn resize(&mut self, width: u16, height: u16) {
        if let Some(state) = self.shown.lock().as_mut() {
            state.terminal.set_size(cells(height), cells(width));
        }
        self.master.as_ref().expect("the terminal is there").resize(size(width, height)).expect("a new size");
    }

    /// Sends a signal to the program itself.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the program runs");
    }

    /// The process id of the program.
    pub fn pid(&self) -> Pid {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok());
        id.and_then(Pid::from_raw).expect("a process id")
    }

    /// Takes the terminal away, as a broken line or a closed window does.
    pub fn hang_up(&mut self) {
        if let Some(state) = self.shown.lock().as_mut() {
            state.is_hung_up = true;
        }
        // The thread that reads lets go at its next byte: a new size makes the program draw.
        let (height, width) = self.look(vt100::Screen::size);
        let size = size(width.get() - 1, height.get());
        self.master.as_ref().expect("the terminal is there").resize(size).expect("a new size");
        while Arc::strong_count(&self.shown) > 1 {
            thread::sleep(Duration::from_millis(1));
        }
        self.say_no_farewell();
        self.writer = None;
        self.master = None;
    }

    /// The writer types a newline and the terminal's end-of-file key when it is dropped. A broken line does not:
    /// to a console that reads keys, Ctrl-D is half a page further down. Without such a key it types nothing.
    fn say_no_farewell(&self) {
        let name = self.master.as_ref().and_then(|master| master.tty_name()).expect("a terminal has a name");
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let terminal = rustix::fs::open(name, flags, Mode::empty()).expect("the terminal is there");
        let mut settings = tcgetattr(&terminal).expect("settings");
        settings.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&terminal, OptionalActions::Now, &settings).expect("the terminal takes settings");
    }

    /// Waits for the end of the program.
    pub fn wait_for_exit(&mut self) -> Exit {
        self.exit_within(PATIENCE)
    }

    /// Waits for the end of the program, at most so long.
    pub fn exit_within(&mut self, patience: Duration) -> Exit {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(status) = self.child.try_wait().expect("the program can be waited for") {
                return match status.signal() {
                    Some(signal) => Exit::Signal(signal.to_owned()),
                    None => Exit::Code(status.exit_code()),
                };
            }
            let screen = || self.screen().join("\n");
            assert!(Instant::now() < deadline, "still running after {patience:?}\n{}", screen());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// The settings of the terminal now, in words that can be compared (what `stty -a` tells).
    pub fn settings(&self) -> String {
        settings(self.master.as_deref().expect("the terminal is there"))
    }

    /// Asserts that the terminal is as it was before the program: settings, modes, cursor.
    pub fn assert_restored(&self) {
        self.wait("the main screen", |state| !state.terminal.screen().alternate_screen());
        assert_eq!(self.settings(), self.settings_before, "the settings of the terminal");
        let bytes = String::from_utf8_lossy(&self.bytes_since(0)).into_owned();
        let mut left_on = String::new();
        for (mode, rest) in [("1049", 'l'), ("2004", 'l'), ("2026", 'l'), ("25", 'h'), ("7", 'h')] {
            let last = ['h', 'l'].into_iter().max_by_key(|end| bytes.rfind(&format!("\x1b[?{mode}{end}")));
            let is_used = bytes.contains(&format!("\x1b[?{mode}"));
            if is_used && last != Some(rest) {
                write!(left_on, " {mode}").expect("a string takes every byte");
            }
        }
        assert_eq!(left_on, "", "modes that were not put back");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn follow(mut reader: Box<dyn Read + Send>, shown: &Shown) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        let mut state = shown.lock();
        let Some(state) = state.as_mut() else { return };
        if state.is_hung_up {
            return;
        }
        state.bytes.extend_from_slice(&buffer[..count]);
        state.terminal.process(&buffer[..count]);
        shown.changed.notify_all();
    }
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}
