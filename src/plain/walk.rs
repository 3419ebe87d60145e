//! The walk over all rows, beside the conversation: what it finds stops every write, and is told before the next line.

use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::desk::Desk;
use crate::actions::scope;
use crate::session::Session;
use crate::store::connection::Access;
use crate::store::{Interrupter, evidence};

/// A walk that goes on; it ends with its handle, or when every row has been compared.
pub struct Walk {
    interrupter: Interrupter,
    thread: JoinHandle<()>,
}

impl Walk {
    /// Begins one over the session's store; `None` where a mismatch is known already.
    pub fn over(session: &Session) -> Option<Walk> {
        if session.evidence.breach().is_some() {
            return None;
        }
        // Without a connection of its own nothing is walked, and nothing proved; the next open begins another.
        let store = session.another_store(Access::ReadOnly).ok()?;
        let (kept, context, interrupter) = (session.evidence.clone(), session.context(), store.interrupter());
        let thread = thread::spawn(move || {
            let compared = evidence::compare_rows(&store.reader(scope(&context), context.today()));
            if let Ok(Some(Err(breach))) = compared {
                kept.broken(breach);
            }
        });
        Some(Walk { interrupter, thread })
    }
}

impl Drop for Walk {
    fn drop(&mut self) {
        while !self.thread.is_finished() {
            self.interrupter.interrupt();
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Tells once what has turned out not to fit since the conversation began.
pub fn tell(desk: &mut Desk) {
    let Some(mismatch) = desk.session.mismatch() else { return };
    if desk.walk.take().is_some() {
        desk.say(mismatch);
    }
}
