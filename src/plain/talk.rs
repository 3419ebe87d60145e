//! The conversation itself: lines out, lines in, and what else may come in between.
//!
//! Sends no escape sequence and moves no cursor. One thread reads lines, another hears signals, and where the kernel
//! rings one, a bell tells of sessions that come and go; all speak into one channel. Over a pipe a prompt ends its own
//! line, since nobody's typing is echoed there.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::time::{Duration, Instant};

use rustix::termios::{LocalModes, OptionalActions, QueueSelector, tcflush, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use zeroize::Zeroizing;

use crate::session::Why;
use crate::store::{Bell, StoreError, Touched};
use crate::text::{Sentence, Shown};

/// Lines that may wait: a script that is faster than the store waits itself.
const INBOX: usize = 64;
/// The longest line, in bytes; what is longer is cut. Made once, so that growing leaves no copy of a passphrase.
const BYTES_MAX: usize = 8 << 10;
/// So long a line read a moment ago may still be on its way from the thread that read it.
const IN_FLIGHT: Duration = Duration::from_millis(10);

/// What came in.
#[derive(Debug)]
pub enum Heard {
    /// A line, without its end.
    Line(Zeroizing<String>),
    /// There are no more lines.
    End,
    /// Ctrl-C.
    Interrupt,
    /// TERM, or the terminal has gone.
    Told,
    /// A session came or went, or everybody is called: worth a look.
    Rang,
}

/// So often whoever waits for a line looks about: a dismissal is promised to end a session within 30 seconds.
pub const LOOK_EVERY: Duration = Duration::from_secs(10);

/// What comes before the line that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calling {
    /// Everybody is asked to let go of the store for a while; then the question is asked again.
    LetGo,
    /// The session is over.
    Over(Why),
}

/// Whether a line is shown while it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Echo {
    /// It is.
    Shown,
    /// It is a secret.
    Hidden,
}

/// How a line is waited for.
pub struct Waiting<'w> {
    /// How long nobody may type before it is told so.
    pub patience: Option<Duration>,
    /// What is looked after meanwhile, and once more when the line is there: what comes before it.
    pub look: &'w dyn Fn() -> Result<Option<Calling>, StoreError>,
}

/// Why what is being done ends early.
#[derive(Debug)]
pub enum Break {
    /// The person leaves the question: back to the list.
    Abort,
    /// The person leaves the question with a full stop, which ends nothing else.
    Left,
    /// Nobody is there any more, or the process is to end.
    Leave,
    /// Nothing was typed for as long as the lock waits.
    Idle,
    /// Something else comes first.
    Called(Calling),
    /// The store failed.
    Failed(StoreError),
}

impl From<StoreError> for Break {
    fn from(error: StoreError) -> Break {
        Break::Failed(error)
    }
}

/// Where the lines come from.
pub enum Source {
    /// A person at a terminal, whose echo can be turned off.
    Terminal(File),
    /// A pipe or a file.
    Pipe,
}

/// Lines out and lines in.
pub struct Talk {
    inbox: Receiver<Heard>,
    /// What came in while something was being done.
    kept: VecDeque<Heard>,
    out: Box<dyn Write>,
    source: Source,
    /// How long nobody may type before it is told so.
    patience: Option<Duration>,
    is_heard: bool,
    look_every: Duration,
    /// By which the bell is heard.
    rope: Option<SyncSender<Heard>>,
    bell: Option<Bell>,
}

impl Talk {
    /// Talks over standard input and output.
    pub fn of_process(patience: Option<Duration>) -> io::Result<Talk> {
        let (outbox, inbox) = mpsc::sync_channel(INBOX);
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        let (told, rope) = (outbox.clone(), outbox.clone());
        std::thread::spawn(move || {
            for signal in signals.forever() {
                let heard = if signal == SIGINT { Heard::Interrupt } else { Heard::Told };
                if told.send(heard).is_err() {
                    return;
                }
            }
        });
        let source = if io::stdin().is_terminal() {
            let terminal = File::from(io::stdin().as_fd().try_clone_to_owned()?);
            let reading = terminal.try_clone()?;
            std::thread::spawn(move || read_lines(reading, &outbox));
            Source::Terminal(terminal)
        } else {
            // The passphrase may have been its first line: the rest stands in this buffer.
            std::thread::spawn(move || read_lines(io::stdin().lock(), &outbox));
            Source::Pipe
        };
        Ok(Talk { rope: Some(rope), ..Talk::new(inbox, Box::new(io::stdout()), source, patience) })
    }

    /// Talks over these.
    pub fn new(
        inbox: Receiver<Heard>,
        out: Box<dyn Write>,
        source: Source,
        patience: Option<Duration>,
    ) -> Talk {
        let kept = VecDeque::new();
        let look_every = LOOK_EVERY;
        Talk { inbox, kept, out, source, patience, is_heard: true, look_every, rope: None, bell: None }
    }

