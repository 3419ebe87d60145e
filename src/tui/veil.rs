//! What may stand on the screen while names are masked: not one name of a person, wherever it would come from.

use super::mask::{Masking, Names};
use super::model::Model;
use super::overlays::Overlay;
use crate::domain::Case;
use crate::listings::follow::name_of;
use crate::text::{Lang, Sentence, Shown, Text};

/// In the place of a sentence that may name people whom no row on screen holds.
pub const UNSAID: Text = Text::new("伏字の間は表示しません。", "Not shown while names are masked.");

impl Model {
    /// A name, title or sentence about `case` as it may be shown.
    pub fn masked(&self, text: &str, case: &Case) -> String {
        if self.masking == Masking::Off {
            return text.to_owned();
        }
        self.masked_with(text, &Names::of(case))
    }

    /// A text that may hold these names, and those of operators, as it may be shown.
    pub fn masked_with(&self, text: &str, names: &Names) -> String {
        self.masking.text(&self.masking.text(text, names), &self.staff).into_owned()
    }

    /// The name of a row as it may be shown.
    pub fn name_of(&self, case: &Case) -> String {
        self.masked(Shown::new(name_of(case)).as_str(), case)
    }

    /// What a sentence that names rows of the screen, or `more`, becomes under the mask, in both languages.
    pub fn veiled(&self, sentence: &Sentence, more: &Names) -> Sentence {
        let names = self.names_held().and(more.clone());
        let veiled = |lang| Masking::On.text(sentence.get(lang), &names).into_owned();
        Sentence::new(veiled(Lang::Ja), veiled(Lang::En))
    }

    /// The names of operators, and of every row that a list, today or a dialog holds.
    fn names_held(&self) -> Names {
        let rows = self.lists.iter().flat_map(|list| list.page.rows.iter().map(|(_, case)| case));
        let cases = rows.chain(self.case()).map(Names::of);
        let dialogs = self.overlays.iter().filter_map(|overlay| match overlay {
            Overlay::Dialog(dialog) => Some(dialog.names()),
            _ => None,
        });
        Names::all(cases.chain(dialogs).chain([self.staff.clone()]))
    }

    /// Takes the names of operators.
    pub fn take_staff(&mut self, names: impl IntoIterator<Item = String>) {
        self.staff = Names::new(names);
    }
}
