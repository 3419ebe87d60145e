//! The listings on the small world: keys, numbers, and agreement with the rules.

use super::{LISTINGS, Listing, of};
use crate::actions::{Answer, Answers, Outcome};
use crate::domain::{Case, Id, Noun};
use crate::regulation::archive::{CANDIDACY, is_without_consent};
use crate::regulation::finding;
use crate::store::{Ask, Window};
use crate::testing::{World, day};

fn rows(world: &World, listing: &Listing, ask: &Ask) -> Vec<Case> {
    let page = (listing.page)(&world.reader(), ask, &Window::First, 99).expect("a page");
    page.rows.into_iter().map(|(_, case)| case).collect()
}

fn ids(world: &World, noun: Noun, ask: &Ask) -> Vec<String> {
    let listing = of(noun).expect("a listing");
    rows(world, listing, ask).iter().map(|case| case.id().to_string()).collect()
}

fn count(world: &World, noun: Noun, only: &'static str) -> u64 {
    let ask = Ask { only: Some(only), ..Ask::default() };
    (of(noun).expect("a listing").count)(&world.reader(), &ask).expect("a count")
}

fn related(id: &str) -> Ask {
    Ask { related: Some(id.parse::<Id>().expect("an id")), ..Ask::default() }
}

#[track_caller]
fn done(outcome: &Outcome) {
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
}

fn busy_world() -> World {
    let mut world = World::new();
    done(&world.act("invitation.approve", "I-0001", Answers::default()));
    done(&world.act("invitation.accept", "I-0001", Answers::default()));
    let ban = Answers::default()
        .with("level", Answer::Choice("ban"))
        .with("evidence", Answer::Line("操作記録".into()))
        .because("不正利用を確認したため停止");
    done(&world.act("user.restrict", "U-0004", ban));
    world
}

#[test]
fn every_listing_counts_what_it_shows_and_finds_each_row_where_it_stands() {
    let world = busy_world();
    for listing in LISTINGS {
        for order in listing.orders {
            let ask = Ask { order: Some(order.id.into()), ..Ask::default() };
            let page = (listing.page)(&world.reader(), &ask, &Window::First, 99).expect("a page");
            let count = (listing.count)(&world.reader(), &ask).expect("a count");
            assert_eq!(page.rows.len() as u64, count, "{:?} {}", listing.noun, order.id);
            for (key, case) in &page.rows {
                let found = (listing.locate)(&world.reader(), &ask, case.id()).expect("a place");
                assert_eq!(found.as_ref(), Some(key), "{:?} {}", listing.noun, order.id);
            }
        }
    }
}

#[test]
fn every_row_has_details_and_an_object_that_begins_with_id_and_version() {
    let world = busy_world();
    for listing in LISTINGS {
        for case in rows(&world, listing, &Ask::default()) {
            assert!(!(listing.details)(&case, &world.ctx).title.is_empty(), "{:?}", case.id());
            let json = (listing.json)(&case, &world.ctx);
            let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
            assert_eq!(keys[..2], ["id", "version"], "{:?}", listing.noun);
        }
    }
}

#[test]
fn users_and_groups_have_the_promised_keys() {
    let world = busy_world();
    let keys = |noun: Noun| {
        let listing = of(noun).expect("a listing");
        let json = (listing.json)(&rows(&world, listing, &Ask::default())[0], &world.ctx);
        json.as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
    };
    let user = ["id", "version", "office", "name", "kana", "occupation", "mail", "standing", "is_admin"];
    assert_eq!(keys(Noun::User)[..9], user);
    assert_eq!(keys(Noun::Group)[..6], ["id", "version", "kind", "title", "state", "members"]);
}

#[test]
fn who_has_left_and_what_is_archived_come_last() {
    let mut world = World::new();
    assert_eq!(ids(&world, Noun::User, &Ask::default()), ["U-0004", "U-0002", "U-0003", "U-0001"]);
    done(&world.act("user.release", "U-0004", Answers::default().because("退職")));
    assert_eq!(ids(&world, Noun::User, &Ask::default()), ["U-0002", "U-0003", "U-0001", "U-0004"]);
    assert_eq!(ids(&world, Noun::Group, &Ask::default()), ["G-0002", "G-0001"]);
    let end =
        Answers::default().with("end", Answer::Day(day("2026-11-20"))).with("why", Answer::Choice("death"));
    done(&world.act("group.archive", "G-0002", end));
    assert_eq!(ids(&world, Noun::Group, &Ask::default()), ["G-0001", "G-0002"]);
}

#[test]
fn one_step_leads_from_a_user_to_its_groups_and_back() {
    let world = busy_world();
    assert_eq!(ids(&world, Noun::Group, &related("U-0003")), ["G-0001"]);
    assert_eq!(ids(&world, Noun::User, &related("G-0001")), ["U-0003"]);
    assert_eq!(ids(&world, Noun::Membership, &related("G-0001")), ["M-0001"]);
    assert_eq!(ids(&world, Noun::Membership, &related("U-0003")), ["M-0001"]);
    assert_eq!(ids(&world, Noun::Mirror, &related("U-0004")), ["R-0002"]);
    assert_eq!(ids(&world, Noun::Group, &related("U-0004")), Vec::<String>::new());
}

#[test]
fn the_numbers_in_the_titles_agree_with_the_rules() {
    let mut world = busy_world();
    assert_eq!(count(&world, Noun::User, "restricted"), 1);
    assert_eq!(count(&world, Noun::User, "no_pledge"), 1);
    assert_eq!(count(&world, Noun::User, "admins"), 2);
    let leave = Answers::default().with("from", Answer::Day(day("2026-11-01")));
    done(&world.act("user.leave", "U-0003", leave));
    assert_eq!(count(&world, Noun::User, "on_leave"), 1);
    for ended in ["2026-11-15", "2026-11-16"] {
        let end =
            Answers::default().with("end", Answer::Day(day(ended))).with("why", Answer::Choice("facility"));
        done(&world.act("group.set_end", "G-0001", end));
        agrees(&world);
    }
    done(&world.act("membership.remove", "M-0001", Answers::default().because("担当変更")));
    agrees(&world);
    assert_eq!(count(&world, Noun::Group, "candidates"), 1, "nobody is left");
}

/// What SQL counts is what the rules find.
fn agrees(world: &World) {
    let groups = rows(world, of(Noun::Group).expect("groups"), &Ask::default());
    let is = |case: &Case, rule: fn(&crate::domain::case::GroupCase, &crate::domain::Context) -> bool| matches!(case, Case::Group(group) if rule(group, &world.ctx));
    let candidates =
        groups.iter().filter(|case| is(case, |g, x| !finding::judge(CANDIDACY, g, x).is_empty())).count();
    let without = groups.iter().filter(|case| is(case, is_without_consent)).count();
    assert_eq!(count(world, Noun::Group, "candidates"), candidates as u64);
    assert_eq!(count(world, Noun::Group, "no_consent"), without as u64);
}

#[test]
fn another_office_sees_only_the_groups_its_people_are_in() {
    let mut world = busy_world();
    world.ctx.actor.office = crate::domain::OfficeId(2);
    for noun in [Noun::User, Noun::Group, Noun::Membership, Noun::Mirror] {
        assert_eq!(ids(&world, noun, &Ask::default()), Vec::<String>::new(), "{noun:?}");
    }
}
