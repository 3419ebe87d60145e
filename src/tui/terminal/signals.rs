//! Signals as readable bytes, so that one thread waits for them and for the keyboard together.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag::register_conditional_default;
use signal_hook::iterator::backend::{Handle, SignalDelivery};
use signal_hook::iterator::exfiltrator::SignalOnly;

const ALL: [i32; 7] = [SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGTSTP, SIGCONT, SIGWINCH];

/// The signals that arrived and were not yet looked at.
pub struct Signals {
    delivery: SignalDelivery<UnixStream, SignalOnly>,
    is_closed: Arc<AtomicBool>,
}

impl Signals {
    /// Takes over the signals until [`Closer::close`].
    pub fn listen() -> io::Result<Signals> {
        // The default stands before the delivery, as signals run what was registered first: otherwise the thread
        // that is told of a signal could close the listening while its handler still asks whether it is closed.
        let is_closed = Arc::new(AtomicBool::new(false));
        for signal in [SIGTERM, SIGHUP, SIGQUIT, SIGINT] {
            register_conditional_default(signal, Arc::clone(&is_closed))?;
        }
        let (read, write) = UnixStream::pair()?;
        let delivery = SignalDelivery::with_pipe(read, write, SignalOnly, ALL)?;
        Ok(Signals { delivery, is_closed })
    }

    /// What ends the listening.
    pub fn closer(&self) -> Closer {
        Closer { handle: self.delivery.handle(), is_closed: Arc::clone(&self.is_closed) }
    }

    /// The signals since the last call.
    pub fn pending(&mut self) -> Vec<i32> {
        self.delivery.pending().collect()
    }

    /// Whether the listening was ended.
    pub fn are_closed(&self) -> bool {
        self.is_closed.load(Ordering::SeqCst)
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.delivery.get_read().as_fd()
    }
}

/// Ends the listening; the signals that end a process then do so again.
pub struct Closer {
    handle: Handle,
    is_closed: Arc<AtomicBool>,
}

impl Closer {
    /// Ends the listening and wakes the thread that waits.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        self.handle.close();
    }
}
