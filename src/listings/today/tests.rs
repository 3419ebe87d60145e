//! What is due, in order, with its days.

use super::*;
use crate::domain::GroupState;
use crate::domain::case::{GroupCase, OneCase, UserCase};
use crate::store::Row;
use crate::testing::{World, day};

fn kinds(world: &World) -> Vec<(String, &'static str)> {
    let rows = due_today(&world.reader(), &world.ctx).expect("a store");
    rows.iter().map(|due| (due.target.to_string(), due.action)).collect()
}

fn change<R: Row>(world: &mut World, row: &R) {
    let scope = crate::actions::scope(&world.ctx);
    world.store.write(scope, day("2026-11-23"), |tx| tx.save(row)).expect("a saved row");
}

#[test]
fn what_is_open_in_the_small_world_is_listed_by_deadline() {
    let world = World::new();
    let expected = [
        ("I-0001", "invitation.approve"),
        ("I-0003", "invitation.approve"),
        ("I-0004", "invitation.approve"),
        ("I-0002", "invitation.judge"),
        ("RC-0001", "room.admit"),
        ("RC-0002", "room.admit"),
        ("O-0001", "handler.name"),
        ("G-0002", "group.record_consent"),
        ("U-0004", "user.record_pledge"),
    ];
    assert_eq!(kinds(&world), expected.map(|(id, action)| (id.to_owned(), action)));
}

#[test]
fn a_password_counts_calendar_months_to_the_day() {
    let mut world = World::new();
    let case = world.case("U-0003");
    let user = UserCase::of(&case).expect("a user").user.clone();
    change(&mut world, &crate::domain::User { password_changed_on: Some(day("2026-09-23")), ..user.clone() });
    assert!(
        !kinds(&world).iter().any(|(_, action)| *action == "user.record_password"),
        "due today is not overdue"
    );
    let version = user.version + 1;
    change(
        &mut world,
        &crate::domain::User { password_changed_on: Some(day("2026-09-22")), version, ..user },
    );
    assert!(kinds(&world).contains(&("U-0003".to_owned(), "user.record_password")));
}

#[test]
fn an_ended_group_is_to_be_archived_within_the_offices_days() {
    let mut world = World::new();
    let case = world.case("G-0001");
    let group = GroupCase::of(&case).expect("a group").group.clone();
    assert_eq!(group.state, GroupState::Active);
    change(&mut world, &crate::domain::Group { ended_on: Some(day("2026-11-10")), ..group });
    let rows = due_today(&world.reader(), &world.ctx).expect("a store");
    assert_eq!((rows[0].action, rows[0].until), ("group.archive", Some(day("2026-11-17"))));
    assert!(rows[0].is_overdue(world.ctx.today()));
}
