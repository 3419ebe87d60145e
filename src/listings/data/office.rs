//! Offices (事業所) as a table.

use super::{Datum, ID, read, word};
use crate::domain::case::OfficeCase;
use crate::domain::{Case, Office};
use crate::text::Value;

fn office(case: &Case, value: impl Fn(&Office) -> Value) -> Value {
    read::<OfficeCase>(case, |c| value(&c.office))
}

/// The columns.
pub(super) const DATA: &[Datum] = &[
    ID,
    Datum::new("name", ("事業所名", "Name"), 30, |c, _| office(c, |o| Value::typed(&o.name))),
    Datum::new("kind", ("事業所種別", "Kind"), 20, |c, _| office(c, |o| Value::typed(&o.kind))),
    Datum::new("postal_code", ("郵便番号", "Postal code"), 10, |c, _| {
        office(c, |o| Value::typed(&o.postal_code))
    }),
    Datum::new("address", ("所在地", "Address"), 36, |c, _| office(c, |o| Value::typed(&o.address))),
    Datum::new("phone", ("電話番号", "Phone"), 15, |c, _| office(c, |o| Value::typed(&o.phone))),
    Datum::new("head_name", ("事業所の管理者", "Head"), 18, |c, _| {
        office(c, |o| Value::typed(&o.head_name))
    }),
    Datum::new("head_mail", ("管理者のメール", "Head's mail"), 30, |c, _| {
        office(c, |o| Value::typed(&o.head_mail))
    }),
    Datum::new("state", ("状態", "State"), 16, |c, _| office(c, |o| word!(o.state))),
    Datum::new("agreed_on", ("規程への同意日", "Agreed on"), 11, |c, _| {
        office(c, |o| Value::day(o.agreed_on))
    }),
    Datum::new("admins", ("MCS管理者数", "Administrators"), 8, |c, _| {
        read::<OfficeCase>(c, |o| Value::Number(o.admins.into()))
    }),
];
