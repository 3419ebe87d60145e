//! What is done to seats in the administrators' room (MCS管理者の部屋; 第3条(3), 第8条(7), 留意事項2(4)).
//!
//! The room itself is in MCS, and the city keeps it. Here is recorded who came in and who went out: the desk for
//! everybody, an office for its own people.

use super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::answers::Answers;
use super::deed::{Done, On, Stop};
use super::endings;
use crate::domain::case::SeatCase;
use crate::domain::{
    Context, Field, Group, GroupId, GroupKind, GroupState, Kind, Membership, MembershipId, Need, Noun, Role,
    Span, Through,
};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{Rule, Severity};
use crate::sentence;
use crate::store::Tx;
use crate::text::Text;
use crate::text::date::{start_of, today};

const BASIS: &[ClauseId] = &[id("3-3"), id("8-7"), id("N2-4")];

/// What the room is called in MCS.
const ROOM: &str = "MCS管理者の部屋";
/// Whose room it is, in a store that has no desk of the city.
const CITY: &str = "市";

/// Records that an administrator takes part.
pub static ADMIT: Action = Action {
    id: "room.admit",
    noun: Noun::Seat,
    on: Noun::Seat,
    key: Some('a'),
    label: Text::new("部屋への参加を記録", "Record taking part"),
    about: Text::new(
        "MCS管理者が「MCS管理者の部屋」に参加したことを記録します。MCSでの招待と受理は済んでいるものとします。",
        "Records that the administrator has joined the administrators' room; in MCS that has been done.",
    ),
    basis: BASIS,
    confirm: Confirm::Once,
    fields: &[Field {
        id: "on",
        label: Text::new("参加日", "Since"),
        kind: Kind::Day(Span::Past),
        need: Need::May,
    }],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<SeatCase> {
        stage: |case, _| if case.membership.is_some() { Stage::Decided } else { Stage::Now },
        rules: &[],
        apply: admit,
    },
};

/// Records that somebody is in the room no more.
pub static LEAVE: Action = Action {
    id: "room.leave",
    key: Some('d'),
    label: Text::new("部屋からの退出を記録", "Record leaving the room"),
    about: Text::new(
        "「MCS管理者の部屋」から退出したことを、理由とともに記録します。",
        "Records that somebody is in the administrators' room no more, and why.",
    ),
    confirm: Confirm::Reason(1),
    fields: &[],
    deed: &On::<SeatCase> {
        stage: |case, _| if case.membership.is_none() { Stage::Decided } else { Stage::Now },
        rules: &[&STILL_ADMIN],
        apply: |tx, ctx, case, answers| {
            let left = case.membership.clone().into_iter().collect();
            endings::leave(tx, ctx, left, Through::Removal, answers)?;
            Ok(Done::about(case.id()))
        },
    },
    ..ADMIT
};

/// Every active administrator takes part.
static STILL_ADMIN: Rule<SeatCase> = Rule {
    id: "admin_leaves_room",
    clause: id("3-3"),
    severity: Severity::Warn,
    check: |case, _| {
        case.admin_since.is_some().then(|| {
            Text::new(
                "MCS管理者は「MCS管理者の部屋」に参加し続けることになっています。",
                "An administrator takes part in the administrators' room.",
            )
            .into()
        })
    },
};

fn admit(tx: &mut Tx<'_>, ctx: &Context, case: &SeatCase, answers: &Answers) -> Result<Done, Stop> {
    let on = answers.day("on").unwrap_or(ctx.today());
    if let Some(since) = case.admin_since.filter(|since| on < *since) {
        return Err(Stop::at(
            "on",
            sentence!(
                "MCS管理者への任命（{since}）より前です。",
                "It is before the appointment ({since}).",
                since = since
            ),
        ));
    }
    let room = match tx.admin_room()? {
        Some(room) => room,
        None => opened(tx, ctx)?,
    };
    let at = if on == today(ctx.now) { ctx.now } else { start_of(on) };
    let number = MembershipId(tx.next_number::<Membership>()?);
    tx.insert(&Membership::begun(number, (room, case.user), at, Through::Recorded))?;
    Ok(Done::about(case.id()))
}

/// The room, where nobody has entered it yet: the city's.
fn opened(tx: &mut Tx<'_>, ctx: &Context) -> Result<GroupId, Stop> {
    let office = match ctx.actor.role {
        Role::City => ctx.actor.office,
        Role::Admin | Role::Head => tx.office_named(CITY)?,
    };
    let id = GroupId(tx.next_number::<Group>()?);
    tx.insert(&Group {
        id,
        version: 1,
        office,
        kind: GroupKind::Free,
        patient: None,
        title: ROOM.to_owned(),
        kana: "エムシーエスカンリシャノヘヤ".to_owned(),
        state: GroupState::Active,
        ended_on: None,
        end_reason: None,
        end_note: String::new(),
        archived_at: None,
        admin_room: true,
        urgent_reason: String::new(),
        memo: String::new(),
    })?;
    Ok(id)
}

#[cfg(test)]
#[path = "room_tests.rs"]
mod tests;
