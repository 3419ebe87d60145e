//! Unclear outcomes: a commit that reported an error may stand all the same. The ledger knows (実行済み・未実行).

use super::outcome::Receipt;
use super::table;
use crate::domain::{Context, Id, Noun};
use crate::store::ledger::{self, Outcome};
use crate::store::{Known, Reader, StoreError};
use crate::text::Sentence;

/// What this session has done at the context's instant since entry `before`: one receipt per entry, in order.
///
/// Session and instant name one write of the console: it makes a context for each.
pub fn receipts(reader: &Reader<'_>, ctx: &Context, before: i64) -> Result<Vec<Receipt>, StoreError> {
    let entries = ledger::of_session_since(reader, &ctx.session, before)?;
    let at = crate::text::date::instant_iso(ctx.now);
    let is_of_this_write = |entry: &ledger::Entry| entry.at == at && entry.outcome == Outcome::Done.word();
    let receipt = |entry: ledger::Entry| Receipt {
        entry: entry.number,
        hash: entry.hash,
        object: entry.object.parse().unwrap_or(Id { noun: Noun::Entry, number: entry.number }),
        label: table::words_of(&entry.action),
        known: Known::Reread,
        next: Sentence::default(),
    };
    Ok(entries.into_iter().filter(is_of_this_write).map(receipt).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::Answers;
    use crate::testing::World;

    #[test]
    fn a_write_that_stands_is_found_again_and_one_that_does_not_is_not() {
        let mut world = World::new();
        assert_eq!(receipts(&world.reader(), &world.ctx, 0).expect("a ledger"), []);
        world.act("invitation.approve", "I-0001", Answers::default());
        let found = receipts(&world.reader(), &world.ctx, 0).expect("a ledger");
        assert_eq!(found.iter().map(|r| r.object.to_string()).collect::<Vec<_>>(), ["I-0001"]);
        assert_eq!(receipts(&world.reader(), &world.ctx, 1).expect("a ledger"), [], "before this write");
        world.ctx.now += chrono::TimeDelta::milliseconds(1);
        assert_eq!(receipts(&world.reader(), &world.ctx, 0).expect("a ledger"), [], "another write");
    }
}
