//! What arrives from the terminal.

use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Size;

/// All that arrived in one read, in order: one message to the program.
///
/// A hundred keys of one write come as one arrival, so that they cost one frame; what follows a key
/// in the same arrival was typed before anybody saw what the key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The number of the read, rising from 1.
    pub batch: u64,
    /// What was in it; never empty.
    pub inputs: Vec<Input>,
}

/// One thing that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key. A capital letter carries SHIFT beside the capital itself, Shift-Tab is BackTab.
    Key(KeyEvent),
    /// Words committed by an input method: printable characters of a read that holds two or more of
    /// them, at least one not ASCII.
    Typed(String),
    /// A bracketed paste, with `\n` line ends and without control characters except `\n` and tab.
    Paste(String),
    /// The terminal has this size now.
    Resize(Size),
    /// Somebody outside wants something.
    Signal(Signal),
    /// The terminal went away: end within two seconds.
    Gone,
}

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// SIGTERM, SIGHUP or SIGQUIT: close the store and end.
    Terminate,
    /// SIGINT from outside (Ctrl-C itself arrives as a key).
    Interrupt,
    /// SIGTSTP from outside (Ctrl-Z itself arrives as a key).
    Suspend,
    /// SIGCONT: the job goes on; take the terminal again.
    Continued,
    /// A thread panicked and the terminal was given back: close the store and end with status 70.
    Panicked,
}
