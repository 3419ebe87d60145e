//! The state digest: one number over all rows of the register, kept up row by row, that an entry can hold.
//!
//! Every row has a code, HMAC-SHA-256 under a key that stands in the encrypted store; the digest is the sum of
//! the codes modulo 2^256. A sum, so that a changed row costs two codes and not a walk over the store, and so
//! that the order of rows does not matter. Keyed, so that nobody without the data key knows a single summand
//! and can look for other rows with the same sum. Not an exclusive or: in a sum two equal codes do not cancel.
//! Who holds the data key could look for such rows; but could also write an honest-looking entry, which is what
//! the anchor outside is for.
//!
//! Knows rows as cells only. Which tables are rows of the register stands in [`walk`], with the reason for each that
//! is none; what follows from rows, and is held to them, in [`derived`].

mod derived;
mod walk;

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::Connection;
use rusqlite::types::{Value, ValueRef};
use sha2::Sha256;

use super::StoreError;
use super::image::hex;

pub use derived::not_following;
pub use walk::recomputed;

/// A sum of rows' codes modulo 2^256, least significant word first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateDigest([u64; 4]);

impl StateDigest {
    /// The sum with `other`.
    #[must_use]
    pub fn plus(self, other: StateDigest) -> StateDigest {
        let mut carry = false;
        let mut sum = [0; 4];
        for (place, word) in sum.iter_mut().enumerate() {
            let (partial, over) = self.0[place].overflowing_add(other.0[place]);
            let (whole, over_again) = partial.overflowing_add(u64::from(carry));
            (*word, carry) = (whole, over || over_again);
        }
        StateDigest(sum)
    }

    /// What is left without `other`.
    #[must_use]
    pub fn minus(self, other: StateDigest) -> StateDigest {
        self.plus(other.negated())
    }

    fn negated(self) -> StateDigest {
        StateDigest(self.0.map(|word| !word)).plus(StateDigest([1, 0, 0, 0]))
    }

    /// As it stands in the ledger: 64 digits, most significant first.
    pub fn hex(self) -> String {
        let bytes: Vec<u8> = self.0.iter().rev().flat_map(|word| word.to_be_bytes()).collect();
        hex(&bytes)
    }

    /// Reads it back; `None` for anything else.
    pub fn parse(text: &str) -> Option<StateDigest> {
        if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let mut words = [0; 4];
        for (place, word) in words.iter_mut().enumerate() {
            let from = 48 - 16 * place;
            *word = u64::from_str_radix(text.get(from..from + 16)?, 16).ok()?;
        }
        Some(StateDigest(words))
    }

    fn of_bytes(bytes: [u8; 32]) -> StateDigest {
        let mut words = [0; 4];
        for (word, chunk) in words.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = u64::from_le_bytes(chunk.try_into().expect("chunks of eight bytes"));
        }
        StateDigest(words)
    }
}

/// Gives rows their codes.
#[derive(Clone)]
pub struct RowCodes(Hmac<Sha256>);

impl RowCodes {
    /// With the key of an open store.
    pub(super) fn of(conn: &Connection) -> Result<RowCodes, StoreError> {
        let key: Vec<u8> = conn.query_row("SELECT state_key FROM evidence", [], |row| row.get(0))?;
        let key = zeroize::Zeroizing::new(key);
        let keyed = Hmac::new_from_slice(&key).map_err(|_| StoreError::Damaged("the state key".into()))?;
        Ok(RowCodes(keyed))
    }

    /// The code of one row: its table, and each cell that is not NULL with its column's name, by name.
    ///
    /// Cells without a value are left out, so that a column added later changes no code.
    pub(super) fn code<'v>(&self, layout: &Layout, cell: impl Fn(usize) -> ValueRef<'v>) -> StateDigest {
        let mut mac = self.0.clone();
        framed(&mut mac, b't', layout.table.as_bytes());
        for (name, place) in &layout.cells {
            match cell(*place) {
                ValueRef::Null => {}
                value => put(&mut mac, name, value),
            }
        }
        StateDigest::of_bytes(mac.finalize().into_bytes().into())
    }
}

