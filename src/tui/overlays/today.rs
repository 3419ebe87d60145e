//! 本日の対応: everything due, by deadline; each row is acted on in place.

use super::{Chooser, Next, Overlay, evidence};
use crate::actions::table;
use crate::listings::today::Due;
use crate::text::Text;
use crate::text::date::days_left;
use crate::text::width::pad;
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::gestures::{self, Turn};
use crate::tui::mask::Names;
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::update;
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
    vec![model.read(Slot::Due, Query::Due)]
}

/// Asks for what settles a row.
fn settle(model: &mut Model, due: &Due) -> Vec<Effect> {
    let action = table::find(due.action);
    action.map_or_else(Vec::new, |action| update::begin_action(model, vec![due.target], vec![action]))
}

impl Today {
    /// Takes what was read; the cursor stays with its row, else with its place.
    pub fn take(&mut self, rows: Vec<Due>) {
        let before = self.current().map(|due| (due.target, due.action));
        let found = rows.iter().position(|due| Some((due.target, due.action)) == before);
        self.chooser.at = found.unwrap_or(self.chooser.at).min(rows.len().saturating_sub(1));
        self.rows = Some(rows);
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&Due> {
        self.rows.as_deref()?.get(self.chooser.at)
    }

    /// Takes a key: Enter begins what settles the row, a verb's key that verb, in place.
    pub fn press(&mut self, model: &mut Model, stroke: Stroke) -> (Next, Vec<Effect>) {
        let count = self.rows.as_ref().map_or(0, Vec::len);
        if self.chooser.moves(count, stroke) {
            return (Next::Stay, Vec::new());
        }
        let Some(due) = self.current() else { return (Next::Stay, Vec::new()) };
        let target = due.target;
        match (stroke, gestures::on(stroke).map(|gesture| gesture.turn)) {
            (ENTER, _) => (Next::Stay, settle(model, due)),
            (_, Some(Turn::Evidence)) => (Next::Stay, evidence::open_for(model, target)),
            (_, Some(Turn::Follow)) => {
                let effects = model.go_to(target);
                (if effects.is_empty() { Next::Stay } else { Next::Close }, effects)
            }
            (_, Some(Turn::Undo)) => (Next::Stay, update::take_turn(model, Turn::Undo)),
            (Stroke::Char(key), None) => (Next::Stay, update::press_on(model, target, key)),
            _ => (Next::Stay, Vec::new()),
        }
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 本日の対応", " Due today").get(lang);
        let count = self.rows.as_ref().map_or(0, Vec::len);
        let mut head = Row::of(title, Look::Strong);
        if count > 0 {
            let place = format!("{}/{count} ", self.chooser.at + 1);
            head = head.and(format!("  {count}"), Look::Strong).right(place, Look::Muted);
        }
        let mut sheet = Sheet { head: vec![head, Row::blank()], ..Sheet::default() };
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
        let mut rows = Row::wrapped(&words, Look::Plain, 25, width.saturating_sub(18));
        if let Some(first) = rows.first_mut() {
            let gutter = self.chooser.gutter(at).and(pad(left, 14), look);
            let gutter = gutter.and(pad(&due.target.to_string(), 8), Look::Muted);
            first.left.splice(0..1, gutter.left);
            first.right = vec![Span::new(format!("{clause} "), Look::Muted)];
        }
        rows
    }
}
