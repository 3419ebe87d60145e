//! A list: one page of rows around a cursor that remembers an id, never an index.
//!
//! Holds what was read and where the user is; reads nothing itself and draws nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Case, Id, Noun};
use crate::listings::{self, Listing};
use crate::store::{Ask, Key, Page, Way};

use super::effects::{Cause, Query, RowsQuery};
use super::surveys::Surveys;

/// Rows read on each side of the cursor.
const HALF_PAGE: usize = 60;
/// Rows read of a beginning or an end, which somebody waits for: what a screen shows and some more.
pub const FIRST_PAGE: usize = 40;
/// So near the end of what is held, more is read.
const MARGIN: usize = 20;

/// Where a list is to be read.
#[derive(Clone, Debug, PartialEq)]
pub enum At {
    /// Its first rows.
    First,
    /// Its last rows.
    Last,
    /// Around this row; around this key where the row is gone.
    Row(Id, Option<Key>),
}

/// What a read of a list gives.
#[derive(Clone, Debug)]
pub struct Loading {
    /// The rows.
    pub page: Page<Case>,
    /// Where the cursor belongs.
    pub cursor: Option<Id>,
    /// What the list counts, where it was read because of others.
    pub totals: Option<Totals>,
    /// Why it was read.
    pub cause: Cause,
    /// Of the rows that mattered, those that no longer exist.
    pub gone: Vec<Id>,
}

/// What a list counts: no key waits for it.
#[derive(Clone, Debug)]
pub struct Totals {
    /// Rows that the filter lets through.
    pub total: u64,
    /// The title's numbers, in the order of the listing's tallies.
    pub tallies: Vec<u64>,
    /// Selected rows that the filter hides.
    pub hidden: usize,
}

/// The row whose relations a list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The row.
    pub id: Id,
    /// Its name or title, harmless.
    pub name: String,
}

/// Rows chosen to be acted on together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    ids: BTreeSet<Id>,
    /// While a range grows: where it began, and what was selected before.
    range: Option<(Id, BTreeSet<Id>)>,
    /// Selected rows that the filter hides.
    pub hidden: usize,
}

/// One noun's list.
#[derive(Clone, Debug)]
pub struct List {
    /// Whose.
    pub noun: Noun,
    /// The page held.
    pub page: Page<Case>,
    /// The row under the cursor.
    pub cursor: Option<Id>,
    /// How many rows below the first visible one the cursor stands.
    pub offset: usize,
    /// Rows still to be moved, once those are read.
    owed: isize,
    /// The place of the order among the listing's.
    pub order: usize,
    /// Which way it runs.
    pub way: Way,
    /// The filter's text.
    pub filter: String,
    /// Only rows that belong to this one.
    pub relation: Option<Relation>,
    /// Only rows of this condition, always.
    pub only: Option<&'static str>,
    /// The chosen rows.
    pub selection: Selection,
    /// True once rows were read.
    pub is_read: bool,
    /// Rows in all, as far as the filter lets them through; `None` before they are counted.
    pub total: Option<u64>,
    /// The title's numbers.
    pub tallies: Vec<u64>,
    /// Rows that came in and are held back while the user decides.
    pub arrived: u64,
    /// The row under the cursor, told to be gone and still shown.
    pub lost: Option<Id>,
    /// What is known beside the rows, where it is counted only for those shown.
    pub surveys: Surveys,
}

impl List {
    /// An empty list, not yet read.
    pub fn new(noun: Noun) -> List {
        List {
            noun,
            page: Page { rows: Vec::new(), has_before: false, has_after: false },
            cursor: None,
            offset: 0,
            owed: 0,
            order: 0,
            way: Way::Forward,
            filter: String::new(),
            relation: None,
            only: (noun == Noun::Mirror).then_some("pending"),
            selection: Selection::default(),
            is_read: false,
            total: None,
            tallies: Vec::new(),
            arrived: 0,
            lost: None,
            surveys: Surveys::default(),
        }
    }

