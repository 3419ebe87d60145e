//! Bytes from the terminal into inputs: a state machine without a clock or a file of its own.
//!
//! Rejoins what a slow line split, swallows whole what no key could have sent (late answers of the
//! terminal, mouse reports, unknown sequences), and gathers a bracketed paste into one input.
//! It does not decide what a key means, and maps no full-width key: see [`ime`](super::ime).

use std::time::{Duration, Instant};

use ratatui::crossterm::event::{KeyEvent, KeyModifiers};

use super::{Input, keys};

/// A sequence that has begun was not typed by hand: its rest is awaited this long, then dropped.
const SEQUENCE_REST: Duration = Duration::from_secs(1);
/// A paste whose end never comes is delivered as far as it came.
const PASTE_REST: Duration = Duration::from_secs(5);
/// So long after a lone Esc a `[` may be the rest of a sequence that a slow line split.
const LATE: Duration = Duration::from_secs(1);
/// More than any key or answer needs; what is longer is swallowed all the same.
const PARAMETERS_MAX: usize = 64;
/// A paste is cut here: a filter or a reason needs far less.
const PASTE_BYTES_MAX: usize = 64 * 1024;
const PASTE_BEGIN: &[u8] = b"200";
const PASTE_END: &[u8] = b"\x1b[201~";

/// Where in a sequence the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ground,
    /// Some bytes of a character are in `held`.
    Character,
    /// An Esc stood last in its read: a key, or the first byte of a split sequence.
    EscapeHeld,
    /// An Esc with more behind it in the same read.
    Escape,
    /// A `[`, `O`, `]` or `P` soon after a lone Esc: a key, or the rest of a split sequence.
    LateHeld(u8),
    Csi,
    Ss3,
    /// `ESC [ [` of the Linux console's function keys.
    Linux,
    /// So many bytes of an X10 mouse report are still to come.
    Mouse(u8),
    /// An operating system command, device control or other string: ends with BEL or `ESC \`.
    Answer,
    AnswerEscape,
    Paste,
}

/// A decoded piece, before it is known whether the read as a whole came from an input method.
enum Piece {
    Key(KeyEvent),
    Char(char),
    Paste(String),
}

/// The state machine. Feed it every read, and [`expire`](Decoder::expire) it at its deadline.
pub struct Decoder {
    escape_hold: Duration,
    state: State,
    held: Vec<u8>,
    deadline: Option<Instant>,
    late_until: Option<Instant>,
    pieces: Vec<Piece>,
}

impl Decoder {
    /// A decoder that holds a lone Esc for `escape_hold`.
    pub fn new(escape_hold: Duration) -> Decoder {
        Decoder {
            escape_hold,
            state: State::Ground,
            held: Vec::new(),
            deadline: None,
            late_until: None,
            pieces: Vec::new(),
        }
    }

