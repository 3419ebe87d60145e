//! Patience with a busy store: somebody else's write is waited for, and no lock error reaches a person.
//!
//! The store itself waits for each attempt as long as its connection is told to. An attempt that found the store
//! busy has done nothing, so that trying again does nothing twice.

use std::time::{Duration, Instant as Stopwatch};

use super::import::ImportError;
use super::perform::Go;
use crate::store::StoreError;

/// How long a busy store is tried again, and what lies between two attempts.
const PATIENCE: Duration = Duration::from_secs(60);
const TRY_AGAIN: Duration = Duration::from_millis(10);

/// Asked before a busy store is tried again, with how long it has been busy; stops the waiting by its answer.
pub type Waits<'w> = &'w mut dyn FnMut(Duration) -> Go;

/// Waits without a word, as long as there is patience.
pub fn waits_quietly(_: Duration) -> Go {
    Go::On
}

/// Errors among which a busy store may be.
pub trait MayBeBusy {
    /// Somebody else held the store, and nothing was done.
    fn is_busy(&self) -> bool;
}

impl MayBeBusy for StoreError {
    fn is_busy(&self) -> bool {
        StoreError::is_busy(self)
    }
}

impl MayBeBusy for ImportError {
    fn is_busy(&self) -> bool {
        matches!(self, ImportError::Store(error) if error.is_busy())
    }
}

/// Makes an attempt, and again while somebody else keeps the store busy, until patience ends or `waits` stops it.
pub fn patiently<T, E: MayBeBusy>(waits: Waits<'_>, attempt: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    for_at_most(PATIENCE, waits, attempt)
}

fn for_at_most<T, E: MayBeBusy>(
    patience: Duration,
    waits: Waits<'_>,
    mut attempt: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    let began = Stopwatch::now();
    loop {
        let error = match attempt() {
            Err(error) if error.is_busy() => error,
            ended => return ended,
        };
        if began.elapsed() >= patience || waits(began.elapsed()) == Go::Stop {
            return Err(error);
        }
        std::thread::sleep(TRY_AGAIN);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::actions::{Answers, Outcome, Request, perform, table};
    use crate::store::{Store, ledger};
    use crate::testing::World;

    /// Two connections to one store, of which the other holds it.
    fn busy_world() -> (World, Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("w.db");
        let world = World::on(Store::in_file(&file));
        world.store.wait_at_most(Duration::from_millis(10)).unwrap();
        let other = Store::in_file(&file);
        other.hold();
        (world, other, folder)
    }

    fn memo(target: &str) -> Request {
        let action = table::find("group.memo").unwrap();
        let answers = Answers::default().with("memo", crate::actions::Answer::Line("x".to_owned()));
        Request { action, target: target.parse().unwrap(), version: None, answers }
    }

    #[test]
    fn a_busy_store_is_tried_again_until_it_is_free() {
        let (mut world, other, _folder) = busy_world();
        let mut waited = Vec::new();
        let mut waits = |busy_for| {
            waited.push(busy_for);
            if waited.len() == 2 {
                other.release();
            }
            Go::On
        };
        let (store, ctx) = (&mut world.store, &world.ctx);
        let outcome = patiently(&mut waits, || perform(store, ctx, &memo("G-0001"))).unwrap();
        assert!(matches!(outcome, Outcome::Done(_)));
        assert_eq!(waited.len(), 2);
        assert!(waited[0] >= Duration::from_millis(10) && waited[1] > waited[0], "{waited:?}");
    }

    #[test]
    fn patience_ends_and_says_that_the_store_is_busy() {
        let (mut world, _other, _folder) = busy_world();
        let (store, ctx) = (&mut world.store, &world.ctx);
        let attempt = || perform(store, ctx, &memo("G-0001"));
        let error = for_at_most(Duration::from_millis(50), &mut waits_quietly, attempt).unwrap_err();
        assert!(error.is_busy());
    }

    #[test]
    fn whoever_waits_may_stop_waiting_and_nothing_was_done() {
        let (mut world, _other, _folder) = busy_world();
        let before = ledger::head_number(&world.reader()).unwrap();
        let (store, ctx) = (&mut world.store, &world.ctx);
        let error = patiently(&mut |_| Go::Stop, || perform(store, ctx, &memo("G-0001"))).unwrap_err();
        assert!(error.is_busy());
        assert_eq!(ledger::head_number(&world.reader()).unwrap(), before);
    }
}
