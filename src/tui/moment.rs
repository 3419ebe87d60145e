//! What holds for a moment only: whether keys count, whether a pane is zoomed, whether a write is under way.

/// Whether keys count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// They do.
    Open,
    /// A dialog opened that nobody has seen yet: what was typed ahead is dropped.
    UntilDrawn,
}

/// Whether one pane has the whole screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// All three share it.
    Out,
    /// The focused one has it.
    In,
}

/// Whether a write is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// None is.
    Idle,
    /// One is.
    Underway,
    /// It is done, and the rows are being read again: a verb's key waits for them, so that it meets the row as it
    /// now is.
    Rereading(Option<char>),
}
