//! What stands before the data: the sign-in, the lock, and the screen that says how to begin.
//!
//! No name and no row is drawn while a gate is shut. Passphrases are checked off the UI thread.

mod lock;
mod secret;
mod sign_in;

use super::super::effects::{Effect, Ending, Wanted};
use super::super::message::{Given, Message, News};
use super::super::model::{Badge, Model};
use super::super::stroke::{ENTER, ESC, Stroke};
use super::super::theme::Look;
use super::super::update;
use super::super::widgets::{Row, Sheet, field};
use crate::session::UPGRADING;
use crate::text::{Lang, Sentence, Text};
use lock::Lock;
pub(super) use secret::Secret;
use sign_in::SignIn;

/// What stands before the data.
#[derive(Clone, Debug)]
pub enum Gate {
    /// Nothing: the data are shown.
    Open,
    /// Somebody must sign in.
    SignIn(SignIn),
    /// The screen is locked.
    Locked(Lock),
    /// There is no store yet: what to do next.
    NoStore(Vec<Sentence>),
}

/// Whether a passphrase is being checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Checking {
    /// It is not.
    #[default]
    Idle,
    /// It is.
    Underway,
    /// It was right, and the store is being brought to the new schema, which takes long.
    BringingUp,
}

impl Gate {
    /// Asks who signs in; `operator` stands in the field already where it is known.
    pub fn sign_in(operator: &str) -> Gate {
        Gate::SignIn(SignIn::new(operator))
    }

    /// Asks who signs in; the only one who has a key stands in the field, and is not offered to a newcomer.
    pub fn sign_in_of_only(operator: &str) -> Gate {
        Gate::SignIn(SignIn::of_only(operator))
    }

    /// Asks one operator alone, whose id cannot be changed.
    pub fn sign_in_of(operator: &str) -> Gate {
        Gate::SignIn(SignIn::of(operator))
    }

    /// The lock.
    pub fn locked() -> Gate {
        Gate::Locked(Lock::default())
    }

    /// What was given was wrong.
    pub fn refused(&mut self, why: Sentence) {
        match self {
            Gate::SignIn(s) => s.refused(why),
            Gate::Locked(l) => (l.trouble, l.checking) = (Some(why), Checking::Idle),
            Gate::Open | Gate::NoStore(_) => {}
        }
    }

    /// What was given was right, and opening the store takes minutes.
    pub fn takes_long(&mut self) {
        if let Gate::SignIn(sign_in) = self {
            sign_in.checking = Checking::BringingUp;
        }
    }

    /// What was given was right, and more is asked for.
    pub fn wants(&mut self, wanted: Wanted) {
        if let Gate::SignIn(sign_in) = self {
            sign_in.wants(wanted);
        }
    }

    /// What it shows; nothing of the data.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let body = match self {
            Gate::Open => Vec::new(),
            Gate::SignIn(s) => s.rows(lang, model.size, model.theme),
            Gate::Locked(l) => l.rows(model, width),
            Gate::NoStore(ways) => no_store(ways, lang, width),
        };
        Sheet { body, ..Sheet::default() }
    }
}

/// Takes what was typed before the gate.
pub fn press(model: &mut Model, given: &Given) -> Vec<Effect> {
    let stroke = match given {
        Given::Key(key) => Stroke::of(*key),
        Given::Typed(_) | Given::Paste(_) => None,
    };
    if stroke == Some(Stroke::Named(ratatui::crossterm::event::KeyCode::F(2))) {
        model.lang = model.lang.other();
        return Vec::new();
    }
    if stroke == Some(Stroke::Ctrl('l')) {
        return vec![Effect::Redraw];
    }
    let is_demo = model.badge == Badge::Demo;
    let mut gate = std::mem::replace(&mut model.gate, Gate::Open);
    let (is_passed, effects) = match &mut gate {
        Gate::Open => (true, Vec::new()),
        Gate::NoStore(_) => (false, leave_on(stroke)),
        Gate::SignIn(sign_in) => (false, sign_in.press(given, stroke)),
        Gate::Locked(_) if is_demo => (stroke == Some(ENTER), Vec::new()),
        Gate::Locked(lock) => (false, lock.press(given, stroke)),
    };
    if is_passed {
        return update::update(model, Message { now: model.now, news: News::Unlocked });
    }
    model.gate = gate;
    effects
}

fn leave_on(stroke: Option<Stroke>) -> Vec<Effect> {
    match stroke {
        Some(ESC | ENTER | Stroke::Char('q') | Stroke::Ctrl('c')) => vec![Effect::Quit(Ending::Left)],
        _ => Vec::new(),
    }
}

pub(super) fn label(text: Text, lang: Lang) -> String {
    format!("  {}", crate::text::width::pad(text.get(lang), 20))
}

pub(super) fn hint(words: Text, lang: Lang) -> Row {
    Row::of(format!("  {}", words.get(lang)), Look::Muted)
}

/// The field of a passphrase: how long it is stays hidden, too, but that something was typed shows.
pub(super) fn secret_row(secret: &Secret, text: Text, lang: Lang, width: u16, is_focused: bool) -> Row {
    let room = usize::from(width).saturating_sub(24).min(30);
    let signs = if secret.is_empty() { String::new() } else { "*".repeat(8.min(room)) };
    field::onto(Row::plain(label(text, lang)), &signs.as_str().into(), room, is_focused)
}

pub(super) fn state_rows(checking: Checking, trouble: Option<&Sentence>, lang: Lang, width: u16) -> Vec<Row> {
    match (checking, trouble) {
        (Checking::Underway, _) => {
            vec![hint(Text::new("確認中です。", "Checking."), lang), Row::blank()]
        }
        (Checking::BringingUp, _) => {
            let mut rows = Row::wrapped(UPGRADING.get(lang), Look::Muted, 2, width);
            rows.push(Row::blank());
            rows
        }
        (Checking::Idle, Some(why)) => {
            let mut rows = Row::wrapped(why.get(lang), Look::Bad, 2, width);
            rows.push(Row::blank());
            rows
        }
        (Checking::Idle, None) => Vec::new(),
    }
}

fn no_store(ways: &[Sentence], lang: Lang, width: u16) -> Vec<Row> {
    let mut rows = vec![Row::of("  mcs-console", Look::Strong), Row::blank()];
    for way in ways {
        rows.extend(Row::wrapped(way.get(lang), Look::Plain, 2, width));
    }
    rows.push(Row::blank());
    rows.push(hint(Text::new("q 終了", "q leaves"), lang));
    rows
}
