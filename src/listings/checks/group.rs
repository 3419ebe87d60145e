//! Checks on groups and those who are in them.

use super::{Check, Counts, ListedIn, PLAIN, Weight, days_after};
use crate::regulation::clause::id;
use crate::store::duty::group;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &group::LEAVER,
        id: "left_still_member",
        label: Text::new("離れた人の参加", "Left, still a member"),
        clause: id("N1-4"),
        also: &[id("N3-6")],
        action: "membership.remove",
        until: |found, ctx| days_after(found.day, ctx.settings.leave_removal_days),
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &group::TO_ARCHIVE,
        id: "to_archive",
        label: Text::new("保管候補", "To archive"),
        clause: id("N2-1"),
        action: "group.archive",
        until: |found, ctx| days_after(found.day, ctx.settings.archive_within_days),
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &group::EMPTY,
        id: "to_archive_empty",
        label: Text::new("保管候補（参加者なし）", "To archive (no member left)"),
        clause: id("N2-1"),
        action: "group.archive",
        ..PLAIN
    },
    Check {
        duty: &group::NO_CONSENT,
        id: "no_consent",
        label: Text::new("同意書未取得", "No consent"),
        clause: id("6-1"),
        action: "group.record_consent",
        ..PLAIN
    },
    Check {
        duty: &group::UNAPPROVED,
        id: "joined_unapproved",
        label: Text::new("承認のない参加", "Joined without approval"),
        clause: id("N3-2"),
        action: "membership.remove",
        counts: Counts::SinceInForce,
        listed: ListedIn::Board,
        ..PLAIN
    },
    Check {
        duty: &group::BANNED_MEMBER,
        id: "banned_member",
        label: Text::new("利用禁止中の参加", "Banned, still a member"),
        clause: id("N3-9"),
        action: "membership.remove",
        ..HINT
    },
    Check {
        duty: &group::WAIVER_LATE,
        id: "waiver_late",
        label: Text::new("共有の開始後の省略", "Waiver younger than the sharing"),
        clause: id("6-2"),
        action: "group.record_consent",
        counts: Counts::SinceInForce,
        ..HINT
    },
    Check {
        duty: &group::SAME_PATIENT,
        id: "same_patient",
        label: Text::new("同じ患者の重複", "One patient twice"),
        clause: id("N1-2"),
        action: "group.archive",
        listed: ListedIn::Board,
        ..PLAIN
    },
    // Two patients may bear one name: told, and no gap.
    Check {
        duty: &group::PATIENT_NAMESAKE,
        id: "patient_namesake",
        label: Text::new("似た患者（生年月日なし）", "Patients of one name, birth unknown"),
        clause: id("N1-2"),
        action: "group.archive",
        counts: Counts::Never,
        ..HINT
    },
    Check {
        duty: &group::MIXED,
        id: "mixed_group",
        label: Text::new("複数の患者を思わせる名称", "Title of more than one patient"),
        clause: id("N1-3"),
        action: "group.edit",
        ..HINT
    },
    Check {
        duty: &group::OUTSIDE_TEAM,
        id: "outside_team",
        label: Text::new("チーム外の職種の参加", "Member outside the care team"),
        clause: id("F3-3-1"),
        action: "membership.remove",
        counts: Counts::SinceInForce,
        ..HINT
    },
];

const HINT: Check = Check { weight: Weight::Review, listed: ListedIn::Board, ..PLAIN };
