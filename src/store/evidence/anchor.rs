//! The anchor (証跡の控え): an append-only file outside the store, one line per commit, made before the commit
//! is acknowledged.
//!
//! Text, so that a line can be sent in a mail and read by a person. The first line is `mcs-console anchor 1` and
//! the store's id; every other is `number hash state time`, and for a restore also
//! `restored number-before:hash-before number-back:hash-back`. Lines are added under a lock, so that those of
//! several processes stand in the ledger's order: who comes second with the lower number adds nothing, since the
//! later hash covers the earlier entry. A line that a crash cut short is ended by the next one; it counts for
//! nothing, and what it would have said is anchored again at the next open.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, Mode, OFlags, flock};

use super::anchor_error::AnchorError;
use crate::store::backup::Head;
use crate::store::file_error::{Fault, FileError};
use crate::store::files;
use crate::store::ledger::Entry;
use crate::store::slots::StoreId;

const FIRST_WORDS: &str = "mcs-console anchor 1";

/// Longer than any line: what is read from the end to find the last one.
const TAIL_BYTES: u64 = 2048;

/// Where one store's commits are written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    path: PathBuf,
}

/// One line: an entry as it was when it was acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry's number.
    pub number: i64,
    /// Its hash.
    pub hash: String,
    /// The digest over all rows after it; `-` for entries before there was one.
    pub state: String,
    /// Its time.
    pub at: String,
    /// For a restore: the head that was there before, and the one that came back.
    pub restored: Option<(Option<Head>, Option<Head>)>,
}

impl Anchor {
    /// The anchor of a demo: `X.db.anchor`, beside its store.
    pub fn beside(db: &Path) -> Anchor {
        let mut name = db.as_os_str().to_owned();
        name.push(".anchor");
        Anchor { path: name.into() }
    }

    /// The anchor of a store, in a folder for the anchors of many.
    pub fn in_folder(folder: &Path, store: &StoreId) -> Anchor {
        Anchor { path: folder.join(format!("{}.anchor", super::super::hex(&store.0))) }
    }

