//! Verbs: from a key to a dialog, or to the sentence that says why not. Nothing is written here.

use super::{say_no_such_key, say_writing};
use crate::actions::{Action, offer};
use crate::domain::{Case, Id};
use crate::sentence;
use crate::text::Text;
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::keymap;
use crate::tui::model::{Hearing, Model, Writing};
use crate::tui::one_by_one::OneByOne;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::dialog::{Dialog, Draft, Purpose};
use crate::tui::theme::Look;

/// Takes a verb's key.
pub fn press(model: &mut Model, key: char) -> Vec<Effect> {
    if let Writing::Rereading(waiting) = &mut model.writing {
        *waiting = Some(key);
        return Vec::new();
    }
    let noun = model.acting();
    let candidates = keymap::candidates(&model.keys, noun, key);
    if candidates.is_empty() {
        say_no_such_key(model, &key.to_string());
        return Vec::new();
    }
    let on_rows: Vec<_> = candidates.iter().copied().filter(|a| a.on == noun).collect();
    if !on_rows.is_empty() && model.acts_on_selection() {
        return begin_many(model, on_rows);
    }
    match keymap::action(model, key) {
        Some(action) => open_one(model, action),
        None => Vec::new(),
    }
}

/// The rows are there again: the key that waited for them meets the row as it now is.
pub fn press_what_waited(model: &mut Model) -> Vec<Effect> {
    let Writing::Rereading(waiting) = model.writing else { return Vec::new() };
    model.writing = Writing::Idle;
    match waiting {
        Some(key) if matches!(model.overlays.last(), None | Some(Overlay::Today(_))) => press(model, key),
        Some(_) | None => Vec::new(),
    }
}

/// Opens an action chosen by name: on the selection where there is one, else on the row under the cursor.
pub fn open(model: &mut Model, action: &'static Action) -> Vec<Effect> {
    if action.on == model.focus && model.acts_on_selection() {
        return begin_many(model, vec![action]);
    }
    open_one(model, action)
}

fn open_one(model: &mut Model, action: &'static Action) -> Vec<Effect> {
    if say_writing(model) {
        return Vec::new();
    }
    let Some(case) = model.subject(action) else {
        let what = action.label;
        let on = action.on.label();
        model.say(
            Look::Caution,
            sentence!(
                "{what}：{on}の行がありません。",
                "{what}: there is no row ({on}).",
                what = what,
                on = on
            ),
        );
        return Vec::new();
    };
    open_case(model, action, case)
}

