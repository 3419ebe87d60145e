//! Evidence: whether the store is the one that was left, held against its anchor at every open.
//!
//! SQLCipher proves that pages are ours, not that they are the newest: a store rolled back whole, a log cut off
//! or old pages put back open without a complaint. What sees them is compared here, in constant time, when a
//! store is opened: the head of the chain with the last line of the [`anchor`]. The walk over all rows, which is
//! not constant, is [`compare_rows`]; a worker makes it after the first frame, and `audit verify` does.
//!
//! A mismatch repairs nothing and deletes nothing. It is a [`Breach`], and a store that has one takes no write.

pub mod anchor;
pub mod anchor_error;
pub mod breach;
pub mod lines;
pub mod spool;

use std::sync::{Arc, OnceLock};

use rusqlite::Connection;
use subtle::ConstantTimeEq;

use self::anchor::{Anchor, Line};
use self::anchor_error::AnchorError;
use super::ledger::{self, Entry};
use super::state::{self, StateDigest};
use super::{Reader, StoreError, older};

pub use breach::Breach;

/// Whether the stores of one session are still trusted; shared by its connections.
#[derive(Clone, Debug, Default)]
pub struct Evidence(Arc<OnceLock<Breach>>);

impl Evidence {
    /// What does not fit, where something does not.
    pub fn breach(&self) -> Option<&Breach> {
        self.0.get()
    }

    /// Something does not fit: from now on nothing is written. The first one found stays.
    pub fn broken(&self, breach: Breach) {
        // A second breach changes nothing for the session.
        let _ = self.0.set(breach);
    }
}

/// What a comparison with the anchor found.
#[derive(Debug)]
pub enum Compared {
    /// They fit; the ledger's head is anchored.
    Fits,
    /// They fit, and the ledger has later entries, whole and linked: the last of them is to be anchored.
    Ahead(Line),
    /// They do not.
    Breach(Breach),
}

/// Holds the ledger's head against the last line of the anchor. In constant time but for entries not anchored yet.
pub fn compare(reader: &Reader<'_>, anchor: &Anchor) -> Result<Compared, StoreError> {
    // The anchor first: what is anchored has been committed before, so that a commit in between is no rollback.
    let last = match anchor.last() {
        Ok(last) => last,
        Err(AnchorError::Missing(path)) => return Ok(Compared::Breach(Breach::AnchorMissing(path))),
        Err(AnchorError::Unreadable { path, line }) => {
            return Ok(Compared::Breach(Breach::AnchorUnreadable { path, line }));
        }
        Err(error) => return Err(error.into()),
    };
    let head = ledger::head(reader)?;
    match (last, head) {
        (None, None) => Ok(Compared::Fits),
        // A store that died between its first commit and the line about it.
        (None, Some(head)) if head.number == 1 => {
            Ok(sound(&head).map_or_else(Compared::Breach, |()| ahead(&head)))
        }
        (None, Some(head)) => Ok(Compared::Breach(Breach::AnchorEmptied { head: head.number })),
        (Some(line), None) => Ok(Compared::Breach(Breach::RolledBack {
            head: 0,
            anchored: line.number,
            since: String::new(),
            until: line.at,
        })),
        (Some(line), Some(head)) => with_line(reader, &line, &head),
    }
}

fn with_line(reader: &Reader<'_>, line: &Line, head: &Entry) -> Result<Compared, StoreError> {
    if head.number < line.number {
        return Ok(Compared::Breach(Breach::RolledBack {
            head: head.number,
            anchored: line.number,
            since: head.at.clone(),
            until: line.at.clone(),
        }));
    }
    let anchored = match ledger::entry(reader, line.number)? {
        Some(entry) => entry,
        None => return Ok(Compared::Breach(Breach::EntryBroken(line.number))),
    };
    if let Err(breach) = sound(&anchored) {
        return Ok(Compared::Breach(breach));
    }
    if !same(&anchored.hash, &line.hash) || !same(&anchored.state, &line.state) {
        return Ok(Compared::Breach(Breach::Replaced { number: line.number, at: line.at.clone() }));
    }
    if head.number == line.number {
        return Ok(Compared::Fits);
    }
    let mut previous = anchored;
    for number in line.number + 1..=head.number {
        let Some(entry) = ledger::entry(reader, number)? else {
            return Ok(Compared::Breach(Breach::EntryBroken(number)));
        };
        if sound(&entry).is_err() || !same(&entry.previous, &previous.hash) {
            return Ok(Compared::Breach(Breach::EntryBroken(number)));
        }
        previous = entry;
    }
    Ok(ahead(&previous))
}

fn ahead(entry: &Entry) -> Compared {
    Compared::Ahead(Line::of(entry))
}

fn sound(entry: &Entry) -> Result<(), Breach> {
    if same(&entry.computed_hash(), &entry.hash) { Ok(()) } else { Err(Breach::EntryBroken(entry.number)) }
}

fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// Walks over every row and every index, and holds the rows' digest against the last entry's, all of one moment.
///
/// `None` where it was interrupted, or where the ledger holds no digest yet; else the last entry, or what does not
/// fit.
pub fn compare_rows(reader: &Reader<'_>) -> Result<Option<Result<i64, Breach>>, StoreError> {
    match compare_rows_now(reader) {
        Err(error) if error.is_interrupted() => Ok(None),
        compared => compared,
    }
}

fn compare_rows_now(reader: &Reader<'_>) -> Result<Option<Result<i64, Breach>>, StoreError> {
    let moment = reader.conn().unchecked_transaction()?;
    let head = ledger::head(reader)?;
    let Some((head, said)) = head.and_then(|h| StateDigest::parse(&h.state).map(|state| (h, state))) else {
        return Ok(None);
    };
    if !same(&state::recomputed(&moment)?.hex(), &said.hex()) {
        return Ok(Some(Err(Breach::RowsChanged { head: head.number, at: head.at })));
    }
    // An old page of an index, or of a table that follows from rows, leaves the rows as they are and hides some of
    // them from whoever asks.
    let answer: String = moment.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok(Some(if answer == "ok" && follows(&moment)? {
        Ok(head.number)
    } else {
        Err(Breach::PagesBroken { head: head.number })
    }))
}

/// Whether the tables that follow from rows do. An older schema has others of them: whoever verifies it is told so, and
/// they are held to their rows once it is the newest.
fn follows(conn: &Connection) -> Result<bool, StoreError> {
    Ok(older::older_schema(conn)?.is_some() || state::not_following(conn)?.is_none())
}
