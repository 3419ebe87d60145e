//! Reading: from a query to what it found. Runs on the reader thread, between two looks at its inbox.

use super::effects::{About, Cause, Query, RowsQuery, UndoRow};
use super::files;
use super::list::{At, List, Loading, Totals};
use super::message::{Found, Fresh, Lost, Numbers, Standing, Told};
use super::model::{DESK_PANES, PANES};
use super::overlays::ledger;
use super::overlays::today::Reading;
use crate::actions::import::{ImportError, compare, mcs};
use crate::actions::{Action, Answers, Go, beyond, by_somebody, in_force, lapsed, scope, undo};
use crate::domain::{Case, Context, Id, Noun};
use crate::listings::board::board;
use crate::listings::checklist::Checklist;
use crate::listings::today::{self, Due};
use crate::listings::{self, Listing, desk, runs, trends};
use crate::regulation::book::BOOK;
use crate::regulation::finding::Judgement;
use crate::sentence;
use crate::store::ledger::{self as entries, Entry};
use crate::store::{Ask, Key, Page, Reader, Store, StoreError, Window};
use crate::text::Sentence;
use crate::text::search::Needle;

/// Open invitations judged for the header's number; more are not counted.
const JUDGED_MAX: usize = 200;
/// Rows offered under a field that asks for one.
const LOOKED_UP_MAX: usize = 5;
/// Entries of a row's history; more are in the ledger.
const HISTORY_MAX: u32 = 100;

