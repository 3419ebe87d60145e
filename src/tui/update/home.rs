//! Keys in the lists of home and the registers.

use super::{act, say_ime_is_on, say_no_such_key, turn};
use crate::text::Text;
use crate::tui::effects::Effect;
use crate::tui::message::Given;
use crate::tui::model::Model;
use crate::tui::overlays::{Overlay, filter};
use crate::tui::stroke::Stroke;
use crate::tui::theme::Look;

/// Takes what was typed into a list.
pub fn press(model: &mut Model, given: Given) -> Vec<Effect> {
    match given {
        Given::Typed(_) => {
            say_ime_is_on(model);
            Vec::new()
        }
        Given::Paste(text) => offer_as_filter(model, &text),
        Given::Key(key) => match Stroke::of(key) {
            Some(stroke) => press_stroke(model, stroke),
            None => Vec::new(),
        },
    }
}

fn press_stroke(model: &mut Model, stroke: Stroke) -> Vec<Effect> {
    let stroke = match (model.prefix.take(), stroke) {
        (Some(first), Stroke::Char(second)) => Stroke::Pair(first, second),
        (_, stroke) => stroke,
    };
    if let Some(gesture) = model.keys.on(stroke) {
        return turn::take(model, gesture.turn);
    }
    match stroke {
        Stroke::Char(c) if model.keys.begins_pair(c) => {
            model.prefix = Some(c);
            Vec::new()
        }
        Stroke::Char(c) => act::press(model, c),
        Stroke::Pair(..) | Stroke::Ctrl(_) | Stroke::Named(_) => {
            say_no_such_key(model, &stroke.shown(model.lang));
            Vec::new()
        }
    }
}

/// A paste is never keys: it becomes the text of a filter, to be accepted or left.
fn offer_as_filter(model: &mut Model, text: &str) -> Vec<Effect> {
    model.overlays.push(Overlay::Filter(filter::Filter::offered(filter::line(text))));
    model.say(
        Look::Plain,
        Text::new(
            "貼り付けた文字で絞り込みますか。Enterで絞り込み、Escで閉じます。",
            "Filter by the pasted text? Enter filters, Esc closes.",
        ),
    );
    Vec::new()
}
