//! Evidence and history of a row in full: the details, and every entry of the ledger about it.

use super::Overlay;
use crate::actions::table;
use crate::domain::{Case, Id};
use crate::store::ledger::Entry;
use crate::text::date::{clock, parse_instant, today};
use crate::text::width::{cells, pad};
use crate::text::{Shown, Text};
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::mask::{Masking, Names};
use crate::tui::message::Told;
use crate::tui::model::Model;
use crate::tui::theme::Look;
use crate::tui::view::details;
use crate::tui::widgets::{Row, Sheet};

/// A row's evidence with its history.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The row.
    pub id: Id,
    /// How far it is scrolled.
    pub scroll: usize,
    case: Option<Case>,
    entries: Option<Vec<Told>>,
}

/// Opens it for the row under the cursor.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let case = model.case().cloned();
    case.map_or_else(Vec::new, |case| show(model, case.id(), Some(case)))
}

/// Opens it for any row.
pub fn open_for(model: &mut Model, id: Id) -> Vec<Effect> {
    show(model, id, None)
}

fn show(model: &mut Model, id: Id, case: Option<Case>) -> Vec<Effect> {
    model.overlays.push(Overlay::Evidence(Evidence { id, case, entries: None, scroll: 0 }));
    vec![model.read(Slot::Overlay, Query::History(id))]
}

impl Evidence {
    /// Takes what was read.
    pub fn take(&mut self, case: Option<Case>, entries: Vec<Told>) {
        self.case = case.or(self.case.take());
        self.entries = Some(entries);
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 根拠と履歴", " Evidence and history").get(lang);
        let mut body =
            self.case.as_ref().map(|case| details::rows_of(model, case, width)).unwrap_or_default();
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
            Some(entries) => body.extend(entries.iter().flat_map(|told| rows(model, told, width))),
        }
        Sheet { head: vec![Row::of(title, Look::Strong)], body, scroll: self.scroll, ..Sheet::default() }
    }
}

/// An entry of the ledger: when, what, by whom; below it the reason.
fn rows(model: &Model, told: &Told, width: u16) -> Vec<Row> {
    let (lang, entry) = (model.lang, &told.entry);
    let act = table::words_of(&entry.action).get(lang);
    let mut rows = vec![
        Row::of(format!(" {}  ", when(&entry.at)), Look::Muted)
            .and(pad(act, cells(act).max(18) + 2), Look::Plain)
            .and(format!("{}  ", actor(model, told)), Look::Plain)
            .and(outcome(entry, lang), Look::Caution)
            .right(format!("{} ", number(entry.number)), Look::Muted),
    ];
    if !entry.reason.is_empty() {
        rows.extend(Row::wrapped(&reason(model, told), Look::Plain, 19, width));
    }
    rows
}

/// Who acted: the id, and the name where it is known.
pub fn actor(model: &Model, told: &Told) -> String {
    named(model, &told.entry.actor, &told.by)
}

/// Who acted, by name where it is known.
pub fn actor_name(model: &Model, told: &Told) -> String {
    if told.by.is_empty() { Shown::new(&told.entry.actor).into() } else { masked(model, &told.by) }
}

/// Whom or what an entry is about: the id, and the name where there is one.
pub fn object(model: &Model, told: &Told) -> String {
    named(model, &told.entry.object, &told.about)
}

fn named(model: &Model, id: &str, name: &str) -> String {
    format!("{} {}", Shown::new(id), masked(model, name)).trim_end().to_owned()
}

fn masked(model: &Model, name: &str) -> String {
    let name = Shown::new(name).to_string();
    model.masking.text(&name, &Names::new([name.clone()])).into_owned()
}

/// The typed reason; of what was written about people nothing is shown while names are masked.
pub fn reason(model: &Model, told: &Told) -> String {
    match model.masking {
        Masking::Off => Shown::new(&told.entry.reason).into(),
        Masking::On => "＊＊＊".to_owned(),
    }
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
