//! Groups (グループ) as a table.

use super::{Datum, ID, read, word};
use crate::domain::case::GroupCase;
use crate::domain::{Case, Group};
use crate::listings::group::{candidacy, is_ours};
use crate::text::Value;
use crate::text::date::today;

fn group(case: &Case, value: impl Fn(&Group) -> Value) -> Value {
    read::<GroupCase>(case, |c| value(&c.group))
}

/// The columns: what a list brings in first, then what the register knows beside it.
pub(super) const DATA: &[Datum] = &[
    ID,
    Datum::new("kind", ("種別", "Kind"), 8, |c, _| group(c, |g| word!(g.kind))),
    Datum::new("patient", ("患者氏名", "Patient"), 18, |c, _| {
        read::<GroupCase>(c, |g| Value::typed(g.patient.as_ref().map_or("", |p| &p.name)))
    }),
    Datum::new("kana", ("患者フリガナ", "Kana"), 20, |c, _| group(c, |g| Value::typed(&g.kana))),
    Datum::new("birth_date", ("生年月日", "Birth date"), 11, |c, _| {
        read::<GroupCase>(c, |g| Value::day(g.patient.as_ref().and_then(|p| p.born_on)))
    }),
    Datum::new("title", ("グループ名", "Title"), 24, |c, _| group(c, |g| Value::typed(&g.title))),
    Datum::new("ended_on", ("サービス終了日", "Ended on"), 11, |c, _| {
        group(c, |g| Value::day(g.ended_on))
    }),
    Datum::new("end_reason", ("終了理由", "End reason"), 16, |c, _| {
        group(c, |g| g.end_reason.map_or(Value::Nothing, |reason| word!(reason)))
    }),
    Datum::new("end_note", ("終了の補足", "End note"), 20, |c, _| {
        group(c, |g| Value::typed(&g.end_note))
    }),
    Datum::new("archived_on", ("保管日", "Archived on"), 11, |c, _| {
        group(c, |g| Value::day(g.archived_at.map(today)))
    }),
    Datum::new("note", ("メモ", "Note"), 30, |c, _| group(c, |g| Value::typed(&g.memo))),
    Datum::new("state", ("状態", "State"), 8, |c, _| group(c, |g| word!(g.state))),
    Datum::new("originating_office", ("連携元事業所", "Originating office"), 24, |c, _| {
        read::<GroupCase>(c, |g| Value::typed(&g.office_name))
    }),
    Datum::new("is_ours", ("自事業所のグループ", "Ours"), 8, |c, x| {
        read::<GroupCase>(c, |g| Value::mark(is_ours(g, x)))
    }),
    Datum::new("members", ("参加者数", "Members"), 8, |c, _| {
        read::<GroupCase>(c, |g| Value::Number(g.members.into()))
    }),
    Datum::new("open_invitations", ("未決の招待", "Open invitations"), 8, |c, _| {
        read::<GroupCase>(c, |g| Value::Number(g.invitations.into()))
    }),
    Datum::new("consent_on", ("同意日", "Consent signed on"), 11, |c, _| {
        read::<GroupCase>(c, |g| Value::day(g.consent.as_ref().map(|consent| consent.signed_on)))
    }),
    Datum::new("urgent_reason", ("緊急の理由", "Urgent because"), 20, |c, _| {
        group(c, |g| Value::typed(&g.urgent_reason))
    }),
    Datum::new("held", ("保全", "Held"), 6, |c, _| read::<GroupCase>(c, |g| Value::mark(g.hold.is_some()))),
    Datum::new("candidate", ("保管候補", "For the archive"), 8, |c, x| {
        read::<GroupCase>(c, |g| Value::mark(!candidacy(g, x).is_empty()))
    }),
    Datum::new("pending_in_mcs", ("MCS未反映", "To do in MCS"), 9, |c, _| {
        read::<GroupCase>(c, |g| Value::Number(g.pending_marks.into()))
    }),
];
