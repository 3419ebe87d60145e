//! An entry as a line of evidence: what a second program needs to compute its hash without a key.
//!
//! One JSON object a line, with every field of the canonical encoding (see [`encoding`](super::encoding)) under
//! its name, and besides: `hash`, and `rows`, one object per row touched (`noun`, `number`, `version_from`,
//! `version_to`, `fields`, `before_digest`, `after_digest`), from which `images` follows. Images themselves, which
//! hold names, are not exported. Of an entry of another office only its place in the chain is told: `number`,
//! `previous`, `hash` and `"sealed": true`.

use serde::Serialize;

use super::Entry;
use crate::store::{Reader, StoreError, Touch};

/// One line of the export.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Line {
    /// An entry of the own office.
    Whole(Box<Whole>),
    /// An entry of another office: that it is there.
    Sealed(Sealed),
}

/// An entry with all that its hash is over.
#[derive(Clone, Debug, Serialize)]
pub struct Whole {
    encoding: u32,
    office: i64,
    #[serde(flatten)]
    entry: Entry,
    rows: Vec<RowTouched>,
}

/// A link of the chain.
#[derive(Clone, Debug, Serialize)]
pub struct Sealed {
    number: i64,
    previous: String,
    hash: String,
    sealed: bool,
}

#[derive(Clone, Debug, Serialize)]
struct RowTouched {
    noun: &'static str,
    number: i64,
    version_from: Option<u32>,
    version_to: u32,
    fields: String,
    before_digest: String,
    after_digest: String,
}

impl From<Touch> for RowTouched {
    fn from(touch: Touch) -> RowTouched {
        RowTouched {
            noun: touch.noun.word(),
            number: touch.number,
            version_from: touch.from,
            version_to: touch.to,
            fields: touch.fields,
            before_digest: touch.before_digest,
            after_digest: touch.after_digest,
        }
    }
}

/// The line about an entry, as the reader's office may have it.
pub fn line(reader: &Reader<'_>, entry: Entry) -> Result<Line, StoreError> {
    if entry.office != reader.office().0 {
        let Entry { number, previous, hash, .. } = entry;
        return Ok(Line::Sealed(Sealed { number, previous, hash, sealed: true }));
    }
    let rows = super::touches(reader, entry.number)?.into_iter().map(RowTouched::from).collect();
    Ok(Line::Whole(Box::new(Whole { encoding: entry.encoding, office: entry.office, entry, rows })))
}
