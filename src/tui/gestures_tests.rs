//! What holds of the table of gestures.

use super::gestures::*;
use super::stroke::Stroke;
use crate::actions::table::ACTIONS;

#[test]
fn no_two_gestures_or_actions_share_a_name() {
    let ids = GESTURES.iter().map(|g| g.id).chain(ACTIONS.iter().map(|a| a.id));
    let ids: Vec<&str> = ids.collect();
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[..at].contains(id), "{id}");
    }
}

#[test]
fn no_two_gestures_share_a_key() {
    let keys: Vec<Stroke> = GESTURES.iter().flat_map(|g| g.keys).copied().collect();
    for (at, key) in keys.iter().enumerate() {
        assert!(!keys[..at].contains(key), "{key:?}");
    }
}

#[test]
fn no_gesture_shares_a_key_with_an_action_and_no_action_uses_y_or_a_capital() {
    for action in ACTIONS {
        let Some(key) = action.key else { continue };
        let keys = crate::tui::keys::Keys::default();
        assert!(keys.on(Stroke::Char(key)).is_none() && !keys.begins_pair(key), "{}", action.id);
        assert!(key != 'y' && !key.is_ascii_uppercase(), "{}", action.id);
    }
}

#[test]
fn keys_that_terminals_and_multiplexers_keep_for_themselves_are_never_needed() {
    for gesture in GESTURES {
        for key in gesture.keys {
            assert!(
                !matches!(key, Stroke::Ctrl('a' | 'b' | 'g' | 's' | 'q' | 'h' | 'i' | 'j' | 'm')),
                "{gesture:?}"
            );
        }
    }
}
