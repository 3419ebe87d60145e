//! Checks on take-outs: decided before they begin, and brought back or erased.

use super::{Check, Counts, ListedIn, PLAIN};
use crate::regulation::clause::id;
use crate::store::duty::takeout;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    // Taken out without an approval stands against the pledge, which obliges; 12-9 only recommends.
    Check {
        duty: &takeout::BEGUN,
        id: "takeout_unapproved",
        label: Text::new("承認のない持出し", "Taken out without an approval"),
        clause: id("F4-2-1"),
        also: &[id("12-9")],
        action: "takeout.approve",
        ..PLAIN
    },
    Check {
        duty: &takeout::TO_DECIDE,
        id: "takeout_to_decide",
        label: Text::new("持出しの承認待ち", "Take-out to decide"),
        clause: id("12-9"),
        action: "takeout.approve",
        until: |found, _| found.day,
        counts: Counts::Never,
        ..PLAIN
    },
    Check {
        duty: &takeout::TO_RETURN,
        id: "takeout_to_return",
        label: Text::new("持出しの返却・消去", "Take-out to bring back or erase"),
        clause: id("12-9"),
        action: "takeout.record_return",
        until: |found, _| found.day,
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &takeout::LATE,
        id: "takeout_late",
        label: Text::new("開始の後に承認した持出し", "Approved after it began"),
        clause: id("12-9"),
        action: "takeout.record_return",
        listed: ListedIn::Board,
        ..PLAIN
    },
];
