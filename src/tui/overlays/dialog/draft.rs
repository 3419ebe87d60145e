//! What was typed into a dialog that was left: found again when the same is asked again, and in the list of
//! what was left half-filled. The rows are frozen; their versions are not, since they are asked about anew.

use super::{Ask, Dialog, What};
use crate::actions::Action;
use crate::domain::{Case, Id};

/// Texts typed into a dialog that was left.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What it was to do.
    pub action: &'static Action,
    /// The rows it asked about.
    pub targets: Vec<Id>,
    /// What was typed, by the field's id.
    pub texts: Vec<(String, String)>,
}

impl Draft {
    /// Belongs to this dialog.
    pub fn is_of(&self, dialog: &Dialog) -> bool {
        dialog.action() == Some(self.action) && self.targets == dialog.target_ids()
    }

    /// Something new is made, so that the row asked about is the office.
    pub fn makes_new(&self) -> bool {
        self.action.is_on_home()
    }

    /// Asks the same about the same rows.
    pub fn is_same(&self, other: &Draft) -> bool {
        self.action == other.action && self.targets == other.targets
    }
}

impl Dialog {
    /// What was typed, to be found again when the same is asked again; nothing, where the fields are as they were.
    pub fn draft(&self) -> Option<Draft> {
        let texts = self.texts();
        let is_typed = texts.iter().any(|(id, text)| self.before(id) != text);
        let action = self.action().filter(|_| is_typed)?;
        Some(Draft { action, targets: self.target_ids(), texts })
    }

    /// What a field held when the dialog opened.
    pub(super) fn prefilled_of(&self, ask: &Ask) -> &str {
        id_of(ask).map_or("", |id| self.before(id))
    }

    fn before(&self, id: &str) -> &str {
        self.prefilled.iter().find(|(field, _)| field == id).map_or("", |(_, text)| text)
    }

    pub(super) fn texts(&self) -> Vec<(String, String)> {
        self.asks.iter().filter_map(|ask| Some((id_of(ask)?.to_owned(), ask.text()))).collect()
    }

    /// Fills in what was typed before.
    pub fn fill(&mut self, draft: &Draft) {
        for ask in &mut self.asks {
            let text = id_of(ask).and_then(|id| draft.texts.iter().find(|(field, _)| field == id));
            if let Some((_, text)) = text {
                ask.set(text);
            }
        }
    }

    /// Answers some fields beforehand, and begins at the first that is still empty.
    pub fn answer_beforehand(&mut self, answered: &[(&'static str, &str)]) {
        for ask in &mut self.asks {
            let text = id_of(ask).and_then(|id| answered.iter().find(|(field, _)| *field == id));
            if let Some((_, text)) = text {
                ask.set(text);
            }
        }
        self.prefilled = self.texts();
        self.focus = self.asks.iter().position(|ask| ask.text().is_empty()).unwrap_or(self.asks.len());
    }

    pub(super) fn target_ids(&self) -> Vec<Id> {
        self.targets.iter().map(Case::id).collect()
    }
}

/// What an ask is called in a draft. The count of rows is a confirmation, and typed each time.
fn id_of(ask: &Ask) -> Option<&'static str> {
    match ask.what {
        What::Field(field) => Some(field.id),
        What::Reason(_) => Some("reason"),
        What::Count(_) => None,
    }
}
