use super::*;
use crate::domain::Noun;
use crate::listings;
use crate::store::{Ask, Window};
use crate::testing::World;

fn desk() -> World {
    let mut world = World::new();
    world.as_stranger(Role::City);
    world.store.run("UPDATE offices SET agreed_on = '2026-04-01' WHERE id = 1");
    world
}

fn offices(world: &World) -> Vec<(String, Option<Survey>)> {
    let listing = listings::of(Noun::Office).expect("a listing");
    let page = page(listing, &world.reader(), &Ask::default(), &Window::First, 99).expect("a page");
    let of = |case: Case| match case {
        Case::Office(office) => (office.office.id.to_string(), office.survey),
        other => panic!("{other:?}"),
    };
    page.rows.into_iter().map(|(_, case)| of(case)).collect()
}

#[test]
fn the_desk_counts_in_every_office_what_the_office_itself_finds() {
    let world = desk();
    let found = offices(&world);
    assert_eq!(found.len(), 3, "two offices and the desk's own");
    let survey = found.iter().find(|(id, _)| id == "O-0001").and_then(|(_, survey)| *survey);
    let survey = survey.expect("counted");
    let own = World::new();
    own.store.run("UPDATE offices SET agreed_on = '2026-04-01' WHERE id = 1");
    let standings = board(&own.reader(), &own.ctx, &BOOK).expect("a board");
    let open = standings.iter().filter(|standing| standing.status == Status::Open).count();
    assert_eq!((survey.users, survey.groups, survey.open as usize), (4, 2, open));
    let due = due_today(&own.reader(), &own.ctx).expect("a list");
    assert_eq!(survey.due as usize, due.len());
    let mere = found.iter().find(|(id, _)| id == "O-0002").expect("a name");
    assert_eq!(mere.1, None, "nothing is known of it");
}

#[test]
fn the_desk_gets_numbers_and_no_row_and_nobody_else_gets_either() {
    let world = desk();
    let standings = standings(&world.reader(), OfficeId(1)).expect("a board").expect("an office");
    assert!(standings.iter().any(|standing| standing.open > 0));
    assert!(standings.iter().all(|standing| standing.rows.is_empty()));
    let told: String =
        standings.iter().map(|standing| standing.sentence.get(crate::text::Lang::Ja)).collect();
    for name in ["林", "佐藤", "髙橋", "小林", "山田", "鈴木"] {
        assert!(!told.contains(name), "{name}");
    }
    assert!(super::standings(&world.reader(), OfficeId(99)).expect("a store").is_none());
    let own = World::new();
    assert!(super::standings(&own.reader(), OfficeId(2)).expect("a store").is_none());
    assert!(own.reader().counting_in(OfficeId(2)).is_none());
}

#[test]
fn a_clock_that_ran_out_is_counted_and_the_desk_finds_nobody() {
    let world = desk();
    world.store.run(
        "INSERT INTO records (id, version, office, register, state, open, dated_on, due_on, kept_at, facts, search) VALUES \
         (90, 1, 1, 'incident', 'open', 1, '2026-11-01', NULL, '', \
         '{\"kind\":\"loss\",\"reported_on\":\"2026-11-01\",\"summary\":\"x\"}', '')",
    );
    let survey = offices(&world).into_iter().find(|(id, _)| id == "O-0001").and_then(|(_, survey)| survey);
    assert!(survey.expect("counted").late > 0, "{survey:?}");
    for noun in [Noun::User, Noun::Patient, Noun::Group, Noun::Invitation, Noun::Membership, Noun::Incident] {
        let listing = listings::of(noun).expect("a listing");
        assert_eq!((listing.count)(&world.reader(), &Ask::default()).expect("a count"), 0, "{noun:?}");
    }
}
