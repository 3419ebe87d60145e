//! The walk over the whole chain: the first entry that does not fit, and why.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{COLUMNS, Entry, images_digest, read, touches};
use crate::store::image::hex;
use crate::store::{Reader, StoreError, Touch};
use crate::words;

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
pub fn verify(reader: &Reader<'_>) -> Result<Verdict, StoreError> {
    let mut verdict = Verdict { entries: 0, head: String::new(), first_bad: None };
    let mut statement = reader.conn().prepare(&format!("SELECT {COLUMNS} FROM ledger ORDER BY number"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let entry = read(row)?;
        if let Some(what) = mismatch(reader, &entry, &verdict)? {
            let number = if what == Mismatch::Number { verdict.entries + 1 } else { entry.number };
            verdict.first_bad = Some(Bad { number, what });
            break;
        }
        verdict.entries += 1;
        verdict.head = entry.hash;
    }
    Ok(verdict)
}

fn mismatch(reader: &Reader<'_>, entry: &Entry, so_far: &Verdict) -> Result<Option<Mismatch>, StoreError> {
    if entry.number != so_far.entries + 1 {
        return Ok(Some(Mismatch::Number));
    }
    if entry.previous != so_far.head {
        return Ok(Some(Mismatch::Link));
    }
    if entry.hash != entry.computed_hash() {
        return Ok(Some(Mismatch::Hash));
    }
    let touched = touches(reader, entry.number)?;
    let images_fit = images_digest(touched.iter().map(Touch::line)) == entry.images
        && touched
            .iter()
            .all(|t| t.before.as_ref().is_none_or(|b| hex(&Sha256::digest(b)) == t.before_digest));
    Ok((!images_fit).then_some(Mismatch::Images))
}
