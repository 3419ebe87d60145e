//! The runtime: one channel in, the update in the middle, frames and effects out.
//!
//! The thread of the screen sleeps until something arrives or the model's deadline comes. It draws once all
//! that has arrived is taken in, and only if something did. It neither reads nor writes the store.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::time::Duration;

use super::away::{Away, Unanswered};
use super::effects::{Effect, Ending, Knock, Passphrase, Seen, Wanted, Write};
use super::keys::Keys;
use super::mask::Masking;
use super::message::{Message, News};
use super::model::{Access, Badge, Hearing, Model};
use super::neighbours::Neighbours;
use super::overlays::gate::Gate;
use super::terminal::{Arrival, Environment, Input, Suspension, Terminal, TerminalError};
use super::theme::Look;
use super::update::update;
use super::view;
use super::workers::{ReaderThread, WriterThread};
use super::workspace::Remembered;
use crate::config::LangFrom;
use crate::domain::Context;
use crate::session::access::{Done, Order, Roster};
use crate::session::{RowsWalk, Teller, Walking, Why};
use crate::store::presence::Presence;
use crate::store::{Breach, Store};
use crate::text::date::Instant;
use crate::text::{Lang, Sentence, Text};

/// Messages that may wait; a reader or terminal that is faster than the screen waits itself.
const INBOX: usize = 256;

/// The first frame waits no longer than this for rows.
const FIRST_FRAME: Duration = Duration::from_millis(200);
/// With its rows there, it waits for the header's numbers no longer than this.
const FIRST_NUMBERS: Duration = Duration::from_millis(15);

/// Checks a passphrase; slow, and called off the thread of the screen.
pub type Check = Arc<dyn Fn(&str) -> Result<(), Sentence> + Send + Sync>;
/// Signs an operator in, step by step; slow, and called off the thread of the screen.
pub type SignIn = Arc<dyn Fn(Knock, Teller) -> Result<Answer, Sentence> + Send + Sync>;

/// What a step of the sign-in comes to.
pub enum Answer {
    /// Somebody is signed in.
    Opened(Box<Opened>),
    /// More is asked for.
    Wants(Wanted),
}

/// Leaves the trace of a row's history being read.
pub type HasRead = Arc<dyn Fn(Seen) -> Result<(), Sentence> + Send + Sync>;

/// Carries out an order with the passphrase given for it, and says who signs in; slow.
pub type AskRoster =
    Arc<dyn Fn(Option<Order>, Passphrase) -> Result<(Roster, Option<Done>), Sentence> + Send + Sync>;

/// Opens the store again after its key has changed; blocks until that is over.
pub type ComeBack = Arc<dyn Fn() -> Result<Box<Opened>, Sentence> + Send + Sync>;

/// What the console begins with.
pub struct Start {
    /// What it shows first.
    pub begin: Begin,
    /// Signs people in; called only from the sign-in screen.
    pub sign_in: SignIn,
    /// The language of the screen.
    pub lang: Lang,
    /// Where the language comes from.
    pub lang_from: LangFrom,
    /// Whether names start masked.
    pub masking: Masking,
    /// The keys in force.
    pub keys: Keys,
    /// The terminal's environment.
    pub environment: Environment,
    /// What time it is.
    pub clock: fn() -> Instant,
    /// After so many seconds without a key the screen locks.
    pub lock_after: i64,
    /// The folder for papers.
    pub output: PathBuf,
}

/// What the console shows first.
pub enum Begin {
    /// The data: somebody is signed in.
    Opened(Box<Opened>),
    /// The sign-in screen, with this operator in the field.
    SignIn(String),
    /// The same with the only operator who has a key.
    SignInOfOnly(String),
    /// The sign-in screen for this operator alone: a key has said who is there.
    SignInOf(String),
    /// There is no store yet: these sentences say what to do next.
    NoStore(Vec<Sentence>),
}

/// An open store with somebody signed in: two connections, one per worker.
pub struct Opened {
    /// For the reader thread.
    pub reader: Store,
    /// For the writer thread.
    pub writer: Store,
    /// The store's database file, to hear of others' writes.
    pub path: PathBuf,
    /// The own place among those signed in; `None` where nobody can be seen.
    pub presence: Option<Presence>,
    /// Who is signed in.
    pub context: Context,
    /// Whether anything may be written.
    pub access: Access,
    /// What kind of store it is.
    pub badge: Badge,
    /// What the store remembers of this operator's last console.
    pub remembered: Remembered,
    /// Checks the passphrase when the screen is unlocked.
    pub unlock: Check,
    /// What does not fit in the evidence already, and whatever else must be said first.
    pub breach: Option<Breach>,
    /// Sentences for the message line.
    pub cautions: Vec<Sentence>,
    /// Holds every row against the ledger's digest, after the first frame.
    pub rows_walk: RowsWalk,
    /// Says who signs in, and does something about it.
    pub roster: AskRoster,
    /// Leaves the trace of a reading.
    pub has_read: HasRead,
    /// The way back, for when the store is let go of.
    pub come_back: ComeBack,
    /// What whoever signed in is told first.
    pub welcome: Vec<Sentence>,
}

