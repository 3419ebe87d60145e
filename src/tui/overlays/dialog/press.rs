//! Keys in a dialog: y or the focused button, nothing else, writes.

use super::veil::SHOW_NAMES;
use super::{Ask, Chance, Dialog, Entry, Purpose, What};
use crate::actions::{Answers, Request, WHY_ONCE_MORE, undo_wants_passphrase, wants_passphrase};
use crate::listings;
use crate::text::Text;
use crate::tui::effects::{Effect, Query, Slot, Write};
use crate::tui::message::Given;
use crate::tui::model::{Hearing, Model, Writing};
use crate::tui::overlays::Next;
use crate::tui::stroke::{BACK_TAB, DOWN, ENTER, ESC, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, Stroke, TAB, UP};
use crate::tui::theme::Look;
use crate::tui::widgets::field::{self, Taken};

type Pressed = (Next, Vec<Effect>);

const STAY: Pressed = (Next::Stay, Vec::new());

/// What has the focus.
enum Focus {
    Line,
    Pick,
    Cancel,
    Do,
}

impl Dialog {
    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> Pressed {
        let stroke = match given {
            Given::Key(key) => Stroke::of(*key),
            Given::Typed(_) | Given::Paste(_) => None,
        };
        if model.writing == Writing::Underway {
            return match stroke {
                // What is committed stands; what is not, is not begun.
                Some(ESC | Stroke::Ctrl('c')) => (Next::Stay, vec![Effect::StopWriting]),
                _ => STAY,
            };
        }
        match stroke {
            Some(ESC) => return self.leave(model),
            Some(TAB) => {
                self.go(1);
                return (Next::Stay, self.weigh(model));
            }
            Some(BACK_TAB) => self.go(-1),
            Some(ENTER) => return self.enter(model),
            Some(SHOW_NAMES) => self.masking = self.masking.turned(),
            Some(PAGE_DOWN) => self.scroll += 5,
            Some(PAGE_UP) => self.scroll = self.scroll.saturating_sub(5),
            _ => return self.press_focused(model, given, stroke),
        }
        STAY
    }

    fn focus(&self) -> Focus {
        match self.asks.get(self.focus).map(|ask| &ask.entry) {
            Some(Entry::Line(_)) => Focus::Line,
            Some(Entry::Pick(_)) => Focus::Pick,
            None if self.focus == self.asks.len() => Focus::Cancel,
            None => Focus::Do,
        }
    }

    fn press_focused(&mut self, model: &mut Model, given: &Given, stroke: Option<Stroke>) -> Pressed {
        match (self.focus(), stroke) {
            (Focus::Line, Some(DOWN)) if self.offers_more(1) => {}
            (Focus::Line, Some(UP)) if self.offers_more(-1) => {}
            (Focus::Line | Focus::Pick, Some(DOWN)) => self.go(1),
            (Focus::Line | Focus::Pick, Some(UP)) => self.go(-1),
            (Focus::Line, _) => return (Next::Stay, self.type_in(model, given)),
            (Focus::Pick | Focus::Cancel | Focus::Do, Some(Stroke::Char('y'))) if !self.picks_y() => {
                return self.submit(model);
            }
            (Focus::Pick, Some(stroke)) => {
                self.choose(stroke);
                return (Next::Stay, self.weigh(model));
            }
            (Focus::Cancel | Focus::Do, Some(Stroke::Char('q'))) => return self.cancel(model),
            (Focus::Cancel, Some(RIGHT | Stroke::Char('l'))) => self.go(1),
            (Focus::Do, Some(LEFT | Stroke::Char('h'))) => self.go(-1),
            (Focus::Cancel | Focus::Do, Some(DOWN | Stroke::Char('j'))) => self.scroll += 1,
            (Focus::Cancel | Focus::Do, Some(UP | Stroke::Char('k'))) => self.scroll_up(),
            (Focus::Pick | Focus::Cancel | Focus::Do, _) => {}
        }
        STAY
    }

    /// True on a field with a word that y begins, as yes: there it picks, and the buttons alone confirm.
    fn picks_y(&self) -> bool {
        self.asks.get(self.focus).is_some_and(Ask::begins_with_y)
    }

    fn go(&mut self, by: isize) {
        let buttons = if self.chance == Chance::Gone { 1 } else { 2 };
        let count = self.asks.len() + buttons;
        self.focus = (self.focus + count).saturating_add_signed(by) % count;
    }

    /// Up from the buttons reads back, and at the top goes to the last field.
    fn scroll_up(&mut self) {
        match self.scroll.checked_sub(1) {
            Some(scroll) => self.scroll = scroll,
            None => self.focus = self.asks.len().saturating_sub(1),
        }
    }

    /// Moves among the offered rows; `false` at their ends, and where none are offered.
    fn offers_more(&mut self, by: isize) -> bool {
        let Some(ask) = self.asks.get_mut(self.focus) else { return false };
        let Some(next) = ask.offer.checked_add_signed(by) else { return false };
        let is_there = next < ask.offered.len();
        if is_there {
            ask.offer = next;
        }
        is_there
    }

