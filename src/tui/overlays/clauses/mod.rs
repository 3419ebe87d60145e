//! 規程: every clause of the regulation with how it stands, and below the chosen one why, and what it says word for word.
//!
//! The board is read by the worker and read again after every commit; until it is there the clauses stand without
//! status. The cursor remembers a clause and not a place. Enter opens the rows behind a clause.

mod press;
mod sheet;

use tui_input::Input;

use super::{Overlay, today};
use crate::domain::{OfficeId, Role};
use crate::listings::board::Standing;
use crate::listings::desk;
use crate::regulation::book::BOOK;
use crate::regulation::clause::{Clause, ClauseId};
use crate::text::Text;
use crate::text::search::{Needle, SearchKey};
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::model::Model;
use crate::tui::theme::Look;

/// The clauses, and how they stand.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    /// Whose clauses the city's desk looks at: counts, and none of the rows behind them.
    of: Option<(OfficeId, String)>,
    standings: Option<Vec<Standing>>,
    cursor: Option<ClauseId>,
    filter: Input,
    entry: Entry,
}

/// Whether the filter is being typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Entry {
    #[default]
    Closed,
    Open,
}

/// Opens them.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let of = match looked_at(model) {
        Ok(of) => of,
        Err(why) => {
            model.say(Look::Caution, why);
            return Vec::new();
        }
    };
    model.overlays.push(Overlay::Clauses(Box::new(Clauses { of, ..Clauses::default() })));
    vec![read(model)]
}

/// The office of the row under the cursor, where the city's desk looks; nobody else looks into another's.
fn looked_at(model: &Model) -> Result<Option<(OfficeId, String)>, Text> {
    if model.context.as_ref().is_none_or(|context| context.actor.role != Role::City) {
        return Ok(None);
    }
    let office = model.case().and_then(|case| Some((desk::office_of(case)?, case)));
    let named = office.map(|(id, case)| (id, desk::office_name(case).to_owned()));
    named.map(Some).ok_or(Text::new(
        "事業所の行で 5 を押すと、その事業所の規程の状態を示します。",
        "Press 5 on an office's row to see how its clauses stand.",
    ))
}

/// Reads how they stand, or reads it again.
pub fn read(model: &mut Model) -> Effect {
    let of = model.clauses().and_then(|clauses| clauses.of.as_ref()).map(|(id, _)| *id);
    model.read(Slot::Board, Query::Board(of))
}

/// Takes how they stand.
pub fn take(model: &mut Model, standings: Vec<Standing>) {
    if let Some(clauses) = model.clauses_mut() {
        // It opens where something has to be done.
        let first = standings.iter().find(|standing| standing.status.is_found());
        clauses.cursor = clauses.cursor.or(first.map(|standing| standing.clause.id));
        clauses.standings = Some(standings);
        clauses.keep_cursor();
    }
}

impl Clauses {
    /// True while the filter is being typed.
    pub fn is_typing(&self) -> bool {
        self.entry == Entry::Open
    }

    /// True if the city's desk looks at an office's: numbers, and nothing to act on.
    pub fn is_of_another(&self) -> bool {
        self.of.is_some()
    }

    /// The clauses that the filter lets through, in the order of the text.
    fn shown(&self) -> Vec<&'static Clause> {
        let needle = Needle::parse(self.filter.value());
        BOOK.clauses().filter(|clause| self.fits(clause, needle.as_ref())).collect()
    }

    fn fits(&self, clause: &Clause, needle: Option<&Needle>) -> bool {
        match (self.standing(clause.id), needle) {
            (_, None) => true,
            (Some(standing), _) => standing.fits(needle),
            (None, Some(needle)) => {
                let words =
                    [clause.shown_as.ja, clause.shown_as.en, clause.title.ja, clause.title.en, clause.ja];
                needle.matches(&SearchKey::of(&words, &[]).to_string())
            }
        }
    }

    fn standing(&self, clause: ClauseId) -> Option<&Standing> {
        self.standings.as_deref()?.iter().find(|standing| standing.clause.id == clause)
    }

    /// The clause under the cursor; where the filter hides it, the next one that it lets through.
    pub fn clause(&self) -> Option<&'static Clause> {
        let shown = self.shown();
        let at = self.cursor.and_then(|cursor| shown.iter().position(|clause| clause.id >= cursor));
        let last = shown.len().saturating_sub(1);
        shown.get(at.unwrap_or(if self.cursor.is_some() { last } else { 0 })).copied()
    }

    /// The cursor stays on its clause where the filter lets it through, and else goes to the next one.
    fn keep_cursor(&mut self) {
        self.cursor = self.clause().map(|clause| clause.id);
    }

    /// Opens the rows behind the clause under the cursor.
    fn open_rows(&self, model: &mut Model) -> Vec<Effect> {
        if self.of.is_some() {
            model.say(
                Look::Caution,
                Text::new(
                    "市には件数だけを示します。行は事業所のMCS管理者が見ます。",
                    "The city sees numbers only; the rows are the office's administrators' to see.",
                ),
            );
            return Vec::new();
        }
        match self.clause() {
            Some(clause) => today::open_behind(model, clause),
            None => Vec::new(),
        }
    }
}
