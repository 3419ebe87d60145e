//! Holds (保全): a group that must stay as it is, for an inquiry or a request.

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::deed::On;
use super::{ours_kept, touch};
use crate::domain::case::GroupCase;
use crate::domain::{Hold, HoldId, Noun};
use crate::regulation::clause::id;
use crate::text::Text;

/// Sets a hold.
pub static HOLD: Action = Action {
    id: "group.hold",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("保全", "Hold"),
    about: Text::new(
        "グループを保全します。終えるまで保管も削除もできません。",
        "Holds the group: it is neither archived nor deleted until the hold is lifted.",
    ),
    basis: &[id("8-6")],
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<GroupCase> {
        stage: |case, ctx| match ours_kept(case, ctx) {
            Stage::Now if case.hold.is_some() => Stage::Decided,
            stage => stage,
        },
        rules: &[],
        apply: |tx, ctx, case, answers| {
            let id = HoldId(tx.next_number::<Hold>()?);
            let why = answers.reason.clone();
            tx.insert(&Hold { id, version: 1, group: case.group.id, why, set_at: ctx.now, lifted_at: None })?;
            touch(tx, case)
        },
    },
};

/// Lifts a hold.
pub static LIFT_HOLD: Action = Action {
    id: "group.lift_hold",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("保全を終える", "Lift the hold"),
    about: Text::new("グループの保全を終えます。", "Ends the hold on the group."),
    basis: &[id("8-6")],
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<GroupCase> {
        stage: |case, ctx| match ours_kept(case, ctx) {
            Stage::Now if case.hold.is_none() => {
                Stage::not_now("held", id("8-6"), Text::new("保全されていません。", "There is no hold."))
            }
            stage => stage,
        },
        rules: &[],
        apply: |tx, ctx, case, _| {
            if let Some(hold) = &case.hold {
                tx.save(&Hold { lifted_at: Some(ctx.now), ..hold.clone() })?;
            }
            touch(tx, case)
        },
    },
};
