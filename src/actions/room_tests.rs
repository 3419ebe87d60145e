use super::*;
use crate::actions::{Answer, Outcome, undo};
use crate::domain::{Case, OfficeId};
use crate::listings;
use crate::store::{Ask, Window};
use crate::testing::{World, day};
use crate::text::search::Needle;

#[track_caller]
fn done(outcome: Outcome) {
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
}

fn seats(world: &World, only: Option<&'static str>) -> Vec<SeatCase> {
    let listing = listings::of(Noun::Seat).expect("a listing");
    let ask = Ask { only, ..Ask::default() };
    let page = (listing.page)(&world.reader(), &ask, &Window::First, 99).expect("a page");
    let seat = |case| if let Case::Seat(seat) = case { *seat } else { panic!("a seat") };
    page.rows.into_iter().map(|(_, case)| seat(case)).collect()
}

fn ids(seats: &[SeatCase]) -> Vec<String> {
    seats.iter().map(|seat| seat.id().to_string()).collect()
}

#[test]
fn every_administrator_has_a_seat_and_whoever_takes_it_stands_in_the_room() {
    let mut world = World::new();
    assert_eq!(ids(&seats(&world, Some("missing"))), ["RC-0001", "RC-0002"]);
    let on = Answers::default().with("on", Answer::Day(day("2026-04-01")));
    done(world.act("room.admit", "RC-0002", on));
    assert_eq!(ids(&seats(&world, Some("missing"))), ["RC-0001"]);
    let present = seats(&world, Some("present"));
    assert_eq!(present[0].membership.as_ref().map(|m| today(m.joined_at)), Some(day("2026-04-01")));
    let room = world.reader().admin_room().expect("a store").expect("a room");
    let group = world.reader().group_case(room).expect("a store").expect("seen by its member");
    assert!(group.group.admin_room);
    assert_ne!(group.group.office, OfficeId(1), "the room is the city's");
    assert!(matches!(world.act("room.admit", "RC-0002", Answers::default()), Outcome::Conflict(_)));
    assert!(
        matches!(world.act("room.admit", "RC-0003", Answers::default()), Outcome::NotFound(_)),
        "no administrator"
    );
}

#[test]
fn an_administrator_leaves_with_a_reason_that_passes_the_clause_over() {
    let mut world = World::new();
    done(world.act("room.admit", "RC-0002", Answers::default()));
    assert!(matches!(world.act("room.leave", "RC-0002", Answers::default()), Outcome::Unreadable(_)), "why");
    done(world.act("room.leave", "RC-0002", Answers::default().because("任期の終了")));
    assert_eq!(seats(&world, Some("present")), []);
}

#[test]
fn a_former_administrator_in_the_room_keeps_a_seat_until_it_is_left() {
    let mut world = World::new();
    done(world.act("room.admit", "RC-0002", Answers::default()));
    done(world.act("user.dismiss", "U-0002", Answers::default().because("異動のため")));
    assert_eq!(ids(&seats(&world, Some("gone"))), ["RC-0002"]);
    done(world.act("room.leave", "RC-0002", Answers::default().because("異動のため")));
    assert_eq!(ids(&seats(&world, None)), ["RC-0001"], "nobody's seat any more");
}

#[test]
fn taking_a_seat_is_taken_back_with_the_room_it_opened() {
    let mut world = World::new();
    let before = world.reader().rows_as_text().expect("rows");
    let Outcome::Done(receipt) = world.act("room.admit", "RC-0001", Answers::default()) else {
        panic!("done")
    };
    let undone = undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    assert!(matches!(undone, Outcome::Done(_)), "{undone:?}");
    assert_eq!(world.reader().rows_as_text().expect("rows"), before);
}

#[test]
fn the_desk_sees_the_seats_of_all_offices_and_nobodys_name() {
    let mut world = World::new();
    world.as_stranger(crate::domain::Role::City);
    let all = seats(&world, None);
    assert_eq!(ids(&all), ["RC-0009", "RC-0001", "RC-0002"], "by office");
    assert!(all.iter().all(|seat| seat.name.is_empty()));
    let listing = listings::of(Noun::Seat).expect("a listing");
    for (typed, found) in [("林", 0), ("はやし", 0), ("狛江", 2), ("RC-0002", 1)] {
        let ask = Ask { needle: Needle::parse(typed), ..Ask::default() };
        assert_eq!((listing.count)(&world.reader(), &ask).expect("a count"), found, "{typed}");
    }
    done(world.act("room.admit", "RC-0001", Answers::default()));
    let json = (listing.json)(&world.case("RC-0001"), &world.ctx).to_string();
    assert!(!json.contains("由紀"), "{json}");
}

#[test]
fn an_office_has_nothing_to_do_with_anothers_seats() {
    let mut world = World::new();
    world.as_stranger(crate::domain::Role::Admin);
    assert_eq!(ids(&seats(&world, None)), ["RC-0009"]);
    assert!(matches!(world.act("room.admit", "RC-0001", Answers::default()), Outcome::NotFound(_)));
}
