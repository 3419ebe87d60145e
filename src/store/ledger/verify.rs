//! The walk over the chain: the first entry that does not fit, and why.
//!
//! One pass over the entries and one, beside it, over the images of rows, in constant memory.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use rusqlite::Rows;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{COLUMNS, Entry, read_into};
use crate::store::image::hex;
use crate::store::{Reader, StoreError};
use crate::words;

/// A second reader opens the store anew: so few entries are walked sooner by one.
const WORTH_A_READER: i64 = 2000;

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
    verify_part(reader, span).map(|part| part.verdict)
}

/// Cuts a span of the ledger in two, to be walked side by side by two readers; the second is empty where there is
/// nothing to gain. What is entered meanwhile belongs to neither.
pub fn halves(
    reader: &Reader<'_>,
    span: RangeInclusive<i64>,
) -> Result<[RangeInclusive<i64>; 2], StoreError> {
    let (from, to) = (*span.start().max(&1), super::head_number(reader)?.min(*span.end()));
    let half = to.saturating_sub(from) / 2;
    let cut = if half < WORTH_A_READER { to } else { from + half };
    Ok([from..=cut, cut + 1..=to])
}

/// What a walk over one part of a span found, and what the part after it is to be joined with.
#[derive(Debug)]
pub struct Part {
    /// What it found, as if there were no other.
    pub verdict: Verdict,
    span: RangeInclusive<i64>,
    /// The number and the time of its first entry that was made when it happened.
    first_at: Option<(i64, String)>,
    /// The time of its last one.
    last_at: String,
}

impl Part {
    /// The verdict over both, the same as that of one walk: the part before has walked up to where `after` begins.
    pub fn joined(mut self, after: Part) -> Verdict {
        let verdict = &mut self.verdict;
        let is_empty = after.verdict.entries == 0 && after.verdict.first_bad.is_none();
        if verdict.first_bad.is_some() || is_empty {
            return self.verdict;
        }
        let expected = self.span.start() + verdict.entries;
        if expected != *after.span.start() {
            verdict.first_bad = Some(Bad { number: expected, what: Mismatch::Number });
            return self.verdict;
        }
        let went_back = after.first_at.filter(|(_, at)| *at < self.last_at).map(|(number, _)| number);
        verdict.entries += after.verdict.entries;
        verdict.head = after.verdict.head;
        verdict.first_bad = after.verdict.first_bad;
        verdict.backwards += after.verdict.backwards + i64::from(went_back.is_some());
        verdict.first_backwards = verdict.first_backwards.or(went_back).or(after.verdict.first_backwards);
        self.verdict
    }
}

/// Walks the entries of a part of a span; the entry before it is taken as it stands.
pub fn verify_part(reader: &Reader<'_>, span: RangeInclusive<i64>) -> Result<Part, StoreError> {
    let before = super::entry(reader, span.start() - 1)?;
    let mut walk = Walk::after(before, &span);
    let bounds = [*span.start(), *span.end()];
    let mut statement = reader
        .conn()
        .prepare(&format!("SELECT {COLUMNS} FROM ledger WHERE number BETWEEN ? AND ? ORDER BY number"))?;
    let mut images = reader.conn().prepare(
        "SELECT entry, noun, number, version_from, version_to, fields, before_digest, after_digest, before \
         FROM ledger_images WHERE entry BETWEEN ? AND ? ORDER BY entry, place",
    )?;
    let mut images = Images::of(images.query(bounds)?)?;
    let mut rows = statement.query(bounds)?;
    let mut entry = Entry::default();
    while let Some(row) = rows.next()? {
        read_into(&mut entry, row)?;
        if let Some(what) = walk.mismatch(&entry, &mut images)? {
            let number = if what == Mismatch::Number { walk.expected } else { entry.number };
            walk.part.verdict.first_bad = Some(Bad { number, what });
            break;
        }
        walk.passed(&entry);
    }
    Ok(walk.part)
}

struct Walk {
    expected: i64,
    part: Part,
    /// The bytes of the entry at hand.
    bytes: Vec<u8>,
}

