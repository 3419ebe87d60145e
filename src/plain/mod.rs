//! `--plain`: the console as a conversation in numbered lines, for screen readers and very slow links.
//!
//! A loop over the listings and the table of actions; it has no screens of its own, moves no cursor and sends no
//! escape sequence. One fact stands on one line, nothing is said by colour, lines break only where the terminal
//! breaks them. What can be typed is the table of actions, walked by key, verb and label, and
//! `words::GESTURES`; a verb ends in the one write path like every key and command.

mod act;
mod ask;
mod begun;
mod company;
mod desk;
mod door;
mod export;
mod help;
mod import;
mod newcomer;
mod operators;
mod paper;
mod registers;
mod show;
mod steps;
mod talk;
mod trends;
mod view;
mod walk;
mod words;
mod write;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::actions::Action;
use crate::domain::Id;
use crate::listings::mask::Masking;
use crate::sentence;
use crate::session::{self, Door, NotSignedIn, Origin, Place, Why};
use crate::store::connection::Access;
use crate::store::slots::Purpose;
use crate::store::vault::Credential;
use crate::text::{Lang, Sentence, Shown, Text};
use desk::{Desk, Item, panes};
use door::NoEntry;
use registers::Reading;
use talk::{Break, Talk};
use view::View;
use words::{Line, Turn};

/// The keys that stand for an action: the table's own, or those of the configuration.
pub type KeysOf = Box<dyn Fn(&'static Action) -> Vec<char>>;

/// What the conversation begins with.
pub struct Start {
    /// The store.
    pub place: Place,
    /// Where the person sits.
    pub origin: Origin,
    /// Who signs in, where the command line says so.
    pub operator: Option<String>,
    /// With what, where the command line says so or nothing is needed.
    pub credential: Option<Credential>,
    /// Whether anything may be written.
    pub access: Access,
    /// The keys in force for actions.
    pub keys: KeysOf,
    /// The language spoken.
    pub lang: Lang,
    /// Whether names start masked.
    pub masking: Masking,
    /// The folder for papers.
    pub output: PathBuf,
    /// After so long without a line the desk locks; `None` for never.
    pub lock_after: Option<Duration>,
}

/// How the conversation ended.
#[derive(Debug)]
pub enum Ending {
    /// Somebody left, or nobody is there any more.
    Left,
    /// The store was not opened.
    Refused(NotSignedIn),
    /// There is no terminal to ask for a passphrase on.
    NotSignedIn,
    /// The session is over, and the person has been told why.
    Closed(Why),
}

impl Start {
    fn knock(&self, credential: &Credential) -> Result<Door, NotSignedIn> {
        session::knock(&self.place, credential, self.access, self.origin)
    }
}

/// Talks over standard input and output until somebody leaves. The store is closed when it returns.
pub fn run(start: Start) -> io::Result<Ending> {
    let mut talk = Talk::of_process(start.lock_after)?;
    let session = match door::sign_in(&mut talk, &start) {
        Ok(session) => session,
        Err(NoEntry::Left) => return Ok(Ending::Left),
        Err(NoEntry::Refused(error)) => return Ok(Ending::Refused(error)),
        Err(NoEntry::NoTerminal) => return Ok(Ending::NotSignedIn),
    };
    let mut desk = Desk::new(talk, session, start.keys, start.lang, start.masking);
    desk.output = start.output;
    desk.lock_after = start.lock_after;
    converse(&mut desk);
    Ok(desk.over.map_or(Ending::Left, Ending::Closed))
}

/// Whether the conversation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Stay,
    Leave,
}

/// Line by line: read, do, read out.
fn converse(desk: &mut Desk) {
    let mut reading = Reading::default();
    let mut was_aborted = false;
    let mut done = greet(desk).map(|()| Next::Stay);
    desk.walk = walk::begin(&desk.session);
    loop {
        match done {
            Ok(Next::Stay) => {}
            Ok(Next::Leave) | Err(Break::Leave) => return,
            Err(Break::Abort) if was_aborted => return,
            Err(Break::Abort) => {
                was_aborted = true;
                desk.say(Text::new(
                    "やめました。もう一度 Ctrl-C で終了します。",
                    "Left. Ctrl-C once more ends the console.",
                ));
            }
            Err(Break::Left) => {
                desk.say(ask::LEFT);
            }
            Err(Break::Failed(error)) => write::failed(desk, &error),
            // Answered where they were heard.
            Err(Break::Idle | Break::Called(_)) => {}
        }
        let prompt = sentence!("{place} >", "{place} >", place = desk.view.noun.label());
        walk::tell(desk);
        done = company::tell(desk).and_then(|()| desk.ask(&prompt)).and_then(|line| {
            was_aborted = false;
            one_line(desk, &line, &mut reading)
        });
    }
}

