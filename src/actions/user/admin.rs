//! Appointing and dismissing the office's MCS管理者 (第7条): the head's and the admins' own.

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop};
use super::{save, while_registered};
use crate::domain::case::UserCase;
use crate::domain::{Context, Field, Id, Kind, Need, Noun, Span, User, UserId};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding;
use crate::regulation::office::{APPOINTMENT, DISMISSAL, LAST_KEY};
use crate::sentence;
use crate::store::Tx;
use crate::text::{Shown, Text};

const BASIS: &[ClauseId] = &[id("7")];

/// Appoints an MCS管理者.
pub static APPOINT: Action = Action {
    id: "user.appoint",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("MCS管理者に任命", "Appoint as administrator"),
    about: Text::new(
        "このユーザーを事業所のMCS管理者に任命します。",
        "Appoints this user as an MCS administrator of the office.",
    ),
    basis: BASIS,
    confirm: Confirm::Once,
    fields: &[Field {
        id: "since",
        label: Text::new("任命日（空欄は今日）", "Since (blank: today)"),
        kind: Kind::Day(Span::Past),
        need: Need::May,
    }],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<UserCase> {
        stage: |case, _| match while_registered(case) {
            Stage::Now if case.user.admin_since.is_some() => Stage::Decided,
            stage => stage,
        },
        rules: APPOINTMENT,
        apply: |tx, ctx, case, answers| {
            let since = answers.day("since").unwrap_or(ctx.today());
            save(tx, case, |user| user.admin_since = Some(since))
        },
    },
};

/// Ends an appointment.
pub static DISMISS: Action = Action {
    id: "user.dismiss",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("MCS管理者を解任", "Dismiss as administrator"),
    about: Text::new(
        "MCS管理者の任命を終えます。ユーザーの登録は残ります。",
        "Ends the appointment as an MCS administrator. The user stays registered.",
    ),
    basis: BASIS,
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<UserCase> {
        stage: while_admin,
        rules: DISMISSAL,
        apply: |tx, _, case, _| save(tx, case, |user| user.admin_since = None),
    },
};

/// Replaces an MCS管理者 in one step, so that the office is never without one.
pub static REPLACE_ADMIN: Action = Action {
    id: "user.replace_admin",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("MCS管理者を交代", "Replace the administrator"),
    about: Text::new(
        "後任を任命し、同時に前任を解任します。ただ1人のMCS管理者もこの操作で交代できます。",
        "Appoints the successor and dismisses this one in one step; also for the only administrator.",
    ),
    basis: BASIS,
    confirm: Confirm::Reason(1),
    fields: &[Field {
        id: "by",
        label: Text::new("後任", "Successor"),
        kind: Kind::Row(Noun::User),
        need: Need::Must,
    }],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<UserCase> { stage: while_admin, rules: &[], apply: replace },
};

fn while_admin(case: &UserCase, _: &Context) -> Stage {
    if case.user.admin_since.is_some() {
        return while_registered(case);
    }
    Stage::not_now("admin", id("7"), Text::new("MCS管理者ではありません。", "Not an administrator."))
}

fn replace(tx: &mut Tx<'_>, ctx: &Context, case: &UserCase, answers: &Answers) -> Result<Done, Stop> {
    let successor = successor(tx, ctx, case, answers.row("by"))?;
    // Where the one who goes alone can open the store, the successor must be able to.
    if let Some(finding) = LAST_KEY.judge(case, ctx)
        && !tx.has_key(&successor.id.to_string())?
    {
        return Err(Stop::Refused(finding));
    }
    let done = save(tx, case, |user| user.admin_since = None)?;
    if successor.admin_since.is_some() {
        return Ok(done);
    }
    let id = successor.id;
    tx.save(&User { admin_since: Some(ctx.today()), ..successor })?;
    // Two rights change in MCS: the one ends, and the successor's begins.
    Ok(done.besides(APPOINT.id, id))
}

/// The successor: somebody else of the office, registered and under no sanction.
fn successor(tx: &Tx<'_>, ctx: &Context, case: &UserCase, by: Option<Id>) -> Result<User, Stop> {
    let number = by.map_or(0, |id| id.number);
    let found = tx.user_case(UserId(number))?.ok_or(Stop::NotFound(UserId(number).id()))?;
    if found.user.id == case.user.id {
        return Err(Stop::at("by", Text::new("後任は別の方です。", "The successor is somebody else.")));
    }
    if while_registered(&found) != Stage::Now {
        let why = sentence!(
            "{who}さんは登録されていません。",
            "{who} is not registered.",
            who = Shown::new(&found.user.name)
        );
        return Err(Stop::at("by", why));
    }
    let block =
        finding::judge(APPOINTMENT, &found, ctx).into_iter().find(|f| f.severity == finding::Severity::Block);
    match block {
        Some(finding) => Err(Stop::Refused(finding)),
        None => Ok(found.user),
    }
}