    /// A file that somebody names: a copy kept outside.
    pub fn at(path: &Path) -> Anchor {
        Anchor { path: path.to_owned() }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins an anchor for a store that was just made or came back, with its head where it has one; an anchor
    /// that is there is continued.
    pub fn lay(&self, store: &StoreId, head: Option<&Line>) -> Result<(), AnchorError> {
        files::keep_files_private();
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| AnchorError::io(&self.path, e))?;
        }
        let first = format!("{FIRST_WORDS} {}\n", super::super::hex(&store.0));
        match files::write_new(&self.path, first.as_bytes()) {
            Ok(()) => {}
            // Left by a demo that was here before: of a store that is no more.
            Err(FileError { fault: Fault::Exists, .. }) if !self.begins_with(&first)? => {
                files::replace(&self.path, first.as_bytes())?;
            }
            Err(FileError { fault: Fault::Exists, .. }) => {}
            Err(error) => return Err(error.into()),
        }
        head.map_or(Ok(()), |line| self.add(line))
    }

    /// The last whole line; `None` where there is only the first. Reads the end of the file only.
    pub fn last(&self) -> Result<Option<Line>, AnchorError> {
        let mut file = self.open(OFlags::RDONLY)?;
        let tail = self.tail(&mut file)?;
        self.last_of(&tail)
    }

    /// Adds a line, durably, unless a later entry stands there already.
    pub fn append(&self, line: &Line) -> Result<(), AnchorError> {
        let (mut file, tail) = self.locked()?;
        match self.last_of(&tail)? {
            Some(last) if last.number >= line.number => Ok(()),
            _ => self.write(&mut file, &tail, line),
        }
    }

    /// Adds a line whatever stands there: after a restore, numbers begin again.
    pub fn add(&self, line: &Line) -> Result<(), AnchorError> {
        let (mut file, tail) = self.locked()?;
        self.write(&mut file, &tail, line)
    }

    /// Every line that can be read, in order, with its place in the file; the first and what a crash cut short are
    /// left out.
    pub fn lines(&self) -> Result<impl Iterator<Item = Result<(u64, Line), AnchorError>>, AnchorError> {
        let file = self.open(OFlags::RDONLY)?;
        let path = self.path.clone();
        let all = BufReader::new(file).lines().zip(1u64..);
        Ok(all.filter_map(move |(text, at)| match text {
            Ok(text) => Line::parse(&text).map(|line| Ok((at, line))),
            Err(source) => Some(Err(AnchorError::Io { path: path.clone(), source })),
        }))
    }

    fn begins_with(&self, first: &str) -> Result<bool, AnchorError> {
        let mut begin = vec![0; first.len()];
        let mut file = self.open(OFlags::RDONLY)?;
        match file.read_exact(&mut begin) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
            read => read.map(|()| begin == first.as_bytes()).map_err(|e| AnchorError::io(&self.path, e)),
        }
    }

    fn locked(&self) -> Result<(File, Vec<u8>), AnchorError> {
        let mut file = self.open(OFlags::RDWR | OFlags::APPEND)?;
        flock(&file, FlockOperation::LockExclusive).map_err(|e| AnchorError::io(&self.path, e.into()))?;
        let tail = self.tail(&mut file)?;
        Ok((file, tail))
    }

    fn write(&self, file: &mut File, tail: &[u8], line: &Line) -> Result<(), AnchorError> {
        let cut = if tail.ends_with(b"\n") { "" } else { "\n" };
        let text = format!("{cut}{}\n", line.text());
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_data())
            .map_err(|e| AnchorError::io(&self.path, e))
    }

    fn open(&self, mode: OFlags) -> Result<File, AnchorError> {
        match files::check(&self.path) {
            Err(FileError { fault: Fault::Missing, .. }) => {
                return Err(AnchorError::Missing(self.path.clone()));
            }
            checked => checked?,
        }
        let flags = mode | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let opened = rustix::fs::open(&self.path, flags, Mode::empty());
        opened.map(File::from).map_err(|e| AnchorError::io(&self.path, e.into()))
    }

    fn tail(&self, file: &mut File) -> Result<Vec<u8>, AnchorError> {
        let read = |file: &mut File| -> io::Result<Vec<u8>> {
            let length = file.seek(SeekFrom::End(0))?;
            file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
            let mut tail = Vec::new();
            file.read_to_end(&mut tail)?;
            Ok(tail)
        };
        read(file).map_err(|e| AnchorError::io(&self.path, e))
    }

    /// The last line that is ended. What follows it was cut short by a crash.
    fn last_of(&self, tail: &[u8]) -> Result<Option<Line>, AnchorError> {
        let unreadable = || AnchorError::Unreadable { path: self.path.clone(), line: 0 };
        let end = tail.iter().rposition(|b| *b == b'\n').ok_or_else(unreadable)?;
        let start = tail[..end].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let text = std::str::from_utf8(&tail[start..end]).map_err(|_| unreadable())?;
        if start == 0 && text.starts_with(FIRST_WORDS) {
            return Ok(None);
        }
        Line::parse(text).map(Some).ok_or_else(unreadable)
    }
}

impl Line {
    /// The line about an entry.
    pub fn of(entry: &Entry) -> Line {
        Line {
            number: entry.number,
            hash: entry.hash.clone(),
            state: entry.state.clone(),
            at: entry.at.clone(),
            restored: None,
        }
    }

    /// As it stands in the file and in a mail.
    pub fn text(&self) -> String {
        let state = if self.state.is_empty() { "-" } else { &self.state };
        let line = format!("{} {} {state} {}", self.number, self.hash, self.at);
        match &self.restored {
            None => line,
            Some((before, back)) => format!("{line} restored {} {}", head_text(before), head_text(back)),
        }
    }

    /// Reads a line; `None` for anything else.
    pub fn parse(text: &str) -> Option<Line> {
        let words: Vec<&str> = text.split(' ').collect();
        let (number, hash, state, at, rest) = match words.as_slice() {
            [number, hash, state, at, rest @ ..] => (number, hash, state, at, rest),
            _ => return None,
        };
        let restored = match rest {
            [] => None,
            ["restored", before, back] => Some((parse_head(before)?, parse_head(back)?)),
            _ => return None,
        };
        let state = if *state == "-" { "" } else { state };
        let is_whole = hash.len() == 64 && matches!(state.len(), 0 | 64) && at.ends_with('Z');
        let line = Line {
            number: number.parse().ok()?,
            hash: (*hash).to_owned(),
            state: state.to_owned(),
            at: (*at).to_owned(),
            restored,
        };
        is_whole.then_some(line)
    }
}

fn head_text(head: &Option<Head>) -> String {
    head.as_ref().map_or("-".to_owned(), |head| format!("{}:{}", head.number, head.hash))
}

fn parse_head(text: &str) -> Option<Option<Head>> {
    if text == "-" {
        return Some(None);
    }
    let (number, hash) = text.split_once(':')?;
    Some(Some(Head { number: number.parse().ok()?, hash: hash.to_owned() }))
}

#[cfg(test)]
#[path = "anchor_tests.rs"]
mod tests;
