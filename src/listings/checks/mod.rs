//! The checks: every duty that the register can see for itself, with its words, its clauses and the act that settles it.
//!
//! One list, [`CHECKS`]: today's list (本日の対応), the board of clauses (規程) and `check` are made of it. A new check
//! is one question in `store::duty` and one literal here, in its topic's file.

mod city;
mod device;
mod due;
mod group;
mod guidance;
mod incident;
mod invitation;
mod mirror;
mod office;
mod paper;
mod person;
mod request;
mod review;
mod takeout;
#[cfg(test)]
mod tests;
mod user;

use crate::domain::{Context, Settings};
use crate::regulation::approval::due as after_months;
use crate::regulation::clause::{ClauseId, id};
use crate::store::{Duty, Found, Reader, StoreError, duty};
use crate::text::Text;
use crate::text::date::Day;

pub use due::Due;

/// How many rows of one check are listed; the rest follow when these are done.
pub const PER_CHECK: u32 = 200;

/// Every check by topic, in the order of equal deadlines.
pub const CHECKS: &[&[Check]] = &[
    office::CHECKS,
    city::CHECKS,
    guidance::CHECKS,
    invitation::CHECKS,
    group::CHECKS,
    user::CHECKS,
    incident::CHECKS,
    request::CHECKS,
    review::CHECKS,
    person::CHECKS,
    paper::CHECKS,
    takeout::CHECKS,
    device::CHECKS,
    mirror::CHECKS,
];

/// One check.
#[derive(Clone, Copy)]
pub struct Check {
    /// The question to the store.
    pub duty: &'static Duty,
    /// A stable word for JSON.
    pub id: &'static str,
    /// What is missing, or to be done, in two or three words.
    pub label: Text,
    /// A sentence in place of label and names, where the row is not what it is about.
    pub says: Option<Text>,
    /// Why: the clause that stands beside the row.
    pub clause: ClauseId,
    /// Other clauses that the same row stands against.
    pub also: &'static [ClauseId],
    /// The id of the action that settles it.
    pub action: &'static str,
    /// Periods that began before this day are due.
    pub before: fn(&Context) -> Day,
    /// The last day, inclusive; `None` where there is none and it is due at once.
    pub until: fn(&Found, &Context) -> Option<Day>,
    /// From when on a row stands against its clauses.
    pub counts: Counts,
    /// How much it weighs.
    pub weight: Weight,
    /// Where its rows are listed.
    pub listed: ListedIn,
    /// What the names of its rows are.
    pub names: Names,
}

/// From when on a row stands against its clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// As soon as it is found.
    AtOnce,
    /// As soon as it is found, unless it happened before the regulation held (施行前).
    SinceInForce,
    /// Once its last day is over; until then it is only to be done.
    PastItsDay,
    /// Once its last day is over; until then it is nothing at all.
    OncePast,
    /// Never: it is only to be done.
    Never,
}

/// How much a row weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As the strength of its clause has it.
    OfClause,
    /// 要検討, also where the clause is a duty: a hint, or something allowed that one better changes.
    Review,
}

/// Where the rows of a check are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedIn {
    /// In today's list, and behind their clause.
    Today,
    /// Only behind their clause: nothing that has to be done on a day.
    Board,
}

/// What the names of a check's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Those of people and groups.
    OfTheRow,
    /// The id of another row, whose name is to be looked up.
    OfItsObject,
}

/// What most checks have in common; a literal names the rest.
const PLAIN: Check = Check {
    duty: &duty::mirror::PENDING,
    id: "",
    label: Text::new("", ""),
    says: None,
    clause: id("8"),
    also: &[],
    action: "",
    before: Context::today,
    until: |_, _| None,
    counts: Counts::AtOnce,
    weight: Weight::OfClause,
    listed: ListedIn::Today,
    names: Names::OfTheRow,
};

impl Check {
    /// The rows it finds for the office that looks, at most [`PER_CHECK`].
    pub fn rows(&self, reader: &Reader<'_>, ctx: &Context) -> Result<Vec<Due>, StoreError> {
        let mut found = reader.due(self.duty, (self.before)(ctx), PER_CHECK)?;
        if self.names == Names::OfItsObject {
            found.iter_mut().try_for_each(|found| name_the_object(reader, found))?;
        }
        Ok(found.into_iter().filter_map(|found| self.row(found, ctx)).collect())
    }

    /// Every clause that its rows stand against.
    pub fn clauses(&self) -> impl Iterator<Item = ClauseId> + use<> {
        std::iter::once(self.clause).chain(self.also.iter().copied())
    }
}

/// A mark names its object by id: the name of whom or what it is about stands beside it.
fn name_the_object(reader: &Reader<'_>, found: &mut Found) -> Result<(), StoreError> {
    if let Some(object) = found.names.first().and_then(|id| id.parse().ok()) {
        found.names.push(reader.name_of(object)?);
    }
    Ok(())
}

/// So many days after a day that is known.
fn days_after(day: Option<Day>, days: u32) -> Option<Day> {
    day.map(|day| day + chrono::Days::new(u64::from(days)))
}

/// The day before which a period of so many of the office's months must not have begun.
fn months_ago(ctx: &Context, months: fn(&Settings) -> u32) -> Day {
    let months = chrono::Months::new(months(&ctx.settings));
    after_months(ctx.today(), 0).checked_sub_months(months).unwrap_or(Day::MIN)
}
