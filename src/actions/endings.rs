//! What ends together with a user's release or a group's archive, in the same transaction: nothing silently.

use super::answers::Answers;
use super::deed::Stop;
use crate::domain::{Closing, Context, Invitation, Membership, Progress, Through};
use crate::store::Tx;

/// Voids invitations (無効) for the reason given.
pub(super) fn void(
    tx: &mut Tx<'_>,
    ctx: &Context,
    invitations: Vec<Invitation>,
    answers: &Answers,
) -> Result<(), Stop> {
    for invitation in invitations {
        let closing = Closing { at: ctx.now, by: ctx.actor.operator.clone(), reason: answers.reason.clone() };
        tx.save(&Invitation { progress: Progress::Void(closing), ..invitation })?;
    }
    Ok(())
}

/// Ends memberships, at the instant of the act.
pub(super) fn leave(
    tx: &mut Tx<'_>,
    ctx: &Context,
    memberships: Vec<Membership>,
    through: Through,
    answers: &Answers,
) -> Result<(), Stop> {
    for membership in memberships {
        tx.save(&Membership {
            left_at: Some(ctx.now),
            left_through: Some(through),
            left_reason: answers.reason.clone(),
            ..membership
        })?;
    }
    Ok(())
}
