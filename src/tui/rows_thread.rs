//! The walk over all rows, beside the workers: begun after the first frame, interrupted when the console ends.

use std::sync::mpsc::SyncSender;
use std::thread::JoinHandle;
use std::time::Duration;

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