    /// The same, looking about so often.
    #[cfg(test)]
    pub fn looking_every(self, look_every: Duration) -> Talk {
        Talk { look_every, ..self }
    }

    /// Lets whoever waits for a line look at once when a session of the store at `db` comes or goes. Where the kernel
    /// rings no bell, the next look is soon enough.
    pub fn hang_bell(&mut self, db: &Path, sessions: &Path) {
        let Some(rope) = self.rope.clone() else { return };
        let ring = move |touched| match touched {
            // Lines that fill the inbox are looked about at, each.
            Touched::Sessions => !matches!(rope.try_send(Heard::Rang), Err(TrySendError::Disconnected(_))),
            Touched::Register => true,
        };
        self.bell = Bell::hang(db, Some(sessions), ring).ok();
    }

    /// Whether a person at a terminal answers.
    pub fn is_terminal(&self) -> bool {
        matches!(self.source, Source::Terminal(_))
    }

    /// Says one line. Whatever it is, nothing in it commands the terminal.
    pub fn say(&mut self, line: &str) {
        self.write(&format!("{}\n", Shown::new(line)));
    }

    /// Asks for a line at the door, where nobody is signed in; the prompt ends with a clear mark.
    pub fn ask(&mut self, prompt: &str) -> Result<Zeroizing<String>, Break> {
        self.ask_at_the_door(prompt, Echo::Shown)
    }

    /// Asks for a line at the door that is not shown while it is typed.
    pub fn ask_secret(&mut self, prompt: &str) -> Result<Zeroizing<String>, Break> {
        self.ask_at_the_door(prompt, Echo::Hidden)
    }

    fn ask_at_the_door(&mut self, prompt: &str, echo: Echo) -> Result<Zeroizing<String>, Break> {
        let waiting = Waiting { patience: self.patience, look: &|| Ok(None) };
        self.ask_while(prompt, echo, &waiting)
    }

    /// Asks for a line, and looks after something meanwhile.
    pub fn ask_while(
        &mut self,
        prompt: &str,
        echo: Echo,
        waiting: &Waiting<'_>,
    ) -> Result<Zeroizing<String>, Break> {
        let quiet = match (&self.source, echo) {
            (Source::Terminal(terminal), Echo::Hidden) => {
                Some(Quiet::on(terminal).map_err(|_| Break::Leave)?)
            }
            _ => None,
        };
        let end = if self.is_terminal() { "" } else { "\n" };
        self.write(&format!("{} {end}", Shown::new(prompt)));
        let answer = self.listen(echo, waiting);
        drop(quiet);
        answer
    }

    /// Drops what a person typed before the question was there to be read. A script is taken at its word.
    pub fn drop_typed_ahead(&mut self) {
        let Source::Terminal(terminal) = &self.source else { return };
        // A terminal that has gone holds nothing.
        let _ = tcflush(terminal, QueueSelector::IFlush);
        std::thread::sleep(IN_FLIGHT);
        self.take_in();
        self.kept.retain(|heard| !matches!(heard, Heard::Line(_)));
    }

    /// Whether a long job should stop: somebody pressed Ctrl-C, or nobody is there any more.
    pub fn is_called_off(&mut self) -> bool {
        self.take_in();
        let at = self.kept.iter().position(|heard| matches!(heard, Heard::Interrupt));
        // Ctrl-C is answered by stopping; that nobody is there any more is heard again when it has stopped.
        at.is_some_and(|at| self.kept.remove(at).is_some())
            || self.kept.iter().any(|heard| matches!(heard, Heard::Told))
    }

    /// Takes in what has come meanwhile; lines wait for their question.
    fn take_in(&mut self) {
        // A script is taken in no further than it has to wait itself.
        while self.kept.len() < INBOX
            && let Ok(heard) = self.inbox.try_recv()
        {
            self.kept.push_back(heard);
        }
    }

    /// Listens until there is a line, or something that comes before it.
    fn listen(&mut self, echo: Echo, waiting: &Waiting<'_>) -> Result<Zeroizing<String>, Break> {
        if !self.is_heard {
            return Err(Break::Leave);
        }
        let give_up = waiting.patience.map(|patience| Instant::now() + patience);
        let why = loop {
            match self.next(give_up) {
                // A store that cannot be asked now is asked again at the next turn.
                Next::Turn => {
                    if let Ok(Some(calling)) = (waiting.look)() {
                        break Break::Called(calling);
                    }
                }
                Next::Line(line) => {
                    if echo == Echo::Hidden {
                        // The line's end was not shown either.
                        self.end_line();
                    }
                    return self.unless_called(line, waiting);
                }
                Next::Break(why) => break why,
            }
        };
        self.end_line();
        Err(why)
    }