impl Walk {
    fn after(before: Option<Entry>, span: &RangeInclusive<i64>) -> Walk {
        let verdict = Verdict {
            entries: 0,
            head: before.map(|entry| entry.hash).unwrap_or_default(),
            first_bad: None,
            backwards: 0,
            first_backwards: None,
        };
        let part = Part { verdict, span: span.clone(), first_at: None, last_at: String::new() };
        Walk { expected: *span.start().max(&1), part, bytes: Vec::new() }
    }

    fn mismatch(&mut self, entry: &Entry, images: &mut Images<'_>) -> Result<Option<Mismatch>, StoreError> {
        if entry.number != self.expected {
            return Ok(Some(Mismatch::Number));
        }
        if entry.previous != self.part.verdict.head {
            return Ok(Some(Mismatch::Link));
        }
        // What an encoding does not cover nobody can have written.
        let is_of_its_time = match entry.encoding {
            1 => entry.state.is_empty() && entry.key_print.is_empty() && entry.ssh_key.is_empty(),
            2 => entry.ssh_key.is_empty(),
            _ => true,
        };
        if entry.hash != entry.computed_hash_in(&mut self.bytes) || !is_of_its_time {
            return Ok(Some(Mismatch::Hash));
        }
        let digest = images.digest_of(entry.number)?;
        Ok((digest.as_deref() != Some(entry.images.as_str())).then_some(Mismatch::Images))
    }

    fn passed(&mut self, entry: &Entry) {
        self.expected += 1;
        let part = &mut self.part;
        part.verdict.entries += 1;
        // What comes from the spool has an instant of its own, and is entered later.
        if !entry.is_from_spool() {
            if entry.at < part.last_at {
                part.verdict.backwards += 1;
                part.verdict.first_backwards.get_or_insert(entry.number);
            }
            part.last_at.clone_from(&entry.at);
            part.first_at.get_or_insert_with(|| (entry.number, entry.at.clone()));
        }
        part.verdict.head.clone_from(&entry.hash);
    }
}

/// The images of all entries, one behind the other.
struct Images<'s> {
    rows: Rows<'s>,
    /// The row that has been read, where there is one.
    next: Option<Image>,
    /// The line of the row that has been read.
    line: String,
}

/// A row of the images: whose it is, and whether the image matches its digest.
#[derive(Clone, Copy)]
struct Image {
    entry: i64,
    is_whole: bool,
}

impl<'s> Images<'s> {
    fn of(rows: Rows<'s>) -> Result<Images<'s>, StoreError> {
        let mut images = Images { rows, next: None, line: String::new() };
        images.step()?;
        Ok(images)
    }

    /// The digest of an entry's images, empty for none; `None` where one does not match or belongs to nobody.
    fn digest_of(&mut self, entry: i64) -> Result<Option<String>, StoreError> {
        let mut hash = Sha256::new();
        let (mut any, mut fits) = (false, true);
        while let Some(image) = self.next.filter(|image| image.entry <= entry) {
            (any, fits) = (true, fits && image.is_whole && image.entry == entry);
            hash.update(&self.line);
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
                let (number, to): (i64, u32) = (row.get(2)?, row.get(4)?);
                let digest = text(6)?;
                self.line.clear();
                write_line(&mut self.line, (text(1)?, number), (from, to), [text(5)?, digest, text(7)?]);
                let before = row.get_ref(8)?.as_str_or_null().map_err(rusqlite::Error::from)?;
                let is_whole = before.is_none_or(|image| hex(&Sha256::digest(image)) == digest);
                Some(Image { entry: row.get(0)?, is_whole })
            }
        };
        Ok(())
    }
}

/// Writes the line of a row, as [`Touch::line`](crate::store::Touch) does.
fn write_line(line: &mut String, row: (&str, i64), (from, to): (Option<u32>, u32), rest: [&str; 3]) {
    let written = match from {
        Some(from) => write!(line, "{}:{} {from}>{to}", row.0, row.1),
        None => write!(line, "{}:{} >{to}", row.0, row.1),
    };
    written.expect("a string takes all that is written");
    for text in rest {
        line.push(' ');
        line.push_str(text);
    }
    line.push('\n');
}
