//! What came of a write: a notice, a dialog that stays with its sentence, or the list of outcomes.

use super::act;
use crate::actions::register::request::ERASE;
use crate::actions::{Outcome, Remedy};
use crate::domain::Id;
use crate::sentence;
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::message::Written;
use crate::tui::model::{Hearing, Model, Writing};
use crate::tui::one_by_one::OneByOne;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::dialog::Dialog;
use crate::tui::overlays::results::Results;
use crate::tui::overlays::{export, import, papers};
use crate::tui::theme::Look;

/// Takes the end of a write.
pub fn take(model: &mut Model, written: Written) -> Vec<Effect> {
    if let Written::Printed(end) = written {
        // A paper changes no row: whatever was opened meanwhile stays as it is.
        papers::printed(model, end);
        return Vec::new();
    }
    model.writing = Writing::Rereading(None);
    if let Written::Exported(end) = written {
        export::exported(model, end);
        return model.read_all();
    }
    let dialog = match model.overlays.pop_if(|o| matches!(o, Overlay::Dialog(_))) {
        Some(Overlay::Dialog(dialog)) => Some(dialog),
        _ => None,
    };
    let mut effects = match written {
        Written::Imported(end) => {
            import::imported(model, end);
            Vec::new()
        }
        Written::Saved(end) => {
            import::saved(model, end);
            Vec::new()
        }
        // Told already.
        Written::Printed(_) | Written::Exported(_) => Vec::new(),
        Written::Failed(sentence) => failed(model, dialog, sentence),
        Written::Settled(outcomes, why) => settled(model, dialog, outcomes, why),
        Written::Unknown(why) => unknown(model, dialog, why),
        Written::Outcomes(outcomes) => match (outcomes.as_slice(), dialog) {
            ([(id, outcome)], Some(dialog)) if dialog.asked() == 1 => {
                one(model, dialog, *id, outcome.clone())
            }
            (_, dialog) => {
                let asked = dialog.as_ref().map_or(outcomes.len(), |dialog| dialog.asked());
                let run = dialog.and_then(|dialog| OneByOne::over(dialog.action()?, dialog.singly()));
                many(model, asked, run, outcomes)
            }
        },
    };
    effects.extend(model.read_all());
    effects
}

fn failed(model: &mut Model, dialog: Option<Box<Dialog>>, sentence: crate::text::Sentence) -> Vec<Effect> {
    let sentence = sentence!("未実行です。{why}", "Not done. {why}", why = sentence);
    model.say(Look::Bad, sentence.clone());
    if let Some(mut dialog) = dialog {
        dialog.ask_again(sentence);
        reopen(model, dialog);
    }
    Vec::new()
}

/// The commit failed, and the ledger says that it stands (実行済み), at least in part.
fn settled(
    model: &mut Model,
    dialog: Option<Box<Dialog>>,
    outcomes: Vec<(Id, Outcome)>,
    why: crate::text::Sentence,
) -> Vec<Effect> {
    let (asked, done) = (dialog.as_ref().map_or(outcomes.len(), |d| d.asked()), outcomes.len());
    let mut effects = many(model, asked, None, outcomes);
    let sentence = sentence!(
        "保存の途中で失敗しましたが、記録を読み直しました。{asked}件中{done}件は実行済み、ほかは未実行です。{why}",
        "Saving failed midway, and the ledger was read again: {done} of {asked} done, the others not. {why}",
        asked = asked,
        done = done,
        why = why
    );
    model.say(Look::Caution, sentence);
    effects.extend(model.read_all());
    effects
}

/// Nobody can say yet: not the dialog again, since it might be done twice over.
fn unknown(model: &mut Model, dialog: Option<Box<Dialog>>, why: crate::text::Sentence) -> Vec<Effect> {
    let sentence = sentence!(
        "実行済みか未実行か、まだ確かめられません。ストアを読めるようになったら r で確かめてください。{why}",
        "Whether it was done cannot be told yet. Once the store can be read again, r shows it. {why}",
        why = why
    );
    model.say(Look::Bad, sentence.clone());
    if let Some(mut dialog) = dialog {
        dialog.ask_again(sentence);
        reopen(model, dialog);
    }
    Vec::new()
}

