//! The ledger (操作記録): append-only, hash-chained, one entry per write, in the same transaction.
//!
//! How an entry becomes bytes stands in [`encoding`]. `images` is the SHA-256 over the lines of the rows touched,
//! `noun:number from>to fields before after` each, so that the images themselves may be emptied by an approved
//! erasure without breaking the chain. `state` is the digest over all rows of the register as the entry left
//! them: see the `state` module.

pub mod encoding;
pub mod export;

use rusqlite::{Connection, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::commit::Mark;
use super::evidence::anchor::Line;
use super::image::{Touch, hex};
use super::state::{self, StateDigest};
use super::{StoreError, Tx};
use crate::text::date::{Instant, instant_iso};
use crate::words;

words! {
    /// How a request ended.
    Outcome {
        Done "done" "実行" "Done",
        Refused "refused" "不可" "Refused",
        Conflict "conflict" "競合" "Conflict",
        Error "error" "エラー" "Error",
    }
}

/// What an entry says, before it has a number and a place in the chain.
#[derive(Clone, Debug)]
pub struct Draft {
    /// When.
    pub at: Instant,
    /// The operator.
    pub actor: String,
    /// The operator's role, as its word.
    pub role: &'static str,
    /// The operator's office, as a number.
    pub office: i64,
    /// The session.
    pub session: String,
    /// The client's address, where there is one.
    pub client: String,
    /// The fingerprint of the key that the session was opened with.
    pub key_print: String,
    /// The fingerprint of the SSH key that the operator came in with; empty at the host itself.
    pub ssh_key: String,
    /// The action's id.
    pub action: String,
    /// The row it is about, as an id; empty for none.
    pub object: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The typed reason.
    pub reason: String,
    /// Clauses passed with a reason, or refused by, comma-separated.
    pub clauses: String,
    /// The entry this one undoes.
    pub undoes: Option<i64>,
    /// Facts of an import or batch, as JSON; empty for none.
    pub details: String,
}

/// An entry of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// Its number, counting from 1 without gaps.
    pub number: i64,
    /// Version of the canonical encoding.
    #[serde(skip)]
    pub encoding: u32,
    /// When, ISO with milliseconds.
    pub at: String,
    /// The operator.
    pub actor: String,
    /// The operator's role.
    pub role: String,
    /// The operator's office.
    #[serde(skip)]
    pub office: i64,
    /// The session.
    pub session: String,
    /// The client's address.
    pub client: String,
    /// The fingerprint of the key that the session was opened with; empty in encoding 1.
    pub key_print: String,
    /// The fingerprint of the SSH key; empty before encoding 3.
    pub ssh_key: String,
    /// The action's id.
    pub action: String,
    /// The row it is about.
    pub object: String,
    /// How it ended.
    pub outcome: String,
    /// The typed reason.
    pub reason: String,
    /// Clauses passed or refused by.
    pub clauses: String,
    /// The entry this one undoes.
    pub undoes: Option<i64>,
    /// Facts of an import or batch.
    pub details: String,
    /// Digest of the rows touched.
    pub images: String,
    /// Digest over all rows of the register after the write; empty in encoding 1.
    pub state: String,
    /// The hash of the entry before.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
}

mod query;
mod verify;

pub use query::{
    batch_of, by_others_since, deciding, each, entry, head, head_number, history, last_decision,
    last_touching, last_undoable, list, of_session_since, touches, undoing,
};
pub use verify::{ALL, Bad, Mismatch, Part, Verdict, halves, verify, verify_part, verify_span};

const COLUMNS: &str = "number, encoding, at, actor, role, office, session, client, action, object, outcome, reason, \
                       clauses, undoes, details, images, previous, hash, key_print, state, ssh_key";

/// Reads an entry from a row of [`COLUMNS`].
fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Entry> {
    let mut entry = Entry::default();
    read_into(&mut entry, row)?;
    Ok(entry)
}

