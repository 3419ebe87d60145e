//! Checks on invitations: none is a gap before it runs out.

use super::{Check, Counts, PLAIN};
use crate::regulation::clause::id;
use crate::store::duty::invitation;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &invitation::TO_APPROVE,
        id: "to_approve",
        label: Text::new("承認待ち", "To approve"),
        clause: id("8-3"),
        action: "invitation.approve",
        ..WAITING
    },
    Check {
        duty: &invitation::TO_JUDGE,
        id: "to_judge",
        label: Text::new("本人判断待ち", "To judge"),
        clause: id("N3-2"),
        action: "invitation.judge",
        ..WAITING
    },
    Check {
        duty: &invitation::TO_ACCEPT,
        id: "to_accept",
        label: Text::new("受理待ち", "To accept"),
        clause: id("N3-2"),
        action: "invitation.accept",
        ..WAITING
    },
];

const WAITING: Check = Check { until: |found, _| found.day, counts: Counts::Never, ..PLAIN };
