//! The thread that waits for the keyboard and for signals, and sends what arrives.
//!
//! Sleeps without a time limit unless the decoder holds something: an idle console wakes nobody.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SendError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

use super::signals::Signals;
use super::{Arrival, Decoder, Environment, Input, Signal, panic};

/// Waits for the keyboard and for signals.
pub struct Reader<M> {
    signals: Signals,
    decoder: Decoder,
    environment: Environment,
    inbox: SyncSender<M>,
    batch: Arc<AtomicU64>,
}

/// What woke the thread.
#[derive(Default)]
struct Woken {
    by_signal: bool,
    by_terminal: bool,
}

impl<M: From<Arrival> + Send + 'static> Reader<M> {
    /// A reader that sends to `inbox`.
    pub fn new(signals: Signals, environment: Environment, inbox: SyncSender<M>) -> Reader<M> {
        let decoder = Decoder::new(environment.escape_hold());
        Reader { signals, decoder, environment, inbox, batch: Arc::default() }
    }

    /// The number of the last read, as it rises.
    pub fn batch(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.batch)
    }

    /// Starts the thread. It ends when the terminal is gone, the signals are closed or nobody listens.
    pub fn start(self) -> io::Result<()> {
        thread::Builder::new().name("terminal".into()).spawn(move || self.run()).map(drop)
    }

    fn run(mut self) {
        let mut buffer = vec![0; 16 * 1024];
        while !self.signals.are_closed() {
            let woken = self.wait();
            let inputs = match self.arrived(woken, &mut buffer) {
                Ok(inputs) => inputs,
                Err(_) => return drop(self.send(vec![Input::Gone])),
            };
            if self.send(inputs).is_err() {
                return;
            }
        }
    }

    fn wait(&self) -> Woken {
        let mut both =
            [PollFd::new(&self.signals, PollFlags::IN), PollFd::from_borrowed_fd(stdin(), PollFlags::IN)];
        let left = self.decoder.deadline().map(|deadline| deadline.saturating_duration_since(Instant::now()));
        match poll(&mut both, left.map(timespec).as_ref()) {
            Ok(_) => {
                Woken { by_signal: !both[0].revents().is_empty(), by_terminal: !both[1].revents().is_empty() }
            }
            Err(_) => Woken::default(),
        }
    }

    /// Everything that one wake-up brought; an error means that the terminal is gone.
    fn arrived(&mut self, woken: Woken, buffer: &mut [u8]) -> Result<Vec<Input>, Errno> {
        let mut inputs = Vec::new();
        if woken.by_signal {
            inputs.extend(self.signals.pending().into_iter().map(|signal| self.of_signal(signal)));
        }
        let now = Instant::now();
        if !woken.by_terminal {
            inputs.extend(self.decoder.expire(now));
            return Ok(inputs);
        }
        match rustix::io::read(stdin(), &mut *buffer) {
            Ok(0) => Err(Errno::IO),
            Ok(count) => {
                inputs.extend(self.decoder.feed(&buffer[..count], now));
                Ok(inputs)
            }
            Err(Errno::INTR | Errno::AGAIN) => Ok(inputs),
            Err(errno) => Err(errno),
        }
    }

    fn of_signal(&self, signal: i32) -> Input {
        match signal {
            SIGWINCH => Input::Resize(self.environment.size()),
            SIGINT => Input::Signal(Signal::Interrupt),
            SIGTSTP => Input::Signal(Signal::Suspend),
            SIGCONT => Input::Signal(Signal::Continued),
            SIGTERM if panic::has_happened() => Input::Signal(Signal::Panicked),
            _ => Input::Signal(Signal::Terminate),
        }
    }

    fn send(&mut self, inputs: Vec<Input>) -> Result<(), SendError<M>> {
        if inputs.is_empty() {
            return Ok(());
        }
        let batch = self.batch.fetch_add(1, Ordering::SeqCst) + 1;
        self.inbox.send(M::from(Arrival { batch, inputs }))
    }
}

fn timespec(duration: Duration) -> Timespec {
    // Rounded up, so that the deadline has passed when the wait is over.
    let duration = duration + Duration::from_micros(100);
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(duration.subsec_nanos()),
    }
}
