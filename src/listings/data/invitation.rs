//! Invitations (招待) as a table.

use super::{Datum, ID, read, word};
use crate::domain::case::InvitationCase;
use crate::domain::{Case, Direction};
use crate::listings::invitation::judgement;
use crate::text::Value;

fn case_of(case: &Case, value: impl Fn(&InvitationCase) -> Value) -> Value {
    read::<InvitationCase>(case, value)
}

/// The columns: what a list brings in first, then what the register knows beside it.
pub(super) const DATA: &[Datum] = &[
    ID,
    Datum::new("group", ("グループ名", "Group"), 24, |c, _| {
        case_of(c, |i| Value::typed(&i.group.group.title))
    }),
    Datum::new("birth_date", ("患者の生年月日", "Patient's birth date"), 11, |c, x| {
        // Another office's patient is known by the title of the group alone.
        case_of(c, |i| {
            let patient = i.group.patient.as_ref().filter(|_| i.group.group.office == x.actor.office);
            Value::day(patient.and_then(|patient| patient.born_on))
        })
    }),
    Datum::new("invitee", ("招待先メール", "Invitee mail"), 30, |c, x| {
        // Another office's people are known by name and office; their address is theirs to give.
        case_of(c, |i| match i.direction(x.actor.office) {
            Direction::Inbound => Value::typed(&i.invitee.user.mail),
            Direction::Outbound => Value::Nothing,
        })
    }),
    Datum::new("inviter", ("招待者", "Inviter"), 18, |c, _| {
        case_of(c, |i| Value::typed(&i.invitation.inviter_name))
    }),
    Datum::new("office", ("招待元事業所", "Inviting office"), 24, |c, _| {
        case_of(c, |i| Value::typed(&i.inviter_office_name))
    }),
    Datum::new("invited_on", ("招待日", "Invited on"), 11, |c, _| {
        case_of(c, |i| Value::Day(i.invitation.invited_on))
    }),
    Datum::new("expires_on", ("期限", "Expires on"), 11, |c, _| {
        case_of(c, |i| Value::Day(i.invitation.expires_on))
    }),
    Datum::new("message", ("メッセージ", "Message"), 30, |c, _| {
        case_of(c, |i| Value::typed(&i.invitation.message))
    }),
    Datum::new("state", ("状態", "State"), 14, |c, x| case_of(c, |i| word!(i.state(x.today())))),
    Datum::new("direction", ("向き", "Direction"), 8, |c, x| {
        case_of(c, |i| word!(i.direction(x.actor.office)))
    }),
    Datum::new("judgement", ("判定", "Check"), 8, |c, x| {
        case_of(c, |i| judgement(i, x).map_or(Value::Nothing, |(judgement, _)| word!(judgement)))
    }),
    Datum::new("name", ("招待先の氏名", "Invitee's name"), 18, |c, _| {
        case_of(c, |i| Value::typed(&i.invitee.user.name))
    }),
    Datum::new("occupation", ("職種", "Occupation"), 16, |c, _| {
        case_of(c, |i| word!(i.invitee.user.occupation))
    }),
    Datum::new("invitee_office", ("招待先の事業所", "Invitee's office"), 24, |c, _| {
        case_of(c, |i| Value::typed(&i.invitee_office_name))
    }),
    Datum::new("group_id", ("グループ番号", "Group id"), 9, |c, _| {
        case_of(c, |i| Value::typed(&i.group.group.id.to_string()))
    }),
    Datum::new("pending_in_mcs", ("MCS未反映", "To do in MCS"), 9, |c, _| {
        case_of(c, |i| Value::Number(i.pending_marks.into()))
    }),
];