/// Reads a row of [`COLUMNS`] into an entry that was used before: who walks over all of them makes no text anew.
fn read_into(entry: &mut Entry, row: &rusqlite::Row<'_>) -> rusqlite::Result<()> {
    entry.number = row.get(0)?;
    entry.encoding = row.get(1)?;
    entry.office = row.get(5)?;
    entry.undoes = row.get(13)?;
    for (place, text) in [
        (2, &mut entry.at),
        (3, &mut entry.actor),
        (4, &mut entry.role),
        (6, &mut entry.session),
        (7, &mut entry.client),
        (8, &mut entry.action),
        (9, &mut entry.object),
        (10, &mut entry.outcome),
        (11, &mut entry.reason),
        (12, &mut entry.clauses),
        (14, &mut entry.details),
        (15, &mut entry.images),
        (16, &mut entry.previous),
        (17, &mut entry.hash),
        (18, &mut entry.key_print),
        (19, &mut entry.state),
        (20, &mut entry.ssh_key),
    ] {
        text.clear();
        text.push_str(row.get_ref(place)?.as_str()?);
    }
    Ok(())
}

impl Entry {
    /// Tells what came from the spool, with an instant of its own, from what was entered when it happened.
    pub fn is_from_spool(&self) -> bool {
        self.action.starts_with("read.")
            || self.action.starts_with("sign_in.")
            || matches!(self.action.as_str(), "ssh.refused" | "spool.full")
    }
}

/// Appends an entry over the rows the transaction has touched since the last entry.
pub fn append(tx: &mut Tx<'_>, draft: Draft) -> Result<Entry, StoreError> {
    let touched = tx.take_touched();
    let head = head(tx)?;
    let state = state_after(tx, head.as_ref())?;
    let mut entry = Entry {
        number: head.as_ref().map_or(1, |h| h.number + 1),
        encoding: encoding::NEWEST,
        at: instant_iso(draft.at),
        actor: draft.actor,
        role: draft.role.to_owned(),
        office: draft.office,
        session: draft.session,
        client: draft.client,
        key_print: draft.key_print,
        ssh_key: draft.ssh_key,
        action: draft.action,
        object: draft.object,
        outcome: draft.outcome.word().to_owned(),
        reason: draft.reason,
        clauses: draft.clauses,
        undoes: draft.undoes,
        details: draft.details,
        images: images_digest(touched.iter().map(Touch::line)),
        state: state.hex(),
        previous: head.map(|h| h.hash).unwrap_or_default(),
        hash: String::new(),
    };
    entry.hash = entry.computed_hash();
    insert(tx.conn(), &entry)?;
    for (place, touch) in touched.iter().enumerate() {
        insert_image(tx.conn(), entry.number, place, touch)?;
    }
    tx.note_entry(Mark::of(&entry));
    tx.entered(Line::of(&entry));
    Ok(entry)
}

/// The digest after what the transaction has changed; from the rows themselves, where no entry has one yet.
fn state_after(tx: &mut Tx<'_>, head: Option<&Entry>) -> Result<StateDigest, StoreError> {
    let before = match head {
        None => Some(StateDigest::default()),
        Some(head) => StateDigest::parse(&head.state),
    };
    let Some(before) = before else {
        // The first entry after encoding 1: from here on the rows are covered.
        tx.take_state(StateDigest::default());
        return state::recomputed(tx.conn());
    };
    Ok(tx.take_state(before))
}

fn insert(conn: &Connection, e: &Entry) -> Result<(), StoreError> {
    let sql = format!("INSERT INTO ledger ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    conn.prepare_cached(&sql)?.execute(params![
        e.number,
        e.encoding,
        e.at,
        e.actor,
        e.role,
        e.office,
        e.session,
        e.client,
        e.action,
        e.object,
        e.outcome,
        e.reason,
        e.clauses,
        e.undoes,
        e.details,
        e.images,
        e.previous,
        e.hash,
        e.key_print,
        e.state,
        e.ssh_key,
    ])?;
    Ok(())
}

fn insert_image(conn: &Connection, entry: i64, place: usize, touch: &Touch) -> Result<(), StoreError> {
    let sql = "INSERT INTO ledger_images (entry, place, noun, number, version_from, version_to, fields, before_digest, \
               after_digest, before) VALUES (?,?,?,?,?,?,?,?,?,?)";
    conn.prepare_cached(sql)?.execute(params![
        entry,
        i64::try_from(place).unwrap_or(i64::MAX),
        touch.noun.word(),
        touch.number,
        touch.from,
        touch.to,
        touch.fields,
        touch.before_digest,
        touch.after_digest,
        touch.before,
    ])?;
    Ok(())
}

fn images_digest(lines: impl Iterator<Item = String>) -> String {
    let mut hash = Sha256::new();
    let mut any = false;
    for line in lines {
        any = true;
        hash.update(line);
    }
    if any { hex(&hash.finalize()) } else { String::new() }
}

#[cfg(test)]
mod mutation_tests;