/// What arrives in the one channel.
pub enum Inbound {
    /// Something for the update.
    News(Box<News>),
    /// Somebody signed in.
    Opened(Box<Opened>),
    /// The store was let go of, and this came of going back.
    Back(Result<Box<Opened>, Sentence>),
}

impl From<Arrival> for Inbound {
    fn from(arrival: Arrival) -> Inbound {
        Inbound::News(Box::new(News::Arrived(arrival)))
    }
}

/// Shows the console until somebody leaves it.
pub fn run(start: Start) -> Result<Ending, TerminalError> {
    let (outbox, inbox) = mpsc::sync_channel(INBOX);
    let theme = start.environment.abilities()?.colours.into();
    let terminal = Terminal::enter(start.environment.clone(), outbox.clone())?;
    let now = (start.clock)();
    let gate = match &start.begin {
        Begin::Opened(_) => Gate::Open,
        Begin::SignIn(operator) => Gate::sign_in(operator),
        Begin::SignInOfOnly(operator) => Gate::sign_in_of_only(operator),
        Begin::SignInOf(operator) => Gate::sign_in_of(operator),
        Begin::NoStore(ways) => Gate::NoStore(ways.clone()),
    };
    let mut model = Model::new(terminal.size(), start.lang, theme, gate, now);
    model.lock_after = start.lock_after;
    (model.lang_from, model.masking, model.keys) = (start.lang_from, start.masking, start.keys);
    let mut console = Console {
        terminal,
        model,
        inbox,
        outbox,
        clock: start.clock,
        sign_in: start.sign_in,
        workers: None,
        output: start.output,
        away: None,
        unanswered: Unanswered::default(),
        seen_after: None,
        memo: view::Memo::default(),
    };
    let ended = match start.begin {
        Begin::Opened(opened) => console.opened(*opened),
        Begin::SignIn(_) | Begin::SignInOfOnly(_) | Begin::SignInOf(_) | Begin::NoStore(_) => None,
    };
    match ended {
        Some(ending) => Ok(ending),
        None => console.run(),
    }
}

struct Workers {
    reader: ReaderThread,
    writer: WriterThread,
    unlock: Check,
    roster: AskRoster,
    come_back: ComeBack,
    walking: Option<Walking>,
    /// The walk over the rows, until the first frame stands.
    rows_walk: Option<RowsWalk>,
}

struct Console {
    terminal: Terminal,
    model: Model,
    inbox: Receiver<Inbound>,
    outbox: SyncSender<Inbound>,
    clock: fn() -> Instant,
    sign_in: SignIn,
    workers: Option<Workers>,
    /// The folder for papers.
    output: PathBuf,
    /// What waits while the store is let go of.
    away: Option<Away>,
    unanswered: Unanswered,
    /// What arrives after this batch was typed in sight of all that lies on top; `None` before it is drawn.
    seen_after: Option<u64>,
    /// What the frame before has worked out.
    memo: view::Memo,
}

impl Console {
    fn run(mut self) -> Result<Ending, TerminalError> {
        if let Some(ending) = self.settle() {
            return Ok(ending);
        }
        loop {
            if let Err(error) = self.draw() {
                self.gone();
                return Err(error);
            }
            let ended = match self.wait() {
                Some(inbound) => self.arrived(inbound).or_else(|| self.take_waiting()),
                None => self.take(News::Deadline),
            };
            if let Some(ending) = ended {
                return Ok(ending);
            }
        }
    }

    /// Waits a moment for the first rows, so that the first frame is a whole one.
    fn settle(&mut self) -> Option<Ending> {
        let started = std::time::Instant::now();
        while self.workers.is_some() && !(self.model.is_complete() && self.model.numbers.due.is_some()) {
            let patience = if self.model.is_complete() { FIRST_NUMBERS } else { FIRST_FRAME };
            let left = patience.saturating_sub(started.elapsed());
            let Ok(inbound) = self.inbox.recv_timeout(left) else { return None };
            let ended = self.arrived(inbound);
            if ended.is_some() {
                return ended;
            }
        }
        None
    }

