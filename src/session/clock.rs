//! The one place that asks the system what time it is. Everybody else is told.

use chrono::{SubsecRound, Utc};

use crate::text::date::Instant;

/// Now, in whole milliseconds, as the ledger keeps it.
pub fn now() -> Instant {
    Utc::now().trunc_subsecs(3)
}
