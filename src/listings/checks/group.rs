//! Checks on groups and those who are in them.

use super::{Check, Counts, PLAIN, days_after};
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
];
