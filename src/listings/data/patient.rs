//! Patients (患者) of the office as a table.

use super::{Datum, ID, read};
use crate::domain::case::PatientCase;
use crate::text::Value;

/// The columns.
pub(super) const DATA: &[Datum] = &[
    ID,
    Datum::new("patient", ("患者氏名", "Patient"), 18, |c, _| {
        read::<PatientCase>(c, |p| Value::typed(&p.patient.name))
    }),
    Datum::new("kana", ("患者フリガナ", "Kana"), 20, |c, _| {
        read::<PatientCase>(c, |p| Value::typed(&p.patient.kana))
    }),
    Datum::new("birth_date", ("生年月日", "Birth date"), 11, |c, _| {
        read::<PatientCase>(c, |p| Value::day(p.patient.born_on))
    }),
    Datum::new("groups", ("グループ番号", "Group ids"), 16, |c, _| {
        read::<PatientCase>(c, |p| {
            let ids: Vec<String> = p.groups.iter().map(|group| group.id.to_string()).collect();
            Value::typed(&ids.join(" "))
        })
    }),
];
