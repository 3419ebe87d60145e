//! The terminal taken, and given back exactly as it was found, whatever happens.
//!
//! One process has one terminal, and a panic in any thread must be able to give it back: that is why
//! this state is global, and why frames are written under its lock.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    OptionalActions, QueueSelector, Termios, isatty, tcflush, tcgetattr, tcgetwinsize, tcsetattr,
};

use super::TerminalError;

/// Alternate screen, bracketed paste, no line wrap: a glyph wider than expected must not scroll.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?7l";
const PLAIN: &[u8] = b"\x1b[m\x1b[r\x1b[H";
const GIVE_BACK: &[u8] = b"\x1b[?7h\x1b[?2004l\x1b[?25h\x1b[?1049l";

struct Session {
    termios: Termios,
    screen: Screen,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Untouched,
    Taken,
}

static SESSION: Mutex<Option<Session>> = Mutex::new(None);

fn session() -> MutexGuard<'static, Option<Session>> {
    SESSION.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Refuses when input or output is a file or a pipe.
pub fn require_terminal() -> Result<(), TerminalError> {
    if isatty(stdin()) && isatty(stdout()) { Ok(()) } else { Err(TerminalError::NotATerminal) }
}

/// Puts the terminal into raw mode; the screen is taken with the first frame.
///
/// Where the terminal is ours already, a shell may have changed its settings while the job was
/// stopped: they are set again, and what was found first is still what will be given back.
pub fn enter() -> Result<(), TerminalError> {
    let mut session = session();
    let found = match session.as_ref() {
        Some(session) => session.termios.clone(),
        None => tcgetattr(stdin())?,
    };
    let mut raw = found.clone();
    raw.make_raw();
    tcsetattr(stdin(), OptionalActions::Now, &raw)?;
    session.get_or_insert(Session { termios: found, screen: Screen::Untouched });
    Ok(())
}

/// Writes a frame in one write; nothing while the terminal is not ours.
pub fn write(frame: &[u8]) -> Result<(), TerminalError> {
    let mut session = session();
    let Some(session) = session.as_mut().filter(|_| !frame.is_empty()) else { return Ok(()) };
    match session.screen {
        Screen::Taken => write_all(frame)?,
        Screen::Untouched => {
            session.screen = Screen::Taken;
            write_all(&[TAKE, frame].concat())?;
        }
    }
    Ok(())
}

/// Gives the terminal back, if it is ours; says whether it was.
pub fn leave() -> Left {
    let Some(Session { termios, screen }) = session().take() else { return Left::Before };
    // Errors have no cure here: the terminal is gone.
    if screen == Screen::Taken {
        let _ = write_all(&farewell());
    }
    let _ = tcflush(stdin(), QueueSelector::IFlush);
    let _ = tcsetattr(stdin(), OptionalActions::Now, &termios);
    Left::Now
}

/// Whether [`leave`] had something to give back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The terminal was ours until now.
    Now,
    /// It was not ours.
    Before,
}

/// Blanks every row before leaving: where there is no alternate screen, names would stay. Row by
/// row, because some terminals keep what a whole erased screen showed in their scrollback.
fn farewell() -> Vec<u8> {
    let rows = tcgetwinsize(stdout()).map_or(24, |size| size.ws_row.clamp(1, 1000));
    let mut bytes = PLAIN.to_vec();
    bytes.extend(b"\x1b[K\r\n".repeat(usize::from(rows) - 1));
    bytes.extend(b"\x1b[K\x1b[H");
    bytes.extend(GIVE_BACK);
    bytes
}

fn write_all(mut bytes: &[u8]) -> Result<(), Errno> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::from_borrowed_fd(stdout(), PollFlags::OUT)], None).map(drop)?;
            }
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}