    /// The line, where nothing comes before it.
    fn unless_called(
        &mut self,
        line: Zeroizing<String>,
        waiting: &Waiting<'_>,
    ) -> Result<Zeroizing<String>, Break> {
        match (waiting.look)()? {
            None => Ok(line),
            Some(calling) => {
                // Whoever lets go of the store for a while is asked again, and has answered already.
                self.kept.push_front(Heard::Line(line));
                Err(Break::Called(calling))
            }
        }
    }

    /// Waits for what is heard next, or for the turn to look about.
    fn next(&mut self, give_up: Option<Instant>) -> Next {
        let left = give_up.map(|at| at.saturating_duration_since(Instant::now()));
        let heard = match self.kept.pop_front() {
            Some(heard) => Ok(heard),
            None => self.inbox.recv_timeout(left.map_or(self.look_every, |left| left.min(self.look_every))),
        };
        match heard {
            Ok(Heard::Line(line)) => Next::Line(line),
            Ok(Heard::Rang) => Next::Turn,
            Ok(Heard::Interrupt) => Next::Break(Break::Abort),
            Ok(Heard::End | Heard::Told) | Err(RecvTimeoutError::Disconnected) => Next::Break(Break::Leave),
            Err(RecvTimeoutError::Timeout) if left.is_some_and(|left| left <= self.look_every) => {
                Next::Break(Break::Idle)
            }
            Err(RecvTimeoutError::Timeout) => Next::Turn,
        }
    }

    /// The prompt's line is left open only at a terminal.
    fn end_line(&mut self) {
        if self.is_terminal() {
            self.write("\n");
        }
    }

    fn write(&mut self, text: &str) {
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        self.is_heard &= written.is_ok();
    }
}

/// What somebody who listens has to do next.
enum Next {
    /// A line is there.
    Line(Zeroizing<String>),
    /// It is time to look about.
    Turn,
    /// The listening ends.
    Break(Break),
}

/// A terminal without echo, until dropped.
struct Quiet {
    terminal: File,
    before: rustix::termios::Termios,
}

impl Quiet {
    fn on(terminal: &File) -> io::Result<Quiet> {
        let quiet = Quiet { terminal: terminal.try_clone()?, before: tcgetattr(terminal)? };
        let mut mode = quiet.before.clone();
        mode.local_modes.remove(LocalModes::ECHO);
        tcsetattr(terminal, OptionalActions::Flush, &mode)?;
        Ok(quiet)
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // A terminal that has gone needs no mode.
        let _ = tcsetattr(&self.terminal, OptionalActions::Flush, &self.before);
    }
}

/// Reads lines until there are no more, or nobody listens.
fn read_lines(mut from: impl Read, outbox: &SyncSender<Heard>) {
    let mut line = Zeroizing::new(Vec::with_capacity(BYTES_MAX));
    let mut buffer = Zeroizing::new([0_u8; 512]);
    loop {
        let read = match from.read(buffer.as_mut()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(0) | Err(_) => break,
            Ok(read) => read,
        };
        for byte in &buffer[..read] {
            match byte {
                b'\n' if outbox.send(Heard::Line(text(&line))).is_err() => return,
                b'\n' => line.clear(),
                byte if line.len() < BYTES_MAX => line.push(*byte),
                _ => {}
            }
        }
    }
    if !line.is_empty() && outbox.send(Heard::Line(text(&line))).is_err() {
        return;
    }
    // Nobody listens where it has ended already.
    let _ = outbox.send(Heard::End);
}

fn text(line: &[u8]) -> Zeroizing<String> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    Zeroizing::new(String::from_utf8_lossy(line).into_owned())
}

/// The words of a sentence said on a line of its own need no more than the language.
pub fn joined(parts: &[Sentence]) -> Sentence {
    let all = |lang, between: &str| {
        parts
            .iter()
            .map(|part| part.get(lang))
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(between)
    };
    Sentence::new(all(crate::text::Lang::Ja, "、"), all(crate::text::Lang::En, ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let (outbox, inbox) = mpsc::sync_channel(INBOX);
        read_lines(bytes, &outbox);
        drop(outbox);
        inbox
            .iter()
            .map(|heard| match heard {
                Heard::Line(line) => line.to_string(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn lines_are_read_whole_also_the_last_one_without_an_end() {
        assert_eq!(lines("a 12\r\n\n髙橋".as_bytes()), ["a 12", "", "髙橋", "End"]);
        assert_eq!(lines(b""), ["End"]);
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let read = lines(&[b'x'; 3 * BYTES_MAX]);
        assert_eq!((read[0].len(), read.len()), (BYTES_MAX, 2));
    }
}
