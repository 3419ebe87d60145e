//! What is done to a user: one file per topic, and what they share.

mod admin;
mod departure;
pub(in crate::actions) mod emergency;
mod person;
mod reach;
mod record;
mod register;
mod sanction;

pub use admin::{APPOINT, DISMISS, REPLACE_ADMIN};
pub use departure::{CLOSE_ACCOUNT, RELEASE};
pub use emergency::EMERGENCY_BAN;
pub use person::{ANNOUNCE, POINTS, PROFILE, REMIND, TERMS};
pub use record::{LEAVE, PASSWORD, PLEDGE, TRAINING};
pub use register::{EDIT, MEMO, OCCUPATIONS, REGISTER};
pub use sanction::{CHANGE_LEVEL, LIFT, RESTRICT};

use super::action::Stage;
use super::deed::{Done, Stop};
use crate::domain::User;
use crate::domain::case::UserCase;
use crate::regulation::clause::{ClauseId, id};
use crate::sentence;
use crate::store::Tx;
use crate::text::Shown;

/// 第8条(1): registering and releasing users.
const REGISTRATION: &[ClauseId] = &[id("8-1")];

/// Now for a registered user; otherwise says that the person has left.
fn while_registered(case: &UserCase) -> Stage {
    if case.user.released_on.is_none() && case.user.closed_on.is_none() {
        return Stage::Now;
    }
    let why = sentence!(
        "{who}さんは登録解除または退会済みです。",
        "{who} is no longer registered.",
        who = Shown::new(&case.user.name)
    );
    Stage::not_now("registered", id("8-1"), why)
}

/// Saves the user as changed.
fn save(tx: &mut Tx<'_>, case: &UserCase, change: impl FnOnce(&mut User)) -> Result<Done, Stop> {
    let mut user = case.user.clone();
    change(&mut user);
    tx.save(&user)?;
    Ok(Done::about(user.id))
}

/// Raises the user's version: something beside the row was decided about this user.
fn touch(tx: &mut Tx<'_>, case: &UserCase) -> Result<Done, Stop> {
    save(tx, case, |_| ())
}

#[cfg(test)]
mod tests;
