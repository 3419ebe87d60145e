//! How much is on record about something, and since when: what a clause of the regulation is shown to be met by.
//!
//! A tally is a constant in its topic's file. It counts within the office that looks.

pub mod group;
pub mod office;
pub mod record;
pub mod user;

use rusqlite::named_params;

use super::{Reader, StoreError};
use crate::text::date::Day;

/// A question to the store: how many, and the latest day among them.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// `SELECT count(*), max(day)` with `:office`.
    pub sql: &'static str,
}

/// What a tally came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many there are.
    pub count: u32,
    /// The latest day among them, where they have days.
    pub last: Option<Day>,
}

impl Reader<'_> {
    /// Counts for the office that looks.
    pub fn tally(&self, tally: &Tally) -> Result<Counted, StoreError> {
        let mut statement = self.conn().prepare_cached(tally.sql)?;
        let counted = statement.query_row(named_params! { ":office": self.office().0 }, |row| {
            Ok(Counted { count: row.get(0)?, last: super::row::take(row, 1)? })
        });
        Ok(counted?)
    }
}
