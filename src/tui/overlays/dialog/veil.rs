//! What a dialog shows while names are masked, and Ctrl-P, which shows the names in this dialog only.

use tui_input::Input;

use super::{Ask, Dialog, Purpose};
use crate::actions::Outcome;
use crate::regulation::finding::Finding;
use crate::text::Sentence;
use crate::tui::mask::{Masking, Names, masked};
use crate::tui::model::Model;
use crate::tui::stroke::Stroke;
use crate::tui::veil::UNSAID;
use crate::tui::widgets::Sheet;

/// Shows the names in this dialog, and hides them again: no field takes it.
pub const SHOW_NAMES: Stroke = Stroke::Ctrl('p');

impl Dialog {
    /// What it shows, with the names where they were asked for.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        if (model.masking, self.masking) == (Masking::On, Masking::Off) {
            let mut unmasked = model.clone();
            unmasked.masking = Masking::Off;
            return self.sheet_of(&unmasked, width);
        }
        self.sheet_of(model, width)
    }

    /// The names that its sentences may hold.
    pub fn names(&self) -> Names {
        let cases = self.targets.iter().chain(self.left_out.iter().map(|left| &left.case)).map(Names::of);
        let undone = match &self.purpose {
            Purpose::Undo(row) => vec![Names::new([row.name.clone()])],
            Purpose::Act(_) => Vec::new(),
        };
        Names::all(cases.chain(undone))
    }

    /// What came of it, under the mask. A refusal of a new row may name people whom no row here holds.
    pub fn veiled(&self, model: &Model, outcome: &Outcome) -> Sentence {
        match outcome {
            Outcome::Refused(_) if self.is_new() => UNSAID.into(),
            other => model.veiled(&other.sentence(), &self.names()),
        }
    }

    /// A sentence as it may be shown. What speaks against a new row may name people whom no row here holds.
    pub(super) fn told(&self, model: &Model, sentence: &Sentence) -> String {
        if model.masking == Masking::On && self.is_new() && self.refusal.as_ref() == Some(sentence) {
            return UNSAID.get(model.lang).to_owned();
        }
        model.masked_with(sentence.get(model.lang), &self.names())
    }

    /// What speaks against it, as it may be shown.
    pub(super) fn findings_shown(&self, model: &Model) -> Vec<Finding> {
        let findings = self.findings(model);
        if model.masking == Masking::Off || !self.is_new() {
            return findings;
        }
        findings.into_iter().map(|finding| Finding { sentence: UNSAID.into(), ..finding }).collect()
    }

    /// A field's text as it may be shown. One that opened with a name or a memo in it stays masked whatever is
    /// typed, since what is left of a name would give it away.
    pub(super) fn field_shown(&self, model: &Model, ask: &Ask, input: &Input) -> Input {
        let held = self.prefilled_of(ask);
        let names = self.targets.first().map(Names::of).unwrap_or_default();
        if model.masked_with(held, &names) == held {
            return input.clone();
        }
        Input::new(masked(input.value()))
    }
}
