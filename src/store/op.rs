//! What became of requests that their callers had named: written in the same transaction as the act.

use rusqlite::{OptionalExtension, params};

use super::{Reader, StoreError, Tx};
use crate::text::{Lang, Sentence};

/// What became of a named request.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptOp {
    /// The digest of who asked for what.
    pub request: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// The ledger's entry, where it has one.
    pub entry: Option<i64>,
    /// The row it was about, or that was made; empty for none.
    pub object: String,
    /// What was said.
    pub sentence: Sentence,
}

impl Reader<'_> {
    /// What became of the request of this name, whoever asked: the digest says whether it was the same one.
    pub fn op(&self, name: &str) -> Result<Option<KeptOp>, StoreError> {
        let sql = "SELECT request, outcome, entry, object, sentence, sentence_en FROM ops WHERE op = ?";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(KeptOp {
                request: row.get(0)?,
                outcome: row.get(1)?,
                entry: row.get(2)?,
                object: row.get(3)?,
                sentence: Sentence::new(row.get(4)?, row.get(5)?),
            })
        };
        Ok(self.conn().prepare_cached(sql)?.query_row([name], read).optional()?)
    }
}

impl Tx<'_> {
    /// Keeps what became of a named request; a name is kept once.
    pub fn keep_op(&mut self, name: &str, op: &KeptOp) -> Result<(), StoreError> {
        let sql = "INSERT INTO ops (op, request, outcome, entry, object, sentence, sentence_en) \
                   VALUES (?, ?, ?, ?, ?, ?, ?)";
        let (ja, en) = (op.sentence.get(Lang::Ja), op.sentence.get(Lang::En));
        self.conn()
            .prepare_cached(sql)?
            .execute(params![name, op.request, op.outcome, op.entry, op.object, ja, en])?;
        Ok(())
    }
}
