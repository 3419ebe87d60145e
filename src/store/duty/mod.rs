//! What is due, kind by kind: rows with the days that matter. Which day is the last one follows from the caller's periods.
//!
//! A kind of duty is a constant in its topic's file; `listings::checks` gives it its words, its clause and its action.
//! Costs what is due, not what there is: gaps are kept in tables of their own by triggers (`schema/0003_due.sql`, `0011_papers.sql`, `0013_gaps.sql`),
//! and days are asked of an index.

pub mod city;
pub mod device;
pub mod group;
pub mod guidance;
pub mod incident;
pub mod invitation;
pub mod mirror;
pub mod office;
pub mod paper;
pub mod person;
pub mod request;
pub mod review;
pub mod takeout;
pub mod user;

use rusqlite::named_params;

use super::{Reader, StoreError};
use crate::domain::{Id, Noun};
use crate::text::date::Day;

/// A kind of duty, as a question to the store.
#[derive(Clone, Copy, Debug)]
pub struct Duty {
    /// What kind of row it finds.
    pub noun: Noun,
    /// `SELECT number, since, day, search, name…` with `:office`, `:today`, `:before`, `:limit` and `:desk` (1 for
    /// the city's), as far as it needs them, and ending in `LIMIT :limit`.
    pub sql: &'static str,
}

/// A row with something due.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The row.
    pub id: Id,
    /// Since when: an invitation's day, a last time, the end of a use; `None` where it never was.
    pub since: Option<Day>,
    /// The day that matters: an expiry, an end, a review; `None` where it never was.
    pub day: Option<Day>,
    /// What a filter looks in.
    pub search: String,
    /// The names and titles that say which row it is, as stored.
    pub names: Vec<String>,
}

impl Reader<'_> {
    /// The rows of one duty, at most `limit`. `before` is the day a period must not have begun before.
    pub fn due(&self, duty: &Duty, before: Day, limit: u32) -> Result<Vec<Found>, StoreError> {
        let mut statement = self.conn().prepare_cached(duty.sql)?;
        let values = named_params! {
            ":office": self.office().0, ":today": self.today().to_string(), ":before": before.to_string(), ":limit": limit,
            ":desk": self.is_the_desk(),
        };
        // A duty need not name every value: bind those it names.
        for (name, value) in values {
            if let Some(place) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(place, value)?;
            }
        }
        let noun = duty.noun;
        let columns = statement.column_count();
        let rows = statement.raw_query().mapped(|row| {
            let names = (4..columns).map(|place| row.get(place)).collect::<rusqlite::Result<_>>()?;
            let (since, day) = (super::row::take(row, 1)?, super::row::take(row, 2)?);
            Ok(Found { id: Id { noun, number: row.get(0)? }, since, day, search: row.get(3)?, names })
        });
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod steps_tests;
#[cfg(test)]
mod tests;
