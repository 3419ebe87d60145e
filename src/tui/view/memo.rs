//! What was worked out for the frame before: the words of rows, their judgement among them.
//!
//! A row's words follow from its case, the day, who looks, the language and the mask. They are worked out when one of
//! these is another one, and not for every frame; a commit brings another case, midnight another day. Nothing here
//! is read by anything but the drawing, and an empty memo draws the same frame.

use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::{Actor, Case, Context, Id, Settings};
use crate::text::Lang;
use crate::text::date::Day;
use crate::tui::columns::Words;
use crate::tui::mask::Masking;
use crate::tui::model::Model;

/// More rows than a screen of three panes shows; past that, all are forgotten.
const ROWS_MAX: usize = 160;

/// The words of rows as they were last drawn.
#[derive(Default)]
pub struct Memo {
    stamp: Option<Stamp>,
    rows: HashMap<Id, Row>,
}

/// What the words of every row depend on.
#[derive(PartialEq)]
struct Stamp {
    lang: Lang,
    masking: Masking,
    day: Day,
    actor: Actor,
    settings: Settings,
}

struct Row {
    case: Case,
    words: Rc<[Words]>,
}

impl Memo {
    /// The words of a row, made anew where they may have changed.
    pub fn words(
        &mut self,
        model: &Model,
        context: &Context,
        case: &Case,
        make: impl FnOnce() -> Vec<Words>,
    ) -> Rc<[Words]> {
        self.keep_to(model, context);
        if let Some(row) = self.rows.get(&case.id()).filter(|row| row.case == *case) {
            return Rc::clone(&row.words);
        }
        if self.rows.len() >= ROWS_MAX {
            self.rows.clear();
        }
        let words: Rc<[Words]> = make().into();
        self.rows.insert(case.id(), Row { case: case.clone(), words: Rc::clone(&words) });
        words
    }

    /// Forgets everything that was worked out for another day, language, mask or person.
    fn keep_to(&mut self, model: &Model, context: &Context) {
        let is_same = self.stamp.as_ref().is_some_and(|stamp| {
            (stamp.lang, stamp.masking, stamp.day) == (model.lang, model.masking, context.today())
                && stamp.actor == context.actor
                && stamp.settings == context.settings
        });
        if !is_same {
            self.rows.clear();
            self.stamp = Some(Stamp {
                lang: model.lang,
                masking: model.masking,
                day: context.today(),
                actor: context.actor.clone(),
                settings: context.settings.clone(),
            });
        }
    }
}
