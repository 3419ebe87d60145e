//! What is done to a membership: removing a member from a group (参加解除; 第5条(2), 第8条(3)), and who is in charge.

mod charge;
mod reassign;
mod review;

pub use charge::CHARGE;
pub use reassign::{REASSIGN, REASSIGN_ALL};
pub use review::{REVIEW_KEEP, REVIEW_REMOVE, REVIEW_UNSURE};

use super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::deed::{Done, On};
use super::endings;
use crate::domain::case::MembershipCase;
use crate::domain::{Noun, Through};
use crate::regulation::clause::id;
use crate::regulation::office::REMOVAL;
use crate::text::Text;

/// Removes a member from a group.
///
/// The originating office removes anyone, a user's own admin from any group: just the memberships that the
/// office sees at all, so that there is nothing more to check.
pub static REMOVE: Action = Action {
    id: "membership.remove",
    noun: Noun::Membership,
    on: Noun::Membership,
    key: Some('d'),
    label: Text::new("参加解除", "Remove from the group"),
    about: Text::new(
        "この人の、このグループへの参加を終えます。ユーザー登録は残ります。",
        "Ends this person's membership of this group. The user stays registered.",
    ),
    basis: &[id("5-2"), id("8-3"), id("N1-4"), id("N3-6")],
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<MembershipCase> {
        stage: |case, _| if case.membership.left_at.is_some() { Stage::Decided } else { Stage::Now },
        rules: REMOVAL,
        apply: |tx, ctx, case, answers| {
            endings::leave(tx, ctx, vec![case.membership.clone()], Through::Removal, answers)?;
            Ok(Done::about(case.membership.id))
        },
    },
};

#[cfg(test)]
mod tests;
