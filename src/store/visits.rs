//! When an operator last came to the console, so that what others did since can be told.
//!
//! One row per operator, outside the ledger: it is nobody's act. Written once per session, and not while it rests.

use rusqlite::{OptionalExtension, params};

use super::{Reader, Store, StoreError, ledger};
use crate::text::date::{Instant, instant_iso, parse_instant};

/// A session that has ended or goes on: when it came, and what the ledger's last entry was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When it came.
    pub at: Instant,
    /// The ledger's last entry then.
    pub head: i64,
}

impl Store {
    /// Notes that `operator` has come with `session`; the visit before it is kept beside it.
    pub fn note_visit(&mut self, operator: &str, session: &str, now: Instant) -> Result<(), StoreError> {
        let sql = "INSERT INTO visits (operator, session, at, head) \
                   VALUES (?1, ?2, ?3, (SELECT coalesce(max(number), 0) FROM ledger)) \
                   ON CONFLICT (operator) DO UPDATE SET session = excluded.session, at = excluded.at, \
                   head = excluded.head, before_at = visits.at, before_head = visits.head \
                   WHERE visits.session <> excluded.session";
        self.conn.prepare_cached(sql)?.execute(params![operator, session, instant_iso(now)])?;
        Ok(())
    }
}

impl Reader<'_> {
    /// The operator's last visit before the one of `session`; `None` on the first one.
    pub fn last_visit(&self, operator: &str, session: &str) -> Result<Option<Visit>, StoreError> {
        let sql = "SELECT iif(session = ?2, before_at, at), iif(session = ?2, before_head, head) \
                   FROM visits WHERE operator = ?1";
        let row = self.conn().prepare_cached(sql)?.query_row([operator, session], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<i64>>(1)?))
        });
        let Some((Some(at), Some(head))) = row.optional()? else { return Ok(None) };
        Ok(parse_instant(&at).map(|at| Visit { at, head }))
    }

    /// What others of the office did after entry `head`, newest first, at most `limit`.
    pub fn entries_by_others(
        &self,
        operator: &str,
        head: i64,
        limit: u32,
    ) -> Result<Vec<ledger::Entry>, StoreError> {
        ledger::by_others_since(self, operator, head, limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, noon};

    fn minutes(n: i64) -> Instant {
        noon() + chrono::TimeDelta::minutes(n)
    }

    #[test]
    fn a_session_finds_the_visit_before_it_and_never_its_own() {
        let mut world = World::new();
        let last = |world: &World, session: &str| world.reader().last_visit("U-0001", session).unwrap();
        assert_eq!(last(&world, "first"), None);
        world.store.note_visit("U-0001", "first", minutes(0)).unwrap();
        assert_eq!(last(&world, "first"), None, "the first time there was none before");
        assert_eq!(last(&world, "second"), Some(Visit { at: minutes(0), head: 0 }), "not noted yet");
        world.store.note_visit("U-0001", "second", minutes(5)).unwrap();
        world.store.note_visit("U-0001", "second", minutes(6)).unwrap();
        assert_eq!(last(&world, "second"), Some(Visit { at: minutes(0), head: 0 }), "noted once");
        assert_eq!(last(&world, "third"), Some(Visit { at: minutes(5), head: 0 }));
    }
}
