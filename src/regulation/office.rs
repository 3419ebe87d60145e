//! The rules of appointing, dismissing and leaving: an office always has an active MCS管理者 (第7条).

use super::clause::id;
use super::finding::{Rule, Severity};
use super::sanction::LAST_ACTIVE_ADMIN;
use crate::domain::case::{MembershipCase, UserCase, WayIn};
use crate::domain::{Context, Standing};
use crate::sentence;
use crate::text::{Shown, Text};

/// Everything that appointing looks at.
pub const APPOINTMENT: &[&Rule<UserCase>] = &[&FIT_FOR_ADMIN, &ADMIN_ON_LEAVE];

/// Everything that dismissing looks at.
pub const DISMISSAL: &[&Rule<UserCase>] = &[&LAST_ACTIVE_ADMIN, &LAST_KEY];

/// Everything that releasing a user, or recording a closed account, looks at.
pub const DEPARTURE: &[&Rule<UserCase>] = &[&LAST_ACTIVE_ADMIN, &LAST_KEY, &OWN_DEPARTURE];

/// Who is restricted or banned administers nothing.
pub const FIT_FOR_ADMIN: Rule<UserCase> = Rule {
    id: "fit_for_admin",
    clause: id("7"),
    severity: Severity::Block,
    check: |case, ctx| match case.standing(ctx.today()) {
        Standing::Active => None,
        standing @ (Standing::Restricted
        | Standing::Banned
        | Standing::Released
        | Standing::AccountClosed) => Some(sentence!(
            "{who}さんは{standing}のため、MCS管理者になれません。",
            "{who} cannot be an administrator: {standing}.",
            who = Shown::new(&case.user.name),
            standing = standing.label()
        )),
    },
};

/// Who is on leave does not run an office's MCS.
pub const ADMIN_ON_LEAVE: Rule<UserCase> = Rule {
    id: "admin_on_leave",
    clause: id("7"),
    severity: Severity::Warn,
    check: |case, ctx: &Context| {
        case.user
            .is_on_leave(ctx.today())
            .then(|| Text::new("休職中の方です。", "This person is on leave.").into())
    },
};

/// Whoever alone can open the store stays able to, until somebody else can: an office whose register nobody opens
/// administers nothing.
pub const LAST_KEY: Rule<UserCase> = Rule {
    id: "last_key",
    clause: id("7"),
    severity: Severity::Block,
    check: |case, _| (case.way_in == WayIn::TheOnly).then(|| NOBODY_OPENS.into()),
};

/// Why the last key stays, and what to do first.
pub const NOBODY_OPENS: Text = Text::new(
    "このストアを開ける操作者が、ほかに一人もいなくなります。先に、ほかの操作者がサインインできるようにするか（operator invite）、回復用の封筒を作成します（operator envelope）。",
    "Nobody else could open this store. First let another operator sign in (operator invite), or make the recovery envelope (operator envelope).",
);

/// One's own departure is best recorded by somebody who stays.
pub const OWN_DEPARTURE: Rule<UserCase> = Rule {
    id: "own_departure",
    clause: id("8-1"),
    severity: Severity::Warn,
    check: |case, ctx| {
        (ctx.actor.user == Some(case.user.id)).then(|| {
            Text::new(
                "ご自身の登録です。以後サインインできなくなります。",
                "This is yourself: you will not sign in again.",
            )
            .into()
        })
    },
};

/// Everything that removing a member looks at.
pub const REMOVAL: &[&Rule<MembershipCase>] = &[&ADMIN_LEAVES_ROOM];

/// Every active admin takes part in the administrators' room.
pub const ADMIN_LEAVES_ROOM: Rule<MembershipCase> = Rule {
    id: "admin_leaves_room",
    clause: id("3-3"),
    severity: Severity::Warn,
    check: |case, _| {
        (case.group.admin_room && case.user.admin_since.is_some() && case.standing == Standing::Active).then(
            || {
                Text::new(
                    "MCS管理者は「MCS管理者の部屋」に参加し続けることになっています。",
                    "An administrator takes part in the administrators' room.",
                )
                .into()
            },
        )
    },
};
