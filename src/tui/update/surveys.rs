//! The city's desk counts in the offices on the screen, once nothing else is waited for.

use crate::domain::case::Survey;
use crate::domain::{Case, Id, Noun};
use crate::listings::desk;
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::layout;
use crate::tui::model::{DESK_PANES, Model};
use crate::tui::overlays::gate::Gate;

/// Asks for what is not known yet of the rows shown, the row under the cursor first.
pub fn ask(model: &mut Model) -> Option<Effect> {
    if model.panes() != DESK_PANES || !matches!(model.gate, Gate::Open) {
        return None;
    }
    let shown = shown(model)?;
    let wanted = model.list_mut(Noun::Office).surveys.wanted(shown.into_iter())?;
    Some(model.read(Slot::Surveys, Query::Surveys(wanted)))
}

/// The offices that stand on the screen and have anybody in them.
fn shown(model: &Model) -> Option<Vec<Id>> {
    let ctx = model.context.as_ref()?;
    let list = model.list(Noun::Office);
    let height = layout::rows_shown(model, Noun::Office);
    let is_counted = |case: &&Case| matches!(case, Case::Office(office) if desk::counts_in(office, ctx));
    let rows = list.page.rows.iter().skip(list.top(height)).take(height).map(|(_, case)| case);
    let first = list.case().filter(|_| model.focus == Noun::Office);
    Some(first.into_iter().chain(rows).filter(is_counted).map(Case::id).collect())
}

/// Takes what was counted.
pub fn take(model: &mut Model, counted: Vec<(Id, Option<Survey>)>) {
    let list = model.list_mut(Noun::Office);
    list.surveys.take(&mut list.page, counted);
}