/// Opens an action that makes something new, with some of its fields answered already.
pub fn open_with(
    model: &mut Model,
    action: &'static Action,
    answered: &[(&'static str, &str)],
) -> Vec<Effect> {
    if say_writing(model) {
        return Vec::new();
    }
    let Some(case) = model.subject(action) else { return Vec::new() };
    if let Some(why) = model.why_not(action, &case) {
        model.say(Look::Caution, sentence!("{what}：{why}", "{what}: {why}", what = action.label, why = why));
        return Vec::new();
    }
    let mut dialog = Dialog::new(model, Purpose::Act(action), vec![case]);
    dialog.answer_beforehand(answered);
    show_dialog(model, dialog)
}

fn open_case(model: &mut Model, action: &'static Action, case: Case) -> Vec<Effect> {
    if model.read_only().is_none() && is_decided(model, action, &case) {
        return vec![model.read(Slot::Overlay, Query::Decided(action, case.id()))];
    }
    if let Some(why) = model.why_not(action, &case) {
        model.say(Look::Caution, sentence!("{what}：{why}", "{what}: {why}", what = action.label, why = why));
        return Vec::new();
    }
    let known = model.today().map(|today| today.known_of(action, case.id())).unwrap_or_default();
    if known.is_empty() {
        return show(model, Purpose::Act(action), vec![case]);
    }
    let mut dialog = Dialog::new(model, Purpose::Act(action), vec![case]);
    let known: Vec<_> = known.iter().map(|(field, text)| (*field, text.as_str())).collect();
    dialog.answer_beforehand(&known);
    show_dialog(model, dialog)
}

/// Decided already, by whoever: the ledger knows by whom and when.
fn is_decided(model: &Model, action: &Action, case: &Case) -> bool {
    model.context.as_ref().is_some_and(|context| offer::is_decided(action, case, context))
}

/// A verb on a selection: its rows are read fresh before anything is asked.
fn begin_many(model: &mut Model, actions: Vec<&'static Action>) -> Vec<Effect> {
    let ids = model.focused().selection.ids().collect();
    begin(model, ids, actions)
}

/// These rows are read fresh before anything is asked.
fn begin(model: &mut Model, ids: Vec<Id>, actions: Vec<&'static Action>) -> Vec<Effect> {
    if say_writing(model) {
        return Vec::new();
    }
    model.awaited = actions;
    vec![model.read(Slot::Overlay, Query::Cases(ids))]
}

/// The selection's rows are there: the verb that fits most of them is asked for.
pub fn open_many(model: &mut Model, cases: Vec<Case>) -> Vec<Effect> {
    let actions = std::mem::take(&mut model.awaited);
    if let [case] = cases.as_slice() {
        let fittest = actions.iter().rev().copied().max_by_key(|a| keymap::readiness(model, a, case));
        let effects = fittest.map_or_else(Vec::new, |action| open_case(model, action, case.clone()));
        if !matches!(model.overlays.last(), Some(Overlay::Dialog(_))) {
            // Decided meanwhile, or stopped by a rule: why has been said, and nobody is led on past it.
            model.run = None;
        }
        return effects;
    }
    let able = |action: &Action| cases.iter().filter(|case| model.why_not(action, case).is_none()).count();
    let Some(action) = actions.iter().rev().copied().max_by_key(|action| able(action)) else {
        return Vec::new();
    };
    if able(action) == 0 {
        let why = cases.first().and_then(|case| model.why_not(action, case)).unwrap_or_default();
        model.say(
            Look::Caution,
            sentence!(
                "{what}：選択した{n}件のどれにも行えません。{why}",
                "{what}: not possible for any of the {n} selected rows. {why}",
                what = action.label,
                n = cases.len(),
                why = why
            ),
        );
        return Vec::new();
    }
    let dialog = Dialog::new(model, Purpose::Act(action), cases);
    if dialog.targets.is_empty() {
        return one_by_one(model, action, dialog.singly());
    }
    show_dialog(model, dialog)
}

/// Begins with the rows that want a reason of their own.
pub fn one_by_one(model: &mut Model, action: &'static Action, ids: Vec<Id>) -> Vec<Effect> {
    model.run = OneByOne::over(action, ids);
    go_on(model)
}

/// Asks about the row whose turn it is.
pub fn go_on(model: &mut Model) -> Vec<Effect> {
    let next = model.run.as_ref().and_then(|run| Some((run.action, run.current()?)));
    let Some((action, id)) = next else { return Vec::new() };
    // The row asked about stands under the cursor, where its list holds it.
    model.list_mut_of(id, |list| {
        if list.case_of(id).is_some() {
            list.cursor = Some(id);
        }
    });
    begin(model, vec![id], vec![action])
}

/// Asks. Whatever was typed before the question is on the screen does not count.
pub fn show(model: &mut Model, purpose: Purpose, cases: Vec<Case>) -> Vec<Effect> {
    let dialog = Dialog::new(model, purpose, cases);
    show_dialog(model, dialog)
}

fn show_dialog(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Menu(_) | Overlay::Palette(_)));
    model.overlays.push(Overlay::Dialog(Box::new(dialog)));
    model.hearing = Hearing::UntilDrawn;
    ask_for_reach(model)
}

/// A form left half-filled is asked again about its rows as they are now; those that are gone are left out.
pub fn resume(model: &mut Model, draft: Draft, cases: Vec<Case>) -> Vec<Effect> {
    if say_writing(model) {
        return Vec::new();
    }
    let gone: Vec<_> = draft.targets.iter().filter(|id| cases.iter().all(|case| case.id() != **id)).collect();
    if let Some(first) = gone.first() {
        model.drafts.retain(|other| *other != draft);
        model.say(
            Look::Caution,
            sentence!(
                "{what}：{n}件（{first} など）は今はありません。外しました。",
                "{what}: {n} of its rows ({first} first) are no longer there and are left out.",
                what = draft.action.label,
                n = gone.len(),
                first = first
            ),
        );
    }
    let Some(first) = cases.first() else { return Vec::new() };
    if cases.iter().all(|case| model.why_not(draft.action, case).is_some()) {
        let why = model.why_not(draft.action, first).unwrap_or_default();
        model.say(
            Look::Caution,
            sentence!("{what}：{why}", "{what}: {why}", what = draft.action.label, why = why),
        );
        return Vec::new();
    }
    let mut dialog = Dialog::new(model, Purpose::Act(draft.action), cases);
    dialog.fill(&draft);
    show_dialog(model, dialog)
}

/// What the act would reach is read while the question stands on the screen.
fn ask_for_reach(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Dialog(dialog)) = model.overlays.last() else { return Vec::new() };
    let asked = dialog.asks_for_reach(model);
    asked.map(|query| model.read(Slot::Reach, query)).into_iter().collect()
}

/// Says that there is nothing to undo.
pub fn say_nothing_to_undo(model: &mut Model) {
    model.say(
        Look::Caution,
        Text::new("この接続で元に戻せる操作はありません。", "There is nothing of this session to undo."),
    );
}
