//! What keys mean: built from the table of actions and the table of gestures, and from nothing else.

use super::keys::Keys;
use super::model::Model;
use crate::actions::{Action, offer};
use crate::domain::{Case, Noun};

pub use crate::actions::offer::{Readiness, concerning as actions_of};

/// Whether some pane has both.
pub fn share_a_pane(one: &Action, other: &Action) -> bool {
    let has_both = |noun| actions_of(noun).any(|a| a == one) && actions_of(noun).any(|a| a == other);
    Noun::ALL.into_iter().any(has_both)
}

/// The actions that a key may stand for in a noun's pane.
pub fn candidates(keys: &Keys, noun: Noun, key: char) -> Vec<&'static Action> {
    actions_of(noun).filter(|action| keys.of_action(action).contains(&key)).collect()
}

/// The one action that a key stands for on the row under the cursor: the one whose time has come, else the
/// one that says best why not.
pub fn action(model: &Model, key: char) -> Option<&'static Action> {
    let candidates = candidates(&model.keys, model.acting(), key);
    let of_subject =
        |action: &&'static Action| model.about_subject(action, |case| readiness(model, action, case));
    candidates.iter().copied().max_by_key(|action| {
        // The first of equals in the table wins.
        let place = candidates.iter().position(|a| a == action).unwrap_or(0);
        (of_subject(action), std::cmp::Reverse(place))
    })
}

/// How near an action's time is for a case.
pub fn readiness(model: &Model, action: &Action, case: &Case) -> Readiness {
    model.context.as_ref().map_or(Readiness::Past, |context| offer::readiness(action, case, context))
}

/// The verbs of the row under the cursor for hints and menu: one action per key, those without a key after.
pub fn verbs(model: &Model) -> Vec<&'static Action> {
    let mut verbs: Vec<&'static Action> = Vec::new();
    for candidate in actions_of(model.acting()) {
        let action = model.keys.key(candidate).and_then(|key| action(model, key)).unwrap_or(candidate);
        if !verbs.contains(&action) {
            verbs.push(action);
        }
    }
    verbs
}
