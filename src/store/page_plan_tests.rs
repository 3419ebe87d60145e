//! The usual orders walk an index: no sorting, nothing proportional to the store.

use std::sync::{Arc, Mutex};

use rusqlite::trace::{TraceEvent, TraceEventCodes};

use super::{Ask, Page, Reader, Scope, StoreError, Window};
use crate::domain::{Case, GroupState, OfficeId, Role};
use crate::testing::{World, day};

type ReadPage = fn(&Reader<'_>, &Ask, &Window, usize) -> Result<Page<Case>, StoreError>;

/// The plans of the statements that read the page's own rows.
fn plans(world: World, page: ReadPage, part: &str) -> Vec<String> {
    let (world, seen) = sqls(world, |world| {
        drop(page(&world.reader(), &Ask::default(), &Window::First, 30).expect("a page"))
    });
    let of_page = |sql: &&String| sql.contains(part) && sql.contains("ORDER BY") && sql.contains("LIMIT");
    seen.iter().filter(of_page).map(|sql| explain(&world, sql)).collect()
}

/// The statements that some reading runs.
fn sqls(mut world: World, read: impl FnOnce(&World)) -> (World, Vec<String>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&seen);
    let note = move |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(statement, _) = event {
            notes.lock().expect("the notes").extend(statement.expanded_sql());
        }
    };
    world.store.conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note)).expect("a trace");
    read(&world);
    let seen = seen.lock().expect("the notes").clone();
    (world, seen)
}

fn explain(world: &World, sql: &str) -> String {
    let mut statement = world.store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a plan");
    let lines = statement.query_map([], |row| row.get::<_, String>(3)).expect("a plan");
    lines.map(|line| line.expect("a line")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_usual_order_of_users_walks_one_index_per_segment() {
    let plans = plans(World::new(), |r, ask, window, n| r.users(ask, window, n), "ORDER BY u.sort");
    assert_eq!(plans.len(), 2);
    assert!(plans[0].contains("users_in_order"), "{}", plans[0]);
    assert!(plans[1].contains("users_gone_in_order"), "{}", plans[1]);
    assert!(plans.iter().all(|plan| !plan.contains("TEMP B-TREE")), "{plans:#?}");
}

#[test]
fn the_usual_order_of_groups_walks_one_index_per_segment() {
    let plans = plans(World::new(), |r, ask, window, n| r.groups(ask, window, n), "FROM groups g");
    assert_eq!(plans.len(), 6);
    for (place, plan) in plans.iter().enumerate() {
        let index = if place < 3 { "groups_in_order" } else { "groups_archived_in_order" };
        assert!(plan.contains(index), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[test]
fn the_usual_order_of_invitations_walks_the_offices_own_index() {
    let plans =
        plans(World::new(), |r, ask, window, n| r.invitations(ask, window, n), "ORDER BY v.expires_on");
    assert_eq!(plans.len(), 3);
    for plan in &plans {
        assert!(plan.starts_with("SEARCH v USING COVERING INDEX invitation_offices_in_order"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[test]
fn a_row_and_the_invitations_of_a_row_are_found_without_a_walk_over_the_office() {
    let (world, seen) = sqls(World::new(), |world| {
        let id = "I-0001".parse().expect("an id");
        world.reader().locate_invitation(&Ask::default(), id).expect("a store");
        for related in ["G-0001", "U-0003"] {
            let ask = Ask { related: related.parse().ok(), ..Ask::default() };
            world.reader().invitations(&ask, &Window::First, 30).expect("a page");
        }
    });
    let plans: Vec<String> = seen
        .iter()
        .filter(|sql| sql.contains("invitation_offices v"))
        .map(|sql| explain(&world, sql))
        .collect();
    assert!(plans.len() >= 7, "{plans:#?}");
    assert!(plans.iter().all(|plan| !plan.contains("invitation_offices_in_order")), "{plans:#?}");
}

#[test]
fn the_marks_walk_an_index() {
    let plans = plans(World::new(), |r, ask, window, n| r.mirrors(ask, window, n), "ORDER BY r.id ASC LIMIT");
    assert!(plans[0].contains("mirrors_pending"), "{}", plans[0]);
    assert!(!plans[0].contains("TEMP B-TREE"), "{}", plans[0]);
}

/// Every window over every order shows the same rows in the same sequence, page by page.
#[test]
fn paging_one_by_one_shows_each_row_once_in_every_order() {
    let mut world = World::new();
    let scope = Scope { office: OfficeId(1), role: Role::Admin };
    let groups: Vec<_> = (3..9)
        .map(|n| {
            let mut group = crate::testing::group(n, &format!("会{n}"), "カイ");
            group.patient = None;
            group.office = OfficeId(1 + n % 2);
            group.state = if n % 3 == 0 { GroupState::Archived } else { GroupState::Active };
            group.ended_on = (n % 4 == 0).then(|| day("2026-11-01"));
            group
        })
        .collect();
    world
        .store
        .write(scope, day("2026-11-23"), |tx| {
            tx.insert(&crate::domain::Office::named(OfficeId(3), "別の事業所"))?;
            groups.iter().try_for_each(|group| tx.insert(group))
        })
        .expect("groups");
    for order in ["kana", "title", "members", "ended", "occupation", "groups", "joined"] {
        let ask = Ask { order: Some(order.into()), ..Ask::default() };
        walks(&world, &ask, |r, ask, window, n| r.groups(ask, window, n));
        walks(&world, &ask, |r, ask, window, n| r.users(ask, window, n));
    }
}

fn walks(world: &World, ask: &Ask, page: ReadPage) {
    let reader = world.reader();
    let whole: Vec<_> = page(&reader, ask, &Window::First, 99).expect("a page").rows;
    let mut seen = Vec::new();
    let mut window = Window::First;
    loop {
        let one = page(&reader, ask, &window, 1).expect("a page");
        let Some((key, case)) = one.rows.into_iter().next() else { break };
        seen.push(case.id());
        window = Window::After(key);
    }
    assert_eq!(seen, whole.iter().map(|(_, case)| case.id()).collect::<Vec<_>>(), "{ask:?}");
    let last = page(&reader, ask, &Window::Last, 1).expect("a page");
    assert_eq!(last.rows.last().map(|(_, case)| case.id()), seen.last().copied());
}
