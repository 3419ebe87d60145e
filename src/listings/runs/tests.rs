//! The runs follow the rows: each act of a step settles it, and what is left stays.

use super::*;
use crate::actions::{Answer, Answers, Outcome, offer, table};
use crate::domain::{Id, UserId};
use crate::testing::{World, day};

fn left(list: &Checklist) -> Vec<(&'static str, Id, Option<&'static str>)> {
    let open = list.steps.iter().filter(|step| step.progress == Progress::Open);
    open.map(|step| (step.id, step.target, step.action)).collect()
}

fn run(world: &World, topic: Topic) -> Checklist {
    about(&world.reader(), &world.ctx, topic).expect("a store").expect("a user of the office")
}

/// Does the action of the first open step of this kind.
fn settle(world: &mut World, topic: Topic, kind: &str, answers: Answers) {
    let list = run(world, topic);
    let step = list.steps.iter().find(|s| s.id == kind && s.progress == Progress::Open);
    let step = step.unwrap_or_else(|| panic!("{kind} is done: {:?}", left(&list)));
    let action = step.action.expect("a step with an action");
    let target = step.target.to_string();
    let outcome = world.act(action, &target, answers);
    assert!(matches!(outcome, Outcome::Done(_)), "{kind} {action} {outcome:?}");
}

#[test]
fn a_leavers_run_ends_when_every_step_has_been_acted_on_in_place() {
    let mut world = World::new();
    let topic = Topic::Leaver(UserId(3));
    let plain = Answers::default;
    settle(&mut world, topic, "last_day", plain().with("last_day", Answer::Day(day("2026-11-30"))));
    while run(&world, topic).steps.iter().any(|s| s.id == "invitation") {
        settle(&mut world, topic, "invitation", plain().because("退職のため"));
    }
    settle(&mut world, topic, "reminder", plain());
    settle(&mut world, topic, "account", plain());
    settle(&mut world, topic, "release", plain().because("退職"));
    assert_eq!(left(&run(&world, topic)), []);
    let list = run(&world, topic);
    let mail = list.steps.iter().find(|s| s.id == "mail").expect("a mail step");
    assert_eq!(mail.progress, Progress::Waiting, "the address rests for thirty days");
}

#[test]
fn the_groups_of_a_leaver_are_left_one_by_one() {
    let mut world = World::new();
    for (action, id) in [("invitation.approve", "I-0001"), ("invitation.accept", "I-0001")] {
        assert!(matches!(world.act(action, id, Answers::default()), Outcome::Done(_)));
    }
    let topic = Topic::Leaver(UserId(3));
    let groups = |world: &World| {
        run(world, topic).steps.iter().filter(|s| s.id == "group").cloned().collect::<Vec<_>>()
    };
    assert_eq!(groups(&world)[0].action, Some("membership.remove"));
    settle(&mut world, topic, "group", Answers::default().because("退職のため"));
    assert_eq!(groups(&world)[0].progress, Progress::Done);
}

#[test]
fn what_a_leaver_has_taken_out_comes_back_and_what_was_only_asked_for_is_decided() {
    let mut world = World::new();
    let asked = |what| {
        let period = [("from", "2026-11-24"), ("due", "2026-11-30"), ("user", "U-0003")];
        [&[("what", what), ("medium", "紙"), ("purpose", "訪問")][..], &period].concat()
    };
    for what in ["予定表", "連絡先一覧"] {
        assert!(matches!(world.typed("takeout.request", "O-0001", &asked(what)), Outcome::Done(_)));
    }
    assert!(matches!(world.typed("takeout.approve", "B-0001", &[]), Outcome::Done(_)));
    let topic = Topic::Leaver(UserId(3));
    let take_outs = |world: &World| {
        let list = run(world, topic);
        let said = |step: &Step| (step.says.get(crate::text::Lang::Ja).to_owned(), step.action);
        list.steps.iter().filter(|step| step.id == "takeout").map(said).collect::<Vec<_>>()
    };
    let back = ("持出し中：予定表（期限 2026-11-30）".to_owned(), Some("takeout.record_return"));
    assert_eq!(take_outs(&world), [("承認待ち：連絡先一覧".to_owned(), Some("takeout.reject")), back]);
    settle(&mut world, topic, "takeout", Answers::default().because("退職のため"));
    settle(&mut world, topic, "takeout", Answers::default());
    let open = left(&run(&world, topic));
    assert!(open.iter().all(|(kind, ..)| *kind != "takeout"), "{open:?}");
}

#[test]
fn the_only_administrator_is_replaced_first_and_the_refusal_says_why() {
    let mut world = World::new();
    let reason = Answers::default().because("任期の満了による");
    assert!(matches!(world.act("user.dismiss", "U-0002", reason), Outcome::Done(_)));
    let list = run(&world, Topic::Leaver(UserId(1)));
    assert!(
        left(&list).iter().any(|(id, _, action)| *id == "admin" && *action == Some("user.replace_admin"))
    );
    let release = table::find("user.release").expect("an action");
    let why = offer::why_not(release, &world.case("U-0001"), &world.ctx).expect("a refusal");
    assert!(why.get(crate::text::Lang::Ja).contains("第7条"), "{why:?}");
}

#[test]
fn a_joiners_run_goes_from_the_pledge_to_the_first_group() {
    let mut world = World::new();
    let topic = Topic::Joiner(UserId(4));
    let plain = Answers::default;
    let kinds: Vec<_> = left(&run(&world, topic)).iter().map(|(id, ..)| *id).collect();
    assert_eq!(kinds, ["pledge", "terms", "points", "profile", "invitation"]);
    settle(&mut world, topic, "pledge", plain().with("signed_on", Answer::Day(day("2026-11-23"))));
    settle(&mut world, topic, "terms", plain());
    settle(&mut world, topic, "points", plain());
    settle(&mut world, topic, "profile", plain().with("profile", Answer::Yes).with("photo", Answer::Yes));
    settle(&mut world, topic, "invitation", plain());
    settle(&mut world, topic, "invitation", plain());
    assert_eq!(left(&run(&world, topic)), []);
}

#[test]
fn another_offices_user_has_no_run() {
    let mut world = World::new();
    world.as_stranger(crate::domain::Role::Admin);
    let list = about(&world.reader(), &world.ctx, Topic::Leaver(UserId(3))).expect("a store");
    assert_eq!(list, None);
}
