//! The rows of a selection that want a reason of their own (要確認): taken in one after the other.

use crate::actions::Action;
use crate::domain::Id;
use crate::sentence;
use crate::text::Sentence;

/// Rows that are asked about one by one.
#[derive(Clone, Debug)]
pub struct OneByOne {
    /// What is to be done with each.
    pub action: &'static Action,
    ids: Vec<Id>,
    at: usize,
}

impl OneByOne {
    /// Asks about these rows, the first one first; nothing where there are none.
    pub fn over(action: &'static Action, ids: Vec<Id>) -> Option<OneByOne> {
        (!ids.is_empty()).then_some(OneByOne { action, ids, at: 0 })
    }

    /// The row asked about now.
    pub fn current(&self) -> Option<Id> {
        self.ids.get(self.at).copied()
    }

    /// Which of how many `id` is, where it is the one asked about.
    pub fn place_of(&self, id: Id) -> Option<(usize, usize)> {
        (self.current() == Some(id)).then_some((self.at + 1, self.ids.len()))
    }

    /// The rows after this one, where there are any.
    pub fn next(self) -> Option<OneByOne> {
        let next = OneByOne { at: self.at + 1, ..self };
        next.current().is_some().then_some(next)
    }

    /// What follows.
    pub fn next_words(&self) -> Sentence {
        sentence!(
            "続いて要確認の{n}件を1件ずつ確認します（Enter）。",
            "The rows to check ({n}) follow one by one (Enter).",
            n = self.ids.len() - self.at
        )
    }

    /// What becomes of the rest when it is left.
    pub fn left_words(&self) -> Sentence {
        sentence!(
            "要確認の残り{n}件は選択したままです。",
            "The rows still to check ({n}) stay selected.",
            n = self.ids.len() - self.at
        )
    }
}
