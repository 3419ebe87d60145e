//! The ledger: the office's entries, newest first, and whether the chain holds.

use super::{Chooser, Next, Overlay, evidence};
use crate::actions::table;
use crate::sentence;
use crate::store::ledger::{Entry, Verdict};
use crate::text::width::pad;
use crate::text::{Shown, Text};
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// Entries read at a time.
pub const PAGE: u32 = 100;

/// The entries read so far.
#[derive(Clone, Debug, Default)]
pub struct LedgerView {
    entries: Vec<Entry>,
    is_read: bool,
    is_complete: bool,
    chooser: Chooser,
    /// Whether the chain holds, once walked.
    pub chain: Option<Verdict>,
}

/// Opens the ledger.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Ledger(LedgerView::default()));
    vec![model.read(Slot::Overlay, Query::Entries(None))]
}

/// Walks the chain once the first entries stand on the screen.
pub fn verify(model: &mut Model) -> Vec<Effect> {
    match model.overlays.last() {
        Some(Overlay::Ledger(ledger)) if ledger.chain.is_none() => {
            vec![model.read(Slot::Overlay, Query::Chain)]
        }
        _ => Vec::new(),
    }
}

impl LedgerView {
    /// Adds older entries.
    pub fn add(&mut self, entries: Vec<Entry>) {
        self.is_read = true;
        self.is_complete = entries.len() < PAGE as usize;
        self.entries.extend(entries);
    }

    /// Takes a key; Enter goes to the row an entry is about.
    pub fn press(&mut self, model: &mut Model, stroke: Stroke) -> (Next, Vec<Effect>) {
        if stroke == ENTER {
            let object = self.entries.get(self.chooser.at).and_then(|entry| entry.object.parse().ok());
            let effects = object.map(|id| model.go_to(id)).unwrap_or_default();
            return (if effects.is_empty() { Next::Stay } else { Next::Close }, effects);
        }
        self.chooser.moves(self.entries.len(), stroke);
        let is_near_end = self.chooser.at + 20 > self.entries.len();
        if is_near_end && !self.is_complete && self.is_read && self.chain.is_some() {
            let before = self.entries.last().map(|entry| entry.number);
            return (Next::Stay, vec![model.read(Slot::Overlay, Query::Entries(before))]);
        }
        (Next::Stay, Vec::new())
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, _width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 操作記録", " Ledger").get(lang);
        let head = Row::of(title, Look::Strong).and("   ", Look::Plain);
        let head = match &self.chain {
            None => head.and(Text::new("連鎖を検証中", "checking the chain").get(lang), Look::Muted),
            Some(verdict) => {
                let (sentence, look) = chain_words(verdict);
                head.and(sentence.get(lang), look)
            }
        };
        let mut body: Vec<Row> =
            self.entries.iter().enumerate().map(|(at, entry)| self.row(model, at, entry)).collect();
        if body.is_empty() {
            let words = if self.is_read {
                Text::new(" 操作記録はありません。", " No entries.")
            } else {
                Text::new(" 読込中", " Reading")
            };
            body.push(Row::of(words.get(lang), Look::Muted));
        }
        let keep = Some((self.chooser.at, self.chooser.at));
        Sheet { head: vec![head, Row::blank()], body, keep, ..Sheet::default() }
    }

    fn row(&self, model: &Model, at: usize, entry: &Entry) -> Row {
        self.chooser
            .gutter(at)
            .and(format!("{}  ", evidence::when(&entry.at)), Look::Muted)
            .and(pad(Shown::new(&entry.object).as_str(), 8), Look::Plain)
            .and(pad(table::words_of(&entry.action).get(model.lang), 22), Look::Plain)
            .and(pad(Shown::new(&entry.actor).as_str(), 8), Look::Plain)
            .and(pad(evidence::outcome(entry, model.lang), 9), Look::Caution)
            .and(Shown::new(&entry.reason).as_str(), Look::Muted)
            .right(format!(" {} ", evidence::number(entry.number)), Look::Muted)
    }
}

fn chain_words(verdict: &Verdict) -> (crate::text::Sentence, Look) {
    match &verdict.first_bad {
        None => (
            sentence!("全{n}件の連鎖を確認しました。", "the chain holds: {n} entries", n = verdict.entries),
            Look::Muted,
        ),
        Some(bad) => (
            sentence!(
                "記録 {n} で連鎖が切れています：{what}",
                "the chain breaks at entry {n}: {what}",
                n = bad.number,
                what = bad.what.label()
            ),
            Look::Bad,
        ),
    }
}
