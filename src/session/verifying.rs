//! Verifying a ledger: the chain by two readers, and the rows by a third, side by side.
//!
//! Each has a connection of its own, so that memory does not grow with the ledger. They read what was committed when
//! each began; what is entered meanwhile belongs to the next verification.

use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use super::{NotSignedIn, Session};
use crate::store::connection::Access;
use crate::store::evidence::{self, Breach};
use crate::store::ledger::{self, Part, Verdict};
use crate::store::{Store, StoreError};

/// What a verification found.
#[derive(Debug)]
pub struct Verified {
    /// What the walk over the chain found.
    pub chain: Verdict,
    /// What the walk over the rows found; `None` where the span ends before the last entry or has no digest.
    pub rows: Option<Result<i64, Breach>>,
}

impl Session {
    /// Walks over the entries from one number to another, or to the last; to the last, over the rows, too.
    pub fn verify(&self, from: i64, to: Option<i64>) -> Result<Verified, NotSignedIn> {
        let ctx = self.context();
        let (scope, today) = (self.scope(), ctx.today());
        let reader = self.reader(&ctx);
        let [first, second] = ledger::halves(&reader, from..=to.unwrap_or(i64::MAX))?;
        let beside = |is_wanted: bool| -> Result<Option<Store>, NotSignedIn> {
            Ok(if is_wanted { Some(self.another_store(Access::ReadOnly)?) } else { None })
        };
        let (for_rows, for_second) = (beside(to.is_none())?, beside(!second.is_empty())?);
        thread::scope(|threads| {
            let rows = for_rows
                .map(|store| threads.spawn(move || evidence::compare_rows(&store.reader(scope, today))));
            let after = for_second
                .map(|store| threads.spawn(move || ledger::verify_part(&store.reader(scope, today), second)));
            let before = ledger::verify_part(&reader, first)?;
            let chain = match ended(after)? {
                Some(after) => Part::joined(before, after),
                None => before.verdict,
            };
            Ok(Verified { chain, rows: ended(rows)?.flatten() })
        })
    }
}

/// What a thread found, where there was one; its panic is ours.
fn ended<T>(thread: Option<ScopedJoinHandle<'_, Result<T, StoreError>>>) -> Result<Option<T>, StoreError> {
    thread.map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).transpose()
}
