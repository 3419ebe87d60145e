//! Demo stores: invented offices, people, patients and decisions, in three sizes.
//!
//! Everything follows from scale, seed and day; no clock is read. Rows are made one by one from their number
//! and streamed into the store, so that memory does not grow with the size. Does not open a store and makes
//! no key slots: see [`fill()`].

mod accounts;
mod applications;
mod dice;
mod fill;
mod groups;
mod happened;
mod history;
mod invitations;
mod lots;
mod members;
mod names;
mod offices;
mod people;
mod plan;
mod registers;
#[cfg(test)]
mod tests;
mod world;

pub use self::accounts::Account;
pub use self::fill::{DemoError, Progress, fill};
pub use self::plan::Scale;

/// Fills an empty store with a city of so many offices, for tests that compare sizes.
#[cfg(test)]
pub(crate) fn city(
    store: &mut crate::store::Store,
    offices: i64,
    now: crate::text::date::Instant,
) -> Result<Vec<Account>, DemoError> {
    fill::fill_as_planned(store, plan::Plan::city(offices), 1, now, &mut |_| crate::actions::Go::On)
}
