//! What stands before the data: the sign-in, the lock, and the screen that says how to begin.
//!
//! No name and no row is drawn while a gate is shut. Passphrases are checked off the UI thread.

use tui_input::Input;
use zeroize::{Zeroize, Zeroizing};

use super::super::effects::{Effect, Ending, Passphrase};
use super::super::message::Given;
use super::super::model::{Badge, Model};
use super::super::stroke::{BACK_TAB, DOWN, ENTER, ESC, Stroke, TAB, UP};
use super::super::theme::Look;
use super::super::update;
use super::super::widgets::field;
use super::super::widgets::{Row, Sheet};
use crate::text::{Lang, Sentence, Text};

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

/// Who signs in, and with what.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// The operator id.
    pub operator: Input,
    /// The passphrase.
    pub secret: Secret,
    /// The passphrase has the focus.
    field: Field,
    /// Why the last try was refused.
    trouble: Option<Sentence>,
    checking: Checking,
}

/// The passphrase of whoever is signed in.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// The passphrase.
    pub secret: Secret,
    trouble: Option<Sentence>,
    checking: Checking,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Field {
    #[default]
    Operator,
    Secret,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Checking {
    #[default]
    Idle,
    Underway,
}

/// A passphrase as it is typed: never shown, wiped when dropped.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Longer ones are pastes that went astray. Reserved at once, so that growing leaves no copies behind.
const SECRET_BYTES_MAX: usize = 1024;

/// No operator's id is longer.
const ID_CHARACTERS_MAX: usize = 12;

impl Secret {
    fn take(&mut self, given: &Given) {
        use ratatui::crossterm::event::{KeyCode, KeyModifiers};
        if self.0.capacity() == 0 {
            self.0 = Zeroizing::new(String::with_capacity(SECRET_BYTES_MAX));
        }
        match given {
            Given::Typed(text) | Given::Paste(text) => text.chars().for_each(|c| self.push(c)),
            Given::Key(key) => match key.code {
                KeyCode::Char('u') if key.modifiers == KeyModifiers::CONTROL => self.0.zeroize(),
                KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => {
                    self.push(c);
                }
                KeyCode::Backspace => {
                    self.0.pop();
                }
                _ => {}
            },
        }
    }

    fn push(&mut self, c: char) {
        if c != '\n' && self.0.len() + c.len_utf8() <= SECRET_BYTES_MAX {
            self.0.push(c);
        }
    }

    fn hand_over(&mut self) -> Passphrase {
        Passphrase(std::mem::take(&mut self.0))
    }
}

impl Gate {
    /// Asks who signs in; `operator` stands in the field already where it is known.
    pub fn sign_in(operator: &str) -> Gate {
        let field = if operator.is_empty() { Field::Operator } else { Field::Secret };
        Gate::SignIn(SignIn { operator: operator.into(), field, ..SignIn::default() })
    }

    /// The lock.
    pub fn locked() -> Gate {
        Gate::Locked(Lock::default())
    }

    /// The passphrase was wrong.
    pub fn refused(&mut self, why: Sentence) {
        match self {
            Gate::SignIn(s) => (s.trouble, s.checking) = (Some(why), Checking::Idle),
            Gate::Locked(l) => (l.trouble, l.checking) = (Some(why), Checking::Idle),
            Gate::Open | Gate::NoStore(_) => {}
        }
    }

    /// What it shows; nothing of the data.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let body = match self {
            Gate::Open => Vec::new(),
            Gate::SignIn(s) => s.rows(lang, width),
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
        return update::update(
            model,
            super::super::message::Message { now: model.now, news: super::super::message::News::Unlocked },
        );
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

impl SignIn {
    fn press(&mut self, given: &Given, stroke: Option<Stroke>) -> Vec<Effect> {
        if stroke == Some(Stroke::Ctrl('c')) || (stroke == Some(ESC) && self.operator.value().is_empty()) {
            return vec![Effect::Quit(Ending::Left)];
        }
        if self.checking == Checking::Underway {
            return Vec::new();
        }
        match (stroke, self.field) {
            (Some(ESC), _) => {
                self.operator.reset();
                self.secret = Secret::default();
                self.field = Field::Operator;
            }
            (Some(ENTER), Field::Secret) => return self.try_it(),
            (Some(TAB | DOWN | ENTER), Field::Operator) => self.field = Field::Secret,
            (Some(TAB | BACK_TAB | UP), _) => self.field = Field::Operator,
            (_, Field::Operator) => self.type_id(given),
            (_, Field::Secret) => self.secret.take(given),
        }
        Vec::new()
    }

    /// Takes only what an id is made of, and little of it: a passphrase typed here never stands in full.
    fn type_id(&mut self, given: &Given) {
        let before = self.operator.clone();
        field::take(&mut self.operator, given);
        let typed = self.operator.value();
        let is_id = typed.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !is_id || typed.len() > ID_CHARACTERS_MAX {
            self.operator = before;
        }
    }

    fn try_it(&mut self) -> Vec<Effect> {
        self.checking = Checking::Underway;
        self.trouble = None;
        vec![Effect::SignIn(self.operator.value().trim().to_owned(), self.secret.hand_over())]
    }

    fn rows(&self, lang: Lang, width: u16) -> Vec<Row> {
        let room = usize::from(width).saturating_sub(24).min(30);
        let operator = Row::plain(label(Text::new("操作者ID", "Operator"), lang));
        let mut rows = vec![
            Row::of("  mcs-console", Look::Strong),
            Row::blank(),
            field::onto(operator, &self.operator, room, self.field == Field::Operator),
            secret_row(&self.secret, lang, room, self.field == Field::Secret),
            Row::blank(),
        ];
        rows.extend(state_rows(self.checking, self.trouble.as_ref(), lang, width));
        let hint =
            Text::new("Enter サインイン  Esc 終了  F2 English", "Enter signs in  Esc leaves  F2 日本語");
        rows.push(Row::of(format!("  {}", hint.get(lang)), Look::Muted));
        rows
    }
}

impl Lock {
    fn press(&mut self, given: &Given, stroke: Option<Stroke>) -> Vec<Effect> {
        match (stroke, self.checking) {
            (_, Checking::Underway) => Vec::new(),
            (Some(ENTER), Checking::Idle) => {
                self.checking = Checking::Underway;
                self.trouble = None;
                vec![Effect::Unlock(self.secret.hand_over())]
            }
            (_, Checking::Idle) => {
                self.secret.take(given);
                Vec::new()
            }
        }
    }

    fn rows(&self, model: &Model, width: u16) -> Vec<Row> {
        let lang = model.lang;
        let room = usize::from(width).saturating_sub(24).min(30);
        let title = Text::new("  画面を施錠しています。", "  The screen is locked.").get(lang);
        let mut rows = vec![Row::of(title, Look::Strong), Row::blank()];
        rows.extend(operator_row(model));
        if model.badge == Badge::Demo {
            let hint = Text::new("  Enterで画面を開きます（デモ）。", "  Enter unlocks it (demo).").get(lang);
            rows.push(Row::plain(hint));
            return rows;
        }
        rows.push(secret_row(&self.secret, lang, room, true));
        rows.push(Row::blank());
        rows.extend(state_rows(self.checking, self.trouble.as_ref(), lang, width));
        let hint = Text::new("  Enterで画面を開きます。", "  Enter unlocks it.").get(lang);
        rows.push(Row::of(hint, Look::Muted));
        rows
    }
}

/// Whose passphrase it wants: the id, never the name.
fn operator_row(model: &Model) -> Option<Row> {
    let context = model.context.as_ref()?;
    let operator = crate::text::Shown::new(&context.actor.operator);
    Some(Row::plain(label(Text::new("操作者ID", "Operator"), model.lang)).and(operator.as_str(), Look::Plain))
}

fn label(text: Text, lang: Lang) -> String {
    format!("  {}", crate::text::width::pad(text.get(lang), 18))
}

/// The field of a passphrase: how long it is stays hidden, too, but that something was typed shows.
fn secret_row(secret: &Secret, lang: Lang, room: usize, is_focused: bool) -> Row {
    let signs = if secret.0.is_empty() { String::new() } else { "*".repeat(8.min(room)) };
    let row = Row::plain(label(Text::new("パスフレーズ", "Passphrase"), lang));
    field::onto(row, &signs.as_str().into(), room, is_focused)
}

fn state_rows(checking: Checking, trouble: Option<&Sentence>, lang: Lang, width: u16) -> Vec<Row> {
    match (checking, trouble) {
        (Checking::Underway, _) => {
            vec![Row::of(Text::new("  確認中です。", "  Checking.").get(lang), Look::Muted), Row::blank()]
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
    rows.push(Row::of(Text::new("  q 終了", "  q leaves").get(lang), Look::Muted));
    rows
}
