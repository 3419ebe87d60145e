//! Keeping the workspace: runs on the writer thread, after what is being written. No act, and no entry.

use super::effects::Keep;
use super::message::Kept;
use crate::actions::READ_ONLY;
use crate::domain::Context;
use crate::listings::view::{deleted, name_taken, no_view, renamed, saved};
use crate::store::{Breach, Store, StoreError};
use crate::text::Sentence;

/// Keeps something of the operator's workspace; answers what must be told.
pub fn keep(store: &mut Store, ctx: &Context, what: Keep) -> Option<Kept> {
    let mismatch = store.breach().map(Breach::refusal);
    if let Some(why) = mismatch.or_else(|| store.is_read_only().then(|| READ_ONLY.into())) {
        let is_screen = matches!(what, Keep::Screen(..));
        return (!is_screen).then_some(Kept::NoView(why));
    }
    let operator = &ctx.actor.operator;
    match what {
        Keep::Screen(bytes, former) => match store.keep_workspace(operator, &bytes, former) {
            Ok(()) => None,
            Err(error) => Some(Kept::NotKept((!error.is_busy()).then(|| error.sentence()))),
        },
        Keep::SaveView(view) => {
            let done = store.save_view(operator, &view);
            Some(views(store, operator, done.map(|()| saved(&view.name))))
        }
        Keep::RenameView(noun, name, to) => match store.rename_view(operator, noun, &name, &to) {
            Ok(true) => Some(views(store, operator, Ok(renamed(&to)))),
            Ok(false) => Some(Kept::NoView(no_view(&name))),
            Err(error) if error.is_duplicate() => Some(Kept::NoView(name_taken(&to))),
            Err(error) => Some(Kept::NoView(error.sentence())),
        },
        Keep::DeleteView(noun, name) => match store.delete_view(operator, noun, &name) {
            Ok(true) => Some(views(store, operator, Ok(deleted(&name)))),
            Ok(false) => Some(Kept::NoView(no_view(&name))),
            Err(error) => Some(Kept::NoView(error.sentence())),
        },
    }
}

/// All views as they are now, and what was done.
fn views(store: &Store, operator: &str, done: Result<Sentence, StoreError>) -> Kept {
    match done.and_then(|sentence| Ok((store.saved_views(operator)?, sentence))) {
        Ok((views, sentence)) => Kept::Views(views, sentence),
        Err(error) => Kept::NoView(error.sentence()),
    }
}
