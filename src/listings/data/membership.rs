//! Memberships (参加) as a table.

use super::{Datum, ID, read, word};
use crate::domain::case::MembershipCase;
use crate::domain::{Case, Membership};
use crate::text::Value;
use crate::text::date::today;

fn membership(case: &Case, value: impl Fn(&Membership) -> Value) -> Value {
    read::<MembershipCase>(case, |c| value(&c.membership))
}

fn case_of(case: &Case, value: impl Fn(&MembershipCase) -> Value) -> Value {
    read::<MembershipCase>(case, value)
}

/// The columns: what a list brings in first, then what the register knows beside it.
pub(super) const DATA: &[Datum] = &[
    ID,
    Datum::new("group", ("グループ名", "Group"), 24, |c, _| {
        case_of(c, |m| Value::typed(&m.group.title))
    }),
    Datum::new("birth_date", ("患者の生年月日", "Patient's birth date"), 11, |c, _| {
        case_of(c, |m| Value::day(m.patient_born_on))
    }),
    Datum::new("name", ("氏名", "Name"), 18, |c, _| case_of(c, |m| Value::typed(&m.user.name))),
    Datum::new("occupation", ("職種", "Occupation"), 16, |c, _| case_of(c, |m| word!(m.user.occupation))),
    Datum::new("mail", ("メールアドレス", "Mail address"), 30, |c, x| {
        // Another office's people are known by name and office; their address is theirs to give.
        case_of(
            c,
            |m| {
                if m.user.office == x.actor.office { Value::typed(&m.user.mail) } else { Value::Nothing }
            },
        )
    }),
    Datum::new("office", ("事業所", "Office"), 24, |c, _| case_of(c, |m| Value::typed(&m.office_name))),
    Datum::new("joined_on", ("参加日", "Joined on"), 11, |c, _| {
        membership(c, |m| Value::Day(today(m.joined_at)))
    }),
    Datum::new("in_charge_from", ("担当の開始日", "In charge from"), 11, |c, _| {
        membership(c, |m| Value::day(m.in_charge_from))
    }),
    Datum::new("in_charge_until", ("担当の終了日", "In charge until"), 11, |c, _| {
        membership(c, |m| Value::day(m.in_charge_until))
    }),
    Datum::new("left_on", ("参加終了日", "Left on"), 11, |c, _| {
        membership(c, |m| Value::day(m.left_at.map(today)))
    }),
    Datum::new("left_reason", ("終了の理由", "Left because"), 20, |c, _| {
        membership(c, |m| Value::typed(&m.left_reason))
    }),
    Datum::new("through", ("参加の経緯", "Through"), 12, |c, _| membership(c, |m| word!(m.through))),
    Datum::new("left_through", ("終了の経緯", "Left through"), 12, |c, _| {
        membership(c, |m| m.left_through.map_or(Value::Nothing, |through| word!(through)))
    }),
    Datum::new("invitation", ("招待番号", "Invitation"), 9, |c, _| {
        membership(c, |m| m.invitation.map_or(Value::Nothing, |id| Value::typed(&id.to_string())))
    }),
    Datum::new("group_id", ("グループ番号", "Group id"), 9, |c, _| {
        case_of(c, |m| Value::typed(&m.group.id.to_string()))
    }),
    Datum::new("user_id", ("ユーザー番号", "User id"), 9, |c, _| {
        case_of(c, |m| Value::typed(&m.user.id.to_string()))
    }),
    Datum::new("pending_in_mcs", ("MCS未反映", "To do in MCS"), 9, |c, _| {
        case_of(c, |m| Value::Number(m.pending_marks.into()))
    }),
];
