//! The walk over all rows, beside the workers: begun after the first frame, interrupted when the console ends.

use std::sync::mpsc::SyncSender;
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::process::setpriority_process;
use rustix::thread::gettid;

use super::message::News;
use super::run::{CompareRows, Inbound};
use crate::store::Interrupter;

/// The handle of the walk over all rows.
pub struct RowsThread {
    interrupter: Interrupter,
    thread: JoinHandle<()>,
}

impl RowsThread {
    /// Starts it; it ends with its handle, or when every row has been compared.
    pub fn start(compare: CompareRows, outbox: SyncSender<Inbound>) -> RowsThread {
        let CompareRows { walk, interrupter } = compare;
        let thread = std::thread::spawn(move || {
            give_way();
            if let Some(breach) = walk() {
                // A console that has ended listens no more.
                let _ = outbox.send(Inbound::News(Box::new(News::Breach(Box::new(breach)))));
            }
        });
        RowsThread { interrupter, thread }
    }
}

impl Drop for RowsThread {
    fn drop(&mut self) {
        while !self.thread.is_finished() {
            self.interrupter.interrupt();
            std::thread::sleep(Duration::from_millis(1));
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