/// Answers a query; a long one says how far it is, and hears whether to go on.
pub fn answer(
    store: &Store,
    ctx: &Context,
    query: &Query,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Found, StoreError> {
    let _moment = is_of_one_moment(query).then(|| store.moment()).transpose()?;
    let reader = &store.reader(scope(ctx), ctx.today());
    let ctx = &in_force(reader, ctx)?;
    Ok(match query {
        Query::Office => Found::Office(reader.home_case()?.map(Box::new)),
        Query::Numbers => Found::Numbers(numbers(reader, ctx)?, staff(reader)?),
        Query::Operator => Found::Operator(match lapsed(reader, &ctx.actor)? {
            None => Standing::Holds,
            Some(_) => Standing::Lapsed,
        }),
        Query::Rows(query) => Found::Rows(query.noun, Box::new(rows(reader, query)?)),
        Query::Totals(noun, ask, selected) => Found::Totals(*noun, totals(reader, *noun, ask, selected)?),
        Query::Surveys(offices) => Found::Surveys(desk::surveys(reader, offices)?),
        Query::All(noun, ask) => Found::All(*noun, all(reader, *noun, ask)?),
        Query::Cases(ids) => Found::Cases(reader.cases(ids)?),
        Query::History(id) => {
            let entries = with_names(reader, entries::history(reader, *id, HISTORY_MAX)?)?;
            Found::History(*id, desk::case(reader, *id)?.map(Box::new), entries)
        }
        Query::Entries(before) => {
            Found::Entries(with_names(reader, entries::list(reader, *before, ledger::PAGE)?)?)
        }
        Query::Chain => Found::Chain(entries::verify(reader)?),
        Query::Due(cause) => Found::Due(Box::new(Reading {
            rows: today::due_today(reader, ctx)?,
            since: today::since_last_visit(reader, ctx)?,
            cause: cause.clone(),
        })),
        Query::Checklist(about) => Found::Checklist(about.clone(), checklist(reader, ctx, about)?),
        Query::Trends => Found::Trends(trends::charts(reader, ctx)?),
        Query::Board(None) => Found::Board(board(reader, ctx, &BOOK)?),
        Query::Board(Some(office)) => Found::Board(desk::standings(reader, *office)?.unwrap_or_default()),
        Query::Behind(clause, cause) => {
            let standings = board(reader, ctx, &BOOK)?;
            let rows = standings.into_iter().find(|standing| standing.clause.id == *clause);
            let rows = rows.map(|standing| standing.rows).unwrap_or_default();
            Found::Behind(*clause, Box::new(Reading { rows, since: None, cause: cause.clone() }))
        }
        Query::Row(id) => Found::Row(desk::case(reader, *id)?),
        Query::Undoable => Found::Undoable(undoable(reader, ctx)?),
        Query::Gone(ids) => Found::Gone(unlisted(reader, ids)?),
        Query::Resume(draft) => Found::Resume(draft.clone(), reader.cases(&draft.targets)?),
        Query::Views => Found::Views(store.saved_views(&ctx.actor.operator)?),
        Query::Reach(action, ids, answers) => Found::Reach(reach(reader, ctx, action, ids, answers)?),
        Query::Preview(list) => files::preview(reader, ctx, list, go)?,
        Query::Files(typed) => Found::Files(files::completions(typed)),
        Query::Search(text) => Found::Search(search(reader, text)?),
        Query::Lookup(noun, text) => Found::Lookup(lookup(reader, *noun, text)?),
        Query::Decided(action, id) => Found::Decided(decided(reader, action, *id)?),
        Query::Operators(ids) => Found::Operators(operators(reader, ids)?),
        Query::Targets(shown) => Found::Targets(targets(reader, shown)?),
        Query::Lost(id) => Found::Lost(*id, lost(reader, ctx, *id)?),
    })
}

/// Everything but what may take long: a walk over the ledger, a list on disk.
fn is_of_one_moment(query: &Query) -> bool {
    !matches!(
        query,
        Query::Chain
            | Query::Preview(_)
            | Query::Files(_)
            | Query::Checklist(About::Clients(_) | About::Mcs(..))
    )
}

type Steps = Result<Option<Box<Checklist>>, Sentence>;

fn checklist(reader: &Reader<'_>, ctx: &Context, about: &About) -> Result<Steps, StoreError> {
    match about {
        About::Register(topic) => Ok(Ok(runs::about(reader, ctx, *topic)?.map(Box::new))),
        About::Clients(path) => match compare::clients(reader, ctx, path) {
            Ok(checklist) => Ok(Ok(Some(Box::new(checklist)))),
            Err(ImportError::Store(error)) => Err(error),
            Err(error @ ImportError::File(_)) => Ok(Err(error.sentence())),
        },
        About::Mcs(side, listed) => match mcs::compare(reader, ctx, *side, listed) {
            Ok(checklist) => Ok(Ok(checklist.map(Box::new))),
            Err(ImportError::Store(error)) => Err(error),
            Err(error @ ImportError::File(_)) => Ok(Err(error.sentence())),
        },
    }
}

fn reach(
    reader: &Reader<'_>,
    ctx: &Context,
    action: &Action,
    ids: &[Id],
    answers: &Answers,
) -> Result<Vec<(Id, Vec<Sentence>)>, StoreError> {
    let of_case = |case: Case| Ok((case.id(), beyond(reader, ctx, action, &case, answers)?));
    reader.cases(ids)?.into_iter().map(of_case).collect()
}

/// Entries with the names that their ids stand for.
fn with_names(reader: &Reader<'_>, entries: Vec<Entry>) -> Result<Vec<Told>, StoreError> {
    let name = |id: &str| id.parse().map_or(Ok(String::new()), |id| reader.name_of(id));
    let told = |entry: Entry| Ok(Told { by: name(&entry.actor)?, about: name(&entry.object)?, entry });
    entries.into_iter().map(told).collect()
}

/// Those of these rows that no list has any longer.
fn unlisted(reader: &Reader<'_>, ids: &[Id]) -> Result<Vec<Id>, StoreError> {
    let mut gone = Vec::new();
    for id in ids {
        let ask = Ask { only: List::new(id.noun).only, ..Ask::default() };
        let place = listings::of(id.noun).map(|listing| (listing.locate)(reader, &ask, *id));
        if place.transpose()?.flatten().is_none() {
            gone.push(*id);
        }
    }
    Ok(gone)
}

/// Every row's name, page by page.
fn all(reader: &Reader<'_>, noun: Noun, ask: &Ask) -> Result<Vec<Id>, StoreError> {
    let mut ids = Vec::new();
    let Some(listing) = listings::of(noun) else { return Ok(ids) };
    let mut window = Window::First;
    loop {
        let page = (listing.page)(reader, ask, &window, 500)?;
        ids.extend(page.rows.iter().map(|(_, case)| case.id()));
        match page.rows.into_iter().last() {
            Some((key, _)) if page.has_after => window = Window::After(key),
            _ => return Ok(ids),
        }
    }
}

/// The rows around a place.
fn rows(reader: &Reader<'_>, query: &RowsQuery) -> Result<Loading, StoreError> {
    let nothing = Page { rows: Vec::new(), has_before: false, has_after: false };
    let Some(listing) = listings::of(query.noun) else {
        let (cause, gone) = (query.cause.clone(), Vec::new());
        return Ok(Loading { page: nothing, cursor: None, totals: None, cause, gone });
    };
    let (page, cursor) = around(reader, listing, query)?;
    let totals = match query.cause {
        Cause::Own => None,
        Cause::Others(_) => Some(totals(reader, query.noun, &query.ask, &query.selected)?),
    };
    let gone = gone(reader, listing, &query.cause)?;
    Ok(Loading { page, cursor, totals, cause: query.cause.clone(), gone })
}

/// The numbers of a list's title.
fn totals(reader: &Reader<'_>, noun: Noun, ask: &Ask, selected: &[Id]) -> Result<Totals, StoreError> {
    let Some(listing) = listings::of(noun) else {
        return Ok(Totals { total: 0, tallies: Vec::new(), hidden: 0 });
    };
    let mut hidden = 0;
    for id in selected {
        hidden += usize::from((listing.locate)(reader, ask, *id)?.is_none());
    }
    Ok(Totals { total: (listing.count)(reader, ask)?, tallies: tallies(reader, listing)?, hidden })
}

/// Of the rows that matter, those that no filter would find any more.
fn gone(reader: &Reader<'_>, listing: &Listing, cause: &Cause) -> Result<Vec<Id>, StoreError> {
    let Cause::Others(ids) = cause else { return Ok(Vec::new()) };
    let all = Ask::default();
    let mut gone = Vec::new();
    for id in ids {
        if (listing.locate)(reader, &all, *id)?.is_none() {
            gone.push(*id);
        }
    }
    Ok(gone)
}

fn tallies(reader: &Reader<'_>, listing: &Listing) -> Result<Vec<u64>, StoreError> {
    let count = |id| (listing.count)(reader, &Ask { only: Some(id), ..Ask::default() });
    listing.tallies.iter().map(|tally| count(tally.id)).collect()
}

type Around = (Page<Case>, Option<Id>);

fn around(reader: &Reader<'_>, listing: &Listing, query: &RowsQuery) -> Result<Around, StoreError> {
    let ask = &query.ask;
    let read = |window: &Window, limit| (listing.page)(reader, ask, window, limit);
    let at_end = |page: Page<Case>, last: bool| {
        let row = if last { page.rows.last() } else { page.rows.first() };
        let cursor = row.map(|(_, case)| case.id());
        (page, cursor)
    };
    match &query.at {
        At::First => Ok(at_end(read(&Window::First, query.rows)?, false)),
        At::Last => Ok(at_end(read(&Window::Last, query.rows)?, true)),
        At::Row(id, known) => {
            let found = (listing.locate)(reader, ask, *id)?;
            // A row that closes goes to the end of its list; whoever works through the open ones does not.
            let stays = |key: &Key| known.as_ref().is_none_or(|known| !key.has_closed_since(known));
            let found = found.filter(stays);
            let is_there = found.is_some();
            let Some(key) = found.or_else(|| known.clone()) else {
                return Ok(at_end(read(&Window::First, query.rows)?, false));
            };
            let page = joined(listing, reader, query, key)?;
            let cursor = if is_there { Some(*id) } else { nearest(&page) };
            Ok((page.page, cursor))
        }
    }
}

/// A page of both sides of a key, and where in it the key stands.
struct Joined {
    page: Page<Case>,
    at: usize,
}

fn joined(listing: &Listing, reader: &Reader<'_>, query: &RowsQuery, key: Key) -> Result<Joined, StoreError> {
    let before = (listing.page)(reader, &query.ask, &Window::Before(key.clone()), query.beside)?;
    let after = (listing.page)(reader, &query.ask, &Window::From(key), query.beside)?;
    let at = before.rows.len();
    let mut rows = before.rows;
    rows.extend(after.rows);
    Ok(Joined { page: Page { rows, has_before: before.has_before, has_after: after.has_after }, at })
}

/// The row that took the place of one that is gone.
fn nearest(joined: &Joined) -> Option<Id> {
    let rows = &joined.page.rows;
    rows.get(joined.at).or(rows.last()).map(|(_, case)| case.id())
}

fn numbers(reader: &Reader<'_>, ctx: &Context) -> Result<Numbers, StoreError> {
    let due = today::due_today(reader, ctx)?;
    let pending = Ask { only: Some("pending"), ..Ask::default() };
    // The city's desk has neither invitations nor decisions of its own to carry out in MCS.
    let of_office = (!reader.is_the_desk()).then_some(Noun::Mirror);
    let pending = of_office.and_then(listings::of).map(|l| (l.count)(reader, &pending)).transpose()?;
    let check = if reader.is_the_desk() { None } else { check(reader, ctx, &due)? };
    let (is_due_cut, due) = (today::is_cut(&due), u64::try_from(due.len()).ok());
    let (registers, settings) = (reader.open_records()?, ctx.settings.clone());
    Ok(Numbers { due, is_due_cut, check, pending, registers, settings })
}

/// Open invitations to our users judged 要確認: those stand among what is due.
fn check(reader: &Reader<'_>, ctx: &Context, due: &[Due]) -> Result<Option<u64>, StoreError> {
    let Some(listing) = listings::of(Noun::Invitation) else { return Ok(None) };
    let ids = due.iter().map(|due| due.target).filter(|id| id.noun == Noun::Invitation);
    let mut count = 0;
    let ids: Vec<Id> = ids.take(JUDGED_MAX).collect();
    for case in reader.cases(&ids)? {
        count += u64::from(matches!((listing.judgement)(&case, ctx), Some((Judgement::Check, _))));
    }
    Ok(Some(count))
}

/// The last act with the name of the row it was about.
fn undoable(reader: &Reader<'_>, ctx: &Context) -> Result<Option<UndoRow>, StoreError> {
    let Some(undoable) = undo::last(reader, ctx)? else { return Ok(None) };
    let entry = entries::entry(reader, undoable.entry)?;
    let object = entry.and_then(|entry| entry.object.parse::<Id>().ok());
    let name = object.map(|id| reader.name_of(id)).transpose()?.unwrap_or_default();
    Ok(Some(UndoRow { undoable, name }))
}

/// The first rows of every pane that hold what is typed: one search over users, patients and groups.
fn search(reader: &Reader<'_>, text: &str) -> Result<Vec<Case>, StoreError> {
    let panes = if reader.is_the_desk() { DESK_PANES } else { PANES };
    let found: Result<Vec<_>, _> = panes.into_iter().map(|noun| lookup(reader, noun, text)).collect();
    Ok(found?.concat())
}

/// The first rows whose search column holds what is typed.
fn lookup(reader: &Reader<'_>, noun: Noun, text: &str) -> Result<Vec<Case>, StoreError> {
    let (Some(listing), Some(needle)) = (listings::of(noun), Needle::parse(text)) else { return Ok(vec![]) };
    let ask = Ask { needle: Some(needle), ..Ask::default() };
    let page = (listing.page)(reader, &ask, &Window::First, LOOKED_UP_MAX)?;
    Ok(page.rows.into_iter().map(|(_, case)| case).collect())
}

/// Who decided a row already, and when.
fn decided(reader: &Reader<'_>, action: &Action, id: Id) -> Result<Sentence, StoreError> {
    if let Some(entry) = entries::deciding(reader, id, action.id)? {
        return by_somebody(reader, id, &entry);
    }
    let nobody = || sentence!("{id} はすでに決定されています。", "{id} has been decided already.", id = id);
    Ok(told(reader, id)?.unwrap_or_else(nobody))
}

/// The names of everybody who may sign in: what masking hides wherever somebody is said to have acted.
fn staff(reader: &Reader<'_>) -> Result<Vec<String>, StoreError> {
    Ok(reader.operators()?.into_iter().map(|actor| actor.name).collect())
}

/// Names of operators; one whose name is not there is called by the id.
fn operators(reader: &Reader<'_>, ids: &[String]) -> Result<Vec<(String, String)>, StoreError> {
    let name = |id: &String| Ok((id.clone(), reader.operator_name(id)?.unwrap_or_else(|| id.clone())));
    ids.iter().map(name).collect()
}

/// Who did what last to a row, and when.
fn told(reader: &Reader<'_>, id: Id) -> Result<Option<Sentence>, StoreError> {
    let entry = reader.last_entry_touching(id)?;
    entry.map(|entry| by_somebody(reader, id, &entry)).transpose()
}

/// Who took a row away; an act of this very session is told already.
fn lost(reader: &Reader<'_>, ctx: &Context, id: Id) -> Result<Lost, StoreError> {
    let Some(entry) = reader.last_entry_touching(id)? else { return Ok(Lost::ByNobodyKnown) };
    if entry.actor == ctx.actor.operator && entry.session == ctx.session {
        return Ok(Lost::ByOneself);
    }
    by_somebody(reader, id, &entry).map(Lost::By)
}

/// The rows that are not at the version shown; a single row always, since what it stands on may have changed.
fn targets(reader: &Reader<'_>, shown: &[(Id, u32)]) -> Result<Vec<Fresh>, StoreError> {
    let mut changed = Vec::new();
    for (id, version) in shown {
        let case = reader.case(*id)?;
        let is_changed = case.as_ref().is_none_or(|case| case.version() != *version);
        if is_changed || shown.len() == 1 {
            let told = if is_changed { told(reader, *id)? } else { None };
            changed.push(Fresh { id: *id, case, told });
        }
    }
    Ok(changed)
}
