//! Users (MCSユーザー) as a table.

use super::{Datum, ID, read, word};
use crate::domain::case::UserCase;
use crate::domain::{Case, User};
use crate::text::Value;
use crate::text::date::Day;

fn user(case: &Case, value: impl Fn(&User) -> Value) -> Value {
    read::<UserCase>(case, |c| value(&c.user))
}

const fn day(
    id: &'static str,
    label: (&'static str, &'static str),
    value: fn(&Case, &crate::domain::Context) -> Value,
) -> Datum {
    Datum::new(id, label, 11, value)
}

fn on(case: &Case, day: impl Fn(&User) -> Option<Day>) -> Value {
    user(case, |u| Value::day(day(u)))
}

/// The columns: what a list brings in first, then what the register knows beside it.
pub(super) const DATA: &[Datum] = &[
    ID,
    Datum::new("name", ("氏名", "Name"), 18, |c, _| user(c, |u| Value::typed(&u.name))),
    Datum::new("kana", ("ふりがな", "Kana"), 20, |c, _| user(c, |u| Value::typed(&u.kana))),
    Datum::new("occupation", ("職種", "Occupation"), 16, |c, _| user(c, |u| word!(u.occupation))),
    Datum::new("mail", ("メールアドレス", "Mail address"), 30, |c, _| {
        user(c, |u| Value::typed(&u.mail))
    }),
    Datum::new("admin", ("MCS管理者", "Administrator"), 11, |c, _| {
        user(c, |u| Value::mark(u.admin_since.is_some()))
    }),
    Datum::new("mcs_id", ("MCS ID", "MCS ID"), 14, |c, _| user(c, |u| Value::typed(&u.mcs_id))),
    day("joined_on", ("入職日", "Joined on"), |c, _| on(c, |u| u.joined_on)),
    day("password_changed_on", ("パスワード変更日", "Password changed on"), |c, _| {
        on(c, |u| u.password_changed_on)
    }),
    day("terms_agreed_on", ("規約同意日", "Terms agreed on"), |c, _| on(c, |u| u.terms_agreed_on)),
    day("points_read_on", ("留意事項の確認日", "Points read on"), |c, _| on(c, |u| u.points_read_on)),
    day("profile_on", ("プロフィール確認日", "Profile seen on"), |c, _| on(c, |u| u.profile_on)),
    day("photo_on", ("写真確認日", "Photo seen on"), |c, _| on(c, |u| u.photo_on)),
    day("leave_from", ("休職の開始日", "Leave from"), |c, _| on(c, |u| u.leave_from)),
    day("leave_until", ("休職の終了日", "Leave until"), |c, _| on(c, |u| u.leave_until)),
    day("last_day", ("最終勤務日", "Last day"), |c, _| on(c, |u| u.last_day)),
    day("released_on", ("登録解除日", "Released on"), |c, _| on(c, |u| u.released_on)),
    day("closed_on", ("退会日", "Account closed on"), |c, _| on(c, |u| u.closed_on)),
    Datum::new("note", ("メモ", "Note"), 30, |c, _| user(c, |u| Value::typed(&u.memo))),
    Datum::new("standing", ("状態", "Standing"), 12, |c, x| {
        read::<UserCase>(c, |u| word!(u.standing(x.today())))
    }),
    Datum::new("groups", ("参加グループ数", "Groups"), 8, |c, _| {
        read::<UserCase>(c, |u| Value::Number(u.groups.into()))
    }),
    Datum::new("open_invitations", ("未決の招待", "Open invitations"), 8, |c, _| {
        read::<UserCase>(c, |u| Value::Number(u.invitations.into()))
    }),
    day("pledge_on", ("誓約書の署名日", "Pledge signed on"), |c, _| {
        read::<UserCase>(c, |u| Value::day(u.pledge.as_ref().map(|p| p.signed_on)))
    }),
    day("training_on", ("教育の実施日", "Training held on"), |c, _| {
        read::<UserCase>(c, |u| Value::day(u.training.as_ref().map(|t| t.held_on)))
    }),
    Datum::new("pending_in_mcs", ("MCS未反映", "To do in MCS"), 9, |c, _| {
        read::<UserCase>(c, |u| Value::Number(u.pending_marks.into()))
    }),
];
