//! Keys in today's list: gestures of lists move in it, verbs act on its row.

use super::{Entry, Today, read_row};
use crate::sentence;
use crate::tui::effects::Effect;
use crate::tui::gestures::{self, Turn};
use crate::tui::layout;
use crate::tui::message::Given;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::stroke::{DOWN, ENTER, ESC, PAGE_DOWN, PAGE_UP, Stroke, TAB, UP};
use crate::tui::theme::Look;
use crate::tui::update;
use crate::tui::widgets::field::{self, Taken};

/// Takes what was typed.
pub fn press(model: &mut Model, given: &Given) -> Vec<Effect> {
    if model.today().is_some_and(|today| today.entry == Entry::Open) {
        return type_filter(model, given);
    }
    match given {
        Given::Key(key) => Stroke::of(*key).map_or_else(Vec::new, |stroke| press_stroke(model, stroke)),
        Given::Typed(_) => {
            update::say_ime_is_on(model);
            Vec::new()
        }
        // A paste is never keys.
        Given::Paste(_) => Vec::new(),
    }
}

fn press_stroke(model: &mut Model, stroke: Stroke) -> Vec<Effect> {
    let stroke = match (model.prefix.take(), stroke) {
        (Some(first), Stroke::Char(second)) => Stroke::Pair(first, second),
        (_, stroke) => stroke,
    };
    match (model.keys.on(stroke), stroke) {
        (_, TAB) => step(model, |_| 1),
        (_, crate::tui::stroke::BACK_TAB) => step(model, |_| -1),
        (Some(gesture), _) => gesture_on(model, gesture.turn),
        (None, Stroke::Char(c)) if model.keys.begins_pair(c) => {
            model.prefix = Some(c);
            Vec::new()
        }
        (None, Stroke::Char(c)) => update::press_verb(model, c),
        (None, _) => Vec::new(),
    }
}

fn gesture_on(model: &mut Model, turn: Turn) -> Vec<Effect> {
    match turn {
        Turn::Down => step(model, |_| 1),
        Turn::Up => step(model, |_| -1),
        Turn::PageDown => step(model, |height| height),
        Turn::PageUp => step(model, |height| -height),
        Turn::HalfDown => step(model, |height| height / 2),
        Turn::HalfUp => step(model, |height| -height / 2),
        Turn::Top => step(model, |_| isize::MIN / 2),
        Turn::Bottom => step(model, |_| isize::MAX / 2),
        Turn::Filter => {
            change(model, |today| today.entry = Entry::Open);
            Vec::new()
        }
        Turn::Follow => go_to_the_row(model),
        Turn::Back => back(model),
        Turn::Quit => {
            model.overlays.pop();
            Vec::new()
        }
        // Each leads back to where it was opened.
        Turn::Today if model.today().is_some_and(Today::is_of_what_is_due) => {
            model.overlays.pop();
            Vec::new()
        }
        Turn::Clauses if model.today().is_some_and(|today| today.behind().is_some()) => {
            model.overlays.pop();
            Vec::new()
        }
        Turn::Users | Turn::Groups | Turn::Invitations | Turn::Registers => update::leave_for(model, turn),
        Turn::Today | Turn::Clauses => {
            model.overlays.pop();
            update::leave_for(model, turn)
        }
        Turn::NextPane
        | Turn::PreviousPane
        | Turn::Select
        | Turn::Range
        | Turn::SelectAll
        | Turn::Sort
        | Turn::Views => {
            say_only_in_lists(model, turn);
            Vec::new()
        }
        other => update::take_turn(model, other),
    }
}

fn say_only_in_lists(model: &mut Model, turn: Turn) {
    let why = sentence!(
        "本日の対応では1行ずつ行います。{key} で一覧のその行へ",
        "today's rows are taken singly; {key} goes to the row in its list",
        key = model.keys.sentence(Turn::Follow)
    );
    let what = gestures::of(turn).label;
    model.say(Look::Caution, sentence!("{what}：{why}", "{what}: {why}", what = what, why = why));
}

fn change(model: &mut Model, change: impl FnOnce(&mut Today)) {
    if let Some(today) = model.today_mut() {
        change(today);
    }
}

fn step(model: &mut Model, by: impl FnOnce(isize) -> isize) -> Vec<Effect> {
    let height = usize::from(layout::of(model).today.height.saturating_sub(1));
    let by = by(isize::try_from(height).unwrap_or(1).max(1));
    change(model, |today| today.step(by, height));
    read_row(model)
}

/// One step back: the filter, then the list itself.
fn back(model: &mut Model) -> Vec<Effect> {
    if model.today().is_some_and(|today| today.filter.value().is_empty()) {
        model.overlays.pop();
        return Vec::new();
    }
    change(model, |today| {
        today.filter.reset();
        today.keep_cursor();
    });
    read_row(model)
}

/// Leaves for the row in its own list.
fn go_to_the_row(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.today().and_then(Today::target) else { return Vec::new() };
    let effects = model.go_to(id);
    if !effects.is_empty() {
        model.overlays.retain(|overlay| !matches!(overlay, Overlay::Today(_)));
    }
    effects
}

fn type_filter(model: &mut Model, given: &Given) -> Vec<Effect> {
    if let Given::Key(key) = given {
        match Stroke::of(*key) {
            Some(ESC) => {
                change(model, |today| {
                    if today.filter.value().is_empty() {
                        today.entry = Entry::Closed;
                    }
                    today.filter.reset();
                    today.keep_cursor();
                });
                return read_row(model);
            }
            Some(ENTER | TAB) => {
                change(model, |today| today.entry = Entry::Closed);
                return Vec::new();
            }
            Some(stroke @ (DOWN | UP | PAGE_DOWN | PAGE_UP)) => {
                return model
                    .keys
                    .on(stroke)
                    .map_or_else(Vec::new, |gesture| gesture_on(model, gesture.turn));
            }
            _ => {}
        }
    }
    let mut is_changed = false;
    change(model, |today| {
        is_changed = field::take(&mut today.filter, given) == Taken::Changed;
        today.keep_cursor();
    });
    if is_changed { read_row(model) } else { Vec::new() }
}

impl Today {
    /// The cursor stays on its row where the filter lets it through, and else stands on the first one.
    fn keep_cursor(&mut self) {
        let spots = self.spots();
        if !self.cursor.is_some_and(|spot| spots.contains(&spot)) {
            self.cursor = spots.first().copied();
            self.offset = self.line();
        }
    }
}
