//! `undo`: takes one entry of the ledger back, with the batch it belongs to.

use super::call::Call;
use super::interrupt::Interrupt;
use super::outcome::{tell, told};
use super::proof::asked_again;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::{patiently, table, undo};
use crate::domain::{Id, Noun};
use crate::sentence;
use crate::text::Shown;

/// Takes an entry back.
pub(super) fn undo(call: &Call<'_>) -> Result<Next, Failure> {
    let number = entry_number(call.text("entry"))?;
    let mut session = call.sign_in()?;
    let ctx = session.context();
    if !session.store.is_read_only() && undo::wants_passphrase(&session.reader(&ctx), &ctx, number)? {
        asked_again(call, &mut session, table::words_of("undo"))?;
    }
    let ctx = session.context();
    let store = &mut session.store;
    let listening = Interrupt::listen()?;
    let outcome = patiently(&mut listening.waiting(call), || undo::perform(store, &ctx, number))?;
    let result = told(&session, &ctx, Id { noun: Noun::Entry, number }, &outcome)?;
    let status = result.status;
    tell(call, &[result])?;
    Ok(Status::into(status))
}

/// Reads `12` or `L-0012`.
fn entry_number(typed: &str) -> Result<i64, Failure> {
    let id = typed.parse::<Id>().ok().filter(|id| id.noun == Noun::Entry).map(|id| id.number);
    let number = typed.trim().parse::<i64>().ok().filter(|number| *number > 0);
    id.or(number).ok_or_else(|| {
        Failure::usage(sentence!(
            "「{typed}」は操作記録の番号ではありません。audit list の番号を書いてください。",
            "\"{typed}\" is no number of the ledger. Take one from audit list.",
            typed = Shown::new(typed)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_named_by_its_number_or_its_id() {
        assert_eq!(entry_number("12").ok(), Some(12));
        assert_eq!(entry_number("L-0012").ok(), Some(12));
        for wrong in ["", "0", "-3", "U-0001", "twelve"] {
            assert!(entry_number(wrong).is_err(), "{wrong}");
        }
    }
}
