//! What is known of rows: from the rows of a page to their cases, for the whole page at once.
//!
//! A case stands on a dozen other tables. Asked row by row, a page of forty is some thousand questions; here it is
//! a statement per kind of fact, whose ids go in as one JSON list. A single row is a page of one: screen, command
//! and write path put a case together with the same code.

mod group;
mod invitation;
mod membership;
mod user;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use rusqlite::{Row as SqlRow, ToSql};

use super::{Reader, StoreError};
use crate::domain::OfficeId;

pub(super) use group::groups;
pub(super) use invitation::invitations;
pub(super) use membership::memberships;
pub(super) use user::users;

/// A statement whose text is put together once.
type Statement = LazyLock<String>;

/// The case of the one row there may be.
pub(super) fn one<T, C>(
    row: Option<T>,
    complete: impl FnOnce(Vec<T>) -> Result<Vec<C>, StoreError>,
) -> Result<Option<C>, StoreError> {
    row.map(|row| all_of(complete(vec![row])?)).transpose()
}

/// The case of the one row that was given.
pub(super) fn all_of<C>(cases: Vec<C>) -> Result<C, StoreError> {
    cases.into_iter().next().ok_or_else(|| StoreError::Damaged("a row without its case".to_owned()))
}

/// Numbers as the JSON list that a statement takes.
pub(super) fn listed(numbers: impl IntoIterator<Item = i64>) -> String {
    let numbers: BTreeSet<i64> = numbers.into_iter().collect();
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    format!("[{}]", numbers.join(","))
}

/// What a statement finds, by the number in its first column.
fn found<T>(
    reader: &Reader<'_>,
    statement: &str,
    holes: &[(&str, &dyn ToSql)],
    read: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<T>,
) -> Result<HashMap<i64, T>, StoreError> {
    let mut read = read;
    let mut statement = reader.conn().prepare_cached(statement)?;
    let rows = statement.query_map(holes, |row| Ok((row.get(0)?, read(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The names of offices, each asked once.
fn office_names(
    reader: &Reader<'_>,
    offices: impl IntoIterator<Item = OfficeId>,
) -> Result<HashMap<OfficeId, String>, StoreError> {
    let offices: BTreeSet<OfficeId> = offices.into_iter().collect();
    offices.into_iter().map(|office| Ok((office, reader.office_name(office)?))).collect()
}

/// SQL for how many decisions about a row are still to be carried out in MCS: `prefix` of its id, and its number.
fn pending_marks(prefix: char, number: &str) -> String {
    format!(
        "(SELECT count(*) FROM mirrors r WHERE r.object = printf('{prefix}-%04d', {number}) \
         AND r.office = :office AND r.state = 'pending' AND r.voided = 0)"
    )
}

/// SQL that joins the latest sanction on a user that was not lifted, as `s`.
fn latest_sanction(user: &str) -> String {
    format!(
        "LEFT JOIN sanctions s ON s.id = (SELECT y.id FROM sanctions y WHERE y.user = {user} \
         AND y.lifted_at IS NULL AND y.voided = 0 ORDER BY y.id DESC LIMIT 1)"
    )
}

#[cfg(test)]
mod tests {
    use rusqlite::trace::{TraceEvent, TraceEventCodes};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use crate::domain::Case;
    use crate::store::{Ask, Page, Reader, StoreError, Window};
    use crate::testing::World;

    type ReadPage = fn(&Reader<'_>, &Ask, &Window, usize) -> Result<Page<Case>, StoreError>;

    #[test]
    fn a_page_asks_as_many_questions_as_a_single_row() {
        let pages: [ReadPage; 4] = [
            |r, ask, window, n| r.users(ask, window, n),
            |r, ask, window, n| r.groups(ask, window, n),
            |r, ask, window, n| r.invitations(ask, window, n),
            |r, ask, window, n| r.memberships(ask, window, n),
        ];
        for (place, page) in pages.into_iter().enumerate() {
            let mut world = World::new();
            let asked = Arc::new(AtomicUsize::new(0));
            let count = Arc::clone(&asked);
            let note = move |event: TraceEvent<'_>| {
                count.fetch_add(usize::from(matches!(event, TraceEvent::Stmt(..))), Ordering::Relaxed);
            };
            world.store.conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note)).expect("a trace");
            let rows = page(&world.reader(), &Ask::default(), &Window::First, 30).expect("a page").rows.len();
            assert!(asked.load(Ordering::Relaxed) <= 18, "{place}: {asked:?} questions for {rows} rows");
        }
    }

    #[test]
    fn a_row_of_a_page_and_the_same_row_alone_are_one_case() {
        let world = World::new();
        let reader = world.reader();
        let pages = [
            reader.users(&Ask::default(), &Window::First, 50),
            reader.groups(&Ask::default(), &Window::First, 50),
            reader.invitations(&Ask::default(), &Window::First, 50),
            reader.memberships(&Ask::default(), &Window::First, 50),
        ];
        for page in pages {
            for (_, case) in page.expect("a page").rows {
                assert_eq!(reader.case(case.id()).expect("a store"), Some(case));
            }
        }
    }
}
