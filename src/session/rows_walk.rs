//! The walk over all rows beside a session: what it finds stops every write, and is told.

use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::setpriority_process;
use rustix::thread::gettid;

use super::Session;
use crate::actions::scope;
use crate::domain::Context;
use crate::store::connection::Access;
use crate::store::{Breach, Evidence, Interrupter, NotOpened, Store, evidence};

/// A walk that has not begun, with a connection of its own.
pub struct RowsWalk {
    store: Store,
    kept: Evidence,
    context: Context,
}

/// A walk that goes on; it ends with its handle, or when every row has been compared.
pub struct Walking {
    interrupter: Interrupter,
    thread: JoinHandle<()>,
}

impl Session {
    /// The walk over all rows of the session's store.
    pub fn rows_walk(&self) -> Result<RowsWalk, NotOpened> {
        let store = self.another_store(Access::ReadOnly)?;
        Ok(RowsWalk { store, kept: self.evidence.clone(), context: self.context() })
    }
}

impl RowsWalk {
    /// Begins on a thread of its own; `told` hears of the first row that does not fit, if there is one.
    pub fn start(self, told: impl FnOnce(Breach) + Send + 'static) -> Walking {
        let interrupter = self.store.interrupter();
        let thread = thread::spawn(move || {
            give_way();
            let reader = self.store.reader(scope(&self.context), self.context.today());
            // A walk that fails has proved nothing either way; the next open begins another.
            if let Ok(Some(Err(breach))) = evidence::compare_rows(&reader) {
                self.kept.broken(breach.clone());
                told(breach);
            }
        });
        Walking { interrupter, thread }
    }
}

impl Drop for Walking {
    fn drop(&mut self) {
        while !self.thread.is_finished() {
            self.interrupter.interrupt();
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// The last of all priorities: nobody waits for the walk, and whoever types does not wait because of it.
const LAST: i32 = 19;

/// Lowers this thread's priority, and no other's. Where the host forbids that, the walk runs as everything else does.
fn give_way() {
    let _ = setpriority_process(Some(gettid()), LAST);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::getpriority_process;

    #[test]
    fn the_walk_gives_way_and_the_console_does_not() {
        let before = getpriority_process(Some(gettid())).expect("a priority");
        let walking = std::thread::spawn(|| {
            give_way();
            getpriority_process(Some(gettid())).expect("a priority")
        });
        assert_eq!(walking.join().expect("a thread"), LAST);
        assert_eq!(getpriority_process(Some(gettid())).expect("a priority"), before);
    }
}
