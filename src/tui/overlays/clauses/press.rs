//! Keys in the list of clauses.

use super::{Clauses, Entry};
use crate::actions::register::attestation::RECORD;
use crate::regulation::register::attestation::{CLAUSE, is_attested};
use crate::sentence;
use crate::text::Text;
use crate::tui::effects::Effect;
use crate::tui::gestures::Turn;
use crate::tui::message::Given;
use crate::tui::model::Model;
use crate::tui::overlays::{Next, way_on};
use crate::tui::stroke::{BACK_TAB, DOWN, ENTER, ESC, PAGE_DOWN, PAGE_UP, Stroke, TAB, UP};
use crate::tui::theme::Look;
use crate::tui::update;
use crate::tui::widgets::field::{self, Taken};

impl Clauses {
    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> (Next, Vec<Effect>) {
        if self.entry == Entry::Open {
            return (Next::Stay, self.type_filter(model, given));
        }
        match given {
            Given::Key(key) => match Stroke::of(*key) {
                Some(stroke) => self.press_stroke(model, stroke),
                None => (Next::Stay, Vec::new()),
            },
            Given::Typed(_) => {
                update::say_ime_is_on(model);
                (Next::Stay, Vec::new())
            }
            // A paste is never keys.
            Given::Paste(_) => (Next::Stay, Vec::new()),
        }
    }

    fn press_stroke(&mut self, model: &mut Model, stroke: Stroke) -> (Next, Vec<Effect>) {
        let stroke = match (model.prefix.take(), stroke) {
            (Some(first), Stroke::Char(second)) => Stroke::Pair(first, second),
            (_, stroke) => stroke,
        };
        let turn = model.keys.on(stroke).map(|gesture| gesture.turn);
        if let Some((next, turn)) =
            turn.and_then(|_| way_on(model, &super::Overlay::Clauses(Box::default()), stroke))
        {
            return (next, update::leave_for(model, turn));
        }
        match (turn, stroke) {
            (_, ESC) | (Some(Turn::Back | Turn::Quit), _) => return self.back(),
            (_, ENTER) => return (Next::Stay, self.open_rows(model)),
            (_, TAB) => self.go_to_found(model, 1),
            (_, BACK_TAB) => self.go_to_found(model, -1),
            (Some(turn), _) => return (Next::Stay, self.turned(model, turn)),
            (None, Stroke::Char(c)) if model.keys.key(&RECORD) == Some(c) => {
                return (Next::Stay, self.attest(model));
            }
            (None, Stroke::Char(c)) if model.keys.begins_pair(c) => model.prefix = Some(c),
            (None, _) => {}
        }
        (Next::Stay, Vec::new())
    }

    fn turned(&mut self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        match turn {
            Turn::Down => self.step(1),
            Turn::Up => self.step(-1),
            Turn::PageDown => self.step(PAGE),
            Turn::PageUp => self.step(-PAGE),
            Turn::HalfDown => self.step(PAGE / 2),
            Turn::HalfUp => self.step(-PAGE / 2),
            Turn::Top => self.step(isize::MIN / 2),
            Turn::Bottom => self.step(isize::MAX / 2),
            Turn::Filter => self.entry = Entry::Open,
            Turn::Refresh => return vec![super::read(model)],
            Turn::Undo | Turn::Language | Turn::Redraw | Turn::Suspend | Turn::Abort => {
                return update::take_turn(model, turn);
            }
            _ => {}
        }
        Vec::new()
    }

    fn step(&mut self, by: isize) {
        let shown = self.shown();
        let Some(last) = shown.len().checked_sub(1) else { return };
        let at = shown.iter().position(|clause| Some(clause.id) == self.cursor).unwrap_or(0);
        self.cursor = Some(shown[at.saturating_add_signed(by).min(last)].id);
    }

    /// To the next clause, or the one before, that something stands against.
    fn go_to_found(&mut self, model: &mut Model, way: isize) {
        let shown = self.shown();
        let is_found =
            |at: &usize| self.standing(shown[*at].id).is_some_and(|standing| standing.status.is_found());
        let at = shown.iter().position(|clause| Some(clause.id) == self.cursor).unwrap_or(0);
        let to = if way > 0 { (at + 1..shown.len()).find(is_found) } else { (0..at).rev().find(is_found) };
        match to {
            Some(to) => self.cursor = Some(shown[to].id),
            None => model.say(
                Look::Caution,
                Text::new(
                    "この先に要対応・要検討の条項はありません。",
                    "There is no further clause that something stands against.",
                ),
            ),
        }
    }

    /// Asks for a yes or no on the clause under the cursor.
    fn attest(&self, model: &mut Model) -> Vec<Effect> {
        let Some(clause) = self.clause() else { return Vec::new() };
        if self.is_of_another() {
            model.say(
                Look::Caution,
                Text::new(
                    "自己点検は事業所のMCS管理者が記録します。",
                    "The office's administrators attest, not the city.",
                ),
            );
            return Vec::new();
        }
        if !is_attested(clause) {
            model.say(
                Look::Caution,
                sentence!(
                    "{shown} は自己点検の対象ではありません。記録から点検しています",
                    "{shown} is not attested: it is checked from what is on record",
                    shown = clause.shown_as
                ),
            );
            return Vec::new();
        }
        update::open_with(model, &RECORD, &[(CLAUSE.field.id, clause.id.as_str())])
    }

    /// One step back: the filter, then the screen itself.
    fn back(&mut self) -> (Next, Vec<Effect>) {
        if self.filter.value().is_empty() {
            return (Next::Close, Vec::new());
        }
        self.filter.reset();
        self.keep_cursor();
        (Next::Stay, Vec::new())
    }

    fn type_filter(&mut self, model: &mut Model, given: &Given) -> Vec<Effect> {
        if let Given::Key(key) = given {
            match Stroke::of(*key) {
                Some(ESC) => {
                    if self.filter.value().is_empty() {
                        self.entry = Entry::Closed;
                    }
                    self.filter.reset();
                    self.keep_cursor();
                    return Vec::new();
                }
                Some(ENTER | TAB) => {
                    self.entry = Entry::Closed;
                    if self.shown().is_empty() {
                        model.say(
                            Look::Caution,
                            sentence!(
                                "当てはまる条項はありません。{key} で絞込を解きます",
                                "No clause fits. {key} clears the filter",
                                key = model.keys.sentence(Turn::Back)
                            ),
                        );
                    }
                    return Vec::new();
                }
                Some(stroke @ (DOWN | UP | PAGE_DOWN | PAGE_UP)) => {
                    let turn = model.keys.on(stroke).map(|gesture| gesture.turn);
                    return turn.map_or_else(Vec::new, |turn| self.turned(model, turn));
                }
                _ => {}
            }
        }
        if field::take(&mut self.filter, given) == Taken::Changed {
            self.keep_cursor();
        }
        Vec::new()
    }
}

/// Clauses that a page key moves by.
const PAGE: isize = 10;
