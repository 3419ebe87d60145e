//! Checks on handlers and on the versions of laws and guidelines.

use super::{Check, PLAIN};
use crate::regulation::clause::id;
use crate::store::duty::guidance;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &guidance::HANDLER_LEFT,
        id: "handler_left",
        label: Text::new("取扱責任者の離任", "The handler has left"),
        clause: id("F3-6"),
        action: "handler.name",
        ..PLAIN
    },
    Check {
        duty: &guidance::NO_HANDLER,
        id: "no_handler",
        label: Text::new("取扱責任者の記入なし", "No handler on record"),
        clause: id("F3-6"),
        action: "handler.name",
        ..PLAIN
    },
    Check {
        duty: &guidance::SAFETY_UNREAD,
        id: "safety_guideline",
        label: Text::new("安全管理ガイドラインの新しい版", "New version of the safety guideline"),
        clause: id("2-1"),
        action: "guideline.record_reading",
        ..PLAIN
    },
    Check {
        duty: &guidance::PRIVACY_UNREAD,
        id: "privacy_guidance",
        label: Text::new(
            "個人情報ガイダンスの新しい版",
            "New version of the guidance on personal information",
        ),
        clause: id("2-2"),
        action: "guideline.record_reading",
        ..PLAIN
    },
    Check {
        duty: &guidance::LAW_UNREAD,
        id: "law",
        label: Text::new("法令・規程の新しい版", "New version of a law or the regulation"),
        clause: id("2"),
        action: "guideline.record_reading",
        ..PLAIN
    },
];
