//! The walk over the chain: the first entry that does not fit, and why.
//!
//! One pass over the entries and one, beside it, over the images of rows, in constant memory.

use std::ops::RangeInclusive;

use rusqlite::Rows;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{COLUMNS, Entry, read};
use crate::store::image::hex;
use crate::store::{Reader, StoreError};
use crate::words;

/// Every entry there is.
pub const ALL: RangeInclusive<i64> = 1..=i64::MAX;

/// What a walk over the chain found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Entries walked.
    pub entries: i64,
    /// The last good hash.
    pub head: String,
    /// The first entry that does not fit, and why.
    pub first_bad: Option<Bad>,
    /// Entries that are of an earlier time than the one before: the clock was set back.
    pub backwards: i64,
    /// The first of them.
    pub first_backwards: Option<i64>,
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

/// Walks the chain from its first entry.
pub fn verify(reader: &Reader<'_>) -> Result<Verdict, StoreError> {
    verify_span(reader, ALL)
}

/// Walks the entries of a span; the entry before it is taken as it stands.
pub fn verify_span(reader: &Reader<'_>, span: RangeInclusive<i64>) -> Result<Verdict, StoreError> {
    let before = super::entry(reader, span.start() - 1)?;
    let mut walk = Walk {
        expected: *span.start().max(&1),
        verdict: Verdict {
            entries: 0,
            head: before.map(|entry| entry.hash).unwrap_or_default(),
            first_bad: None,
            backwards: 0,
            first_backwards: None,
        },
        last_at: String::new(),
    };
    let bounds = [*span.start(), *span.end()];
    let mut statement = reader
        .conn()
        .prepare(&format!("SELECT {COLUMNS} FROM ledger WHERE number BETWEEN ? AND ? ORDER BY number"))?;
    let mut images = reader.conn().prepare(
        "SELECT entry, noun, number, version_from, version_to, fields, before_digest, after_digest, before \
         FROM ledger_images WHERE entry BETWEEN ? AND ? ORDER BY entry, place",
    )?;
    let mut images = Images { rows: images.query(bounds)?, next: None, is_begun: false };
    let mut rows = statement.query(bounds)?;
    while let Some(row) = rows.next()? {
        let entry = read(row)?;
        if let Some(what) = walk.mismatch(&entry, &mut images)? {
            let number = if what == Mismatch::Number { walk.expected } else { entry.number };
            walk.verdict.first_bad = Some(Bad { number, what });
            break;
        }
        walk.passed(entry);
    }
    Ok(walk.verdict)
}

struct Walk {
    expected: i64,
    verdict: Verdict,
    last_at: String,
}

impl Walk {
    fn mismatch(&self, entry: &Entry, images: &mut Images<'_>) -> Result<Option<Mismatch>, StoreError> {
        if entry.number != self.expected {
            return Ok(Some(Mismatch::Number));
        }
        if entry.previous != self.verdict.head {
            return Ok(Some(Mismatch::Link));
        }
        // What an encoding does not cover nobody can have written.
        let is_of_its_time = match entry.encoding {
            1 => entry.state.is_empty() && entry.key_print.is_empty() && entry.ssh_key.is_empty(),
            2 => entry.ssh_key.is_empty(),
            _ => true,
        };
        if entry.hash != entry.computed_hash() || !is_of_its_time {
            return Ok(Some(Mismatch::Hash));
        }
        let digest = images.digest_of(entry.number)?;
        Ok((digest.as_deref() != Some(entry.images.as_str())).then_some(Mismatch::Images))
    }

    fn passed(&mut self, entry: Entry) {
        self.verdict.entries += 1;
        self.expected += 1;
        // What comes from the spool has an instant of its own, and is entered later.
        if !entry.is_from_spool() {
            if entry.at < self.last_at {
                self.verdict.backwards += 1;
                self.verdict.first_backwards.get_or_insert(entry.number);
            }
            self.last_at = entry.at;
        }
        self.verdict.head = entry.hash;
    }
}

/// The images of all entries, one behind the other.
struct Images<'s> {
    rows: Rows<'s>,
    /// The entry, the line and whether the image matches its digest, of the row that has been read.
    next: Option<(i64, String, bool)>,
    is_begun: bool,
}

impl Images<'_> {
    /// The digest of an entry's images, empty for none; `None` where one does not match or belongs to nobody.
    fn digest_of(&mut self, entry: i64) -> Result<Option<String>, StoreError> {
        if !std::mem::replace(&mut self.is_begun, true) {
            self.step()?;
        }
        let mut hash = Sha256::new();
        let (mut any, mut fits) = (false, true);
        while let Some((owner, line, is_whole)) = self.next.take() {
            if owner > entry {
                self.next = Some((owner, line, is_whole));
                break;
            }
            (any, fits) = (true, fits && is_whole && owner == entry);
            hash.update(&line);
            self.step()?;
        }
        let digest = if any { hex(&hash.finalize()) } else { String::new() };
        Ok(fits.then_some(digest))
    }

    fn step(&mut self) -> Result<(), StoreError> {
        self.next = match self.rows.next()? {
            None => None,
            Some(row) => {
                let text = |place: usize| row.get_ref(place)?.as_str().map_err(rusqlite::Error::from);
                let from: Option<u32> = row.get(3)?;
                let from = from.map(|v| v.to_string()).unwrap_or_default();
                let (number, to): (i64, u32) = (row.get(2)?, row.get(4)?);
                let line =
                    format!("{}:{number} {from}>{to} {} {} {}\n", text(1)?, text(5)?, text(6)?, text(7)?);
                let before = row.get_ref(8)?.as_str_or_null().map_err(rusqlite::Error::from)?;
                let is_whole = match before {
                    None => true,
                    Some(image) => hex(&Sha256::digest(image)) == text(6)?,
                };
                Some((row.get(0)?, line, is_whole))
            }
        };
        Ok(())
    }
}
