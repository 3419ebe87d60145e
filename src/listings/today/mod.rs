//! 本日の対応: everything due that the register knows of, one list, by deadline; and what others did meanwhile.
//!
//! Each row says why (its clause), since when and until when, and which action settles it. A gap in a duty is
//! 要対応 and stands before any other, which is 要検討.

mod since;
#[cfg(test)]
mod tests;

use super::checks::{CHECKS, ListedIn};
use crate::domain::Context;
use crate::regulation::clause::Gap;
use crate::store::{Reader, StoreError};
use crate::text::date::Day;

pub use super::checks::{Due, PER_CHECK};
pub use since::{Change, Since, since_last_visit};

/// Everything due for the office that looks: 要対応 first, each part by deadline.
///
/// At most [`PER_CHECK`] rows of each kind, so that a corporation of thousands gets its list as fast as a clinic.
pub fn due_today(reader: &Reader<'_>, ctx: &Context) -> Result<Vec<Due>, StoreError> {
    let mut rows = Vec::new();
    for check in CHECKS.iter().copied().flatten().filter(|check| check.listed == ListedIn::Today) {
        rows.extend(check.rows(reader, ctx)?);
    }
    // A gap without a day comes after what runs out.
    rows.sort_by_key(|due| (due.gap != Gap::Open, due.until.unwrap_or(Day::MAX)));
    Ok(rows)
}

/// True if there may be more of some kind than the list holds.
pub fn is_cut(rows: &[Due]) -> bool {
    let count = |id| rows.iter().filter(|due| due.id == id).count();
    CHECKS.iter().copied().flatten().any(|check| count(check.id) >= PER_CHECK as usize)
}
