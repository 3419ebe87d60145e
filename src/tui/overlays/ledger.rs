//! The ledger: the office's entries, newest first, and whether the chain holds.

use super::{Chooser, Next, Overlay, evidence};
use crate::actions::table;
use crate::sentence;
use crate::store::ledger::Verdict;
use crate::text::width::{cells, pad};
use crate::text::{Lang, Text};
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::gestures::Turn;
use crate::tui::message::Told;
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet, Span};

/// Entries read at a time.
pub const PAGE: u32 = 100;
/// Cells of the column of acts at the most.
const ACT_CELLS_MAX: usize = 18;
/// Cells of the column of rows: an id and a name.
const OBJECT_CELLS: usize = 20;

/// The entries read so far.
#[derive(Clone, Debug, Default)]
pub struct LedgerView {
    entries: Vec<Told>,
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
    let is_unwalked =
        |overlay: &Overlay| matches!(overlay, Overlay::Ledger(ledger) if ledger.chain.is_none());
    if model.overlays.iter().any(is_unwalked) {
        return vec![model.read(Slot::Overlay, Query::Chain)];
    }
    Vec::new()
}

impl LedgerView {
    /// Adds older entries.
    pub fn add(&mut self, entries: Vec<Told>) {
        self.is_read = true;
        self.is_complete = entries.len() < PAGE as usize;
        self.entries.extend(entries);
    }

    /// Takes a key; Enter goes to the row an entry is about.
    pub fn press(&mut self, model: &mut Model, stroke: Stroke) -> (Next, Vec<Effect>) {
        let object = self.entries.get(self.chooser.at).and_then(|told| told.entry.object.parse().ok());
        let turn = model.keys.on(stroke).map(|gesture| gesture.turn);
        if let (Some(id), Some(Turn::Evidence)) = (object, turn) {
            return (Next::Stay, evidence::open_for(model, id));
        }
        if stroke == ENTER {
            let effects = object.map(|id| model.go_to(id)).unwrap_or_default();
            return (if effects.is_empty() { Next::Stay } else { Next::Close }, effects);
        }
        self.chooser.moves(self.entries.len(), stroke);
        let is_near_end = self.chooser.at + 20 > self.entries.len();
        if is_near_end && !self.is_complete && self.is_read && self.chain.is_some() {
            let before = self.entries.last().map(|told| told.entry.number);
            return (Next::Stay, vec![model.read(Slot::Overlay, Query::Entries(before))]);
        }
        (Next::Stay, Vec::new())
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
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
        let acts = self.entries.iter().map(|told| cells(&act(told, lang)));
        let acts = acts.max().unwrap_or(0).min(ACT_CELLS_MAX);
        let entries = self.entries.iter().enumerate();
        let mut body: Vec<Row> = entries.map(|(at, told)| self.row(model, at, told, acts)).collect();
        if body.is_empty() {
            let words = if self.is_read {
                Text::new(" 操作記録はありません。", " No entries.")
            } else {
                Text::new(" 読込中", " Reading")
            };
            body.push(Row::of(words.get(lang), Look::Muted));
        }
        let foot = self.entries.get(self.chooser.at).map(|told| in_full(model, told, width));
        let keep = Some((self.chooser.at, self.chooser.at));
        Sheet {
            head: vec![head, Row::blank()],
            body,
            foot: foot.unwrap_or_default(),
            keep,
            ..Sheet::default()
        }
    }

    fn row(&self, model: &Model, at: usize, told: &Told, acts: usize) -> Row {
        let (lang, entry) = (model.lang, &told.entry);
        let is_done = evidence::outcome(entry, lang).is_empty();
        let look = if is_done { Look::Plain } else { Look::Caution };
        self.chooser
            .gutter(at)
            .and(pad(&evidence::number(entry.number), 8), Look::Muted)
            .and(format!("{}  ", evidence::when(&entry.at)), Look::Muted)
            .and(format!("{}  ", pad(&act(told, lang), acts)), look)
            .and(format!("{}  ", pad(&evidence::object(model, told), OBJECT_CELLS)), Look::Plain)
            .and(evidence::actor_name(model, told), Look::Muted)
    }
}

/// What was done, or what it came to.
fn act(told: &Told, lang: Lang) -> String {
    let words = table::words_of(&told.entry.action).get(lang);
    let outcome = evidence::outcome(&told.entry, lang);
    if outcome.is_empty() { words.to_owned() } else { format!("{words} {outcome}") }
}

/// The entry under the cursor in full, at the foot: nothing of it is cut.
fn in_full(model: &Model, told: &Told, width: u16) -> Vec<Row> {
    let (lang, entry) = (model.lang, &told.entry);
    let mut rows = vec![Row::blank()];
    let act = table::words_of(&entry.action).get(lang);
    let title = Row::of(format!(" {}  {act}  ", evidence::number(entry.number)), Look::Strong);
    rows.push(
        title
            .and(format!("{}  ", evidence::object(model, told)), Look::Strong)
            .and(evidence::outcome(entry, lang), Look::Caution),
    );
    let by = Text::new("操作者", "By").get(lang);
    let who = format!("{}  {}", evidence::actor(model, told), evidence::when(&entry.at));
    rows.push(Row::of(format!(" {}", pad(by, 8)), Look::Muted).and(who, Look::Plain));
    let mut reason = Row::wrapped(&evidence::reason(model, told), Look::Plain, 9, width);
    if let (Some(first), false) = (reason.first_mut(), entry.reason.is_empty()) {
        first.left[0] = Span::new(format!(" {}", pad(Text::new("理由", "Reason").get(lang), 8)), Look::Muted);
    }
    rows.extend(reason);
    rows
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
