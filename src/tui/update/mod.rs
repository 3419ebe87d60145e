//! The update: a message in, the model changed, effects out. No I/O, no clock, no drawing.

mod act;
mod found;
mod home;
mod others;
mod turn;
mod written;

use super::company;
use super::effects::{Effect, Ending, Query, Slot};
use super::list::At;
use super::message::{Given, Message, News};
use super::model::{Hearing, Model, PANES, Writing};
use super::overlays;
use super::overlays::gate::{self, Gate};
use super::terminal::{Arrival, Input, Signal};
use super::theme::Look;
use crate::domain::Context;
use crate::sentence;
use crate::text::{Sentence, Text};

pub use act::{open as open_action, press as press_verb};
pub use turn::{quit, take as take_turn};

/// Takes a message in.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    model.now = message.now;
    if let Some(context) = &mut model.context {
        context.now = message.now;
    }
    match message.news {
        News::Arrived(arrival) => arrived(model, arrival),
        News::Drawn => {
            model.hearing = Hearing::Open;
            Vec::new()
        }
        News::Deadline => deadline(model),
        News::Found(ticket, found) if model.awaits(ticket) => found::take(model, found),
        News::Found(..) => Vec::new(),
        News::ReadFailed(ticket, sentence) => {
            if model.awaits(ticket) {
                if model.writing != Writing::Underway {
                    model.writing = Writing::Idle;
                }
                model.say(Look::Bad, sentence);
            }
            Vec::new()
        }
        News::Busy => {
            others::store_is_busy(model);
            Vec::new()
        }
        News::Progress(rows) => {
            overlays::import::progress(model, rows);
            Vec::new()
        }
        News::Written(written) => written::take(model, written),
        News::Changed => others::changed(model),
        News::Company(visitors) => company::changed(model, visitors),
        News::SignedIn(context) => signed_in(model, *context),
        News::Breach(breach) => {
            overlays::breach::found(model, *breach);
            Vec::new()
        }
        News::Caution(sentence) => {
            model.say(Look::Caution, sentence);
            Vec::new()
        }
        News::SignInRefused(sentence) | News::UnlockRefused(sentence) => {
            model.gate.refused(sentence);
            Vec::new()
        }
        News::Unlocked => unlocked(model),
    }
}

/// What the console reads first; also after the sign-in.
pub fn signed_in(model: &mut Model, context: Context) -> Vec<Effect> {
    model.context = Some(context);
    model.gate = Gate::Open;
    model.touched = model.now;
    let mut effects = vec![model.read(Slot::Office, Query::Office)];
    effects.extend(company::ask_names(model));
    for noun in PANES {
        effects.extend(model.read_rows(noun, At::First));
    }
    // Last: the rows come first.
    effects.push(model.read(Slot::Numbers, Query::Numbers));
    effects
}

fn unlocked(model: &mut Model) -> Vec<Effect> {
    model.gate = Gate::Open;
    model.touched = model.now;
    model.read_all()
}

fn deadline(model: &mut Model) -> Vec<Effect> {
    if model.deadline().is_none_or(|at| at > model.now) {
        return Vec::new();
    }
    if model.holds_back_for_a_while() && !model.is_idle() {
        return model.read_again();
    }
    model.gate = Gate::locked();
    Vec::new()
}

fn arrived(model: &mut Model, arrival: Arrival) -> Vec<Effect> {
    arrival.inputs.into_iter().flat_map(|input| one(model, input)).collect()
}

fn one(model: &mut Model, input: Input) -> Vec<Effect> {
    match input {
        Input::Key(key) => given(model, Given::Key(key)),
        Input::Typed(text) => given(model, Given::Typed(text)),
        Input::Paste(text) => given(model, Given::Paste(text)),
        Input::Resize(size) => {
            model.size = size;
            // Also where the size is what it was: the terminal may have been smaller in between, and cut the frame.
            vec![Effect::Redraw]
        }
        Input::Signal(signal) => signalled(signal),
        Input::Gone => vec![Effect::Quit(Ending::Told)],
    }
}

fn signalled(signal: Signal) -> Vec<Effect> {
    match signal {
        Signal::Terminate | Signal::Interrupt => vec![Effect::Quit(Ending::Told)],
        Signal::Suspend => vec![Effect::Suspend],
        Signal::Continued => vec![Effect::Resume],
        Signal::Panicked => vec![Effect::Quit(Ending::Panicked)],
    }
}

/// Something was typed: it goes to what lies on top. What was typed before a dialog was seen is dropped.
fn given(model: &mut Model, given: Given) -> Vec<Effect> {
    model.touched = model.now;
    if model.hearing == Hearing::UntilDrawn {
        return Vec::new();
    }
    model.notices.seen();
    if !matches!(model.gate, Gate::Open) {
        return gate::press(model, &given);
    }
    if model.overlays.is_empty() { home::press(model, given) } else { overlays::press(model, &given) }
}

/// What a list says to words that an input method committed.
pub fn say_ime_is_on(model: &mut Model) {
    model.say(
        Look::Caution,
        Text::new(
            "日本語入力がオンです。半角/全角キー（Macは英数キー）で切り替えてください",
            "The Japanese input method is on. Switch it off with Hankaku/Zenkaku (Mac: Eisu).",
        ),
    );
}

/// Says that a key means nothing here.
fn say_no_such_key(model: &mut Model, key: &str) {
    model.say(
        Look::Muted,
        sentence!(
            "「{key}」に割り当てはありません。?でキーの一覧",
            "\"{key}\" means nothing here. ? lists the keys.",
            key = key
        ),
    );
}

/// Says that a write is still under way.
pub(super) fn say_writing(model: &mut Model) -> bool {
    let is_underway = model.writing == Writing::Underway;
    if is_underway {
        let words: Sentence =
            Text::new("前の操作を保存中です。", "The act before is still being saved.").into();
        model.say(Look::Caution, words);
    }
    is_underway
}
