//! Checks on the office itself.

use super::{Check, PLAIN, Weight};
use crate::regulation::clause::id;
use crate::store::duty::office;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    // Exactly one is allowed, and a reason to think of a second.
    Check {
        duty: &office::ONE_ADMIN,
        id: "one_admin",
        label: Text::new("MCS管理者が1人だけ", "Only one MCS administrator"),
        says: Some(Text::new(
            "MCS管理者が1人だけです。もう1人の選任を検討してください。",
            "There is only one MCS administrator. Think of appointing a second.",
        )),
        clause: id("7"),
        action: "user.appoint",
        weight: Weight::Review,
        ..PLAIN
    },
    Check {
        duty: &office::NO_ADMIN,
        id: "no_admin",
        label: Text::new("MCS管理者がいない", "No MCS administrator"),
        says: Some(Text::new(
            "MCS管理者が1人もいません。事業所の管理者が任命します。",
            "There is no MCS administrator. The office's head appoints one.",
        )),
        clause: id("7"),
        action: "user.appoint",
        ..PLAIN
    },
];
