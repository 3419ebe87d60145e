//! As-of questions are answered from memberships, and agree with a replay of the ledger over random histories.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use proptest::prelude::*;

use super::{Answer, Answers, Outcome, undo};
use crate::domain::{GroupId, Id, Membership, MembershipId, Noun, PatientId, UserId};
use crate::store::ledger;
use crate::testing::World;
use crate::text::date::{Day, Instant, parse_instant, today};

/// What is done, on which group or user, and after how many hours.
type Step = (usize, i64, i64, i64);

/// Memberships as the ledger tells them: from when to when each held.
type Spans = BTreeMap<i64, (Instant, Option<Instant>)>;

fn act(world: &mut World, (what, group, user, hours): Step) {
    world.ctx.now += TimeDelta::hours(hours);
    let group_id = format!("G-{group:04}");
    let because = || Answers::default().because("確認のうえ実施しました");
    let user_row = Answer::Row(UserId(user).id());
    match what {
        0..=2 => join(world, &group_id, user_row),
        3 => {
            let present = world.reader().members_of(GroupId(group)).expect("members");
            let Some(member) = present.first().map(|m| m.id.to_string()) else { return };
            world.act("membership.remove", &member, because());
        }
        4 => {
            let answers = because()
                .with("end", Answer::Day(world.ctx.today()))
                .with("why", Answer::Choice("service_ended"));
            world.act("group.archive", &group_id, answers);
        }
        5 => {
            world.act("group.restore", &group_id, because());
        }
        6 => {
            world.act("user.release", &format!("U-{user:04}"), because());
        }
        _ => {
            let last = undo::last(&world.reader(), &world.ctx).expect("a ledger");
            if let Some(last) = last {
                undo::perform(&mut world.store, &world.ctx, last.entry).expect("a store");
            }
        }
    }
}

/// Invited, judged, approved and accepted, each on the way only as far as the rules let it come.
fn join(world: &mut World, group: &str, user: Answer) {
    let because = || Answers::default().because("確認のうえ実施しました");
    let Outcome::Done(receipt) = world.act("group.invite", group, because().with("user", user)) else {
        return;
    };
    let invitation = receipt.object.to_string();
    for action in ["invitation.judge", "invitation.approve", "invitation.accept"] {
        world.ctx.now += TimeDelta::hours(1);
        world.act(action, &invitation, because());
    }
}

/// Walks the whole ledger, entry by entry; what was undone has not happened.
fn replayed(world: &World) -> Spans {
    let reader = world.reader();
    let mut entries = ledger::list(&reader, None, 10_000).expect("a ledger");
    entries.reverse();
    let undone: BTreeSet<i64> = entries.iter().filter_map(|entry| entry.undoes).collect();
    let mut spans = Spans::new();
    for entry in entries.iter().filter(|e| e.undoes.is_none() && !undone.contains(&e.number)) {
        let at = parse_instant(&entry.at).expect("an instant");
        for touch in ledger::touches(&reader, entry.number).expect("touches") {
            if touch.noun != Noun::Membership {
                continue;
            }
            match touch.from {
                None => drop(spans.insert(touch.number, (at, None))),
                Some(_) if touch.fields.split(',').any(|field| field == "left_at") => {
                    spans.entry(touch.number).and_modify(|span| span.1 = Some(at));
                }
                Some(_) => {}
            }
        }
    }
    spans
}

/// The memberships that held for some part of a day, of those that `is_asked` asks for.
fn on(world: &World, spans: &Spans, day: Day, is_asked: impl Fn(&Membership) -> bool) -> BTreeSet<Id> {
    let held = |(begun, left): &(Instant, Option<Instant>)| {
        today(*begun) <= day && left.is_none_or(|left| today(left) >= day)
    };
    let membership = |number: i64| {
        let id = MembershipId(number);
        world.reader().membership_case(id).expect("a store").map(|case| case.membership)
    };
    let held = spans.iter().filter(|(_, span)| held(span)).filter_map(|(number, _)| membership(*number));
    held.filter(|m| is_asked(m)).map(|m| m.id.id()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn who_could_see_what_on_a_day_is_what_a_replay_of_the_ledger_says(
        steps in prop::collection::vec((0..9usize, 1..3i64, 2..5i64, 1..60i64), 1..25)
    ) {
        let mut world = World::new();
        let first = world.ctx.today();
        let consent = Answers::default().with("signed_on", Answer::Day(first)).because("同日の署名");
        world.act("group.record_consent", "G-0002", consent);
        steps.iter().for_each(|step| act(&mut world, *step));
        let spans = replayed(&world);
        let days = first.iter_days().take_while(|day| *day <= world.ctx.today());
        for day in days {
            for user in 1..5 {
                let asked = world.reader().memberships_of_user_on(UserId(user), day).expect("a store");
                let told: BTreeSet<Id> = asked.iter().map(|case| case.membership.id.id()).collect();
                prop_assert_eq!(told, on(&world, &spans, day, |m| m.user == UserId(user)), "U {} {}", user, day);
            }
            for patient in 1..3 {
                let asked = world.reader().members_of_patient_on(PatientId(patient), day).expect("a store");
                let told: BTreeSet<Id> = asked.iter().map(|case| case.membership.id.id()).collect();
                // In this world a group has its patient's number.
                prop_assert_eq!(told, on(&world, &spans, day, |m| m.group.0 == patient), "P {} {}", patient, day);
            }
        }
    }
}

#[test]
fn who_left_in_the_morning_could_still_see_that_day_and_not_the_next() {
    let mut world = World::new();
    for action in ["invitation.approve", "invitation.accept"] {
        world.act(action, "I-0001", Answers::default());
    }
    let begun = world.ctx.today();
    world.ctx.now += TimeDelta::days(2);
    let member = world.reader().members_of(GroupId(1)).expect("members")[0].id.to_string();
    world.act("membership.remove", &member, Answers::default().because("担当外"));
    let seen = |day: Day| world.reader().memberships_of_user_on(UserId(3), day).expect("a store").len();
    let day = |after: i64| today(world.ctx.now) - TimeDelta::days(2) + TimeDelta::days(after);
    assert_eq!([-1, 0, 1, 2, 3].map(|after| seen(day(after))), [0, 1, 1, 1, 0]);
    assert_eq!(day(0), begun);
}

#[test]
fn a_ban_that_covered_the_whole_day_is_told_beside_the_membership() {
    let mut world = World::new();
    let ban = Answers::default()
        .with("level", Answer::Choice("ban"))
        .with("evidence", Answer::Line("転送先の画面の写し".into()))
        .because("夜間に患者情報を転送した疑い");
    assert!(matches!(world.act("user.restrict", "U-0003", ban), Outcome::Done(_)));
    let from = world.ctx.today();
    world.ctx.now += TimeDelta::days(3);
    assert!(matches!(
        world.act("user.lift", "U-0003", Answers::default().because("調査の終了")),
        Outcome::Done(_)
    ));
    let banned =
        |after: i64| world.reader().was_banned_on(UserId(3), from + TimeDelta::days(after)).expect("a store");
    assert_eq!([0, 1, 2, 3].map(banned), [false, true, true, false]);
}
