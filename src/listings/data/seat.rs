//! Seats in the administrators' room (MCS管理者の部屋) as a table.

use super::{Datum, ID, read};
use crate::domain::Case;
use crate::domain::case::SeatCase;
use crate::text::Value;
use crate::text::date::today;

fn seat(case: &Case, value: impl Fn(&SeatCase) -> Value) -> Value {
    read::<SeatCase>(case, value)
}

/// The columns; at the city's desk the name is empty.
pub(super) const DATA: &[Datum] = &[
    ID,
    Datum::new("office", ("事業所", "Office"), 28, |c, _| seat(c, |s| Value::typed(&s.office_name))),
    Datum::new("user", ("ユーザー番号", "User"), 12, |c, _| {
        seat(c, |s| Value::typed(&s.user.to_string()))
    }),
    Datum::new("name", ("氏名", "Name"), 18, |c, _| seat(c, |s| Value::typed(&s.name))),
    Datum::new("admin_since", ("任命日", "Appointed on"), 11, |c, _| {
        seat(c, |s| Value::day(s.admin_since))
    }),
    Datum::new("since", ("参加日", "Taking part since"), 11, |c, _| {
        seat(c, |s| Value::day(s.membership.as_ref().map(|membership| today(membership.joined_at))))
    }),
];
