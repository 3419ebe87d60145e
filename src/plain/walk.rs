//! The walk over all rows beside the conversation: what it has found is told before the next line.

use super::desk::Desk;
use crate::session::{Session, Walking};

/// Begins one over the session's store; `None` where a mismatch is known already.
pub fn begin(session: &Session) -> Option<Walking> {
    if session.evidence.breach().is_some() {
        return None;
    }
    // Without a connection of its own nothing is walked, and nothing proved; the next open begins another.
    Some(session.rows_walk().ok()?.start(drop))
}

/// Tells once what has turned out not to fit since the conversation began.
pub fn tell(desk: &mut Desk) {
    let Some(mismatch) = desk.session.mismatch() else { return };
    if desk.walk.take().is_some() {
        desk.say(mismatch);
    }
}
