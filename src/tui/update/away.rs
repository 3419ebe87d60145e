//! The store's key is changed by somebody: the screen stays as it is, lets go of the store, and goes on.

use super::others;
use crate::text::Text;
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::model::Model;
use crate::tui::theme::Look;

/// Everybody is asked to let go. Keys still count; what they ask for waits until the store is open again.
pub fn let_go(model: &mut Model) -> Vec<Effect> {
    let words = Text::new(
        "ストアの鍵を交換しています。終わりしだい、このまま続けられます。",
        "The store's key is being changed. You go on here as soon as that is done.",
    );
    model.say(Look::Caution, words);
    vec![Effect::LetGo]
}

/// It is open again: what is on screen is read anew, and whether the operator may still act.
pub fn came_back(model: &mut Model) -> Vec<Effect> {
    let words = Text::new(
        "ストアの鍵の交換が終わりました。続けられます。",
        "The store's key has been changed. Go on where you were.",
    );
    model.say(Look::Muted, words);
    let mut effects = others::changed(model);
    effects.push(model.read(Slot::Operator, Query::Operator));
    effects
}