    /// When [`expire`](Decoder::expire) is due, if no byte comes before.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Decodes the bytes of one read.
    pub fn feed(&mut self, read: &[u8], now: Instant) -> Vec<Input> {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            self.give_up(now);
        }
        for (index, &byte) in read.iter().enumerate() {
            self.step(byte, read.len() - index - 1, now);
        }
        self.deadline = self.patience().map(|patience| now + patience);
        self.delivered()
    }

    /// Decides what is held at its deadline: a lone Esc is a key, the rest of a sequence never came.
    pub fn expire(&mut self, now: Instant) -> Vec<Input> {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            self.give_up(now);
            self.deadline = None;
        }
        self.delivered()
    }

    fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::EscapeHeld | State::Escape | State::LateHeld(_) => Some(self.escape_hold),
            State::Paste => Some(PASTE_REST),
            State::Character
            | State::Csi
            | State::Ss3
            | State::Linux
            | State::Mouse(_)
            | State::Answer
            | State::AnswerEscape => Some(SEQUENCE_REST),
        }
    }

    fn give_up(&mut self, now: Instant) {
        match self.state {
            State::EscapeHeld | State::Escape => self.lone_escape(now),
            State::LateHeld(byte) => self.pieces.push(Piece::Char(char::from(byte))),
            State::Paste => self.end_paste(),
            _ => {}
        }
        self.go(State::Ground);
    }

    fn go(&mut self, state: State) {
        self.state = state;
        self.held.clear();
    }

    fn lone_escape(&mut self, now: Instant) {
        self.pieces.push(Piece::Key(keys::of_control(0x1b)));
        self.late_until = Some(now + LATE);
    }

    fn step(&mut self, byte: u8, rest: usize, now: Instant) {
        match self.state {
            State::Ground => self.ground(byte, rest, now),
            State::Character => self.character(byte, rest, now),
            State::EscapeHeld => self.after_held_escape(byte, rest, now),
            State::Escape => self.after_escape(byte, rest, now),
            State::LateHeld(introducer) => {
                self.go(State::Escape);
                self.after_escape(introducer, 1, now);
                self.step(byte, rest, now);
            }
            State::Csi => self.csi(byte, rest, now),
            State::Ss3 => self.ss3(byte, rest, now),
            State::Linux => self.finish(keys::of_linux(byte)),
            State::Mouse(1) => self.go(State::Ground),
            State::Mouse(left) => self.state = State::Mouse(left - 1),
            State::Answer => self.answer(byte),
            State::AnswerEscape if byte == b'\\' => self.go(State::Ground),
            State::AnswerEscape => {
                self.go(State::Escape);
                self.after_escape(byte, rest, now);
            }
            State::Paste => self.paste(byte),
        }
    }

    fn ground(&mut self, byte: u8, rest: usize, now: Instant) {
        let is_late = self.late_until.take().is_some_and(|until| now < until);
        match byte {
            0x1b if rest == 0 => self.go(State::EscapeHeld),
            0x1b => self.go(State::Escape),
            b'[' | b'O' | b']' | b'P' if is_late => self.state = State::LateHeld(byte),
            0x20..=0x7e => self.pieces.push(Piece::Char(char::from(byte))),
            0xc2..=0xf4 => {
                self.go(State::Character);
                self.held.push(byte);
            }
            0x80.. => {}
            _ => self.pieces.push(Piece::Key(keys::of_control(byte))),
        }
    }

    fn character(&mut self, byte: u8, rest: usize, now: Instant) {
        if byte & 0xc0 != 0x80 {
            self.go(State::Ground);
            return self.ground(byte, rest, now);
        }
        self.held.push(byte);
        let length = match self.held[0] {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => 4,
        };
        if self.held.len() < length {
            return;
        }
        let read = std::str::from_utf8(&self.held).ok().and_then(|text| text.chars().next());
        if let Some(c) = read.filter(|c| !c.is_control()) {
            self.pieces.push(Piece::Char(c));
        }
        self.go(State::Ground);
    }

    /// The Esc came alone, so only the rest of a split sequence belongs to it: a letter typed after
    /// it is no Alt chord, and a `]` or `P` begins an answer only with more behind it in its read.
    fn after_held_escape(&mut self, byte: u8, rest: usize, now: Instant) {
        match byte {
            b'[' | b'O' => self.after_escape(byte, rest, now),
            b']' | b'P' | b'X' | b'^' | b'_' if rest > 0 => self.after_escape(byte, rest, now),
            _ => {
                self.lone_escape(now);
                self.late_until = None;
                self.go(State::Ground);
                self.ground(byte, rest, now);
            }
        }
    }

    fn after_escape(&mut self, byte: u8, rest: usize, now: Instant) {
        match byte {
            b'[' => self.go(State::Csi),
            b'O' => self.go(State::Ss3),
            b']' | b'P' | b'X' | b'^' | b'_' => self.go(State::Answer),
            0x1b => {
                self.pieces.push(Piece::Key(keys::of_control(0x1b)));
                self.go(if rest == 0 { State::EscapeHeld } else { State::Escape });
            }
            0x20..=0x7e => {
                let mut key = keys::of_char(char::from(byte));
                key.modifiers |= KeyModifiers::ALT;
                self.finish(Some(key));
            }
            _ => {
                self.pieces.push(Piece::Key(keys::of_control(0x1b)));
                self.go(State::Ground);
                self.ground(byte, rest, now);
            }
        }
    }

    fn csi(&mut self, byte: u8, rest: usize, now: Instant) {
        match byte {
            b'[' if self.held.is_empty() => self.go(State::Linux),
            b'M' if self.held.is_empty() => self.go(State::Mouse(3)),
            b'~' if self.held == PASTE_BEGIN => self.go(State::Paste),
            0x40..=0x7e => {
                let key = keys::of_csi(&self.held, byte);
                self.finish(key);
            }
            0x20..=0x3f if self.held.len() < PARAMETERS_MAX => self.held.push(byte),
            0x20..=0x3f => {}
            _ => self.abandon(byte, rest, now),
        }
    }

    fn ss3(&mut self, byte: u8, rest: usize, now: Instant) {
        match byte {
            b'0'..=b'9' | b';' => {}
            0x40..=0x7e => self.finish(keys::of_ss3(byte)),
            _ => self.abandon(byte, rest, now),
        }
    }

    /// A byte that cannot stand in a sequence ends it and counts for itself.
    fn abandon(&mut self, byte: u8, rest: usize, now: Instant) {
        self.go(State::Ground);
        self.ground(byte, rest, now);
    }

    fn answer(&mut self, byte: u8) {
        match byte {
            0x07 | 0x18 | 0x1a => self.go(State::Ground),
            0x1b => self.state = State::AnswerEscape,
            _ => {}
        }
    }

    fn paste(&mut self, byte: u8) {
        if self.held.len() < PASTE_BYTES_MAX {
            self.held.push(byte);
        } else {
            // Full: the last bytes become a window in which the end is looked for.
            self.held.push(byte);
            self.held.remove(PASTE_BYTES_MAX - PASTE_END.len());
        }
        if self.held.ends_with(PASTE_END) {
            self.held.truncate(self.held.len() - PASTE_END.len());
            self.end_paste();
            self.go(State::Ground);
        }
    }

    fn end_paste(&mut self) {
        let text = String::from_utf8_lossy(&self.held).replace("\r\n", "\n").replace('\r', "\n");
        let text = text.chars().filter(|&c| !c.is_control() || c == '\n' || c == '\t').collect();
        self.pieces.push(Piece::Paste(text));
    }

    fn finish(&mut self, key: Option<KeyEvent>) {
        self.pieces.extend(key.map(Piece::Key));
        self.go(State::Ground);
    }

    fn delivered(&mut self) -> Vec<Input> {
        let is_from_input_method = is_from_input_method(&self.pieces);
        let mut inputs = Vec::with_capacity(self.pieces.len());
        for piece in self.pieces.drain(..) {
            match (piece, inputs.last_mut()) {
                (Piece::Char(c), Some(Input::Typed(words))) => words.push(c),
                (Piece::Char(c), _) if is_from_input_method => inputs.push(Input::Typed(c.into())),
                (Piece::Char(c), _) => inputs.push(Input::Key(keys::of_char(c))),
                (Piece::Key(key), _) => inputs.push(Input::Key(key)),
                (Piece::Paste(text), _) => inputs.push(Input::Paste(text)),
            }
        }
        inputs
    }
}

/// Two or more printable characters of one read, at least one not ASCII: nobody types so fast.
fn is_from_input_method(pieces: &[Piece]) -> bool {
    let typed = || pieces.iter().filter_map(|piece| if let Piece::Char(c) = piece { Some(c) } else { None });
    typed().nth(1).is_some() && typed().any(|c| !c.is_ascii())
}

#[cfg(test)]
#[path = "decoder_tests.rs"]
mod tests;
