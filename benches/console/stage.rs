//! A program in a pseudo terminal, watched with a stopwatch: what it wrote, and when each piece was read.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What ends a frame of the console.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// Longer than anything that is measured.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program and its terminal.
pub struct Stage {
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    heard: Arc<Heard>,
    /// When the program was started.
    pub started: Instant,
    _master: Box<dyn MasterPty + Send>,
}

struct Heard {
    pieces: Mutex<Pieces>,
    changed: Condvar,
}

/// Everything written, for every piece its end in it and its time, and what the terminal shows of it.
struct Pieces {
    terminal: vt100::Parser,
    bytes: Vec<u8>,
    ends: Vec<(usize, Instant)>,
}

/// What followed a key.
pub struct Answer {
    /// Until the end of the first frame.
    pub first: Duration,
    /// Until the end of the last, when nothing more came.
    pub settled: Duration,
    /// The first frame.
    pub frame: Vec<u8>,
    /// All that came.
    pub bytes: Vec<u8>,
}

impl Stage {
    /// Starts a program in a terminal of this size.
    pub fn start(command: CommandBuilder, (width, height): (u16, u16)) -> Stage {
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo terminal");
        let cells = |count| NonZeroU16::new(count).expect("a terminal has cells");
        let terminal = vt100::Parser::new(cells(height), cells(width), 0);
        let pieces = Mutex::new(Pieces { terminal, bytes: Vec::new(), ends: Vec::new() });
        let heard = Arc::new(Heard { pieces, changed: Condvar::new() });
        let reader = pair.master.try_clone_reader().expect("a reader");
        thread::spawn({
            let heard = Arc::clone(&heard);
            move || follow(reader, &heard)
        });
        let writer = pair.master.take_writer().expect("a writer");
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program starts");
        Stage { writer, child, heard, started, _master: pair.master }
    }

    /// The process id of the program.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// Everything up to the end of the first frame, and how long it took from the start.
    pub fn first_frame(&self) -> (Vec<u8>, Duration) {
        let (end, at) = self.wait(|pieces| pieces.frame_after(0));
        (self.pieces().bytes[..end].to_vec(), at - self.started)
    }

    /// How long it took from the start until `count` bytes were there.
    pub fn first_bytes(&self, count: usize) -> Duration {
        self.wait(|pieces| pieces.reached(count)) - self.started
    }

    /// Types keys in one write, and waits until nothing has come for `quiet`.
    pub fn press(&mut self, keys: &[u8], quiet: Duration) -> Answer {
        let from = self.mark();
        let sent = self.send(keys);
        let (end, first) = self.wait(|pieces| pieces.frame_after(from));
        let settled = self.wait_for_quiet(quiet);
        let pieces = self.pieces();
        Answer {
            first: first - sent,
            settled: settled - sent,
            frame: pieces.bytes[from..end].to_vec(),
            bytes: pieces.bytes[from..].to_vec(),
        }
    }

    /// Types keys that may well change nothing.
    pub fn press_unmeasured(&mut self, keys: &[u8], quiet: Duration) {
        self.send(keys);
        self.wait_for_quiet(quiet);
    }

    /// Types a key and waits for an answer of `count` bytes.
    pub fn press_for(&mut self, key: &[u8], count: usize) -> Duration {
        let from = self.mark();
        let sent = self.send(key);
        self.wait(|pieces| pieces.reached(from + count)) - sent
    }

    /// Types keys and waits until `text` is on the screen; a frame sends only what changed.
    pub fn press_until(&mut self, keys: &[u8], text: &str) -> Duration {
        let sent = self.send(keys);
        let holds = |pieces: &Pieces| {
            let is_shown = pieces.terminal.screen().contents().contains(text);
            pieces.ends.last().filter(|_| is_shown).map(|end| end.1)
        };
        self.wait(holds) - sent
    }

    /// Waits until nothing has been written for `quiet` from now on; answers when the last piece came.
    pub fn wait_for_quiet(&self, quiet: Duration) -> Instant {
        let from = Instant::now();
        let mut pieces = self.pieces();
        loop {
            let (length, last) = (pieces.bytes.len(), pieces.ends.last().map_or(self.started, |end| end.1));
            let left = (last.max(from) + quiet).saturating_duration_since(Instant::now());
            if left.is_zero() {
                return last;
            }
            pieces = self.heard.changed.wait_timeout(pieces, left).expect("no thread panicked").0;
            assert!(length <= pieces.bytes.len());
        }
    }

    /// So much has been written.
    pub fn mark(&self) -> usize {
        self.pieces().bytes.len()
    }

    fn send(&mut self, keys: &[u8]) -> Instant {
        let sent = Instant::now();
        self.writer.write_all(keys).and_then(|()| self.writer.flush()).expect("the terminal takes keys");
        sent
    }

    fn pieces(&self) -> MutexGuard<'_, Pieces> {
        self.heard.pieces.lock().expect("no thread panicked")
    }

    fn wait<T>(&self, holds: impl Fn(&Pieces) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut pieces = self.pieces();
        loop {
            if let Some(found) = holds(&pieces) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain at\n{}", pieces.terminal.screen().contents());
            pieces = self.heard.changed.wait_timeout(pieces, left).expect("no thread panicked").0;
        }
    }
}

impl Pieces {
    /// The end of the first frame that ends after `from`, and when it was read.
    fn frame_after(&self, from: usize) -> Option<(usize, Instant)> {
        let end = from + find(&self.bytes[from..], FRAME_END)? + FRAME_END.len();
        Some((end, self.reached(end)?))
    }

    /// When `count` bytes were there.
    fn reached(&self, count: usize) -> Option<Instant> {
        self.ends.iter().find(|(end, _)| *end >= count).map(|(_, at)| *at)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, part)
}

fn follow(mut reader: Box<dyn Read + Send>, heard: &Heard) {
    let mut buffer = [0; 64 * 1024];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        let now = Instant::now();
        let mut pieces = heard.pieces.lock().expect("no thread panicked");
        pieces.bytes.extend_from_slice(&buffer[..count]);
        pieces.terminal.process(&buffer[..count]);
        let end = pieces.bytes.len();
        pieces.ends.push((end, now));
        drop(pieces);
        heard.changed.notify_all();
    }
}