    /// The terminal went away before it could say so: the workspace is kept all the same.
    fn gone(&mut self) {
        let arrival = Arrival { batch: self.terminal.last_batch(), inputs: vec![Input::Gone] };
        self.take(News::Arrived(arrival));
    }

    fn draw(&mut self) -> Result<(), TerminalError> {
        let model = &self.model;
        let memo = &mut self.memo;
        self.terminal.draw(model.size, |buffer| view::draw(model, memo, buffer))?;
        // A later frame of the same dialog takes nothing back: it has been seen.
        self.seen_after.get_or_insert(self.terminal.last_batch());
        if let Some(workers) = &mut self.workers
            && let Some(walk) = workers.rows_walk.take()
        {
            let outbox = self.outbox.clone();
            // A console that has ended listens no more.
            let told =
                move |breach| drop(outbox.send(Inbound::News(Box::new(News::Breach(Box::new(breach))))));
            workers.walking = Some(walk.start(told));
        }
        Ok(())
    }

    /// The next thing that arrives; `None` when the deadline comes first.
    fn wait(&self) -> Option<Inbound> {
        let Some(deadline) = self.model.deadline() else { return self.inbox.recv().ok() };
        let left = (deadline - (self.clock)()).to_std().unwrap_or(Duration::ZERO);
        self.inbox.recv_timeout(left).ok()
    }

    /// Takes in all that has arrived already.
    fn take_waiting(&mut self) -> Option<Ending> {
        while let Ok(inbound) = self.inbox.try_recv() {
            let ended = self.arrived(inbound);
            if ended.is_some() {
                return ended;
            }
        }
        None
    }

    fn arrived(&mut self, inbound: Inbound) -> Option<Ending> {
        match inbound {
            Inbound::News(news) => self.hear(&news).or_else(|| self.take(*news)),
            Inbound::Opened(opened) => self.opened(*opened),
            Inbound::Back(Ok(opened)) => self.came_back(*opened),
            Inbound::Back(Err(_)) => Some(Ending::Closed(Why::Rekeying)),
        }
    }

    /// Tells the update that the frame was seen, once something comes that was typed after it.
    fn hear(&mut self, news: &News) -> Option<Ending> {
        let News::Arrived(arrival) = news else { return None };
        self.seen_after.take_if(|batch| arrival.batch > *batch).and_then(|_| self.take(News::Drawn))
    }

    fn opened(&mut self, mut opened: Opened) -> Option<Ending> {
        self.model.access = opened.access;
        self.model.badge = opened.badge;
        let visit = (opened.access == Access::Writing).then(|| opened.context.clone());
        let remembered = std::mem::take(&mut opened.remembered);
        let signed_in = News::SignedIn(Box::new(opened.context.clone()));
        let told = [signed_in, News::Welcome(std::mem::take(&mut opened.welcome))];
        let cautions: Vec<News> =
            std::mem::take(&mut opened.cautions).into_iter().map(News::Caution).collect();
        let breach = opened.breach.clone().map(|breach| News::Breach(Box::new(breach)));
        self.work(opened, visit);
        self.take(News::Remembered(remembered));
        told.into_iter().chain(cautions).chain(breach).find_map(|news| self.take(news))
    }

    /// Sets the workers to work on an open store.
    fn work(&mut self, opened: Opened, visit: Option<Context>) {
        self.model.company.come(opened.presence.as_ref().map(Presence::others).unwrap_or_default());
        let neighbours = Neighbours { path: opened.path, presence: opened.presence };
        self.workers = Some(Workers {
            reader: ReaderThread::start(opened.reader, neighbours, opened.has_read, self.outbox.clone()),
            writer: WriterThread::start(opened.writer, visit, self.outbox.clone()),
            unlock: opened.unlock,
            roster: opened.roster,
            come_back: opened.come_back,
            walking: None,
            rows_walk: opened.breach.is_none().then_some(opened.rows_walk),
        });
    }

    /// Lets go of the store: its connections are closed on a thread of their own, which then goes the way back.
    fn let_go(&mut self) {
        let Some(workers) = self.workers.take() else { return };
        self.away = Some(Away::default());
        let (come_back, outbox) = (workers.come_back.clone(), self.outbox.clone());
        std::thread::spawn(move || {
            drop(workers);
            // A console that has ended listens no more.
            let _ = outbox.send(Inbound::Back(come_back()));
        });
    }

    /// The store is open again: what was not answered is asked again, and what waited is done.
    fn came_back(&mut self, opened: Opened) -> Option<Ending> {
        self.work(opened, None);
        let waited = self.away.take().map(Away::ended).unwrap_or_default();
        let again = self.unanswered.again();
        let ended = self.take(News::CameBack);
        ended.or_else(|| again.into_iter().chain(waited).find_map(|effect| self.carry_out(effect)))
    }

