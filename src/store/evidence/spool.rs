//! The spool: what happens without write access, kept beside the store until a session that may write enters it.
//!
//! `X.db.spool`, append-only, private, one JSON object a line: instants, ids, addresses and what was read; never a
//! name, and nothing that somebody typed but an operator's id. The store remembers up to which byte it has entered
//! them, in the same transaction as the entries: nothing is entered twice, and a spool that was cut shows.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rustix::fs::{FlockOperation, Mode, OFlags, flock};
use serde::{Deserialize, Serialize};

use crate::domain::Id;
use crate::store::file_error::{Fault, FileError};
use crate::store::files::{self, StoreFiles};
use crate::store::{Store, StoreError, Tx};
use crate::text::date::{Instant, instant_iso, parse_instant};

/// The most that is entered at once, in bytes; what is left waits for the next session.
const BYTES_MAX: u64 = 4 << 20;

/// Something that happened without write access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When, as it will stand in the ledger.
    pub at: String,
    /// Its id in the ledger: `sign_in.failed`, `read.history` …
    pub action: String,
    /// The operator; empty where what was typed is no operator's id.
    pub actor: String,
    /// The session; empty before a sign-in.
    pub session: String,
    /// The client's address.
    pub client: String,
    /// The fingerprint of the key.
    pub key_print: String,
    /// The fingerprint of the SSH key; empty at the host itself, and in notes of before.
    #[serde(default)]
    pub ssh_key: String,
    /// The row that was read; empty for none.
    pub object: String,
    /// Facts about it: counts, formats, a file's digest.
    pub details: String,
}

/// The spool of one store.
#[derive(Clone, Debug)]
pub struct Spool {
    path: PathBuf,
}

/// What stands in a spool beyond a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The notes, in order.
    pub notes: Vec<Note>,
    /// Lines that cannot be read.
    pub unreadable: u64,
    /// Whether the spool ends before that place: it was cut.
    pub cut: Cut,
    /// Where the next notes begin.
    pub until: u64,
}

/// Whether a spool was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It was not.
    Whole,
    /// It ends before what has been entered.
    Shorter,
}

impl Note {
    /// Something that happened to an operator, at an instant; what was typed is kept only where it is an id.
    pub fn new(action: &str, typed: &str, at: Instant) -> Note {
        Note {
            at: instant_iso(at),
            action: action.to_owned(),
            actor: if is_operator_id(typed) { typed.to_owned() } else { String::new() },
            session: String::new(),
            client: String::new(),
            key_print: String::new(),
            ssh_key: String::new(),
            object: String::new(),
            details: String::new(),
        }
    }

    /// When it happened; `None` where the line was written by nobody of ours.
    pub fn instant(&self) -> Option<Instant> {
        parse_instant(&self.at)
    }
}

/// `U-0117`, `H-0001`, `C-0001`: a passphrase typed into the wrong field is none of them.
fn is_operator_id(typed: &str) -> bool {
    let is_desk = typed.split_once('-').is_some_and(|(prefix, number)| {
        matches!(prefix, "H" | "C")
            && (1..=9).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
    });
    is_desk || typed.parse::<Id>().is_ok_and(|id| id.to_string() == typed)
}

impl Spool {
    /// The spool beside the store at `db`.
    pub fn of(db: &Path) -> Result<Spool, FileError> {
        let mut name = StoreFiles::at(db)?.db().as_os_str().to_owned();
        name.push(".spool");
        Ok(Spool { path: name.into() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a note, durably.
    pub fn add(&self, note: &Note) -> Result<(), FileError> {
        let io = |e| FileError::new(&self.path, e);
        files::keep_files_private();
        match files::check(&self.path) {
            Err(FileError { fault: Fault::Missing, .. }) | Ok(()) => {}
            Err(error) => return Err(error),
        }
        let flags = OFlags::CREATE | OFlags::APPEND | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::WRONLY;
        let opened = rustix::fs::open(&self.path, flags, Mode::RUSR | Mode::WUSR);
        let mut file = opened.map(File::from).map_err(|e| io(e.into()))?;
        flock(&file, FlockOperation::LockExclusive).map_err(|e| io(e.into()))?;
        let line = format!("{}\n", crate::text::to_json(note));
        file.write_all(line.as_bytes()).and_then(|()| file.sync_data()).map_err(io)
    }

    /// What stands beyond `from`, whole lines only.
    pub fn after(&self, from: u64) -> Result<Found, FileError> {
        let io = |e| FileError::new(&self.path, e);
        let mut file = match files::open_private(&self.path) {
            Err(FileError { fault: Fault::Missing, .. }) => {
                let cut = if from == 0 { Cut::Whole } else { Cut::Shorter };
                return Ok(Found { notes: Vec::new(), unreadable: 0, cut, until: 0 });
            }
            opened => opened?,
        };
        let length = file.metadata().map_err(io)?.len();
        let (from, cut) = if length < from { (0, Cut::Shorter) } else { (from, Cut::Whole) };
        file.seek(SeekFrom::Start(from)).map_err(io)?;
        let mut bytes = Vec::new();
        file.take(BYTES_MAX).read_to_end(&mut bytes).map_err(io)?;
        let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let lines = bytes[..whole].split(|b| *b == b'\n').filter(|line| !line.is_empty());
        let (mut notes, mut unreadable) = (Vec::new(), 0);
        for line in lines {
            match serde_json::from_slice::<Note>(line) {
                Ok(note) if note.instant().is_some() => notes.push(note),
                _ => unreadable += 1,
            }
        }
        Ok(Found { notes, unreadable, cut, until: from + whole as u64 })
    }
}

impl Store {
    /// Up to which byte of the spool all is entered.
    pub fn spooled(&self) -> Result<u64, StoreError> {
        spooled(&self.conn)
    }
}

fn spooled(conn: &Connection) -> Result<u64, StoreError> {
    let at: i64 = conn.query_row("SELECT spooled FROM evidence", [], |row| row.get(0))?;
    Ok(at.unsigned_abs())
}

impl Tx<'_> {
    /// Up to which byte of the spool all is entered.
    pub fn spooled(&self) -> Result<u64, StoreError> {
        spooled(self.conn())
    }

    /// Remembers that all up to this byte of the spool is entered.
    pub fn set_spooled(&mut self, until: u64) -> Result<(), StoreError> {
        let until = i64::try_from(until).unwrap_or(i64::MAX);
        self.conn().execute("UPDATE evidence SET spooled = ?", [until])?;
        Ok(())
    }
}

#[cfg(test)]
#[path = "spool_tests.rs"]
mod tests;
