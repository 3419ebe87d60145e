//! 本日の対応: everything due, by deadline; Enter goes to the row.

use super::{Chooser, Next, Overlay};
use crate::listings::today::Due;
use crate::text::Text;
use crate::text::date::days_left;
use crate::text::width::pad;
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::mask::Names;
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet, Span};

/// What is due.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// The rows, once read.
    pub rows: Option<Vec<Due>>,
    chooser: Chooser,
}

/// Opens it.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Today(Today::default()));
    vec![model.read(Slot::Overlay, Query::Due)]
}

impl Today {
    /// Takes a key.
    pub fn press(&mut self, model: &mut Model, stroke: Stroke) -> (Next, Vec<Effect>) {
        let rows = self.rows.as_deref().unwrap_or_default();
        if stroke == ENTER {
            let target = rows.get(self.chooser.at).map(|row| row.target);
            let effects = target.map(|id| model.go_to(id)).unwrap_or_default();
            return (if effects.is_empty() { Next::Stay } else { Next::Close }, effects);
        }
        self.chooser.moves(rows.len(), stroke);
        (Next::Stay, Vec::new())
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 本日の対応", " Due today").get(lang);
        let count = self.rows.as_ref().map_or(String::new(), |rows| format!("  {}", rows.len()));
        let mut sheet = Sheet {
            head: vec![Row::of(title, Look::Strong).and(count, Look::Strong), Row::blank()],
            ..Sheet::default()
        };
        match self.rows.as_deref() {
            None => sheet.body.push(Row::of(Text::new(" 読込中", " Reading").get(lang), Look::Muted)),
            Some([]) => sheet.body.push(Row::plain(
                Text::new(" 期限の来ている対応はありません。", " Nothing is due.").get(lang),
            )),
            Some(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    let first = sheet.body.len();
                    sheet.body.extend(self.due_rows(model, at, row, width));
                    if at == self.chooser.at {
                        sheet.keep = Some((first, sheet.body.len() - 1));
                    }
                }
            }
        }
        sheet
    }

    fn due_rows(&self, model: &Model, at: usize, due: &Due, width: u16) -> Vec<Row> {
        let lang = model.lang;
        let names = Names::new(due.names.iter().cloned());
        let words = model.masking.text(due.sentence.get(lang), &names).into_owned();
        let today = model.context.as_ref().map(crate::domain::Context::today);
        let left = due.until.zip(today).map(|(until, today)| days_left(until, today));
        let left = left.as_ref().map_or("", |left| left.get(lang));
        let look = if today.is_some_and(|today| due.is_overdue(today)) { Look::Bad } else { Look::Plain };
        let clause = due.clause.clause().shown_as.get(lang);
        let mut rows = Row::wrapped(&words, Look::Plain, 17, width.saturating_sub(18));
        if let Some(first) = rows.first_mut() {
            let gutter = self.chooser.gutter(at).and(pad(left, 14), look);
            first.left.splice(0..1, gutter.left);
            first.right = vec![Span::new(format!("{clause} "), Look::Muted)];
        }
        rows
    }
}