    fn take(&mut self, news: News) -> Option<Ending> {
        self.unanswered.heard(&news);
        let message = Message { now: (self.clock)(), news };
        let on_top = |model: &Model| (model.hearing, model.overlays.len());
        let before = on_top(&self.model);
        let effects = update(&mut self.model, message);
        if self.model.hearing == Hearing::UntilDrawn && on_top(&self.model) != before {
            self.seen_after = None;
        }
        effects.into_iter().find_map(|effect| self.carry_out(effect))
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Ending> {
        let effect = match &mut self.away {
            Some(away) => away.hold(effect)?,
            None => effect,
        };
        match effect {
            Effect::Quit(ending) => return Some(ending),
            Effect::LetGo => self.let_go(),
            Effect::Redraw => self.terminal.redraw(),
            Effect::Suspend => self.suspend(),
            Effect::Resume => drop(self.terminal.resume()),
            Effect::SignIn(knock) => self.check_sign_in(knock),
            Effect::Unlock(passphrase) => self.check(passphrase, News::Unlocked, News::UnlockRefused),
            Effect::Prove(passphrase) => self.check(passphrase, News::Proved, News::ProofRefused),
            Effect::Operators(order, passphrase) => self.ask_roster(order, passphrase),
            Effect::Read(ticket, query) => {
                if let (Some(workers), Some(context)) = (&self.workers, &self.model.context) {
                    self.unanswered.asked(ticket, &query);
                    workers.reader.ask(ticket, query, context.clone());
                }
            }
            Effect::Write(write) => {
                if let (Some(workers), Some(context)) = (&self.workers, &self.model.context) {
                    workers.writer.ask(write.into_folder(&self.output), context.clone());
                }
            }
            Effect::Print(job) => {
                if let (Some(workers), Some(context)) = (&self.workers, &self.model.context) {
                    workers.writer.ask(Write::Print(job, self.output.clone()), context.clone());
                }
            }
            Effect::WriteProved(write) => {
                if let (Some(workers), Some(context)) = (&self.workers, &self.model.context) {
                    workers.writer.ask(write.into_folder(&self.output), context.proved());
                }
            }
            Effect::Keep(what) => {
                if let (Some(workers), Some(context)) = (&self.workers, &self.model.context) {
                    workers.writer.keep(what, context.clone());
                }
            }
            Effect::StopReading => {
                if let Some(workers) = &self.workers {
                    workers.reader.stop();
                }
            }
            Effect::StopWriting => {
                if let Some(workers) = &self.workers {
                    workers.writer.stop();
                }
            }
        }
        None
    }

    fn suspend(&mut self) {
        if matches!(self.terminal.suspend(), Ok(Suspension::NobodyWaits)) {
            let words = Text::new(
                "戻れるシェルがないため、一時停止しません。",
                "No shell waits, so the console stays.",
            );
            self.model.say(Look::Caution, words);
        }
    }

    fn check_sign_in(&self, knock: Knock) {
        let (sign_in, outbox) = (self.sign_in.clone(), self.outbox.clone());
        std::thread::spawn(move || {
            // A console that has ended listens no more, here and below.
            let waits = outbox.clone();
            let teller = Teller::new(move || drop(waits.send(Inbound::News(Box::new(News::BringingUp)))));
            let inbound = match sign_in(knock, teller) {
                Ok(Answer::Opened(opened)) => Inbound::Opened(opened),
                Ok(Answer::Wants(wanted)) => Inbound::News(Box::new(News::SignInWants(wanted))),
                Err(why) => Inbound::News(Box::new(News::SignInRefused(why))),
            };
            let _ = outbox.send(inbound);
        });
    }

    fn ask_roster(&self, order: Option<Order>, passphrase: Passphrase) {
        let Some(workers) = &self.workers else { return };
        let (roster, outbox) = (workers.roster.clone(), self.outbox.clone());
        std::thread::spawn(move || {
            // A console that has ended listens no more.
            let _ = outbox.send(Inbound::News(Box::new(News::Operators(roster(order, passphrase)))));
        });
    }

    fn check(&self, passphrase: Passphrase, right: News, wrong: fn(Sentence) -> News) {
        let Some(workers) = &self.workers else { return };
        let (unlock, outbox) = (workers.unlock.clone(), self.outbox.clone());
        std::thread::spawn(move || {
            let news = match unlock(&passphrase.0) {
                Ok(()) => right,
                Err(why) => wrong(why),
            };
            // A console that has ended listens no more.
            let _ = outbox.send(Inbound::News(Box::new(news)));
        });
    }
}
