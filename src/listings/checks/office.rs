//! Checks on the office itself.

use super::{Check, Counts, PLAIN, Weight};
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
    Check {
        duty: &office::NO_APPLICATION,
        id: "application_missing",
        label: Text::new("申込みの記録なし", "No application on record"),
        clause: id("3"),
        also: &[id("3-1"), id("F1-1")],
        action: "application.record",
        counts: Counts::SinceInForce,
        ..PLAIN
    },
    Check {
        duty: &office::AGREED_LATE,
        id: "agreed_after_submission",
        label: Text::new("提出の後の同意", "Agreed after submission"),
        says: Some(Text::new(
            "様式1の日付（同意日）が、申込みの提出日より後です。",
            "Form 1 is dated later than the submission of the application.",
        )),
        clause: id("3"),
        action: "application.record",
        counts: Counts::SinceInForce,
        ..PLAIN
    },
    Check {
        duty: &office::FORM1_BLANK,
        id: "form1_blank",
        label: Text::new("様式1の記入欄の不備", "Form 1 incomplete"),
        says: Some(Text::new(
            "様式1の記入欄（事業所名、所在地、事業所の管理者の氏名、E-mail）に空欄か誤りがあります。",
            "A box of Form 1 (office, address, head's name, e-mail) is blank or wrong.",
        )),
        clause: id("F1-2"),
        action: "office.edit",
        ..PLAIN
    },
];
