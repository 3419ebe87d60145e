//! The terminal under the console: what arrives from it, and frames painted onto it.
//!
//! Three parts that know nothing of each other: the [`Decoder`] turns bytes into [`Input`]s, the
//! [`Painter`] turns frames into bytes, and the session takes the terminal and gives it back in the
//! state it was found in. [`Terminal`] joins them for the program; tests drive the first two alone.
//!
//! Deliberately absent: any question to the terminal (its answer could come back as typed keys), the
//! window title, the mouse, Alt chords with a meaning, and any clock that ticks while nothing happens.

mod cells;
mod decoder;
mod environment;
mod error;
pub use crate::text::ime;
mod input;
mod jobs;
mod keys;
mod motion;
mod painter;
mod panic;
mod pen;
mod reader;
mod scroll;
mod session;
mod signals;
mod trace;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use reader::Reader;

pub use cells::clear;
pub use decoder::Decoder;
pub use environment::{Abilities, Colours, Environment};
pub use error::TerminalError;
pub use input::{Arrival, Input, Signal};
pub use painter::{Caret, Painter};
pub use panic::install as install_panic_hook;

/// What came of the wish to be suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspension {
    /// The job was stopped and goes on now; [`Signal::Continued`] follows.
    Done,
    /// No job-control shell waits to take over, so the console stays.
    NobodyWaits,
}

/// The terminal while the console has it. Gives it back when dropped.
pub struct Terminal {
    painter: Painter,
    environment: Environment,
    signals: signals::Closer,
    batch: Arc<AtomicU64>,
    batch_before_frame: u64,
}

impl Terminal {
    /// Takes the terminal and starts the thread that sends what arrives from it to `inbox`.
    ///
    /// The screen itself is taken with the first frame, in the same write.
    /// Refuses, with a sentence for the user, what the console cannot be shown on.
    pub fn enter<M>(environment: Environment, inbox: SyncSender<M>) -> Result<Terminal, TerminalError>
    where
        M: From<Arrival> + Send + 'static,
    {
        let abilities = environment.abilities()?;
        session::require_terminal()?;
        let signals = signals::Signals::listen().map_err(TerminalError::System)?;
        let closer = signals.closer();
        let reader = Reader::new(signals, environment.clone(), inbox);
        let batch = reader.batch();
        session::enter()?;
        panic::guard_this_thread();
        // From here on the terminal is given back by the drop, also when the thread cannot start.
        let terminal = Terminal {
            painter: Painter::new(abilities),
            environment,
            signals: closer,
            batch,
            batch_before_frame: 0,
        };
        reader.start().map_err(TerminalError::System)?;
        Ok(terminal)
    }

    /// The size of the terminal now, in cells.
    pub fn size(&self) -> Size {
        self.environment.size()
    }

    /// The number of the last arrival before the last frame was written: what carries this number or
    /// a lower one was typed before anybody could see that frame.
    pub fn last_batch(&self) -> u64 {
        self.batch_before_frame
    }

    /// Shows the frame that `paint` puts into an empty buffer of `size`, in one write at most.
    ///
    /// Writes nothing when nothing changed, and nothing while the console is suspended.
    /// An error means that the terminal is gone.
    pub fn draw(
        &mut self,
        size: Size,
        paint: impl FnOnce(&mut Buffer) -> Caret,
    ) -> Result<(), TerminalError> {
        let frame = self.painter.frame(size, paint);
        // Asked before the write: whoever sees the frame may answer it at once.
        self.batch_before_frame = self.batch.load(Ordering::SeqCst);
        session::write(frame)
    }

    /// Lets the next frame be painted in full: the redraw key.
    pub fn redraw(&mut self) {
        self.painter.forget();
    }

    /// Gives the terminal back and stops the job, where a job-control shell waits for that.
    pub fn suspend(&mut self) -> Result<Suspension, TerminalError> {
        if !jobs::shell_waits() {
            return Ok(Suspension::NobodyWaits);
        }
        session::leave();
        jobs::stop().map_err(TerminalError::System)?;
        Ok(Suspension::Done)
    }

    /// Takes the terminal again: the answer to [`Signal::Continued`]. A job continued in the
    /// background leaves the terminal alone until it is brought to the foreground.
    pub fn resume(&mut self) -> Result<(), TerminalError> {
        if jobs::in_foreground() {
            session::enter()?;
            self.painter.forget();
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        session::leave();
        self.signals.close();
    }
}
