//! Lines of standard input: the next one is waited for, a further one is taken only where it is there already.
//!
//! Blank lines are passed over. A line that is too long is told as such and never held in memory.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// The longest line that is read, in bytes.
pub(super) const LINE_BYTES_MAX: usize = 64 << 10;

/// A line, without its end.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    /// Its number, counting from 1 and counting blank ones.
    pub number: u64,
    /// Its text.
    pub text: Result<String, Fault>,
}

/// Why a line cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has more than [`LINE_BYTES_MAX`] bytes.
    TooLong,
    /// It is not UTF-8.
    NotUtf8,
}

/// Something to read, and whether reading would wait.
pub(super) trait Source: Read {
    /// Whether something, or the end, is there to be read at once.
    fn is_ready(&self) -> bool;
}

impl Source for File {
    fn is_ready(&self) -> bool {
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        let mut asked = [PollFd::new(self, PollFlags::IN)];
        poll(&mut asked, Some(&at_once)).is_ok_and(|ready| ready > 0)
    }
}

/// Standard input itself, without the buffer that the library keeps for it: what stands in there, a poll would not see.
pub(in crate::cli) fn standard_input() -> io::Result<File> {
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

/// The lines of a source.
pub(super) struct Lines<S> {
    from: S,
    buffer: Vec<u8>,
    /// Where the next line begins, and how far its end has been looked for.
    begin: usize,
    looked: usize,
    number: u64,
    ended: End,
    skipping: Skip,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    Reached,
}

/// Whether the line's beginning has been thrown away, for its length.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Skip {
    No,
    ToLineEnd,
}

impl<S: Source> Lines<S> {
    pub(super) fn of(from: S) -> Lines<S> {
        Lines {
            from,
            buffer: Vec::new(),
            begin: 0,
            looked: 0,
            number: 0,
            ended: End::Open,
            skipping: Skip::No,
        }
    }

    /// The next line, waited for; `None` after the last.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            if let Some(line) = self.take() {
                return Ok(Some(line));
            }
            if self.ended == End::Reached {
                return Ok(None);
            }
            self.fill()?;
        }
    }

    /// The next line where it is there already.
    pub(super) fn waiting(&mut self) -> Option<Line> {
        loop {
            if let Some(line) = self.take() {
                return Some(line);
            }
            // An error is told by whoever waits for the next line.
            if self.ended == End::Reached || !self.from.is_ready() || self.fill().is_err() {
                return None;
            }
        }
    }

    /// A whole line out of the buffer that is not blank.
    fn take(&mut self) -> Option<Line> {
        while let Some(end) = self.line_end() {
            let bytes =
                self.buffer[self.begin..end].strip_suffix(b"\r").unwrap_or(&self.buffer[self.begin..end]);
            let text = match std::mem::replace(&mut self.skipping, Skip::No) {
                Skip::ToLineEnd => Err(Fault::TooLong),
                Skip::No if bytes.len() > LINE_BYTES_MAX => Err(Fault::TooLong),
                Skip::No => std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Fault::NotUtf8),
            };
            self.begin = (end + 1).min(self.buffer.len());
            self.looked = self.begin;
            self.number += 1;
            let text = text.map(|text| self.without_mark(text));
            if !matches!(&text, Ok(text) if text.trim().is_empty()) {
                return Some(Line { number: self.number, text });
            }
        }
        None
    }

    /// Editors mark the beginning of a file as UTF-8.
    fn without_mark(&self, text: String) -> String {
        match text.strip_prefix('\u{feff}') {
            Some(rest) if self.number == 1 => rest.to_owned(),
            Some(_) | None => text,
        }
    }

    /// Where the line ends; what the input ends with is a line too.
    fn line_end(&mut self) -> Option<usize> {
        let end = memchr::memchr(b'\n', &self.buffer[self.looked..]).map(|at| self.looked + at);
        self.looked = end.unwrap_or(self.buffer.len());
        let is_last = self.ended == End::Reached
            && (self.begin < self.buffer.len() || self.skipping == Skip::ToLineEnd);
        end.or(is_last.then_some(self.buffer.len()))
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.begin);
        (self.looked, self.begin) = (self.looked - self.begin, 0);
        if self.buffer.len() > LINE_BYTES_MAX {
            self.buffer.clear();
            self.looked = 0;
            self.skipping = Skip::ToLineEnd;
        }
        let mut piece = [0; 8 << 10];
        let read = loop {
            match self.from.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        if read == 0 {
            self.ended = End::Reached;
        }
        self.buffer.extend_from_slice(&piece[..read]);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its pieces one by one, and has nothing ready where a piece is empty.
    struct Pieces(Vec<&'static [u8]>);

    impl Read for Pieces {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            while self.0.first().is_some_and(|piece| piece.is_empty()) {
                self.0.remove(0);
            }
            let Some(piece) = self.0.first_mut() else { return Ok(0) };
            let read = piece.len().min(to.len());
            to[..read].copy_from_slice(&piece[..read]);
            *piece = &piece[read..];
            if piece.is_empty() {
                self.0.remove(0);
            }
            Ok(read)
        }
    }

    impl Source for Pieces {
        fn is_ready(&self) -> bool {
            self.0.first().is_none_or(|piece| !piece.is_empty())
        }
    }

    fn texts(pieces: &[&'static [u8]]) -> Vec<(u64, Result<String, Fault>)> {
        let mut lines = Lines::of(Pieces(pieces.to_vec()));
        std::iter::from_fn(|| lines.next().unwrap()).map(|line| (line.number, line.text)).collect()
    }

    #[test]
    fn lines_come_whole_however_they_arrive_and_blank_ones_only_count() {
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(
            texts(&[b"one\ntw", b"o\r\n", b"\n  \n", b"last"]),
            [(1, ok("one")), (2, ok("two")), (5, ok("last"))]
        );
        assert_eq!(texts(&["\u{feff}a\n\u{feff}b\n".as_bytes()]), [(1, ok("a")), (2, ok("\u{feff}b"))]);
        assert_eq!(texts(&[]), []);
    }

    #[test]
    fn a_line_too_long_or_not_in_utf_8_is_told_and_the_next_one_is_read() {
        let long: &'static [u8] = Box::leak(vec![b'x'; 3 * LINE_BYTES_MAX].into_boxed_slice());
        let next = |text: &str| Ok(text.to_owned());
        assert_eq!(texts(&[long, b"\nnext\n"]), [(1, Err(Fault::TooLong)), (2, next("next"))]);
        assert_eq!(texts(&[long]), [(1, Err(Fault::TooLong))]);
        assert_eq!(texts(&[b"\xff\xfe\nnext"]), [(1, Err(Fault::NotUtf8)), (2, next("next"))]);
        let longest: &'static [u8] = &long[..LINE_BYTES_MAX];
        assert_eq!(texts(&[longest, b"\n"])[0].1.as_ref().map(String::len), Ok(LINE_BYTES_MAX));
    }

    #[test]
    fn a_line_that_has_not_come_whole_is_not_waited_for() {
        let mut lines = Lines::of(Pieces(vec![b"one\ntwo\nth", b"", b"ree\n"]));
        let text = |line: Option<Line>| line.and_then(|line| line.text.ok());
        assert_eq!(text(lines.next().unwrap()).as_deref(), Some("one"));
        assert_eq!(text(lines.waiting()).as_deref(), Some("two"));
        assert_eq!(lines.waiting(), None);
        assert_eq!(text(lines.next().unwrap()).as_deref(), Some("three"));
        assert_eq!((lines.waiting(), lines.next().unwrap()), (None, None));
    }
}
