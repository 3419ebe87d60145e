//! What a form begins with: what the row holds already, where an action changes it in place or goes on from it.
//!
//! The console's forms and those in numbered lines begin the same way.

use super::action::Action;
use super::group::{ARCHIVE, SET_END};
use crate::domain::case::{GroupCase, OneCase};
use crate::domain::{Case, Context, EndReason};
use crate::listings;

/// The fields of an action that a row answers already, each with its text.
pub fn held(action: &'static Action, case: &Case, ctx: &Context) -> Vec<(&'static str, String)> {
    if goes_on_from_the_end(action) {
        return GroupCase::of(case).map(end_of_use).unwrap_or_default();
    }
    if !matches!(action.verb(), "edit" | "memo") {
        return Vec::new();
    }
    let Some(listing) = listings::of(case.id().noun) else { return Vec::new() };
    let row = (listing.json)(case, ctx);
    let held = |id: &str| row.get(id).and_then(serde_json::Value::as_str).map(str::to_owned);
    action.fields.iter().filter_map(|field| held(field.id).map(|text| (field.id, text))).collect()
}

/// Whether what is held is the start of a next step, and not what is to be changed: the form begins at what is missing.
pub fn goes_on_from_the_end(action: &Action) -> bool {
    [ARCHIVE.id, SET_END.id].contains(&action.id)
}

/// The end of use as it was recorded before the archive (留意事項2(1)).
fn end_of_use(case: &GroupCase) -> Vec<(&'static str, String)> {
    let group = &case.group;
    let day = group.ended_on.map(|day| ("end", day.to_string()));
    let why = group.end_reason.map(|reason: EndReason| ("why", reason.word().to_owned()));
    let note = (!group.end_note.is_empty()).then(|| ("note", group.end_note.clone()));
    [day, why, note].into_iter().flatten().collect()
}
