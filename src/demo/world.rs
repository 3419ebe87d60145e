//! What every row of a demo store follows from: the plan, the seed and the day.

use super::dice::Dice;
use super::names::Roll;
use super::plan::Plan;
use crate::domain::Id;
use crate::text::date::{Day, Instant, today};
use chrono::{Days, TimeDelta};

/// The ground on which rows are invented; each row follows from its number alone.
pub(super) struct World {
    pub(super) plan: Plan,
    pub(super) now: Instant,
    pub(super) today: Day,
    pub(super) roll: Roll,
    seed: u64,
}

impl World {
    pub(super) fn new(plan: Plan, seed: u64, now: Instant) -> World {
        let roll = Roll::of(plan.total.users + plan.guests, seed);
        World { plan, now, today: today(now), roll, seed }
    }

    /// The chance of one row.
    pub(super) fn dice(&self, row: Id) -> Dice {
        Dice::of(self.seed, row)
    }

    /// The day so many days ago.
    pub(super) fn ago(&self, days: i64) -> Day {
        self.today.checked_sub_days(Days::new(days.unsigned_abs())).unwrap_or(self.today)
    }

    /// The day in so many days.
    pub(super) fn ahead(&self, days: i64) -> Day {
        self.today.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(self.today)
    }

    /// A moment in working hours on `day`, never later than a minute ago.
    pub(super) fn moment(&self, day: Day, dice: &mut Dice) -> Instant {
        let in_japan = day.and_hms_opt(8, 30, 0).unwrap_or_default() + TimeDelta::seconds(dice.below(33_000));
        let at = (in_japan - TimeDelta::hours(9)).and_utc() + TimeDelta::milliseconds(dice.below(1_000));
        at.min(self.now - TimeDelta::minutes(1))
    }
}
