//! Keys that are ahead of the rows: each waits for the row that it is about.
//!
//! Moving on past the rows that are held asks for more and owes the rest of the way. What is pressed meanwhile is kept, and
//! pressed once the way has been made: no key meets a row that only happens to be the last one read.

use super::given;
use crate::tui::effects::Effect;
use crate::tui::gestures::Turn;
use crate::tui::message::Given;
use crate::tui::model::Model;
use crate::tui::overlays::gate::Gate;
use crate::tui::stroke::Stroke;

/// Keeps what is pressed until the rows are there, where it must wait.
pub fn waits(model: &mut Model, given: &Given) -> bool {
    let must = is_ahead(model) && !(model.ahead.is_empty() && goes_further(model, given));
    if must {
        model.ahead.push(given.clone());
    }
    must
}

/// Presses what was kept, once the rows are there; drops it where something else has come to lie on top.
pub fn go_on(model: &mut Model) -> Vec<Effect> {
    if is_ahead(model) {
        return Vec::new();
    }
    let kept = std::mem::take(&mut model.ahead);
    if !(model.overlays.is_empty() && matches!(model.gate, Gate::Open)) {
        return Vec::new();
    }
    kept.into_iter().flat_map(|next| given(model, next)).collect()
}

fn is_ahead(model: &Model) -> bool {
    model.overlays.is_empty() && matches!(model.gate, Gate::Open) && model.focused().owes_steps()
}

/// Steps add up: they need not wait for each other.
fn goes_further(model: &Model, given: &Given) -> bool {
    let Given::Key(key) = given else { return false };
    let gesture = Stroke::of(*key).and_then(|stroke| model.keys.on(stroke));
    model.prefix.is_none() && gesture.is_some_and(|gesture| is_step(gesture.turn))
}

fn is_step(turn: Turn) -> bool {
    use Turn::{Down, HalfDown, HalfUp, PageDown, PageUp, Up};
    matches!(turn, Down | Up | PageDown | PageUp | HalfDown | HalfUp)
}

#[cfg(test)]
mod tests {
    use crate::testing::World;
    use crate::text::Lang;
    use crate::tui::harness::Console;
    use crate::tui::overlays::gate::Gate;

    /// 200 groups, of which a page and no more is held.
    fn groups() -> Console {
        let mut console = Console::new(World::demo(), Lang::Ja, 80, 24);
        console.keys("2");
        console
    }

    fn chosen(console: &Console) -> usize {
        console.model.focused().selection.len()
    }

    #[test]
    fn a_burst_of_keys_meets_each_row_once_however_late_the_rows_come() {
        let mut console = groups();
        console.hold_reads();
        console.burst(&" ".repeat(150));
        assert!((1..150).contains(&chosen(&console)), "the rows are not there yet: {}", chosen(&console));
        console.release_reads();
        assert_eq!(chosen(&console), 150, "{}", console.frame());
    }

    #[test]
    fn an_act_in_a_burst_asks_about_the_row_that_was_gone_to() {
        let (mut late, mut in_time) = (groups(), groups());
        late.hold_reads();
        late.burst(&("j".repeat(130) + "o"));
        assert!(late.model.overlays.is_empty());
        late.release_reads();
        for _ in 0..130 {
            in_time.keys("j");
        }
        in_time.keys("o");
        assert_eq!(late.model.focused().cursor, in_time.model.focused().cursor);
        assert_eq!(late.frame(), in_time.frame());
        assert_eq!(late.model.overlays.len(), 1);
    }

    #[test]
    fn what_was_ahead_when_the_screen_was_locked_is_never_pressed() {
        let mut console = groups();
        console.hold_reads();
        console.burst(&" ".repeat(150));
        assert!(!console.model.ahead.is_empty());
        let chosen_before = chosen(&console);
        console.pass_minutes(6);
        assert!(!matches!(console.model.gate, Gate::Open));
        console.release_reads();
        assert!(console.model.ahead.is_empty());
        assert_eq!(chosen(&console), chosen_before);
    }
}