/// Says whose register this is, and reads the first rows out.
fn greet(desk: &mut Desk) -> Result<(), Break> {
    let ctx = desk.context();
    let office = desk.reader(&ctx).home_case()?.map(|case| case.office.name).unwrap_or_default();
    let badge = match (desk.session.purpose, desk.session.store.is_read_only()) {
        (Purpose::Demo, true) => Text::new("デモ、閲覧専用。", "Demo, read-only. "),
        (Purpose::Demo, false) => Text::new("デモ。", "Demo. "),
        (Purpose::Real, true) => Text::new("閲覧専用。", "Read-only. "),
        (Purpose::Real, false) => Text::new("", ""),
    };
    desk.say(sentence!(
        "{office}。{badge}操作者 {operator}。? で説明。",
        "{office}. {badge}Operator {operator}. ? explains.",
        office = Shown::new(&office),
        badge = badge,
        operator = ctx.actor.operator
    ));
    let told = desk.session.welcome()?.sentences();
    for sentence in desk.session.cautions().into_iter().chain(desk.session.upgrade()).chain(told) {
        desk.say(sentence);
    }
    company::greet(desk)?;
    view::again(desk)
}

fn one_line(desk: &mut Desk, line: &str, reading: &mut Reading) -> Result<Next, Break> {
    match words::read(line) {
        Line::Empty => Ok(Next::Stay),
        Line::Turn(Turn::Quit, _) => Ok(Next::Leave),
        Line::Turn(turn, rest) => turned(desk, turn, rest, reading).map(|()| Next::Stay),
        Line::Rows(named) => {
            match desk.items_named(&named) {
                Ok(items) => show::items(desk, &items)?,
                Err(why) => desk.say(why),
            }
            Ok(Next::Stay)
        }
        Line::Verb(word, named) => act::verb(desk, word, &named).map(|()| Next::Stay),
    }
}

fn turned(desk: &mut Desk, turn: Turn, rest: &str, reading: &mut Reading) -> Result<(), Break> {
    let list = |desk: &mut Desk, reading: &mut Reading, noun| {
        *reading = Reading::List;
        view::open(desk, View::of(noun))
    };
    match turn {
        Turn::Users => list(desk, reading, panes(desk.session.actor.role)[0]),
        Turn::Groups => list(desk, reading, panes(desk.session.actor.role)[1]),
        Turn::Invitations => list(desk, reading, panes(desk.session.actor.role)[2]),
        Turn::Registers => {
            registers::registers(desk);
            Ok(())
        }
        Turn::Clauses => registers::clauses(desk, rest),
        Turn::Ledger => registers::entries(desk, None).map(|next| *reading = next),
        Turn::Today => registers::today(desk, 0).map(|next| *reading = next),
        Turn::Joiner => steps::run(desk, rest, steps::Run::Joiner),
        Turn::Leaver => steps::run(desk, rest, steps::Run::Leaver),
        Turn::AsOf => steps::as_of(desk, rest),
        Turn::Compare => steps::compared(desk, rest),
        Turn::Trends => trends::say(desk),
        Turn::Filter => {
            *reading = Reading::List;
            view::filter(desk, rest)
        }
        Turn::More => more(desk, reading),
        Turn::Back => view::back(desk),
        Turn::Sort => {
            *reading = Reading::List;
            view::sort(desk, rest)
        }
        Turn::Refresh => {
            *reading = Reading::List;
            view::again(desk)
        }
        Turn::Evidence => on_row(desk, rest, show::evidence),
        Turn::Follow => {
            *reading = Reading::List;
            on_row(desk, rest, show::follow)
        }
        Turn::Undo => act::undo(desk),
        Turn::Operators => operators::operators(desk, rest),
        Turn::Import => import::import(desk, rest),
        Turn::Export => export::export(desk, rest),
        Turn::Print => paper::make(desk, rest),
        Turn::Mask => {
            desk.masking = desk.masking.turned();
            desk.say(match desk.masking {
                Masking::On => Text::new("氏名を伏せます。", "Names are masked now."),
                Masking::Off => Text::new("氏名を表示します。", "Names are shown now."),
            });
            Ok(())
        }
        Turn::Japanese => speak(desk, Lang::Ja),
        Turn::English => speak(desk, Lang::En),
        Turn::Lock => door::lock(desk),
        Turn::Help => {
            help::say(desk);
            Ok(())
        }
        // The loop leaves before it gets here.
        Turn::Quit => Err(Break::Leave),
    }
}

fn more(desk: &mut Desk, reading: &mut Reading) -> Result<(), Break> {
    match *reading {
        Reading::List => view::more(desk),
        Reading::Today(from) => registers::today(desk, from.max(1)).map(|next| *reading = next),
        Reading::Ledger(before) => registers::entries(desk, before).map(|next| *reading = next),
    }
}

fn speak(desk: &mut Desk, lang: Lang) -> Result<(), Break> {
    desk.lang = lang;
    desk.say(Text::new("日本語で表示します。", "The console speaks English now."));
    Ok(())
}

/// Does something with one row: the one named, or the one read out last.
fn on_row(desk: &mut Desk, named: &str, what: fn(&mut Desk, Id) -> Result<(), Break>) -> Result<(), Break> {
    let words: Vec<&str> = named.split_whitespace().collect();
    let items = match desk.items_named(&words) {
        Ok(items) => items,
        Err(why) => {
            let why: Sentence = why;
            desk.say(why);
            return Ok(());
        }
    };
    match items.first().copied().or(desk.current) {
        Some(Item::Row(id) | Item::Step(_, id)) => what(desk, id),
        Some(other) => show::items(desk, &[other]),
        None => {
            desk.say(Text::new(
                "どの行ですか。番号を続けてください。",
                "Which row? Put its number after it.",
            ));
            Ok(())
        }
    }
}
