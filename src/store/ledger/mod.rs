//! The ledger (操作記録): append-only, hash-chained, one entry per write, in the same transaction.
//!
//! The canonical encoding, version 1, of an entry is the concatenation of netstrings (`length:text,`, length in
//! bytes) of: encoding, number, at, actor, role, office, session, client, action, object, outcome, reason,
//! clauses, undoes, details, images, previous. Absent values are empty. The hash is its SHA-256 in lower-case
//! hex. `images` is the SHA-256 over the lines of the rows touched, `noun:number from>to fields before after`
//! each, so that the images themselves may be emptied by an approved erasure without breaking the chain.

use rusqlite::{Connection, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::commit::Mark;
use super::image::{Touch, hex};
use super::{StoreError, Tx};
use crate::text::date::{Instant, instant_iso};
use crate::words;

/// The version of the canonical encoding that new entries get.
pub const ENCODING: u32 = 1;

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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// The hash of the entry before.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
}

impl Entry {
    /// The hash that this entry's content gives.
    pub fn computed_hash(&self) -> String {
        let undoes = self.undoes.map(|n| n.to_string()).unwrap_or_default();
        let (encoding, number, office) =
            (self.encoding.to_string(), self.number.to_string(), self.office.to_string());
        let fields: [&str; 17] = [
            &encoding,
            &number,
            &self.at,
            &self.actor,
            &self.role,
            &office,
            &self.session,
            &self.client,
            &self.action,
            &self.object,
            &self.outcome,
            &self.reason,
            &self.clauses,
            &undoes,
            &self.details,
            &self.images,
            &self.previous,
        ];
        let mut hash = Sha256::new();
        for field in fields {
            hash.update(format!("{}:", field.len()));
            hash.update(field);
            hash.update(",");
        }
        hex(&hash.finalize())
    }
}

mod query;
mod verify;

pub use query::{
    batch_of, by_others_since, deciding, entry, head, head_number, history, last_decision, last_touching,
    last_undoable, list, of_session_since, touches, undoing,
};
pub use verify::{Bad, Mismatch, Verdict, verify};

const COLUMNS: &str = "number, encoding, at, actor, role, office, session, client, action, object, outcome, reason, \
                       clauses, undoes, details, images, previous, hash";

/// Reads an entry from a row of [`COLUMNS`].
fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        number: row.get(0)?,
        encoding: row.get(1)?,
        at: row.get(2)?,
        actor: row.get(3)?,
        role: row.get(4)?,
        office: row.get(5)?,
        session: row.get(6)?,
        client: row.get(7)?,
        action: row.get(8)?,
        object: row.get(9)?,
        outcome: row.get(10)?,
        reason: row.get(11)?,
        clauses: row.get(12)?,
        undoes: row.get(13)?,
        details: row.get(14)?,
        images: row.get(15)?,
        previous: row.get(16)?,
        hash: row.get(17)?,
    })
}

/// Appends an entry over the rows the transaction has touched since the last entry.
pub fn append(tx: &mut Tx<'_>, draft: Draft) -> Result<Entry, StoreError> {
    let touched = tx.take_touched();
    let head = head(tx)?;
    let mut entry = Entry {
        number: head.as_ref().map_or(1, |h| h.number + 1),
        encoding: ENCODING,
        at: instant_iso(draft.at),
        actor: draft.actor,
        role: draft.role.to_owned(),
        office: draft.office,
        session: draft.session,
        client: draft.client,
        action: draft.action,
        object: draft.object,
        outcome: draft.outcome.word().to_owned(),
        reason: draft.reason,
        clauses: draft.clauses,
        undoes: draft.undoes,
        details: draft.details,
        images: images_digest(touched.iter().map(Touch::line)),
        previous: head.map(|h| h.hash).unwrap_or_default(),
        hash: String::new(),
    };
    entry.hash = entry.computed_hash();
    insert(tx.conn(), &entry)?;
    for (place, touch) in touched.iter().enumerate() {
        insert_image(tx.conn(), entry.number, place, touch)?;
    }
    tx.note_entry(Mark::of(&entry));
    Ok(entry)
}

fn insert(conn: &Connection, e: &Entry) -> Result<(), StoreError> {
    let sql = format!("INSERT INTO ledger ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    conn.prepare_cached(&sql)?.execute(params![
        e.number, e.encoding, e.at, e.actor, e.role, e.office, e.session, e.client, e.action, e.object,
        e.outcome, e.reason, e.clauses, e.undoes, e.details, e.images, e.previous, e.hash,
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