    /// How the noun is listed.
    pub fn listing(&self) -> Option<&'static Listing> {
        listings::of(self.noun)
    }

    /// What to ask the store for.
    pub fn ask(&self) -> Ask {
        let (only, needle) = match self.listing() {
            Some(listing) => listing.asked(&self.filter),
            None => (None, None),
        };
        Ask {
            order: self.listing().and_then(|l| l.orders.get(self.order)).map(|o| o.id.to_owned()),
            way: self.way,
            needle,
            related: self.relation.as_ref().map(|r| r.id),
            only: only.or(self.only),
        }
    }

    /// The query for the rows at `at`.
    pub fn query(&self, at: At) -> RowsQuery {
        RowsQuery {
            noun: self.noun,
            ask: self.ask(),
            at,
            rows: FIRST_PAGE,
            beside: HALF_PAGE,
            selected: self.filtered_selection(),
            cause: Cause::Own,
        }
    }

    /// The query for what the list counts.
    pub fn totals_query(&self) -> Query {
        Query::Totals(self.noun, self.ask(), self.filtered_selection())
    }

    /// The selected rows, where a filter may hide some of them.
    fn filtered_selection(&self) -> Vec<Id> {
        if self.is_filtered() { self.selection.ids.iter().copied().collect() } else { vec![] }
    }

    /// The query for the rows where the list is, after another has committed.
    pub fn query_again(&self) -> RowsQuery {
        RowsQuery { cause: Cause::Others(self.selection.ids().collect()), ..self.query(self.here()) }
    }

    /// The place where the list is, to be read again.
    pub fn here(&self) -> At {
        let Some(id) = self.cursor else { return At::First };
        At::Row(id, self.index().map(|at| self.page.rows[at].0.clone()))
    }

    /// True if a filter or relation leaves rows out.
    pub fn is_filtered(&self) -> bool {
        !self.filter.is_empty() || self.relation.is_some()
    }

    /// True if the whole list is held.
    pub fn is_whole(&self) -> bool {
        !self.page.has_before && !self.page.has_after
    }

    /// Where in the page the cursor stands.
    pub fn index(&self) -> Option<usize> {
        let id = self.cursor?;
        self.page.rows.iter().position(|(_, case)| case.id() == id)
    }

    /// The case under the cursor.
    pub fn case(&self) -> Option<&Case> {
        self.index().map(|at| &self.page.rows[at].1)
    }

    /// The case of a row held.
    pub fn case_of(&self, id: Id) -> Option<&Case> {
        self.page.rows.iter().map(|(_, case)| case).find(|case| case.id() == id)
    }

    /// The index of the first row shown in `height` rows.
    pub fn top(&self, height: usize) -> usize {
        let Some(index) = self.index() else { return 0 };
        let offset = self.offset.min(height.saturating_sub(1));
        let most = self.page.rows.len().saturating_sub(height);
        index.saturating_sub(offset).min(most)
    }

    /// Takes what was read; the row under the cursor keeps its place on the screen.
    pub fn take(&mut self, loading: Loading) {
        if loading.cursor != self.cursor {
            self.owed = 0;
        }
        self.page = loading.page;
        self.surveys.stand_beside(&mut self.page);
        self.cursor = loading.cursor;
        self.is_read = true;
        if self.is_whole() {
            self.total = u64::try_from(self.page.rows.len()).ok();
        }
        if let Some(totals) = loading.totals {
            self.take_totals(totals);
        }
        self.arrived = 0;
        self.lost = None;
    }

    /// Takes what others changed in the rows shown, and holds back what is new: no row moves.
    ///
    /// A row that is gone leaves, unless the cursor stands on it or it is selected.
    pub fn hold(&mut self, loading: Loading) {
        self.arrived = self.new_rows(&loading);
        let is_whole = !loading.page.has_before && !loading.page.has_after;
        let mut fresh: BTreeMap<Id, Case> =
            loading.page.rows.into_iter().map(|(_, case)| (case.id(), case)).collect();
        let stays = |id: Id| !is_whole || self.cursor == Some(id) || self.selection.contains(id);
        self.page.rows.retain_mut(|(_, case)| match fresh.remove(&case.id()) {
            Some(newer) => {
                *case = newer;
                true
            }
            None => stays(case.id()),
        });
        self.surveys.stand_beside(&mut self.page);
        if let Some(totals) = loading.totals {
            self.tallies = totals.tallies;
            self.selection.hidden = totals.hidden;
        }
    }

    /// How many rows were read that are not shown; where not all rows are held, how many more there are.
    pub fn new_rows(&self, loading: &Loading) -> u64 {
        let is_whole = self.is_whole() && !loading.page.has_before && !loading.page.has_after;
        if !is_whole {
            return {
                let now = loading.totals.as_ref().map(|totals| totals.total);
                self.total.zip(now).map_or(0, |(before, now)| now.saturating_sub(before))
            };
        }
        let held: BTreeSet<Id> = self.page.rows.iter().map(|(_, case)| case.id()).collect();
        let is_new = |(_, case): &&(Key, Case)| !held.contains(&case.id());
        u64::try_from(loading.page.rows.iter().filter(is_new).count()).unwrap_or(u64::MAX)
    }

    /// Takes what was counted.
    pub fn take_totals(&mut self, totals: Totals) {
        self.total = Some(totals.total);
        self.tallies = totals.tallies;
        self.selection.hidden = totals.hidden;
    }

    /// Moves by `rows`, in a pane of `height` rows. Answers where more must be read, if it must.
    pub fn step(&mut self, rows: isize, height: usize) -> Option<At> {
        let last = self.page.rows.len().checked_sub(1)?;
        let from = self.index().unwrap_or(0);
        let top = self.top(height);
        let wanted = from.cast_signed().saturating_add(self.owed).saturating_add(rows);
        let to = wanted.clamp(0, last.cast_signed()).unsigned_abs();
        let is_held = wanted == to.cast_signed()
            || !(if wanted < 0 { self.page.has_before } else { self.page.has_after });
        self.owed = if is_held { 0 } else { wanted - to.cast_signed() };
        self.cursor = Some(self.page.rows[to].1.id());
        self.offset = to.saturating_sub(top).min(height.saturating_sub(1));
        if to < top {
            self.offset = 0;
        }
        self.selection.stretch(to, &self.page);
        let needs_more = (self.page.has_before && to < MARGIN) || (self.page.has_after && to + MARGIN > last);
        needs_more.then(|| self.here())
    }

    /// Moves on by the rows that were not there yet.
    pub fn catch_up(&mut self, height: usize) -> Option<At> {
        if self.owed == 0 { None } else { self.step(0, height) }
    }

    /// True while rows are still to be moved on.
    pub fn owes_steps(&self) -> bool {
        self.owed != 0
    }

    /// The rows to move on to will not come.
    pub fn owe_nothing(&mut self) {
        self.owed = 0;
    }

    /// Goes to the first or last row held, or answers that the end must be read.
    pub fn end(&mut self, at: At, height: usize) -> Option<At> {
        self.owed = 0;
        let is_held = match at {
            At::First => !self.page.has_before,
            At::Last => !self.page.has_after,
            At::Row(..) => false,
        };
        if !is_held {
            self.offset = if at == At::Last { height.saturating_sub(1) } else { 0 };
            return Some(at);
        }
        let rows = isize::try_from(self.page.rows.len()).unwrap_or(isize::MAX);
        self.step(if at == At::First { -rows } else { rows }, height)
    }

    /// Where the cursor stands, counted from 1, and of how many; only in a list short enough to be held whole.
    pub fn position(&self) -> Option<(usize, usize)> {
        let held = self.page.rows.len();
        let count = if self.is_whole() { held } else { usize::try_from(self.total?).ok()? };
        let before = match (self.page.has_before, self.page.has_after) {
            (false, _) => 0,
            (true, false) => count.checked_sub(held)?,
            (true, true) => return None,
        };
        let index = self.index().filter(|_| count <= 2 * HALF_PAGE)?;
        Some((before + index + 1, count))
    }
}

