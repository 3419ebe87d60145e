//! What reads found, put where it belongs.

use super::act;
use crate::tui::effects::Effect;
use crate::tui::message::Found;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::dialog::{Dialog, Purpose};
use crate::tui::overlays::import;
use crate::tui::overlays::ledger::LedgerView;
use crate::tui::theme::Look;

/// Takes an answer that is still waited for.
pub fn take(model: &mut Model, found: Found) -> Vec<Effect> {
    match found {
        Found::Office(office) => model.office = office.map(|office| *office),
        Found::Rows(noun, loading) => {
            model.list_mut(noun).take(*loading);
            return act::press_what_waited(model, noun);
        }
        Found::All(noun, ids) => model.list_mut(noun).selection.toggle_all(&ids),
        Found::Count(noun, count) => {
            let list = model.list_mut(noun);
            list.arrived = count.saturating_sub(list.total.unwrap_or(count));
        }
        Found::Cases(cases) => return cases_found(model, cases),
        Found::History(id, case, entries) => {
            let shown = model.overlays.iter_mut().find_map(|overlay| match overlay {
                Overlay::Evidence(evidence) if evidence.id == id => Some(evidence),
                _ => None,
            });
            if let Some(evidence) = shown {
                evidence.take(case.map(|case| *case), entries);
            }
        }
        Found::Entries(entries) => {
            if let Some(ledger) = ledger(model) {
                ledger.add(entries);
                return super::super::overlays::ledger::verify(model);
            }
        }
        Found::Chain(verdict) => {
            if let Some(ledger) = ledger(model) {
                ledger.chain = Some(verdict);
            }
        }
        Found::Due(rows) => {
            let today = model.overlays.iter_mut().find_map(|overlay| match overlay {
                Overlay::Today(today) => Some(today),
                _ => None,
            });
            if let Some(today) = today {
                today.take(rows);
            }
        }
        Found::Undoable(Some(row)) => return act::show(model, Purpose::Undo(row), Vec::new()),
        Found::Undoable(None) => act::say_nothing_to_undo(model),
        Found::Reach(reach) => with_dialog(model, |dialog| dialog.reach = reach),
        Found::Preview(list, preview) => import::show_preview(model, list, preview),
        Found::Files(files) => import::offer(model, files),
        Found::Search(cases) => {
            if let Some(Overlay::Palette(palette)) = model.overlays.last_mut() {
                palette.found = cases;
            }
        }
        Found::Lookup(cases) => with_dialog(model, |dialog| dialog.offer(cases)),
        Found::Decided(sentence) => model.say(Look::Caution, sentence),
        Found::Numbers(numbers) => model.numbers = numbers,
    }
    Vec::new()
}

/// The ledger, wherever among the overlays it lies.
fn ledger(model: &mut Model) -> Option<&mut LedgerView> {
    model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Ledger(ledger) => Some(ledger),
        _ => None,
    })
}

fn with_dialog(model: &mut Model, change: impl FnOnce(&mut Dialog)) {
    if let Some(Overlay::Dialog(dialog)) = model.overlays.last_mut() {
        change(dialog);
    }
}

/// Fresh rows: of a dialog that is open and was answered by a conflict, or for one about to open.
fn cases_found(model: &mut Model, cases: Vec<crate::domain::Case>) -> Vec<Effect> {
    let Some(Overlay::Dialog(mut dialog)) = model.overlays.pop_if(|o| matches!(o, Overlay::Dialog(_))) else {
        return act::open_many(model, cases);
    };
    dialog.renew(model, cases);
    model.overlays.push(Overlay::Dialog(dialog));
    Vec::new()
}
