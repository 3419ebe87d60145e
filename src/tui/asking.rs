//! What the model asks the reader for: the lists on screen, their rows first, what grows with the store last.

use super::effects::{Cause, Effect, Query, RowsQuery, Slot};
use super::layout;
use super::list::{At, FIRST_PAGE, List};
use super::model::Model;
use super::overlays::{clauses, today};
use crate::domain::Noun;

impl Model {
    /// Reads a list at a place, and counts it again.
    pub fn read_rows(&mut self, noun: Noun, at: At) -> Vec<Effect> {
        let mut effects = self.read_page(noun, at);
        effects.extend(self.read_totals(noun));
        effects
    }

    /// Reads the rows of a list at a place; what it counts stays as it is.
    pub fn read_page(&mut self, noun: Noun, at: At) -> Vec<Effect> {
        let list = self.list(noun);
        if list.listing().is_none() {
            return Vec::new();
        }
        let query = list.query(at);
        vec![self.ask_rows(query)]
    }

    fn ask_rows(&mut self, mut query: RowsQuery) -> Effect {
        let noun = query.noun;
        if self.list(noun).is_read {
            // A tall screen shows more than that.
            let height = usize::from(self.size.height);
            (query.rows, query.beside) = (query.rows.max(height), query.beside.max(height));
        } else {
            // The first frame waits for no row that it does not show.
            let shown = layout::rows_shown(self, noun).max(1);
            (query.rows, query.beside) = (shown, shown);
        }
        self.read(Slot::Rows(noun), Query::Rows(query))
    }

    /// Reads lists anew of which too few rows are held: for the screen as it is, and to move on in.
    pub fn read_more(&mut self) -> Vec<Effect> {
        let few = FIRST_PAGE.max(usize::from(self.size.height));
        let is_short = |list: &&List| list.is_read && !list.is_whole() && list.page.rows.len() < few;
        let short: Vec<(Noun, At)> =
            self.lists.iter().filter(is_short).map(|list| (list.noun, list.here())).collect();
        short.into_iter().flat_map(|(noun, at)| self.read_page(noun, at)).collect()
    }

    /// Counts a list.
    pub fn read_totals(&mut self, noun: Noun) -> Option<Effect> {
        let list = self.list(noun);
        list.listing()?;
        let query = list.totals_query();
        Some(self.read(Slot::Totals(noun), query))
    }

    /// Reads everything on screen again, each list where it is.
    pub fn read_all(&mut self) -> Vec<Effect> {
        self.read_lists(Cause::Own, |list| list.query(list.here()))
    }

    /// Reads everything on screen again, since another has committed.
    pub fn read_again(&mut self) -> Vec<Effect> {
        self.read_lists(Cause::Others(Vec::new()), List::query_again)
    }

    fn read_lists(&mut self, cause: Cause, query: fn(&List) -> RowsQuery) -> Vec<Effect> {
        let mut nouns = self.panes().to_vec();
        if !self.is_home() {
            nouns.push(self.focus);
        }
        nouns.retain(|noun| self.list(*noun).listing().is_some());
        self.list_mut(Noun::Office).surveys.grow_stale();
        // First the one that is looked at.
        nouns.sort_by_key(|noun| *noun != self.focus);
        let mut effects = Vec::new();
        // Others' rows bring their counts with them.
        let counted = if cause == Cause::Own { nouns.clone() } else { Vec::new() };
        if self.today().is_some() {
            effects.extend(today::read(self, cause));
        }
        if self.clauses().is_some() {
            effects.push(clauses::read(self));
        }
        for noun in nouns {
            // What the user asked for and has not seen yet is asked for again: a filter must not be lost to a neighbour.
            let own = self.own_reads.iter().find(|own| own.noun == noun).cloned();
            let query = own.unwrap_or_else(|| query(self.list(noun)));
            effects.push(self.ask_rows(query));
        }
        effects.extend(counted.into_iter().filter_map(|noun| self.read_totals(noun)));
        // Last: the rows come first.
        effects.push(self.read(Slot::Numbers, Query::Numbers));
        effects
    }
}