/// A table's name and its columns by name, each with its place in the row at hand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    table: String,
    cells: Vec<(String, usize)>,
}

impl Layout {
    /// The layout of rows that come with their columns in this order.
    pub(super) fn new<'c>(table: &str, columns: impl Iterator<Item = &'c str>) -> Layout {
        let mut cells: Vec<(String, usize)> = columns
            .enumerate()
            .filter(|(_, name)| !walk::LEFT_OUT_COLUMNS.contains(&(table, name)))
            .map(|(place, name)| (name.to_owned(), place))
            .collect();
        cells.sort();
        Layout { table: table.to_owned(), cells }
    }
}

fn put(mac: &mut Hmac<Sha256>, name: &str, value: ValueRef<'_>) {
    framed(mac, b'n', name.as_bytes());
    match value {
        ValueRef::Null => {}
        ValueRef::Integer(n) => framed(mac, b'i', &n.to_le_bytes()),
        ValueRef::Real(n) => framed(mac, b'r', &n.to_bits().to_le_bytes()),
        ValueRef::Text(text) => framed(mac, b's', text),
        ValueRef::Blob(bytes) => framed(mac, b'b', bytes),
    }
}

fn framed(mac: &mut Hmac<Sha256>, kind: u8, bytes: &[u8]) {
    let mut head = [kind; 9];
    head[1..].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    mac.update(&head);
    mac.update(bytes);
}

/// What a transaction has done to the digest so far.
pub(super) struct Tally {
    codes: RowCodes,
    layouts: Vec<Layout>,
    /// The sum of what came, less the sum of what went.
    pub(super) change: StateDigest,
}

/// A row as [`Tally`] takes it: number, version, whether it is void, and the values of its columns.
#[derive(Clone, Copy)]
pub(super) struct Cells<'v> {
    pub(super) number: i64,
    pub(super) version: u32,
    pub(super) voided: i64,
    pub(super) values: &'v [Value],
}

impl Tally {
    pub(super) fn new(codes: RowCodes, change: StateDigest) -> Tally {
        Tally { codes, layouts: Vec::new(), change }
    }

    /// A row of the register came.
    pub(super) fn came(&mut self, table: &'static str, columns: &[&str], cells: Cells<'_>) {
        let code = self.code(table, columns, cells);
        self.change = self.change.plus(code);
    }

    /// A row of the register went.
    pub(super) fn went(&mut self, table: &'static str, columns: &[&str], cells: Cells<'_>) {
        let code = self.code(table, columns, cells);
        self.change = self.change.minus(code);
    }

    /// A row of a table without numbers and versions came.
    pub(super) fn came_bare(&mut self, table: &'static str, columns: &[&str], values: &[Value]) {
        let layout = Layout::new(table, columns.iter().copied());
        let code = self.codes.code(&layout, |place| (&values[place]).into());
        self.change = self.change.plus(code);
    }

    /// A row of a table without numbers and versions went.
    pub(super) fn went_bare(&mut self, table: &'static str, columns: &[&str], values: &[Value]) {
        let layout = Layout::new(table, columns.iter().copied());
        let code = self.codes.code(&layout, |place| (&values[place]).into());
        self.change = self.change.minus(code);
    }

    fn code(&mut self, table: &'static str, columns: &[&str], cells: Cells<'_>) -> StateDigest {
        let known = self.layouts.iter().position(|layout| layout.table == table);
        let at = known.unwrap_or_else(|| {
            let all = ["id", "version", "voided"].into_iter().chain(columns.iter().copied());
            self.layouts.push(Layout::new(table, all));
            self.layouts.len() - 1
        });
        self.codes.code(&self.layouts[at], |place| match place {
            0 => ValueRef::Integer(cells.number),
            1 => ValueRef::Integer(i64::from(cells.version)),
            2 => ValueRef::Integer(cells.voided),
            _ => (&cells.values[place - 3]).into(),
        })
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