impl Selection {
    /// Nothing chosen.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many are chosen.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Is this row chosen.
    pub fn contains(&self, id: Id) -> bool {
        self.ids.contains(&id)
    }

    /// The chosen rows, in the order of their numbers.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.ids.iter().copied()
    }

    /// Chooses a row, or no longer.
    pub fn toggle(&mut self, id: Id) {
        if !self.ids.remove(&id) {
            self.ids.insert(id);
        }
    }

    /// Chooses a row.
    pub fn choose(&mut self, id: Id) {
        self.ids.insert(id);
    }

    /// Chooses these rows, too; where all of them are chosen already, none of them any longer.
    pub fn toggle_all(&mut self, ids: &[Id]) {
        if ids.iter().all(|id| self.ids.contains(id)) {
            ids.iter().for_each(|id| {
                self.ids.remove(id);
            });
        } else {
            self.ids.extend(ids);
        }
    }

    /// Chooses these rows no longer.
    pub fn drop_all(&mut self, ids: impl IntoIterator<Item = Id>) {
        for id in ids {
            self.ids.remove(&id);
        }
        self.hidden = self.hidden.min(self.ids.len());
    }

    /// Is a range growing.
    pub fn is_ranging(&self) -> bool {
        self.range.is_some()
    }

    /// Begins a range at a row.
    pub fn begin_range(&mut self, at: Id) {
        self.range = Some((at, self.ids.clone()));
        self.ids.insert(at);
    }

    /// Ends the range; what it chose stays chosen.
    pub fn end_range(&mut self) {
        self.range = None;
    }

    /// Lets the growing range reach from where it began to the row at `to`.
    fn stretch(&mut self, to: usize, page: &Page<Case>) {
        let Some((from, before)) = &self.range else { return };
        let Some(from) = page.rows.iter().position(|(_, case)| case.id() == *from) else { return };
        self.ids = before.clone();
        self.ids.extend(page.rows[from.min(to)..=from.max(to)].iter().map(|(_, case)| case.id()));
    }
}
