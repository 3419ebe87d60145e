//! What is done to handlers (取扱責任者): named, which replaces the one before, and corrected.

use super::{Adds, Moves, any_time, replace};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::actions::deed::Stop;
use crate::domain::case::{OfficeCase, UserCase};
use crate::domain::{Context, Noun, Record, Standing};
use crate::regulation::clause::id;
use crate::regulation::register::HANDLER;
use crate::regulation::register::handler::*;
use crate::store::Tx;
use crate::text::Text;

/// Names the handler; there is one in each office.
pub static NAME_ONE: Action = Action {
    id: "handler.name",
    noun: Noun::Handler,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("取扱責任者を定める", "Name the handler"),
    about: Text::new(
        "個人情報の取扱責任者を定めます。前任者は交替済になります。",
        "Names who answers for personal information. The one before is replaced.",
    ),
    basis: &[id("F3-6")],
    confirm: Confirm::Once,
    fields: &[DEPARTMENT.must(), NAME.must(), CONTACT.must(), PERSON.may(), SINCE.may()],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Adds::<OfficeCase> {
        register: &HANDLER,
        stage: any_time,
        rules: &[],
        complete: |tx, ctx, _, _, record| {
            is_here(tx, ctx, record)?;
            replace(tx, ctx, record)
        },
    },
};

/// Corrects what is recorded of the handler.
pub static EDIT: Action = Action {
    id: "handler.edit",
    on: Noun::Handler,
    key: Some('i'),
    label: Text::new("取扱責任者の記録を修正", "Edit the handler"),
    about: Text::new(
        "所属、氏名、連絡先を修正します。空欄の項目は変わりません。",
        "Corrects department, name and contact. What is left blank stays.",
    ),
    fields: &[DEPARTMENT.may(), NAME.may(), CONTACT.may(), PERSON.may(), SINCE.may()],
    deed: &Moves {
        register: &HANDLER,
        from: &["in_office"],
        to: None,
        rules: &[],
        complete: |tx, ctx, _, _, record| is_here(tx, ctx, record),
    },
    ..NAME_ONE
};

/// Whoever has left answers for nothing here.
fn is_here(tx: &Tx<'_>, ctx: &Context, record: &Record) -> Result<(), Stop> {
    let Some(user) = record.user else { return Ok(()) };
    let case: Option<UserCase> = tx.user_case(user)?;
    match case.map(|case| case.standing(ctx.today())) {
        Some(Standing::Released | Standing::AccountClosed) => {
            Err(Stop::at("user", Text::new("すでに離れた人です。", "This person has left.")))
        }
        _ => Ok(()),
    }
}
