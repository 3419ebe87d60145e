//! The keys in force: those of the two tables, unless the configuration gives others (`[keys]`).
//!
//! Everything that names a key on the screen asks here, so that hints, menu, palette and help are right for
//! whoever remapped. [`read`](Keys::read) holds what people write to the same rules as the tables.

mod error;
mod name;
mod read;

use super::gestures::{self, GESTURES, Gesture, Turn};
use super::stroke::Stroke;
use crate::actions::Action;
use crate::text::{Lang, Sentence};

pub use error::KeysError;

/// The keys in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keys {
    gestures: Vec<(Turn, Vec<Stroke>)>,
    actions: Vec<(&'static str, Vec<char>)>,
}

impl Keys {
    /// A gesture's keys, the one that hints name first.
    pub fn of(&self, turn: Turn) -> &[Stroke] {
        match self.gestures.iter().find(|(remapped, _)| *remapped == turn) {
            Some((_, keys)) => keys,
            None => gestures::of(turn).keys,
        }
    }

    /// The key that hints name for a gesture.
    pub fn first(&self, turn: Turn) -> Option<Stroke> {
        self.of(turn).first().copied()
    }

    /// The key that a sentence names for a gesture; without one, its name in the palette.
    pub fn named(&self, turn: Turn, lang: Lang) -> String {
        let by_name = || format!(":{}", gestures::of(turn).label.get(lang));
        self.first(turn).map_or_else(by_name, |key| key.shown(lang))
    }

    /// The key as a sentence names it.
    pub fn sentence(&self, turn: Turn) -> Sentence {
        Sentence::new(self.named(turn, Lang::Ja), self.named(turn, Lang::En))
    }

    /// An action's keys, the one that hints name first.
    pub fn of_action(&self, action: &'static Action) -> &[char] {
        match self.actions.iter().find(|(remapped, _)| *remapped == action.id) {
            Some((_, keys)) => keys,
            None => action.key.as_slice(),
        }
    }

    /// The key that hints name for an action.
    pub fn key(&self, action: &'static Action) -> Option<char> {
        self.of_action(action).first().copied()
    }

    /// The gesture on `stroke`.
    pub fn on(&self, stroke: Stroke) -> Option<&'static Gesture> {
        GESTURES.iter().find(|gesture| self.of(gesture.turn).contains(&stroke))
    }

    /// Whether a two-key gesture begins with `c`.
    pub fn begins_pair(&self, c: char) -> bool {
        let mut keys = GESTURES.iter().flat_map(|gesture| self.of(gesture.turn));
        keys.any(|key| matches!(key, Stroke::Pair(first, _) if *first == c))
    }
}
