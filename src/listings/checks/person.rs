//! Checks on people who come, stay and go: terms, points, profile, the reminder of the pledge, the end of a case.

use super::{Check, Counts, ListedIn, PLAIN, Weight, after_months, days_after, months_ago};
use crate::regulation::clause::id;
use crate::store::duty::person;
use crate::text::Text;

/// Who left longer ago is not asked about any more.
const REMINDED_MONTHS: u32 = 12;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &person::OFF_THE_CASE,
        id: "off_the_case",
        label: Text::new("担当を外れた人の参加", "Off the case, still a member"),
        clause: id("N1-4"),
        also: &[id("N3-6")],
        action: "membership.remove",
        until: |found, ctx| days_after(found.day, ctx.settings.leave_removal_days),
        counts: Counts::PastItsDay,
        ..ON_BOARD
    },
    Check {
        duty: &person::POINTS,
        id: "points",
        label: Text::new("留意事項の確認", "Points to be read"),
        clause: id("10"),
        action: "user.record_points",
        before: |ctx| months_ago(ctx, |settings| settings.points_months),
        until: |found, ctx| found.day.map(|day| after_months(day, ctx.settings.points_months)),
        counts: Counts::OncePast,
        ..ON_BOARD
    },
    Check {
        duty: &person::NO_TERMS,
        id: "no_terms",
        label: Text::new("規約同意の記録なし", "Terms not agreed"),
        clause: id("F2-2"),
        action: "user.record_terms",
        ..ON_BOARD
    },
    Check {
        duty: &person::NO_PROFILE,
        id: "no_profile",
        label: Text::new("プロフィール・顔写真なし", "No profile or photo"),
        clause: id("N3-5"),
        action: "user.record_profile",
        ..ON_BOARD
    },
    Check {
        duty: &person::NOT_REMINDED,
        id: "not_reminded",
        label: Text::new("守秘の確認なしの退職", "Left without a reminder of the pledge"),
        clause: id("F4-4"),
        action: "user.record_reminder",
        before: |ctx| months_ago(ctx, |_| REMINDED_MONTHS),
        weight: Weight::Review,
        ..ON_BOARD
    },
];

const ON_BOARD: Check = Check { listed: ListedIn::Board, ..PLAIN };
