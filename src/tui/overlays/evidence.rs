//! Evidence and history of a row in full: the details, and every entry of the ledger about it.

use super::Overlay;
use crate::actions::table;
use crate::domain::Id;
use crate::store::ledger::Entry;
use crate::text::date::{clock, parse_instant, today};
use crate::text::width::pad;
use crate::text::{Shown, Text};
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::model::Model;
use crate::tui::theme::Look;
use crate::tui::view::details;
use crate::tui::widgets::{Row, Sheet};

/// A row's evidence with its history.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The row.
    pub id: Id,
    /// Its history, once read.
    pub entries: Option<Vec<Entry>>,
    /// How far it is scrolled.
    pub scroll: usize,
}

/// Opens it for the row under the cursor.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.case().map(crate::domain::Case::id) else { return Vec::new() };
    model.overlays.push(Overlay::Evidence(Evidence { id, entries: None, scroll: 0 }));
    vec![model.read(Slot::Overlay, Query::History(id))]
}

impl Evidence {
    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 根拠と履歴", " Evidence and history").get(lang);
        let mut body = details::rows(model, width);
        body.push(Row::blank());
        body.push(Row::of(Text::new(" 履歴", " History").get(lang), Look::Strong));
        match self.entries.as_deref() {
            None => body.push(Row::of(Text::new(" 読込中", " Reading").get(lang), Look::Muted)),
            Some([]) => {
                body.push(Row::of(
                    Text::new(" 操作記録はありません。", " No entries.").get(lang),
                    Look::Muted,
                ));
            }
            Some(entries) => body.extend(entries.iter().flat_map(|entry| rows(model, entry, width))),
        }
        Sheet { head: vec![Row::of(title, Look::Strong)], body, scroll: self.scroll, ..Sheet::default() }
    }
}

/// An entry of the ledger: when, what, by whom; below it the reason.
fn rows(model: &Model, entry: &Entry, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let mut rows = vec![
        Row::of(format!(" {}  ", when(&entry.at)), Look::Muted)
            .and(pad(table::words_of(&entry.action).get(lang), 20), Look::Plain)
            .and(format!("{}  ", Shown::new(&entry.actor)), Look::Plain)
            .and(outcome(entry, lang), Look::Caution)
            .right(format!("{} ", number(entry.number)), Look::Muted),
    ];
    if !entry.reason.is_empty() {
        rows.extend(Row::wrapped(Shown::new(&entry.reason).as_str(), Look::Plain, 19, width));
    }
    rows
}

/// Day and time in Japan.
pub fn when(at: &str) -> String {
    parse_instant(at).map_or_else(|| at.to_owned(), |at| format!("{} {}", today(at), clock(at)))
}

/// The name of a ledger entry.
pub fn number(number: i64) -> String {
    Id { noun: crate::domain::Noun::Entry, number }.to_string()
}

/// How it ended, where it was not simply done.
pub fn outcome(entry: &Entry, lang: crate::text::Lang) -> &'static str {
    use crate::store::ledger::Outcome;
    match Outcome::read(&entry.outcome) {
        Some(Outcome::Done) | None => "",
        Some(other) => other.label().get(lang),
    }
}