    /// Types; a field that asks for a row offers those that fit.
    fn type_in(&mut self, model: &mut Model, given: &Given) -> Vec<Effect> {
        let Some(ask) = self.asks.get_mut(self.focus) else { return Vec::new() };
        let Entry::Line(input) = &mut ask.entry else { return Vec::new() };
        if field::take(input, given) != Taken::Changed {
            return Vec::new();
        }
        self.trouble = None;
        ask.offered.clear();
        let noun = ask.row_noun().filter(|noun| listings::of(*noun).is_some());
        noun.map(|noun| model.read(Slot::Overlay, Query::Lookup(noun, ask.text()))).into_iter().collect()
    }

    /// Reads again what the act would come to, where the answers decide it.
    fn weigh(&self, model: &mut Model) -> Vec<Effect> {
        let follows = self.action().is_some_and(|action| action.deed.follows_answers());
        let asked = self.asks_for_reach(model).filter(|_| follows);
        asked.map(|query| model.read(Slot::Reach, query)).into_iter().collect()
    }

    fn choose(&mut self, stroke: Stroke) {
        let Some(ask) = self.asks.get_mut(self.focus) else { return };
        match stroke {
            RIGHT | Stroke::Char(' ') => ask.turn(1),
            LEFT => ask.turn(-1),
            Stroke::Char(c) => ask.pick(c.to_ascii_lowercase()),
            Stroke::Ctrl(_) | Stroke::Named(_) | Stroke::Pair(..) => {}
        }
        self.trouble = None;
    }

    /// Enter goes to the next field; on a button it presses that button.
    fn enter(&mut self, model: &mut Model) -> Pressed {
        match self.focus() {
            Focus::Line | Focus::Pick => {
                self.asks[self.focus].take_offer();
                self.trouble = self.error_at(model, self.focus);
                if self.trouble.is_none() {
                    self.focus += 1;
                }
                (Next::Stay, self.weigh(model))
            }
            Focus::Cancel => self.cancel(model),
            Focus::Do => self.submit(model),
        }
    }

    /// The lit やめる, perhaps reached by one Enter too many: it says that what was typed is kept.
    fn cancel(&mut self, model: &mut Model) -> Pressed {
        if self.draft().is_some() && model.run.is_none() {
            let words = Text::new(
                "やめました。入力は残っています（もう一度開くと続きから）。",
                "Cancelled. What was typed is kept: open it again to go on.",
            );
            model.say(Look::Caution, words);
        }
        self.leave(model)
    }

    /// Leaves; what was typed is found again when the same is asked again.
    fn leave(&mut self, model: &mut Model) -> Pressed {
        model.drafts.retain(|draft| !draft.is_of(self));
        model.drafts.extend(self.draft());
        if let Some(run) = model.run.take() {
            model.say(Look::Caution, run.left_words());
        }
        let effects = if model.focused().arrived > 0 { model.read_all() } else { Vec::new() };
        (Next::Close, effects)
    }

    fn error_at(&self, model: &Model, at: usize) -> Option<(Option<usize>, crate::text::Sentence)> {
        let today = model.context.as_ref()?.today();
        let error = self.asks.get(at)?.read(today).err()?;
        Some((Some(at), error.sentence))
    }

    fn submit(&mut self, model: &mut Model) -> Pressed {
        match self.chance {
            Chance::Gone | Chance::Refused => return STAY,
            Chance::Changed => {
                self.acknowledge();
                model.hearing = Hearing::UntilDrawn;
                return STAY;
            }
            Chance::Open => {}
        }
        for at in 0..self.asks.len() {
            if let Some(trouble) = self.error_at(model, at) {
                self.trouble = Some(trouble);
                self.focus = at;
                return STAY;
            }
        }
        // Perhaps it was found while the dialog was open; what was typed stays.
        if let Some(why) = model.read_only() {
            self.trouble = Some((None, why));
            return STAY;
        }
        let write = match &self.purpose {
            Purpose::Undo(row) => Write::Undo(row.undoable.entry),
            Purpose::Act(action) => Write::Perform(self.requests(model, action)),
        };
        self.trouble = None;
        self.news.clear();
        if self.wants_passphrase(model) {
            // It lies over this question once this is back in its place.
            model.proof = Some((WHY_ONCE_MORE, write));
            return STAY;
        }
        model.writing = Writing::Underway;
        (Next::Stay, vec![Effect::Write(write)])
    }

    fn wants_passphrase(&self, model: &Model) -> bool {
        let Some(ctx) = &model.context else { return false };
        match &self.purpose {
            Purpose::Undo(row) => undo_wants_passphrase(ctx, &row.undoable.action),
            Purpose::Act(action) => self.targets.iter().any(|case| wants_passphrase(ctx, action, case)),
        }
    }

    fn requests(&self, model: &Model, action: &'static crate::actions::Action) -> Vec<Request> {
        let answers = self.answers(model);
        let answers = if self.targets.len() > 1 { answers.shared() } else { answers };
        let request = |case: &crate::domain::Case| Request {
            action,
            target: case.id(),
            version: (!self.is_new()).then(|| case.version()),
            answers: answers.clone(),
        };
        self.targets.iter().map(request).collect()
    }

    fn answers(&self, model: &Model) -> Answers {
        let mut answers = Answers::default();
        let Some(context) = &model.context else { return answers };
        for ask in &self.asks {
            match ask.what {
                What::Reason(_) => answers = answers.because(&ask.text()),
                What::Field(_) | What::Count(_) => {
                    if let Ok(Some((field, answer))) = ask.read(context.today()) {
                        answers.set(field, answer);
                    }
                }
            }
        }
        answers
    }
}
