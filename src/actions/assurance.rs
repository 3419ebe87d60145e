//! Before which acts the passphrase is asked again: those that end an administrator's rights.
//!
//! A session is long; whoever sits at it when an administrator is dismissed shall be its operator. Exports, keys and
//! the policy are no acts of the table: the session itself asks there. The screen asks for the passphrase before the
//! write, and the write path asks once more whether it was given: no way round leads to a dismissal.

use super::action::Action;
use super::outcome::{Refusal, Remedy};
use crate::domain::{Assurance, Case, Context};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::text::Text;

/// What always ends an administrator's rights.
const DISMISSALS: &[&str] = &["user.dismiss", "user.replace_admin"];

/// What ends them where the user is an administrator.
const DEPARTURES: &[&str] =
    &["user.release", "user.close_account", "user.restrict", "user.change_level", "user.emergency_ban"];

/// What ends them when it is taken back.
const APPOINTMENTS: &[&str] = &["user.appoint", "user.replace_admin"];

/// Whether the passphrase is to be given before this act, and was not.
pub fn wants_passphrase(ctx: &Context, action: &Action, case: &Case) -> bool {
    let is_admin = matches!(case, Case::User(case) if case.user.admin_since.is_some());
    let ends_rights = DISMISSALS.contains(&action.id) || (is_admin && DEPARTURES.contains(&action.id));
    ctx.assurance == Assurance::SignedIn && ends_rights
}

/// Whether it is to be given before the act of this id is taken back, and was not.
pub fn undo_wants_passphrase(ctx: &Context, action: &str) -> bool {
    ctx.assurance == Assurance::SignedIn && APPOINTMENTS.contains(&action)
}

/// Why the passphrase is asked for.
pub const WHY: Text = Text::new(
    "MCS管理者の権限を終える操作です。本人であることを確かめるため、パスフレーズをもう一度入力してください。",
    "This ends an administrator's rights. Give your passphrase once more, to show that it is you.",
);

/// What somebody hears who did not give it.
pub(super) fn refusal() -> Refusal {
    refusal_because(WHY)
}

/// What somebody hears who did not give it for something else.
pub(super) fn refusal_because(why: Text) -> Refusal {
    let finding =
        Finding { rule: "passphrase", clause: id("7"), severity: Severity::Block, sentence: why.into() };
    Refusal { findings: vec![finding], remedy: Remedy::Passphrase, entry: None }
}
