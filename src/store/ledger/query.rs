//! Questions to the ledger. Whose entries one may see is the caller's to say: entries carry their office.

use std::ops::RangeInclusive;

use rusqlite::{OptionalExtension, params};

use super::{COLUMNS, Entry, read};
use crate::domain::{Id, Noun};
use crate::store::{Reader, StoreError, Touch};

/// The rows an entry touched, in order.
pub fn touches(reader: &Reader<'_>, entry: i64) -> Result<Vec<Touch>, StoreError> {
    let sql = "SELECT noun, number, version_from, version_to, fields, before_digest, after_digest, before \
               FROM ledger_images WHERE entry = ? ORDER BY place";
    let mut statement = reader.conn().prepare_cached(sql)?;
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

/// The last entry.
pub fn head(reader: &Reader<'_>) -> Result<Option<Entry>, StoreError> {
    one(reader, "ORDER BY number DESC LIMIT 1", params![])
}

/// The number of the last entry; 0 in an empty ledger.
pub fn head_number(reader: &Reader<'_>) -> Result<i64, StoreError> {
    Ok(head(reader)?.map_or(0, |h| h.number))
}

/// One entry by its number.
pub fn entry(reader: &Reader<'_>, number: i64) -> Result<Option<Entry>, StoreError> {
    one(reader, "WHERE number = ?", params![number])
}

/// The last entry that touched a row, whatever it was about.
pub fn last_touching(reader: &Reader<'_>, row: Id) -> Result<Option<Entry>, StoreError> {
    let tail = "WHERE number = (SELECT max(entry) FROM ledger_images WHERE noun = ? AND number = ?)";
    one(reader, tail, params![row.noun.word(), row.number])
}

/// The last act that was done about a row or touched it, and is not undone; undoing itself is none.
pub fn last_decision(reader: &Reader<'_>, row: Id) -> Result<Option<Entry>, StoreError> {
    let tail = format!(
        "WHERE number IN (SELECT entry FROM ledger_images WHERE noun = ?1 AND number = ?2 \
         UNION SELECT number FROM ledger WHERE object = ?3) AND outcome = 'done' AND undoes IS NULL AND {} \
         AND NOT EXISTS (SELECT 1 FROM ledger u WHERE u.undoes = ledger.number AND u.outcome = 'done') \
         ORDER BY number DESC LIMIT 1",
        reader.sees_entries()
    );
    one(reader, &tail, params![row.noun.word(), row.number, row.to_string()])
}

/// The entry that decided a row: the last one of this action that is not undone, or a later one that changed
/// the row's state. What was only noted about the row since decides nothing.
pub fn deciding(reader: &Reader<'_>, row: Id, action: &str) -> Result<Option<Entry>, StoreError> {
    let tail = "WHERE number = (SELECT max(i.entry) FROM ledger_images i JOIN ledger l ON l.number = i.entry \
                WHERE i.noun = ?1 AND i.number = ?2 AND (',' || i.fields || ',' LIKE '%,state,%' \
                OR (l.action = ?3 AND NOT EXISTS (SELECT 1 FROM ledger u WHERE u.undoes = l.number AND u.outcome = 'done'))))";
    one(reader, tail, params![row.noun.word(), row.number, action])
}

/// The entry that undid `number`, if one did.
pub fn undoing(reader: &Reader<'_>, number: i64) -> Result<Option<Entry>, StoreError> {
    one(reader, "WHERE undoes = ? AND outcome = 'done'", params![number])
}

/// The latest entry of `actor` in `session` that was done, is no undo, and is not undone.
pub fn last_undoable(reader: &Reader<'_>, actor: &str, session: &str) -> Result<Option<Entry>, StoreError> {
    let tail = "WHERE session = ? AND actor = ? AND outcome = 'done' AND undoes IS NULL AND images <> '' \
                AND NOT EXISTS (SELECT 1 FROM ledger u WHERE u.undoes = ledger.number AND u.outcome = 'done') \
                ORDER BY number DESC LIMIT 1";
    one(reader, tail, params![session, actor])
}

/// Entries about or touching one row, newest first.
pub fn history(reader: &Reader<'_>, row: Id, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let tail = format!(
        "WHERE number IN (SELECT entry FROM ledger_images WHERE noun = ?1 AND number = ?2 \
         UNION SELECT number FROM ledger WHERE object = ?3) AND {} ORDER BY number DESC LIMIT ?4",
        reader.sees_entries()
    );
    many(reader, &tail, params![row.noun.word(), row.number, row.to_string(), limit])
}

/// The entries of the batch that `entry` belongs to, in order; the entry alone where it belongs to none.
pub fn batch_of(reader: &Reader<'_>, entry: &Entry) -> Result<Vec<i64>, StoreError> {
    if !entry.details.starts_with("{\"batch\":") {
        return Ok(vec![entry.number]);
    }
    let sql =
        "SELECT number FROM ledger WHERE session = ? AND details = ? AND outcome = 'done' ORDER BY number";
    let mut statement = reader.conn().prepare_cached(sql)?;
    let rows = statement.query_map(params![entry.session, entry.details], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every entry of a span in order, whosever it is, told one by one: for evidence, which is whole or nothing.
pub fn each<E: From<StoreError>>(
    reader: &Reader<'_>,
    span: RangeInclusive<i64>,
    mut told: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error| E::from(StoreError::from(error));
    let sql = format!("SELECT {COLUMNS} FROM ledger WHERE number BETWEEN ? AND ? ORDER BY number");
    let mut statement = reader.conn().prepare(&sql).map_err(failed)?;
    let mut rows = statement.query([*span.start(), *span.end()]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        told(read(row).map_err(failed)?)?;
    }
    Ok(())
}

/// What others than `operator` did for the office after `head`, newest first.
pub fn by_others_since(
    reader: &Reader<'_>,
    operator: &str,
    head: i64,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let tail = format!(
        "WHERE number > ?1 AND {} AND actor <> ?2 AND outcome = 'done' ORDER BY number DESC LIMIT ?3",
        reader.sees_entries()
    );
    many(reader, &tail, params![head, operator, limit])
}

/// Entries of a session after `before`, in order.
pub fn of_session_since(reader: &Reader<'_>, session: &str, before: i64) -> Result<Vec<Entry>, StoreError> {
    many(reader, "WHERE session = ? AND number > ? ORDER BY number", params![session, before])
}

/// Entries of the own office, newest first, before `before` where given.
pub fn list(reader: &Reader<'_>, before: Option<i64>, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let tail = format!(
        "WHERE {} AND (?1 IS NULL OR number < ?1) ORDER BY number DESC LIMIT ?2",
        reader.sees_entries()
    );
    many(reader, &tail, params![before, limit])
}

fn one(
    reader: &Reader<'_>,
    tail: &str,
    params: &[&dyn rusqlite::ToSql],
) -> Result<Option<Entry>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM ledger {tail}");
    Ok(reader.conn().prepare_cached(&sql)?.query_row(params, read).optional()?)
}

fn many(reader: &Reader<'_>, tail: &str, params: &[&dyn rusqlite::ToSql]) -> Result<Vec<Entry>, StoreError> {
    let mut statement = reader.conn().prepare_cached(&format!("SELECT {COLUMNS} FROM ledger {tail}"))?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
