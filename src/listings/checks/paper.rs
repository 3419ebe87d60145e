//! Checks on what stands in consents and pledges.

use super::{Check, ListedIn, PLAIN, Weight};
use crate::regulation::clause::{ClauseId, id};
use crate::store::Duty;
use crate::store::duty::paper;
use crate::text::Text;

/// An item of 第9条第3項 that the pledge does not have: 様式4 has them all, so that it is an earlier paper.
const fn content(duty: &'static Duty, id: &'static str, label: Text, clause: ClauseId) -> Check {
    Check {
        duty,
        id,
        label,
        clause,
        action: "user.record_pledge",
        weight: Weight::Review,
        listed: ListedIn::Board,
        ..PLAIN
    }
}

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &paper::NO_ITEMS,
        id: "consent_items",
        label: Text::new("同意書に共有する情報の選択なし", "Consent without any shared item"),
        clause: id("F3-4"),
        action: "group.record_consent",
        ..PLAIN
    },
    Check {
        duty: &paper::NO_HAND,
        id: "consent_hand",
        label: Text::new("同意書の署名・担当者・写しの不足", "Consent lacks signature, contact or copy"),
        clause: id("F3-7"),
        action: "group.record_consent",
        ..PLAIN
    },
    Check {
        duty: &paper::BLANK,
        id: "pledge_blank",
        label: Text::new("誓約書の記入の確認なし", "Pledge not confirmed as filled in"),
        clause: id("F4-6"),
        action: "user.record_pledge",
        ..PLAIN
    },
    Check {
        duty: &paper::CONTENT,
        id: "pledge_content",
        label: Text::new("誓約書の必須内容の不足", "Pledge lacks required content"),
        clause: id("9-3"),
        action: "user.record_pledge",
        weight: Weight::Review,
        ..PLAIN
    },
    content(
        &paper::NO_LAW,
        "pledge_law",
        Text::new("誓約書に法令遵守・無許可開示の禁止なし", "Pledge without obedience to law"),
        id("9-3-1"),
    ),
    content(
        &paper::NO_DEVICES,
        "pledge_devices",
        Text::new("誓約書にIT機器の取扱いなし", "Pledge without handling of devices"),
        id("9-3-2"),
    ),
    content(
        &paper::NO_PURPOSE,
        "pledge_purpose",
        Text::new("誓約書に目的外使用の禁止なし", "Pledge without other use forbidden"),
        id("9-3-3"),
    ),
    content(
        &paper::NO_PRIVACY,
        "pledge_privacy",
        Text::new("誓約書に権利侵害の禁止なし", "Pledge without respect for privacy"),
        id("9-3-4"),
    ),
    content(
        &paper::NO_AFTERWARDS,
        "pledge_afterwards",
        Text::new("誓約書に退職後の守秘なし", "Pledge without the time after leaving"),
        id("9-3-5"),
    ),
];
