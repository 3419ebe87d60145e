//! The workers: a reader thread and a writer thread, each with its own connection.
//!
//! A newer query for the same slot takes the place of an older one: waiting it is dropped, running it is
//! interrupted. Between queries the reader looks, twice a second at most, whether others have committed.
//! No transaction is held while a thread waits.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::time::Duration;

use super::effects::{Query, Ticket, Write};
use super::message::{News, Written};
use super::reading;
use super::run::Inbound;
use crate::actions::import::{Imported, ListFile, Report};
use crate::actions::{Go, Outcome, perform, perform_many, undo};
use crate::domain::{Context, Id};
use crate::sentence;
use crate::store::{Interrupter, Store, StoreError};
use crate::text::{Lang, Sentence, Shown};

/// How often the reader looks for others' commits.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often and how long a busy store is tried again.
const TRIES: u32 = 20;
const TRY_AGAIN: Duration = Duration::from_millis(250);

/// A query with the context to answer it in.
pub struct Job {
    ticket: Ticket,
    query: Query,
    context: Context,
}

/// The handle of the reader thread.
pub struct ReaderThread {
    jobs: Sender<Job>,
    interrupter: Interrupter,
    running: Arc<AtomicU64>,
}

/// The handle of the writer thread.
pub struct WriterThread {
    jobs: Sender<(Write, Context)>,
    stop: Arc<AtomicBool>,
}

impl ReaderThread {
    /// Starts it; it ends with its handle.
    pub fn start(store: Store, outbox: SyncSender<Inbound>) -> ReaderThread {
        let (jobs, inbox) = mpsc::channel();
        let running = Arc::new(AtomicU64::new(IDLE));
        let thread = ReaderThread { jobs, interrupter: store.interrupter(), running: running.clone() };
        std::thread::spawn(move || Reading { store, inbox, outbox, running }.run());
        thread
    }

    /// Asks; a running query for the same slot stops.
    pub fn ask(&self, ticket: Ticket, query: Query, context: Context) {
        // A reader that is gone has said so already.
        let _ = self.jobs.send(Job { ticket, query, context });
        if self.running.load(Ordering::Acquire) == slot_number(ticket) {
            self.interrupter.interrupt();
        }
    }
}

/// No slot's number.
const IDLE: u64 = 0;

/// A slot as a number, for the one word that both threads look at.
fn slot_number(ticket: Ticket) -> u64 {
    use super::effects::Slot;
    match ticket.slot {
        Slot::Office => 1,
        Slot::Numbers => 2,
        Slot::Overlay => 3,
        Slot::Reach => 4,
        Slot::Rows(noun) => 5 + noun as u64,
    }
}

struct Reading {
    store: Store,
    inbox: Receiver<Job>,
    outbox: SyncSender<Inbound>,
    running: Arc<AtomicU64>,
}

impl Reading {
    fn run(self) {
        let mut waiting = VecDeque::new();
        let mut seen = self.store.data_version().unwrap_or_default();
        loop {
            while let Ok(job) = self.inbox.try_recv() {
                queue(&mut waiting, job);
            }
            let Some(job) = waiting.pop_front() else {
                match self.inbox.recv_timeout(LOOK_EVERY) {
                    Ok(job) => queue(&mut waiting, job),
                    Err(RecvTimeoutError::Timeout) => self.look(&mut seen),
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                continue;
            };
            self.answer(job, &mut waiting);
        }
    }

    /// Says so when another connection has committed.
    fn look(&self, seen: &mut i64) {
        let Ok(now) = self.store.data_version() else { return };
        if std::mem::replace(seen, now) != now {
            self.say(News::Changed);
        }
    }

    fn answer(&self, job: Job, waiting: &mut VecDeque<Job>) {
        self.running.store(slot_number(job.ticket), Ordering::Release);
        let found = reading::answer(&self.store, &job.context, &job.query);
        self.running.store(IDLE, Ordering::Release);
        match found {
            Ok(found) => self.say(News::Found(job.ticket, found)),
            // Perhaps the interrupt was meant for a query that had just ended: a newer one decides.
            Err(error) if error.is_interrupted() => {
                while let Ok(newer) = self.inbox.try_recv() {
                    queue(waiting, newer);
                }
                if !waiting.iter().any(|newer| newer.ticket.slot == job.ticket.slot) {
                    waiting.push_front(job);
                }
            }
            Err(error) => self.say(News::ReadFailed(job.ticket, failure(&error))),
        }
    }

    fn say(&self, news: News) {
        // A console that has ended listens no more.
        let _ = self.outbox.send(Inbound::News(Box::new(news)));
    }
}

/// Puts a job in line, in the place of an older one for the same slot.
fn queue(waiting: &mut VecDeque<Job>, job: Job) {
    waiting.retain(|older| older.ticket.slot != job.ticket.slot);
    waiting.push_back(job);
}

impl WriterThread {
    /// Starts it; it ends with its handle.
    pub fn start(mut store: Store, outbox: SyncSender<Inbound>) -> WriterThread {
        let (jobs, inbox) = mpsc::channel::<(Write, Context)>();
        let stop = Arc::new(AtomicBool::new(false));
        let thread = WriterThread { jobs, stop: stop.clone() };
        std::thread::spawn(move || {
            for (job, context) in inbox {
                stop.store(false, Ordering::Release);
                let busy = || drop(outbox.send(Inbound::News(Box::new(News::Busy))));
                let written = write(&mut store, &context, &job, &stop, busy);
                if outbox.send(Inbound::News(Box::new(News::Written(written)))).is_err() {
                    return;
                }
            }
        });
        thread
    }

