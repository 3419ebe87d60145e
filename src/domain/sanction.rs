//! Sanctions (制限) on users who misuse MCS: 利用制限 and 利用禁止 (第8条(4), 留意事項2(2)).

use super::{SanctionId, Standing, UserId};
use crate::text::date::{Day, Instant};
use crate::words;

words! {
    /// How far a sanction goes.
    Level {
        Restrict "restrict" "利用制限" "Restriction",
        Ban "ban" "利用禁止" "Ban",
    }
}

impl Level {
    /// How a user under this level stands.
    pub const fn standing(self) -> Standing {
        match self {
            Level::Restrict => Standing::Restricted,
            Level::Ban => Standing::Banned,
        }
    }
}

/// A sanction on one user; at most one is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Sanction {
    /// Its name in the register.
    pub id: SanctionId,
    /// Counts the row's changes.
    pub version: u32,
    /// Whom it concerns.
    pub user: UserId,
    /// 利用制限 or 利用禁止.
    pub level: Level,
    /// Why, in at least ten characters.
    pub reason: String,
    /// What shows the misuse.
    pub evidence: String,
    /// First day.
    pub from: Day,
    /// Last day, inclusive; a ban has none.
    pub until: Option<Day>,
    /// The day it is to be looked at again.
    pub review_on: Option<Day>,
    /// When it was lifted, before its end.
    pub lifted_at: Option<Instant>,
    /// Why it was lifted.
    pub lift_reason: String,
}

impl Sanction {
    /// Holds on `today`. A sanction's end by date is derived here and nowhere written.
    pub fn in_force(&self, today: Day) -> bool {
        self.lifted_at.is_none() && self.until.is_none_or(|until| today <= until)
    }
}
