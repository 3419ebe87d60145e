//! The workers: a reader thread and a writer thread, each with its own connection.
//!
//! A newer query for the same slot takes the place of an older one: waiting it is dropped, running it is
//! interrupted. What counts grows with the store: it waits until nothing else does, and makes way. Between queries
//! the reader hears of its neighbours: see [`super::neighbours`].
//! No transaction is held while a thread waits.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant as Stopwatch};

use super::effects::{Keep, Query, Seen, Slot, Ticket, Write};
use super::keeping::keep;
use super::message::News;
use super::neighbours::{Ear, Neighbours};
use super::reading;
use super::run::{HasRead, Inbound};
use super::writing::write;
use crate::actions::Go;
use crate::domain::Context;
use crate::store::{Interrupter, Store};

/// How long one attempt waits for a busy store: whoever gives up waits no longer than this.
const ATTEMPT: Duration = Duration::from_millis(40);
/// How often a long job says how far it is, at most.
const TELL_EVERY: Duration = Duration::from_millis(250);

/// A query with the context to answer it in.
pub struct Job {
    ticket: Ticket,
    query: Query,
    context: Context,
    /// The trace that it is still to leave: one, however often it is interrupted.
    seen: Option<Seen>,
}

/// What the reader thread is told.
enum Errand {
    /// To answer.
    Job(Box<Job>),
    /// Somebody else touched the store.
    Rung,
    /// To end.
    End,
}

/// Whether the reader thread goes on.
enum Flow {
    On,
    End,
}

