//! The ledger (操作記録): append-only, hash-chained, one entry per write, in the same transaction.
//!
//! The canonical encoding, version 1, of an entry is the concatenation of netstrings (`length:text,`, length in
//! bytes) of: encoding, number, at, actor, role, office, session, client, action, object, outcome, reason,
//! clauses, undoes, details, images, previous. Absent values are empty. The hash is its SHA-256 in lower-case
//! hex. `images` is the SHA-256 over the lines of the rows touched, `noun:number from>to fields before after`
//! each, so that the images themselves may be emptied by an approved erasure without breaking the chain.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::StoreError;
use super::image::{Touch, hex};
use super::tx::Tx;
use crate::domain::Noun;
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
    let head = head(tx.conn())?;
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

/// The rows an entry touched, in order.
pub fn touches(conn: &Connection, entry: i64) -> Result<Vec<Touch>, StoreError> {
    let sql = "SELECT noun, number, version_from, version_to, fields, before_digest, after_digest, before \
               FROM ledger_images WHERE entry = ? ORDER BY place";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([entry], |row| {
        let noun: String = row.get(0)?;
        let touch = Touch {
            noun: Noun::Entry,
            number: row.get(1)?,
            from: row.get(2)?,
            to: row.get(3)?,
            fields: row.get(4)?,
            before_digest: row.get(5)?,
            after_digest: row.get(6)?,
            before: row.get(7)?,
        };
        Ok((noun, touch))
    })?;
    rows.map(|row| {
        let (word, touch) = row?;
        let noun = Noun::ALL.into_iter().find(|n| n.word() == word);
        noun.map(|noun| Touch { noun, ..touch })
            .ok_or_else(|| StoreError::Damaged(format!("entry {entry} of the ledger")))
    })
    .collect()
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

/// The last entry.
pub fn head(conn: &Connection) -> Result<Option<Entry>, StoreError> {
    one(conn, "ORDER BY number DESC LIMIT 1", params![])
}

/// The number of the last entry; 0 in an empty ledger.
pub fn head_number(reader: &super::Reader<'_>) -> Result<i64, StoreError> {
    Ok(head(reader.conn())?.map_or(0, |h| h.number))
}

/// One entry by its number.
pub fn entry(conn: &Connection, number: i64) -> Result<Option<Entry>, StoreError> {
    one(conn, "WHERE number = ?", params![number])
}

/// The last entry that was done about `object`.
pub fn last_done(conn: &Connection, object: &str) -> Result<Option<Entry>, StoreError> {
    one(conn, "WHERE object = ? AND outcome = 'done' ORDER BY number DESC LIMIT 1", params![object])
}

/// The last entry that touched a row, whatever it was about.
pub fn last_touching(conn: &Connection, noun: Noun, number: i64) -> Result<Option<Entry>, StoreError> {
    let tail = "WHERE number = (SELECT max(entry) FROM ledger_images WHERE noun = ? AND number = ?)";
    one(conn, tail, params![noun.word(), number])
}

/// The entry that undid `number`, if one did.
pub fn undoing(conn: &Connection, number: i64) -> Result<Option<Entry>, StoreError> {
    one(conn, "WHERE undoes = ? AND outcome = 'done'", params![number])
}

/// The latest entry of `actor` in `session` that was done, is no undo, and is not undone.
pub fn last_undoable(conn: &Connection, actor: &str, session: &str) -> Result<Option<Entry>, StoreError> {
    let tail = "WHERE session = ? AND actor = ? AND outcome = 'done' AND undoes IS NULL AND images <> '' \
                AND NOT EXISTS (SELECT 1 FROM ledger u WHERE u.undoes = ledger.number AND u.outcome = 'done') \
                ORDER BY number DESC LIMIT 1";
    one(conn, tail, params![session, actor])
}

/// Entries about or touching one row, newest first.
pub fn history(
    conn: &Connection,
    noun: Noun,
    number: i64,
    object: &str,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let tail = "WHERE number IN (SELECT entry FROM ledger_images WHERE noun = ?1 AND number = ?2 \
                UNION SELECT number FROM ledger WHERE object = ?3) ORDER BY number DESC LIMIT ?4";
    many(conn, tail, params![noun.word(), number, object, limit])
}

/// Entries of `office`, newest first, before `before` where given.
pub fn list(
    conn: &Connection,
    office: i64,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let tail = "WHERE office = ?1 AND (?2 IS NULL OR number < ?2) ORDER BY number DESC LIMIT ?3";
    many(conn, tail, params![office, before, limit])
}

fn one(conn: &Connection, tail: &str, params: &[&dyn rusqlite::ToSql]) -> Result<Option<Entry>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("SELECT {COLUMNS} FROM ledger {tail}"))?
        .query_row(params, read)
        .optional()?)
}

fn many(conn: &Connection, tail: &str, params: &[&dyn rusqlite::ToSql]) -> Result<Vec<Entry>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM ledger {tail}"))?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a walk over the whole chain found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Entries walked.
    pub entries: i64,
    /// The last good hash.
    pub head: String,
    /// The first entry that does not fit, and why.
    pub first_bad: Option<Bad>,
}

/// An entry that does not fit the chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bad {
    /// Its number; the expected one where an entry is missing.
    pub number: i64,
    /// What does not fit.
    pub what: Mismatch,
}

words! {
    /// What does not fit in a chain.
    Mismatch {
        Number "number" "番号が連続していません" "the numbers have a gap",
        Link "link" "前の記録とつながっていません" "it is not linked to the entry before",
        Hash "hash" "内容がハッシュと一致しません" "its content does not match its hash",
        Images "images" "変更内容がダイジェストと一致しません" "the rows it changed do not match its digest",
    }
}

/// Walks the chain from its first entry, in constant memory.
pub fn verify(conn: &Connection) -> Result<Verdict, StoreError> {
    let mut verdict = Verdict { entries: 0, head: String::new(), first_bad: None };
    let mut statement = conn.prepare(&format!("SELECT {COLUMNS} FROM ledger ORDER BY number"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let entry = read(row)?;
        if let Some(what) = mismatch(conn, &entry, &verdict)? {
            let number = if what == Mismatch::Number { verdict.entries + 1 } else { entry.number };
            verdict.first_bad = Some(Bad { number, what });
            break;
        }
        verdict.entries += 1;
        verdict.head = entry.hash;
    }
    Ok(verdict)
}

fn mismatch(conn: &Connection, entry: &Entry, so_far: &Verdict) -> Result<Option<Mismatch>, StoreError> {
    if entry.number != so_far.entries + 1 {
        return Ok(Some(Mismatch::Number));
    }
    if entry.previous != so_far.head {
        return Ok(Some(Mismatch::Link));
    }
    if entry.hash != entry.computed_hash() {
        return Ok(Some(Mismatch::Hash));
    }
    let touched = touches(conn, entry.number)?;
    let images_fit = images_digest(touched.iter().map(Touch::line)) == entry.images
        && touched
            .iter()
            .all(|t| t.before.as_ref().is_none_or(|b| hex(&Sha256::digest(b)) == t.before_digest));
    Ok((!images_fit).then_some(Mismatch::Images))
}
