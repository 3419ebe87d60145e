//! What others did meanwhile: shown within a second, never under the hand.
//!
//! The row with the cursor stays where it is. While the user decides, rows that are shown say what they now are,
//! and new ones are held back and announced. A row that is taken away under the cursor or out of the selection is
//! told, and so is a row that a dialog asks about.

use crate::domain::{Id, Noun};
use crate::sentence;
use crate::text::Text;
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::list::Loading;
use crate::tui::message::{Fresh, Lost};
use crate::tui::model::{Hearing, Model};
use crate::tui::overlays::{Overlay, operators};
use crate::tui::theme::Look;

/// Another connection has committed.
pub fn changed(model: &mut Model) -> Vec<Effect> {
    if model.context.is_none() {
        return Vec::new();
    }
    let mut effects = model.read_again();
    effects.extend(operators::again(model));
    // The question first: somebody may be about to answer it.
    if let Some(about) = targets(model) {
        effects.insert(0, model.read(Slot::Targets, Query::Targets(about)));
    }
    effects
}

/// The rows that the dialog on top asks about, with the versions it shows.
fn targets(model: &Model) -> Option<Vec<(Id, u32)>> {
    let Some(Overlay::Dialog(dialog)) = model.overlays.last() else { return None };
    let rows: Vec<_> = dialog.targets.iter().map(|case| (case.id(), case.version())).collect();
    (!rows.is_empty() && !dialog.is_new()).then_some(rows)
}

/// Takes rows that were read since another has committed.
pub fn take_rows(model: &mut Model, noun: Noun, loading: Loading) -> Vec<Effect> {
    drop_from_selection(model, noun, &loading.gone);
    let effects = ask_who_took_the_row(model, noun, &loading);
    let is_first = model.list(noun).total.is_none();
    if model.is_deciding(noun) && !is_first {
        model.list_mut(noun).hold(loading);
        return effects;
    }
    let new = if is_first { 0 } else { model.list(noun).new_rows(&loading) };
    model.list_mut(noun).take(loading);
    if new > 0 && noun == model.focus {
        model.say(
            Look::Plain,
            sentence!(
                "{noun}の新着 {n}件を一覧に加えました。",
                "New in the list ({noun}): {n}.",
                noun = noun.label(),
                n = new
            ),
        );
    }
    effects
}

/// The row under the cursor is no longer in its list: who did it is read, once.
fn ask_who_took_the_row(model: &mut Model, noun: Noun, loading: &Loading) -> Vec<Effect> {
    let list = model.list_mut(noun);
    let lost = list.cursor.filter(|id| loading.cursor != Some(*id) && list.lost != Some(*id));
    let Some(id) = lost.filter(|_| list.case().is_some()) else { return Vec::new() };
    list.lost = Some(id);
    if noun != model.focus {
        return Vec::new();
    }
    vec![model.read(Slot::Lost, Query::Lost(id))]
}

/// Says who took the row away from under the cursor, unless that was the one who looks: another commit may come
/// between an own act and the reading after it.
pub fn tell_lost(model: &mut Model, id: Id, lost: Lost) {
    let what = sentence!("{id} は一覧から外れました。", "{id} has left the list.", id = id);
    let sentence = match lost {
        Lost::By(told) => sentence!("{what}{told}", "{what} {told}", what = what, told = told),
        Lost::ByNobodyKnown => what,
        Lost::ByOneself => return,
    };
    model.say(Look::Caution, sentence);
}

fn drop_from_selection(model: &mut Model, noun: Noun, gone: &[Id]) {
    let list = model.list_mut(noun);
    let gone: Vec<Id> = gone.iter().copied().filter(|id| list.selection.contains(*id)).collect();
    let Some(first) = gone.first() else { return };
    list.selection.drop_all(gone.iter().copied());
    let sentence = sentence!(
        "選択していた {first} など{n}件は、ほかの人の操作でなくなったため、選択から外しました。",
        "No longer selected, since others took them away: {first} ({n} in all).",
        first = first,
        n = gone.len()
    );
    model.say(Look::Caution, sentence);
}

/// The writer waits for another's commit: the dialog stands and says so.
pub fn store_is_busy(model: &mut Model) {
    let words = Text::new(
        "ほかの人が保存中です。終わりしだい実行します（Escで中止）。",
        "Somebody else is saving; this follows as soon as that is done (Esc gives up).",
    );
    match model.overlays.last_mut() {
        Some(Overlay::Dialog(dialog)) => dialog.trouble = Some((None, words.into())),
        _ => model.say(Look::Caution, words),
    }
}

/// Tells the dialog on top what has become of its rows; a key typed before that is seen does not count.
pub fn tell_dialog(model: &mut Model, fresh: Vec<Fresh>) {
    let Some(Overlay::Dialog(mut dialog)) = model.overlays.pop_if(|o| matches!(o, Overlay::Dialog(_))) else {
        return;
    };
    let has_news = dialog.renew(model, fresh);
    model.overlays.push(Overlay::Dialog(dialog));
    if has_news {
        model.hearing = Hearing::UntilDrawn;
    }
}
