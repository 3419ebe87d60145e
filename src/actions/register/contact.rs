//! What is done to emergency contacts (緊急連絡先): entered, corrected, ended.

use super::{Adds, Moves, any_time, as_answered};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::domain::Noun;
use crate::domain::case::OfficeCase;
use crate::regulation::clause::id;
use crate::regulation::register::CONTACT;
use crate::regulation::register::contact::*;
use crate::text::Text;

const CURRENT: &[&str] = &["current"];

/// Enters a number.
pub static ADD: Action = Action {
    id: "contact.add",
    noun: Noun::Contact,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("連絡先を登録", "Enter a contact"),
    about: Text::new(
        "緊急時の連絡先を登録します。番号は事業所が確かめたものを入力します。",
        "Enters whom to call in an emergency, with a number that the office has confirmed.",
    ),
    basis: &[id("12-7"), id("N3-10")],
    confirm: Confirm::Once,
    fields: &[KIND.must(), NAME.must(), PHONE.must(), HOURS.may(), NOTE.may()],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Adds::<OfficeCase> { register: &CONTACT, stage: any_time, rules: &[], complete: as_answered },
};

/// Corrects a number.
pub static EDIT: Action = Action {
    id: "contact.edit",
    on: Noun::Contact,
    key: Some('i'),
    label: Text::new("連絡先を修正", "Edit a contact"),
    about: Text::new(
        "緊急時の連絡先を修正します。空欄の項目は変わりません。",
        "Corrects an emergency contact. What is left blank stays.",
    ),
    fields: &[KIND.may(), NAME.may(), PHONE.may(), HOURS.may(), NOTE.may()],
    deed: &Moves { register: &CONTACT, from: CURRENT, to: None, rules: &[], complete: as_answered },
    ..ADD
};

/// Takes a number off the sheet.
pub static END: Action = Action {
    id: "contact.end",
    on: Noun::Contact,
    key: Some('e'),
    label: Text::new("連絡先を終了", "End a contact"),
    about: Text::new(
        "使わなくなった連絡先を一覧から外します。記録は残ります。",
        "Takes a contact that is not used any more off the sheet. Its record stays.",
    ),
    fields: &[],
    deed: &Moves { register: &CONTACT, from: CURRENT, to: Some("ended"), rules: &[], complete: as_answered },
    ..ADD
};
