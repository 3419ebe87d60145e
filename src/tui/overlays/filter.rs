//! The filter's text field, in the title line of its list. Typing reads on the reader thread; older reads stop.

use tui_input::Input;

use super::Next;
use crate::text::Shown;
use crate::tui::effects::Effect;
use crate::tui::list::At;
use crate::tui::message::Given;
use crate::tui::model::Model;
use crate::tui::stroke::{DOWN, ENTER, ESC, PAGE_DOWN, PAGE_UP, Stroke, TAB, UP};
use crate::tui::update;
use crate::tui::widgets::field::{self, Taken};

/// A filter longer than this is a paste that went astray.
pub const CHARACTERS_MAX: usize = 60;

/// A text on one line, no longer than a filter may be.
pub fn line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Shown::new(&line).as_str().chars().take(CHARACTERS_MAX).collect()
}

/// The text being typed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The field.
    pub input: Input,
}

impl From<String> for Filter {
    fn from(text: String) -> Filter {
        Filter { input: Input::new(text) }
    }
}

impl Filter {
    /// A pasted text: it filters once it is accepted.
    pub fn offered(text: String) -> Filter {
        Filter::from(text)
    }

    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> (Next, Vec<Effect>) {
        if let Given::Key(key) = given {
            match Stroke::of(*key) {
                Some(ESC) => return self.leave(model),
                Some(ENTER | TAB) => return (Next::Close, self.apply(model)),
                Some(stroke @ (DOWN | UP | PAGE_DOWN | PAGE_UP)) => return (Next::Stay, walk(model, stroke)),
                _ => {}
            }
        }
        match field::take(&mut self.input, given) {
            Taken::Changed => (Next::Stay, self.apply(model)),
            Taken::Moved | Taken::NotMine => (Next::Stay, Vec::new()),
        }
    }

    /// Esc: the first one empties the field, the next one leaves it.
    fn leave(&mut self, model: &mut Model) -> (Next, Vec<Effect>) {
        if self.input.value().is_empty() {
            return (Next::Close, Vec::new());
        }
        self.input.reset();
        (Next::Stay, self.apply(model))
    }

    fn apply(&self, model: &mut Model) -> Vec<Effect> {
        let noun = model.focus;
        let list = model.list_mut(noun);
        let text = self.input.value().trim();
        if list.filter == text {
            return Vec::new();
        }
        list.filter = text.to_owned();
        let at = if text.is_empty() { list.here() } else { At::First };
        model.read_rows(noun, at)
    }
}

/// The arrows move in the list while the field stays open.
fn walk(model: &mut Model, stroke: Stroke) -> Vec<Effect> {
    model.keys.on(stroke).map_or_else(Vec::new, |gesture| update::take_turn(model, gesture.turn))
}