fn one(model: &mut Model, mut dialog: Box<Dialog>, id: Id, outcome: Outcome) -> Vec<Effect> {
    let sentence = outcome.sentence();
    let veiled = dialog.veiled(model, &outcome);
    match outcome {
        Outcome::Done(receipt) => {
            model.list_mut_of(id, |list| list.selection.drop_all([id]));
            if receipt.object != id {
                stand_on_new(model, receipt.object);
            }
            model.drafts.retain(|draft| !draft.is_of(&dialog));
            model.say_veiled(Look::Strong, sentence, veiled);
            if dialog.action().is_some_and(|action| action.id == ERASE.id) {
                // A filter may be the very name that was erased: no field keeps it either.
                model.lists.iter_mut().for_each(|list| list.filter.clear());
            }
            match dialog.action().filter(|_| !dialog.left_out.is_empty()) {
                Some(action) => act::one_by_one(model, action, dialog.singly()),
                None => next_of_run(model, id),
            }
        }
        Outcome::Unreadable(error) => {
            dialog.put_trouble(error);
            reopen(model, dialog);
            Vec::new()
        }
        Outcome::Refused(refusal) if refusal.remedy == Remedy::Reason => {
            dialog.ask_for_reason(sentence);
            reopen(model, dialog);
            Vec::new()
        }
        Outcome::Conflict(_) => {
            model.say_veiled(Look::Caution, sentence.clone(), veiled);
            // No row has version 0: the row is read in full, whatever it says now.
            let shown = vec![(id, 0)];
            dialog.refuse(sentence);
            reopen(model, dialog);
            vec![model.read(Slot::Targets, Query::Targets(shown))]
        }
        Outcome::Refused(_) | Outcome::NotFound(_) => {
            model.say_veiled(Look::Bad, sentence, veiled);
            Vec::new()
        }
    }
}

/// A new row comes under the cursor of the list that it was made in, unless a filter may hide it: its next step follows.
fn stand_on_new(model: &mut Model, id: Id) {
    if model.focus == id.noun && model.today().is_none() && !model.focused().is_filtered() {
        model.list_mut(id.noun).cursor = Some(id);
    }
}

/// The dialog stays; a key typed before its new sentence is seen does not count.
fn reopen(model: &mut Model, dialog: Box<Dialog>) {
    model.overlays.push(Overlay::Dialog(dialog));
    model.hearing = Hearing::UntilDrawn;
}

/// One row of several is done: the next one is asked about once the rows have been read again.
fn next_of_run(model: &mut Model, id: Id) -> Vec<Effect> {
    match model.run.take().filter(|run| run.current() == Some(id)).and_then(OneByOne::next) {
        Some(run) => {
            model.run = Some(run);
            act::go_on(model)
        }
        None => Vec::new(),
    }
}

fn many(model: &mut Model, asked: usize, run: Option<OneByOne>, outcomes: Vec<(Id, Outcome)>) -> Vec<Effect> {
    let done: Vec<Id> =
        outcomes.iter().filter(|(_, o)| matches!(o, Outcome::Done(_))).map(|(id, _)| *id).collect();
    for list in &mut model.lists {
        list.selection.drop_all(done.iter().copied());
    }
    let look = if done.len() == asked { Look::Strong } else { Look::Caution };
    model.say(
        look,
        sentence!(
            "{asked}件中{done}件を実行しました。",
            "{done} of {asked} done.",
            asked = asked,
            done = done.len()
        ),
    );
    model.run = run;
    if outcomes.len() > 1 {
        model.overlays.push(Overlay::Results(Results { outcomes, scroll: 0 }));
        return Vec::new();
    }
    act::go_on(model)
}
