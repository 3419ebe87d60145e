//! The lock: the screen blanked until whoever is signed in gives the passphrase again.

use super::secret::Secret;
use super::{Checking, hint, label, secret_row, state_rows};
use crate::text::{Sentence, Text};
use crate::tui::effects::Effect;
use crate::tui::message::Given;
use crate::tui::model::{Badge, Model};
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::Row;

/// The passphrase of whoever is signed in.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    secret: Secret,
    pub(super) trouble: Option<Sentence>,
    pub(super) checking: Checking,
}

impl Lock {
    /// Takes what was typed.
    pub(super) fn press(&mut self, given: &Given, stroke: Option<Stroke>) -> Vec<Effect> {
        match (stroke, self.checking) {
            (_, Checking::Underway | Checking::BringingUp) => Vec::new(),
            (Some(ENTER), Checking::Idle) => {
                self.checking = Checking::Underway;
                self.trouble = None;
                vec![Effect::Unlock(self.secret.hand_over())]
            }
            (_, Checking::Idle) => {
                self.secret.take(given);
                Vec::new()
            }
        }
    }

    /// What it shows: nothing of the data, and of the person the id alone.
    pub(super) fn rows(&self, model: &Model, width: u16) -> Vec<Row> {
        let lang = model.lang;
        let title = Text::new("  画面を施錠しています。", "  The screen is locked.").get(lang);
        let mut rows = vec![Row::of(title, Look::Strong), Row::blank()];
        rows.extend(operator_row(model));
        if model.badge == Badge::Demo {
            rows.push(hint(Text::new("Enterで画面を開きます（デモ）。", "Enter unlocks it (demo)."), lang));
            return rows;
        }
        rows.push(secret_row(&self.secret, Text::new("パスフレーズ", "Passphrase"), lang, width, true));
        rows.push(Row::blank());
        rows.extend(state_rows(self.checking, self.trouble.as_ref(), lang, width));
        rows.push(hint(
            Text::new(
                "Enterで画面を開きます。15分たつと終了します。",
                "Enter unlocks it. After 15 minutes the session ends.",
            ),
            lang,
        ));
        rows
    }
}

/// Whose passphrase it wants: the id, never the name.
fn operator_row(model: &Model) -> Option<Row> {
    let context = model.context.as_ref()?;
    let operator = crate::text::Shown::new(&context.actor.operator);
    Some(Row::plain(label(Text::new("操作者ID", "Operator"), model.lang)).and(operator.as_str(), Look::Plain))
}
