//! What reads found, put where it belongs.

use super::{act, ahead, others, surveys, workspace};
use crate::domain::Noun;
use crate::session::Why;
use crate::tui::company;
use crate::tui::effects::{Cause, Effect, Ending};
use crate::tui::layout;
use crate::tui::list::Loading;
use crate::tui::message::{Found, Standing};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::dialog::{Dialog, Purpose};
use crate::tui::overlays::ledger::LedgerView;
use crate::tui::overlays::{clauses, import, today, trends};
use crate::tui::theme::Look;

/// Takes an answer that is still waited for.
pub fn take(model: &mut Model, found: Found) -> Vec<Effect> {
    match found {
        Found::Office(office) => model.office = office.map(|office| *office),
        Found::Operator(Standing::Holds) => {}
        Found::Operator(Standing::Lapsed) => return vec![Effect::Quit(Ending::Closed(Why::Lapsed))],
        Found::Rows(noun, loading) => {
            let effects = rows(model, noun, *loading);
            if noun != model.focus || model.today().is_some() {
                return effects;
            }
            return effects.into_iter().chain(act::press_what_waited(model)).collect();
        }
        Found::Totals(noun, totals) => model.list_mut(noun).take_totals(totals),
        Found::Surveys(surveys) => surveys::take(model, surveys),
        Found::All(noun, ids) => model.list_mut(noun).selection.toggle_all(&ids),
        Found::Cases(cases) => return act::open_many(model, cases),
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
        Found::Due(reading) => {
            model.numbers.due = u64::try_from(reading.rows.len()).ok();
            return match model.today() {
                Some(today) if today.behind().is_none() => today::take(model, *reading),
                _ => Vec::new(),
            };
        }
        Found::Behind(clause, reading) if model.today().is_some_and(|today| today.is_behind(clause)) => {
            return today::take(model, *reading);
        }
        Found::Checklist(about, steps) => return today::take_steps(model, &about, steps),
        // It was closed meanwhile, or another was opened.
        Found::Behind(..) => {}
        Found::Trends(charts) => trends::show(model, charts),
        Found::Board(standings) => clauses::take(model, standings),
        Found::Row(case) => {
            today::show_row(model, case);
            return act::press_what_waited(model);
        }
        Found::Undoable(Some(row)) => return act::show(model, Purpose::Undo(row), Vec::new()),
        Found::Undoable(None) => act::say_nothing_to_undo(model),
        Found::Gone(ids) => return workspace::gone(model, &ids),
        Found::Resume(draft, cases) => return act::resume(model, draft, cases),
        Found::Views(views) => model.views = views,
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
        Found::Targets(fresh) => others::tell_dialog(model, fresh),
        Found::Lost(id, told) => others::tell_lost(model, id, told),
        Found::Operators(names) => company::named(model, names),
        Found::Numbers(numbers, staff) => {
            // A rule of the office (第13条) counts on the screen as soon as it is read.
            if let Some(context) = &mut model.context {
                context.settings = numbers.settings.clone();
            }
            model.numbers = numbers;
            model.take_staff(staff);
        }
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

fn rows(model: &mut Model, noun: Noun, loading: Loading) -> Vec<Effect> {
    if let Cause::Others(_) = loading.cause {
        return others::take_rows(model, noun, loading);
    }
    model.answered(noun);
    let height = layout::rows_shown(model, noun);
    let list = model.list_mut(noun);
    let is_first = !list.is_read;
    list.take(loading);
    let more = list.catch_up(height);
    let mut effects = if is_first && model.has_rows() {
        model.read_more()
    } else {
        more.map_or_else(Vec::new, |at| model.read_page(noun, at))
    };
    effects.extend(ahead::go_on(model));
    effects
}

fn with_dialog(model: &mut Model, change: impl FnOnce(&mut Dialog)) {
    if let Some(Overlay::Dialog(dialog)) = model.overlays.last_mut() {
        change(dialog);
    }
}
