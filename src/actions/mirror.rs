//! Mirror marks: what was decided here has been carried out in MCS (MCS反映済), singly or for a whole row.

use super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::deed::{Done, On, Stop};
use crate::domain::case::{GroupCase, InvitationCase, MembershipCase, MirrorCase, UserCase};
use crate::domain::{Context, Id, Mirror, MirrorState, Noun};
use crate::regulation::clause::id;
use crate::store::Tx;
use crate::text::Text;

const LABEL: Text = Text::new("MCS反映済にする", "Done in MCS");

/// Confirms one mark.
pub static CONFIRM: Action = Action {
    id: "mirror.confirm",
    noun: Noun::Mirror,
    on: Noun::Mirror,
    key: Some('m'),
    label: LABEL,
    about: Text::new(
        "この決定をMCSで実際に行ったことを記録します。",
        "Records that this decision has been carried out in MCS.",
    ),
    basis: &[id("8")],
    confirm: Confirm::Once,
    fields: &[],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<MirrorCase> {
        stage: |case, _| match case.mirror.state {
            MirrorState::Pending => Stage::Now,
            MirrorState::Confirmed | MirrorState::Cancelled => Stage::Decided,
        },
        rules: &[],
        apply: |tx, ctx, case, _| settle(tx, ctx, case.mirror.clone()),
    },
};

/// Declares the act that confirms every pending mark of a row of one noun.
macro_rules! confirm_all {
    ($(#[$doc:meta])* $name:ident, $id:literal, $noun:ident, $case:ident, $clause:literal, $row:expr) => {
        $(#[$doc])*
        pub static $name: Action = Action {
            id: $id,
            noun: Noun::$noun,
            on: Noun::$noun,
            key: Some('m'),
            label: LABEL,
            about: Text::new(
                "この行についてMCS未反映の決定を、すべてMCSで行ったことを記録します。",
                "Records that every decision about this row still to be done in MCS has been carried out there.",
            ),
            basis: &[id($clause)],
            confirm: Confirm::Once,
            fields: &[],
            mirror: MirrorMark::None,
            reach: nothing_beyond,
            deed: &On::<$case> {
                stage: |case, _| while_pending(case.pending_marks),
                rules: &[],
                apply: |tx, ctx, case, _| {
                    let row: fn(&$case) -> Id = $row;
                    settle_all(tx, ctx, row(case))
                },
            },
        };
    };
}

confirm_all!(
    /// Confirms what is pending about a user.
    CONFIRM_USER, "user.confirm_mcs", User, UserCase, "8-1", |case| case.user.id.id()
);
confirm_all!(
    /// Confirms what is pending about a group.
    CONFIRM_GROUP, "group.confirm_mcs", Group, GroupCase, "5-1", |case| case.group.id.id()
);
confirm_all!(
    /// Confirms what is pending about an invitation.
    CONFIRM_INVITATION, "invitation.confirm_mcs", Invitation, InvitationCase, "8-3", |case| case.invitation.id.id()
);
confirm_all!(
    /// Confirms what is pending about a membership.
    CONFIRM_MEMBERSHIP, "membership.confirm_mcs", Membership, MembershipCase, "8-3", |case| case.membership.id.id()
);

fn while_pending(marks: u32) -> Stage {
    if marks > 0 {
        return Stage::Now;
    }
    // Its row may have left its list with the decision, as a finished invitation does: there it is found.
    let why = Text::new(
        "この行にMCS未反映はありません。一覧は台帳にあります。",
        "Nothing is left to do in MCS for this row; the register lists the rest.",
    );
    Stage::not_now("pending", id("8"), why)
}

fn settle_all(tx: &mut Tx<'_>, ctx: &Context, row: Id) -> Result<Done, Stop> {
    for mark in tx.marks_pending(row)? {
        settle(tx, ctx, mark)?;
    }
    Ok(Done::about(row))
}

fn settle(tx: &mut Tx<'_>, ctx: &Context, mark: Mirror) -> Result<Done, Stop> {
    let settled_by = ctx.actor.operator.clone();
    tx.save(&Mirror { state: MirrorState::Confirmed, settled_by, settled_at: Some(ctx.now), ..mark })?;
    Ok(Done::about(mark.id))
}