/// The handle of the reader thread.
pub struct ReaderThread {
    jobs: Sender<Errand>,
    interrupter: Interrupter,
    running: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What the writer thread does.
enum Task {
    Write(Write),
    Keep(Keep),
}

/// The handle of the writer thread.
pub struct WriterThread {
    jobs: Sender<(Task, Context)>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl ReaderThread {
    /// Starts it; it ends with its handle.
    pub fn start(
        store: Store,
        neighbours: Neighbours,
        has_read: HasRead,
        outbox: SyncSender<Inbound>,
    ) -> ReaderThread {
        let (jobs, inbox) = mpsc::channel();
        let bell = jobs.clone();
        let ear = Ear::new(neighbours, &store, move |_| bell.send(Errand::Rung).is_ok());
        let (running, stop) = (Arc::new(AtomicU64::new(IDLE)), Arc::new(AtomicBool::new(false)));
        let interrupter = store.interrupter();
        let reading =
            Reading { store, ear, has_read, inbox, outbox, running: running.clone(), stop: stop.clone() };
        let thread = Some(std::thread::spawn(move || reading.run()));
        ReaderThread { jobs, interrupter, running, stop, thread }
    }

    /// Stops the list that is being read, or waits to be.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }

    /// Asks; a running query for the same slot stops.
    pub fn ask(&self, ticket: Ticket, query: Query, context: Context) {
        if ticket.slot == Slot::List {
            self.stop.store(false, Ordering::Release);
        }
        // A reader that is gone has said so already.
        let _ = self.jobs.send(Errand::Job(Box::new(Job { ticket, seen: query.seen(), query, context })));
        let running = self.running.load(Ordering::Acquire);
        if running == ticket.slot.number() || (Slot::counts(running) && !ticket.slot.is_counting()) {
            self.interrupter.interrupt();
        }
    }
}

/// The store is closed before the process ends: a query must not run on while the library underneath is
/// taken down.
impl Drop for ReaderThread {
    fn drop(&mut self) {
        // A reader that is gone has said so already.
        let _ = self.jobs.send(Errand::End);
        self.stop();
        while self.thread.as_ref().is_some_and(|thread| !thread.is_finished()) {
            self.interrupter.interrupt();
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// No slot's number.
const IDLE: u64 = 0;

struct Reading {
    store: Store,
    ear: Ear,
    has_read: HasRead,
    inbox: Receiver<Errand>,
    outbox: SyncSender<Inbound>,
    running: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl Reading {
    fn run(mut self) {
        let mut waiting = VecDeque::new();
        loop {
            while let Ok(errand) = self.inbox.try_recv() {
                if let Flow::End = self.take(errand, &mut waiting) {
                    return;
                }
            }
            if let Some(job) = next(&mut waiting) {
                if let Flow::End = self.answer(job, &mut waiting) {
                    return;
                }
                continue;
            }
            let flow = match self.wait() {
                Ok(errand) => self.take(errand, &mut waiting),
                Err(RecvTimeoutError::Timeout) => {
                    let news = self.ear.look(&self.store);
                    self.tell(news);
                    Flow::On
                }
                Err(RecvTimeoutError::Disconnected) => Flow::End,
            };
            if let Flow::End = flow {
                return;
            }
        }
    }

    /// Sleeps until it is told something, or it is time to look.
    fn wait(&self) -> Result<Errand, RecvTimeoutError> {
        match self.ear.patience() {
            Some(patience) => self.inbox.recv_timeout(patience),
            None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn take(&mut self, errand: Errand, waiting: &mut VecDeque<Job>) -> Flow {
        match errand {
            Errand::Job(job) => queue(waiting, *job),
            Errand::Rung => {
                let news = self.ear.rang(&self.store);
                self.tell(news);
            }
            Errand::End => return Flow::End,
        }
        Flow::On
    }

    fn tell(&self, news: Vec<News>) {
        news.into_iter().for_each(|news| self.say(news));
    }

    fn answer(&mut self, mut job: Job, waiting: &mut VecDeque<Job>) -> Flow {
        // The trace first: what could not be known of is not shown.
        if let Some(seen) = job.seen.take()
            && let Err(why) = (self.has_read)(seen)
        {
            self.say(News::ReadFailed(job.ticket, why));
            return Flow::On;
        }
        self.running.store(job.ticket.slot.number(), Ordering::Release);
        let found = {
            let go = &mut progress(&self.stop, |news| self.say(news));
            reading::answer(&self.store, &job.context, &job.query, go)
        };
        self.running.store(IDLE, Ordering::Release);
        match found {
            Ok(found) => self.say(News::Found(job.ticket, found)),
            // Perhaps the interrupt was meant for a query that had just ended: a newer one decides.
            Err(error) if error.is_interrupted() => {
                let mut flow = Flow::On;
                while let Ok(newer) = self.inbox.try_recv() {
                    if let Flow::End = self.take(newer, waiting) {
                        flow = Flow::End;
                    }
                }
                if !waiting.iter().any(|newer| newer.ticket.slot == job.ticket.slot) {
                    waiting.push_front(job);
                }
                return flow;
            }
            Err(error) => self.say(News::ReadFailed(job.ticket, error.sentence())),
        }
        Flow::On
    }

    fn say(&self, news: News) {
        // A console that has ended listens no more.
        let _ = self.outbox.send(Inbound::News(Box::new(news)));
    }
}

/// The job whose turn it is: the first that does not count, else the first.
fn next(waiting: &mut VecDeque<Job>) -> Option<Job> {
    let at = waiting.iter().position(|job| !job.ticket.slot.is_counting()).unwrap_or(0);
    waiting.remove(at)
}

/// Puts a job in line, in the place of an older one for the same slot.
fn queue(waiting: &mut VecDeque<Job>, job: Job) {
    waiting.retain(|older| older.ticket.slot != job.ticket.slot);
    waiting.push_back(job);
}

impl WriterThread {
    /// Starts it; it ends with its handle. Notes first whose `visit` it is, where it may write.
    pub fn start(mut store: Store, visit: Option<Context>, outbox: SyncSender<Inbound>) -> WriterThread {
        // Where it cannot be set, an attempt only waits longer.
        let _ = store.wait_at_most(ATTEMPT);
        let (jobs, inbox) = mpsc::channel::<(Task, Context)>();
        let stop = Arc::new(AtomicBool::new(false));
        let handle = stop.clone();
        let thread = std::thread::spawn(move || {
            if let Some(visit) = visit {
                // Where it cannot be noted, less is told next time.
                let _ = store.note_visit(&visit.actor.operator, &visit.session, visit.now);
            }
            for (job, context) in inbox {
                let tell = |news| drop(outbox.send(Inbound::News(Box::new(news))));
                match job {
                    Task::Write(job) => {
                        stop.store(false, Ordering::Release);
                        tell(News::Written(write(&mut store, &context, &job, &stop, tell)));
                    }
                    Task::Keep(what) => {
                        keep(&mut store, &context, what).into_iter().for_each(|kept| tell(News::Kept(kept)));
                    }
                }
            }
        });
        WriterThread { jobs, stop: handle, thread: Some(thread) }
    }

    /// Asks for a write.
    pub fn ask(&self, write: Write, context: Context) {
        // A writer that is gone has said so already.
        let _ = self.jobs.send((Task::Write(write), context));
    }

    /// Asks for something to be kept, after what is being written.
    pub fn keep(&self, what: Keep, context: Context) {
        let _ = self.jobs.send((Task::Keep(what), context));
    }

    /// Stops the running write before its next commit.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }
}

/// What is being written is written whole, and the store closed, before the process ends.
impl Drop for WriterThread {
    fn drop(&mut self) {
        drop(std::mem::replace(&mut self.jobs, mpsc::channel().0));
        self.stop();
        if let Some(thread) = self.thread.take() {
            // A panic over there has been told already.
            let _ = thread.join();
        }
    }
}

/// Tells how far a long job is, a few times a second, and stops it where somebody asked for that.
pub fn progress<'j>(stop: &'j AtomicBool, tell: impl Fn(News) + 'j) -> impl FnMut(u64) -> Go + 'j {
    let mut told = Stopwatch::now();
    move |rows| {
        if told.elapsed() >= TELL_EVERY {
            told = Stopwatch::now();
            tell(News::Progress(rows));
        }
        if stop.load(Ordering::Acquire) { Go::Stop } else { Go::On }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;
    use crate::tui::effects::Slot;
    use crate::tui::message::Found;

    fn ticket(slot: Slot, turn: u64) -> Ticket {
        Ticket { slot, turn }
    }

    #[test]
    fn a_newer_query_takes_the_place_of_an_older_one_for_the_same_slot() {
        let context = World::new().ctx;
        let mut waiting = VecDeque::new();
        for (slot, turn) in [(Slot::Numbers, 1), (Slot::Overlay, 2), (Slot::Numbers, 3)] {
            let job = Job {
                ticket: ticket(slot, turn),
                query: Query::Numbers,
                context: context.clone(),
                seen: None,
            };
            queue(&mut waiting, job);
        }
        let turns: Vec<u64> = waiting.iter().map(|job| job.ticket.turn).collect();
        assert_eq!(turns, [2, 3]);
    }

    #[test]
    fn what_counts_waits_until_nothing_else_does() {
        let context = World::new().ctx;
        let mut waiting = VecDeque::new();
        let rows = Slot::Rows(crate::domain::Noun::User);
        for (slot, turn) in [(Slot::Numbers, 1), (rows, 2), (Slot::Overlay, 3)] {
            let job = Job {
                ticket: ticket(slot, turn),
                query: Query::Numbers,
                context: context.clone(),
                seen: None,
            };
            queue(&mut waiting, job);
        }
        let order: Vec<u64> = std::iter::from_fn(|| next(&mut waiting)).map(|job| job.ticket.turn).collect();
        assert_eq!(order, [2, 3, 1]);
    }

    #[test]
    fn the_reader_thread_answers_and_ends_with_its_handle() {
        let World { store, ctx } = World::new();
        let (outbox, inbox) = mpsc::sync_channel(8);
        let nobody = Neighbours { path: "nowhere/x.db".into(), presence: None };
        let reader = ReaderThread::start(store, nobody, Arc::new(|_| Ok(())), outbox);
        reader.ask(ticket(Slot::Office, 7), Query::Office, ctx);
        let Ok(Inbound::News(news)) = inbox.recv() else { panic!("the reader answers") };
        assert!(matches!(*news, News::Found(Ticket { turn: 7, .. }, Found::Office(Some(_)))));
        drop(reader);
        assert!(inbox.recv().is_err());
    }
}
