//! What is done to laws and guidelines (第2条): a version is entered, which supersedes the older one, and understood.

use super::{Adds, Moves, any_time, day_of, replace};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::domain::Noun;
use crate::domain::case::OfficeCase;
use crate::regulation::clause::id;
use crate::regulation::register::guideline::*;
use crate::regulation::register::{GUIDELINE, KEPT_AT};
use crate::text::Text;

/// Enters a version; an older one of the same document is superseded.
pub static ENTER: Action = Action {
    id: "guideline.enter",
    noun: Noun::Guideline,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("版を登録", "Enter a version"),
    about: Text::new(
        "法令・ガイドラインの版を登録します。前の版は旧版になり、確認が必要になります。",
        "Enters a version of a law or guideline. The one before is superseded, and this one is to be read.",
    ),
    basis: &[id("2"), id("2-1"), id("2-2")],
    confirm: Confirm::Once,
    fields: &[DOCUMENT.must(), EDITION.must(), TITLE.may(), ISSUED_ON.may(), KEPT_AT.may()],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Adds::<OfficeCase> {
        register: &GUIDELINE,
        stage: any_time,
        rules: &[],
        complete: |tx, ctx, _, _, record| replace(tx, ctx, record),
    },
};

/// Records that somebody has read and understood a version.
pub static UNDERSTOOD: Action = Action {
    id: "guideline.record_reading",
    on: Noun::Guideline,
    key: Some('a'),
    label: Text::new("確認を記録", "Record the reading"),
    about: Text::new(
        "この版をだれがいつ確認し、理解したかを記録します。",
        "Records who has read and understood this version, and when.",
    ),
    fields: &[READER.must(), READ_ON.may()],
    deed: &Moves {
        register: &GUIDELINE,
        from: &["to_read", "understood"],
        to: Some("understood"),
        rules: &[],
        complete: |_, ctx, _, answers, record| day_of(record, answers, "read_on", ctx),
    },
    ..ENTER
};