    /// Asks for a write.
    pub fn ask(&self, write: Write, context: Context) {
        // A writer that is gone has said so already.
        let _ = self.jobs.send((write, context));
    }

    /// Stops the running write before its next commit.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }
}

/// Writes; a busy store is tried again, and nothing is done twice.
pub fn write(store: &mut Store, ctx: &Context, job: &Write, stop: &AtomicBool, busy: impl Fn()) -> Written {
    match job {
        Write::Import(list) => return import(store, ctx, list, stop),
        Write::SaveNotTaken(list, report, lang) => return save_not_taken(list, report, *lang),
        Write::Perform(_) | Write::Undo(_) => {}
    }
    let mut outcomes: Vec<(Id, Outcome)> = Vec::new();
    for attempt in 0..TRIES {
        let error = match once(store, ctx, job, &mut outcomes, stop) {
            Ok(()) => return Written::Outcomes(outcomes),
            Err(error) => error,
        };
        if !error.is_busy() {
            return Written::Failed(failure(&error));
        }
        if attempt == 0 {
            busy();
        }
        std::thread::sleep(TRY_AGAIN);
    }
    Written::Failed(sentence!(
        "他の処理が保存中のままです。しばらくしてから、もう一度実行してください。",
        "Somebody else kept the store busy. Try again in a moment."
    ))
}

/// One attempt at what is left to do.
fn once(
    store: &mut Store,
    ctx: &Context,
    job: &Write,
    outcomes: &mut Vec<(Id, Outcome)>,
    stop: &AtomicBool,
) -> Result<(), StoreError> {
    match job {
        Write::Undo(entry) => {
            let outcome = undo::perform(store, ctx, *entry)?;
            outcomes.push((Id { noun: crate::domain::Noun::Entry, number: *entry }, outcome));
        }
        // These have returned already.
        Write::Import(_) | Write::SaveNotTaken(..) => {}
        Write::Perform(requests) if requests.len() == 1 => {
            outcomes.push((requests[0].target, perform(store, ctx, &requests[0])?));
        }
        Write::Perform(requests) => {
            let done = outcomes.len();
            perform_many(store, ctx, &requests[done..], |at, outcome| {
                outcomes.push((requests[done + at].target, outcome.clone()));
                if stop.load(Ordering::Acquire) { Go::Stop } else { Go::On }
            })?;
        }
    }
    Ok(())
}

/// Takes a list in, whole or not at all.
fn import(store: &mut Store, ctx: &Context, list: &ListFile, stop: &AtomicBool) -> Written {
    let go = &mut |_| if stop.load(Ordering::Acquire) { Go::Stop } else { Go::On };
    Written::Imported(match list.import(store, ctx, go) {
        Ok(Imported::Told(Outcome::Done(receipt), report)) => sentence!(
            "取り込みました：新規{new}件、変更{changed}件（記録 {entry}）。u で元に戻せます。",
            "Taken in: new {new}, changed {changed} (entry {entry}). u takes it back.",
            new = report.new,
            changed = report.changed,
            entry = receipt.entry
        ),
        Ok(Imported::Told(outcome, _)) => outcome.sentence(),
        Ok(Imported::Nothing(_)) => sentence!(
            "すべて登録済みのため、何も書き込みませんでした。",
            "Everything is on file already: nothing was written."
        ),
        Ok(Imported::Cancelled) => {
            sentence!("中断しました。何も書き込んでいません。", "Stopped: nothing was written.")
        }
        Err(error) => return Written::Failed(error.sentence()),
    })
}

/// Saves the rows not taken beside the list, never over another file.
fn save_not_taken(list: &ListFile, report: &Report, lang: Lang) -> Written {
    let to = list.path.with_extension("errors.csv");
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = Shown::new(&name);
    Written::Saved(match list.save_not_taken(report, &to, lang) {
        Ok(rows) => {
            sentence!(
                "{rows}件を {name} に保存しました。",
                "Saved {rows} rows in {name}.",
                rows = rows,
                name = name
            )
        }
        Err(error) => sentence!(
            "{name} に保存できません：{why}",
            "{name} cannot be saved: {why}",
            name = name,
            why = Shown::new(&error.to_string())
        ),
    })
}

/// A failure of the store as a sentence.
pub fn failure(error: &StoreError) -> Sentence {
    sentence!("ストアのエラー：{error}", "The store failed: {error}", error = Shown::new(&error.to_string()))
}
