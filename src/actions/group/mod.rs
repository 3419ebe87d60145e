//! What is done to a group: one file per topic, and what they share.

mod archive;
mod consent;
mod create;
mod guard;
mod hand_over;
pub(super) mod invite;
mod reach;

pub use archive::{ARCHIVE, DELETE, RESTORE, SET_END};
pub use consent::{CONSENT, URGENT, WITHDRAW_CONSENT};
pub use create::{CREATE, EDIT, MEMO};
pub use guard::{HOLD, LIFT_HOLD};
pub use hand_over::HAND_OVER;
pub use invite::{INVITE, INVITE_INTO};

use super::action::Stage;
use super::deed::{Done, Stop};
use crate::domain::case::GroupCase;
use crate::domain::{Context, Group, GroupState};
use crate::regulation::clause::id;
use crate::sentence;
use crate::store::Tx;
use crate::text::{Shown, Text};

/// Only the originating office (連携元) keeps its groups.
fn ours(case: &GroupCase, ctx: &Context) -> Stage {
    if case.group.office == ctx.actor.office {
        return Stage::Now;
    }
    let why = sentence!(
        "連携元事業所（{office}）が行います。",
        "This belongs to the originating office ({office}).",
        office = Shown::new(&case.office_name)
    );
    Stage::not_now("originating_office", id("5-1"), why)
}

/// Ours, and in use.
fn ours_in_use(case: &GroupCase, ctx: &Context) -> Stage {
    match case.group.state {
        GroupState::Active => ours(case, ctx),
        GroupState::Archived => Stage::not_now(
            "in_use",
            id("N2-1"),
            Text::new("保管中のグループです。", "The group is archived."),
        ),
        GroupState::Deleted => deleted(),
    }
}

/// Ours, in use or archived.
fn ours_kept(case: &GroupCase, ctx: &Context) -> Stage {
    match case.group.state {
        GroupState::Active | GroupState::Archived => ours(case, ctx),
        GroupState::Deleted => deleted(),
    }
}

fn deleted() -> Stage {
    Stage::not_now("kept", id("5-1"), Text::new("削除されたグループです。", "The group is deleted."))
}

/// Saves the group as changed.
fn save(tx: &mut Tx<'_>, case: &GroupCase, change: impl FnOnce(&mut Group)) -> Result<Done, Stop> {
    let mut group = case.group.clone();
    change(&mut group);
    tx.save(&group)?;
    Ok(Done::about(group.id))
}

/// Raises the group's version: something beside the row was decided about this group.
fn touch(tx: &mut Tx<'_>, case: &GroupCase) -> Result<Done, Stop> {
    save(tx, case, |_| ())
}

#[cfg(test)]
mod tests;
