//! The update: a message in, the model changed, effects out. No I/O, no clock, no drawing.

mod act;
mod ahead;
mod away;
mod found;
mod home;
mod others;
mod surveys;
mod turn;
mod workspace;
mod written;

use super::company;
use super::effects::{Effect, Ending, Query, Slot};
use super::gestures::Turn;
use super::message::{Given, Message, News};
use super::model::{Hearing, Model, Writing};
use super::overlays;
use super::overlays::gate::{self, Gate};
use super::stroke::Stroke;
use super::terminal::{Arrival, Input, Signal};
use super::theme::Look;
use crate::domain::Context;
use crate::sentence;
use crate::text::{Sentence, Text};

pub use act::{go_on, open as open_action, open_with, press as press_verb};
pub use turn::{leave_for, quit, register as open_register, take as take_turn};

/// Takes a message in.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    model.now = message.now;
    if let Some(context) = &mut model.context {
        context.now = message.now;
    }
    let before = workspace::Before::of(model, &message.news);
    let mut effects = take(model, message.news);
    effects.extend(surveys::ask(model));
    before.keep(model, effects)
}

fn take(model: &mut Model, news: News) -> Vec<Effect> {
    match news {
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
                if let Slot::Rows(noun) = ticket.slot {
                    model.answered(noun);
                    model.list_mut(noun).owe_nothing();
                    model.ahead.clear();
                }
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
            overlays::export::progress(model, rows);
            Vec::new()
        }
        News::Written(written) => written::take(model, written),
        News::Changed => changed(model),
        News::Remembered(remembered) => {
            workspace::remembered(model, remembered);
            Vec::new()
        }
        News::Kept(kept) => {
            workspace::kept(model, kept);
            Vec::new()
        }
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
        News::BringingUp => {
            model.gate.takes_long();
            Vec::new()
        }
        News::SignInWants(wanted) => {
            model.gate.wants(wanted);
            Vec::new()
        }
        News::Welcome(sentences) => {
            sentences.into_iter().for_each(|sentence| model.say(Look::Caution, sentence));
            Vec::new()
        }
        News::Closing(why) => vec![Effect::Quit(Ending::Closed(why))],
        News::Rekeying => away::let_go(model),
        News::CameBack => away::came_back(model),
        News::Unlocked => unlocked(model),
        News::Operators(answer) => {
            overlays::operators::take(model, answer);
            Vec::new()
        }
        News::Proved => overlays::proof::given(model),
        News::ProofRefused(why) => {
            overlays::proof::refused(model, why);
            Vec::new()
        }
    }
}

/// What the console reads first; also after the sign-in.
pub fn signed_in(model: &mut Model, context: Context) -> Vec<Effect> {
    model.context = Some(context);
    if !model.is_home() {
        model.focus = model.panes()[0];
    }
    model.gate = Gate::Open;
    model.touched = model.now;
    model.signed_in_at = Some(model.now);
    let mut effects = vec![model.read(Slot::Office, Query::Office)];
    effects.extend(company::ask_names(model));
    effects.extend(model.read_all());
    effects.extend(workspace::resume(model));
    effects
}

fn unlocked(model: &mut Model) -> Vec<Effect> {
    model.gate = Gate::Open;
    model.locked_at = None;
    model.touched = model.now;
    model.read_all()
}

/// Another connection has committed. Whoever was dismissed, restricted or released is out at once, also while the
/// screen is locked.
fn changed(model: &mut Model) -> Vec<Effect> {
    let mut effects = others::changed(model);
    if model.context.is_some() {
        effects.push(model.read(Slot::Operator, Query::Operator));
    }
    effects
}

fn deadline(model: &mut Model) -> Vec<Effect> {
    if let Some((_, why)) = model.end().filter(|(at, _)| *at <= model.now) {
        return vec![Effect::Quit(Ending::Closed(why))];
    }
    if !matches!(model.gate, Gate::Open) {
        return Vec::new();
    }
    if model.is_idle() {
        return turn::lock(model);
    }
    let is_released = model.release_at().is_some_and(|at| at <= model.now);
    if is_released { model.read_again() } else { Vec::new() }
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
            let mut effects = model.read_more();
            // Also where the size is what it was: the terminal may have been smaller in between, and cut the frame.
            effects.push(Effect::Redraw);
            effects
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
    model.notices.seen(model.now);
    if !matches!(model.gate, Gate::Open) {
        model.ahead.clear();
        return gate::press(model, &given);
    }
    if let Some(turn) = works_everywhere(model, &given) {
        return turn::take(model, turn);
    }
    if ahead::waits(model, &given) {
        return Vec::new();
    }
    let mut effects = ahead::go_on(model);
    effects.extend(if model.overlays.is_empty() {
        home::press(model, given)
    } else {
        overlays::press(model, &given)
    });
    effects
}

/// Language, redrawing and suspending never wait for what lies on top; none of them is a key that can be typed.
fn works_everywhere(model: &Model, given: &Given) -> Option<Turn> {
    let Given::Key(key) = given else { return None };
    let stroke = Stroke::of(*key).filter(|stroke| matches!(stroke, Stroke::Ctrl(_) | Stroke::Named(_)))?;
    let turn = model.keys.on(stroke)?.turn;
    matches!(turn, Turn::Language | Turn::Redraw | Turn::Suspend).then_some(turn)
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
pub(super) fn say_no_such_key(model: &mut Model, key: &str) {
    model.say(
        Look::Muted,
        sentence!(
            "「{key}」に割り当てはありません。{help} でキーの一覧",
            "\"{key}\" means nothing here. {help} lists the keys.",
            key = key,
            help = model.keys.sentence(Turn::Help)
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
