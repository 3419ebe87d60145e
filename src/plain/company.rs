//! Who else is signed in, and what others have changed: told between two lines, never in the midst of one.
//!
//! Nobody is woken for it: whoever listens to a reader must not be interrupted, and the next line is soon enough.

use std::path::Path;

use super::desk::Desk;
use super::talk::Break;
use crate::actions::by_somebody;
use crate::domain::Id;
use crate::listings::mask::Names;
use crate::sentence;
use crate::session::Session;
use crate::store::ledger;
use crate::store::presence::{Gone, Presence, Visitor};
use crate::text::{Sentence, Shown};

/// Of so many changes it is told how many there are; more are "many".
const TOLD_MAX: u32 = 100;

/// The others who are signed in, and how far the ledger has been told.
pub struct Company {
    /// The own place among them; `None` where nobody can be seen.
    presence: Option<Presence>,
    others: Vec<Visitor>,
    head: i64,
}

impl Company {
    /// Takes a place among those signed in.
    pub fn of(session: &Session) -> Company {
        // Where the folder takes no files, nobody is shown; that keeps nobody out.
        let presence = session.join().ok();
        Company { others: Vec::new(), head: session.store.head().unwrap_or_default(), presence }
    }

    /// Where sessions come and go.
    pub fn folder(&self) -> Option<&Path> {
        self.presence.as_ref().map(Presence::folder)
    }

    /// Why the own place is gone, where somebody took it away.
    pub fn gone(&self) -> Option<Gone> {
        self.presence.as_ref().and_then(Presence::gone)
    }
}

/// Names who is there already.
pub fn greet(desk: &mut Desk) -> Result<(), Break> {
    let here = here(desk);
    if !here.is_empty() {
        say_names(desk, &here, |names| sentence!("接続中：{n}", "Also signed in: {n}", n = names))?;
    }
    desk.company.others = here;
    Ok(())
}

/// Tells who came and went, and what others have changed since the last line.
pub fn tell(desk: &mut Desk) -> Result<(), Break> {
    let here = here(desk);
    let before = std::mem::replace(&mut desk.company.others, here.clone());
    let not_in = |all: &[Visitor], some: &[Visitor]| -> Vec<Visitor> {
        all.iter().filter(|v| !some.iter().any(|other| other.operator == v.operator)).cloned().collect()
    };
    let (came, went) = (not_in(&here, &before), not_in(&before, &here));
    if !came.is_empty() {
        say_names(desk, &came, |names| sentence!("接続：{n}", "Signed in: {n}", n = names))?;
    }
    if !went.is_empty() {
        say_names(desk, &went, |names| sentence!("退出：{n}", "Left: {n}", n = names))?;
    }
    changes(desk)
}

/// What others have done to the register since it was last told.
fn changes(desk: &mut Desk) -> Result<(), Break> {
    let head = desk.session.store.head()?;
    let told = std::mem::replace(&mut desk.company.head, head);
    if head <= told {
        return Ok(());
    }
    let ctx = desk.context();
    let entries = ledger::by_others_since(&desk.reader(&ctx), &ctx.actor.operator, told, TOLD_MAX)?;
    let Some(newest) = entries.first() else { return Ok(()) };
    let latest = match newest.object.parse::<Id>() {
        Ok(id) => by_somebody(&desk.reader(&ctx), id, newest)?,
        Err(_) => Sentence::default(),
    };
    let sentence = sentence!(
        "ほかの人の変更が{n}件あります。{latest} r で読み直します。",
        "Changes by others: {n}. {latest} r reads the list again.",
        n = entries.len(),
        latest = latest
    );
    let names = desk.reader(&ctx).operator_name(&newest.actor)?;
    desk.say_about(&sentence, &Names::new(names));
    Ok(())
}

/// The others of the same office, each once.
fn here(desk: &Desk) -> Vec<Visitor> {
    let me = &desk.session.actor;
    let mut others = desk.company.presence.as_ref().map(Presence::others).unwrap_or_default();
    others.retain(|visitor| visitor.office == me.office.0 && visitor.operator != me.operator);
    others.dedup_by(|a, b| a.operator == b.operator);
    others
}

fn say_names(desk: &mut Desk, visitors: &[Visitor], words: fn(String) -> Sentence) -> Result<(), Break> {
    let ctx = desk.context();
    let mut names = Vec::new();
    for visitor in visitors {
        names.push(desk.reader(&ctx).operator_name(&visitor.operator)?.unwrap_or(visitor.operator.clone()));
    }
    let shown: Vec<String> = names.iter().map(|name| Shown::new(name).to_string()).collect();
    let sentence = words(shown.join(", "));
    desk.say_about(&sentence, &Names::new(names));
    Ok(())
}
