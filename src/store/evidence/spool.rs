//! The spool: what happens without write access, kept beside the store until a session that may write enters it.
//!
//! `X.db.spool`, append-only, private, one JSON object a line: instants, ids, addresses and what was read; never a
//! name, and nothing that somebody typed but an operator's id. The store remembers up to which byte it has entered
//! them, in the same transaction as the entries: nothing is entered twice, and a spool that was cut shows.
//!
//! It is bounded. Once all of it is entered, a spool that has grown is begun anew; its first line then says how many
//! bytes went before, so that places go on and the store needs no word of it. Until somebody who may write comes,
//! knocks from outside fill it up to [`KNOCKS_BYTES_MAX`] and no further: the last line says that there were more, and
//! room is left for what is read meanwhile. Whoever cannot leave the trace of a reading does not read.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt as _;
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
/// From this length on, a spool that is entered whole is begun anew.
const BEGUN_ANEW_BYTES: u64 = 1 << 20;
/// How long failed sign-ins and refused commands alone can make a spool: some 20,000 of them.
pub const KNOCKS_BYTES_MAX: u64 = 4 << 20;
/// How long a spool can become at all.
const SPOOL_BYTES_MAX: u64 = 8 << 20;
/// The longest line that says how much went before.
const BEGINNING_BYTES_MAX: u64 = 64;
/// The note that stands for all knocks that there was no room for.
const FULL: &str = "spool.full";

/// Something that happened without write access.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The office of whoever was signed in, as a number; 0 where nobody was, and in notes of before.
    #[serde(default)]
    pub office: i64,
}

/// The first line of a spool that was begun anew.
#[derive(Serialize, Deserialize)]
struct Beginning {
    /// How many bytes of notes went before.
    before: u64,
}

/// What a note is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Somebody who has not signed in: anybody can make as many as they like.
    Knock,
    /// Somebody who has.
    Reading,
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
    /// It ends before what has been entered, or begins behind it.
    Shorter,
}

impl Note {
    /// Something that happened to an operator, at an instant; what was typed is kept only where it is an id.
    pub fn new(action: &str, typed: &str, at: Instant) -> Note {
        Note {
            at: instant_iso(at),
            action: action.to_owned(),
            actor: if is_operator_id(typed) { typed.to_owned() } else { String::new() },
            ..Note::default()
        }
    }

    /// That from now on no knocks are noted, at the moment of this note.
    fn full(&self) -> Note {
        Note { at: self.at.clone(), action: FULL.to_owned(), ..Note::default() }
    }

    /// When it happened; `None` where the line was written by nobody of ours.
    pub fn instant(&self) -> Option<Instant> {
        parse_instant(&self.at)
    }
}

fn line_of(note: &Note) -> String {
    format!("{}\n", crate::text::to_json(note))
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

    /// Adds a note, durably. A knock that there is no room for is left out: the one before the first of them says so.
    pub fn add(&self, note: &Note, of: Of) -> Result<(), FileError> {
        let mut file = self.locked()?;
        let io = |e| FileError::new(&self.path, e);
        let length = file.metadata().map_err(io)?.len();
        let line = line_of(note);
        let after = length + line.len() as u64;
        let is_crossed = length <= KNOCKS_BYTES_MAX && after > KNOCKS_BYTES_MAX;
        let lines = match of {
            Of::Knock if length > KNOCKS_BYTES_MAX => return Ok(()),
            // At least as long as what it stands for, so that no second one finds room.
            Of::Knock if is_crossed => format!("{:>1$}", line_of(&note.full()), line.len()),
            Of::Reading if after > SPOOL_BYTES_MAX => {
                return Err(FileError { path: self.path.clone(), fault: Fault::Full });
            }
            Of::Reading if is_crossed => line + &line_of(&note.full()),
            Of::Knock | Of::Reading => line,
        };
        file.write_all(lines.as_bytes()).and_then(|()| file.sync_data()).map_err(io)
    }

    /// The file, for adding, and nobody else's meanwhile: also not the one that it was a moment ago.
    fn locked(&self) -> Result<File, FileError> {
        let io = |e| FileError::new(&self.path, e);
        files::keep_files_private();
        loop {
            match files::check(&self.path) {
                Err(FileError { fault: Fault::Missing, .. }) | Ok(()) => {}
                Err(error) => return Err(error),
            }
            let flags = OFlags::CREATE | OFlags::APPEND | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::WRONLY;
            let opened = rustix::fs::open(&self.path, flags, Mode::RUSR | Mode::WUSR);
            let file = opened.map(File::from).map_err(|e| io(e.into()))?;
            flock(&file, FlockOperation::LockExclusive).map_err(|e| io(e.into()))?;
            let held = file.metadata().map_err(io)?;
            let is_still_there =
                |there: std::fs::Metadata| (there.dev(), there.ino()) == (held.dev(), held.ino());
            if std::fs::symlink_metadata(&self.path).is_ok_and(is_still_there) {
                return Ok(file);
            }
        }
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
        let start = Start::of(&file).map_err(io)?;
        let (place, cut) = match start.place_of(from).filter(|place| *place <= length) {
            Some(place) => (place, Cut::Whole),
            None => (start.line_bytes, Cut::Shorter),
        };
        file.seek(SeekFrom::Start(place)).map_err(io)?;
        let mut bytes = Vec::new();
        file.take(BYTES_MAX).read_to_end(&mut bytes).map_err(io)?;
        let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let lines = bytes[..whole].split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty());
        let (mut notes, mut unreadable) = (Vec::new(), 0);
        for line in lines {
            match serde_json::from_slice::<Note>(line) {
                Ok(note) if note.instant().is_some() => notes.push(note),
                _ => unreadable += 1,
            }
        }
        Ok(Found { notes, unreadable, cut, until: start.before + place - start.line_bytes + whole as u64 })
    }

    /// Begins a spool that has grown anew, where all of it is entered; where not, it stays as it is.
    pub fn begin_anew(&self, entered: u64) -> Result<(), FileError> {
        let io = |e| FileError::new(&self.path, e);
        if std::fs::symlink_metadata(&self.path).map_err(io)?.len() < BEGUN_ANEW_BYTES {
            return Ok(());
        }
        // Held until the new one stands: nobody adds to the old one meanwhile.
        let held = self.locked()?;
        let length = held.metadata().map_err(io)?.len();
        let start = Start::of(&files::open_private(&self.path)?).map_err(io)?;
        if start.place_of(entered) != Some(length) {
            return Ok(());
        }
        files::put(
            &self.path,
            format!("{}\n", crate::text::to_json(&Beginning { before: entered })).as_bytes(),
        )
    }
}

/// Where the notes of a spool begin.
struct Start {
    /// How many bytes of notes went before.
    before: u64,
    /// The length of the line that says so; 0 where there is none.
    line_bytes: u64,
}

impl Start {
    fn of(file: &File) -> std::io::Result<Start> {
        let mut line = Vec::new();
        BufReader::new(file.take(BEGINNING_BYTES_MAX)).read_until(b'\n', &mut line)?;
        Ok(match serde_json::from_slice::<Beginning>(&line) {
            Ok(Beginning { before }) => Start { before, line_bytes: line.len() as u64 },
            Err(_) => Start { before: 0, line_bytes: 0 },
        })
    }

    /// Where in the file the notes up to `entered` end; `None` where it begins behind them.
    fn place_of(&self, entered: u64) -> Option<u64> {
        entered.checked_sub(self.before).and_then(|beyond| beyond.checked_add(self.line_bytes))
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
