//! What an undo does not do: leave a row standing on what was taken back, or people where nobody may be.

use super::{Answer, Answers, Outcome, Remedy, undo};
use crate::domain::{GroupId, UserId};
use crate::testing::{World, day};
use crate::text::Lang;

fn done(outcome: &Outcome) -> (i64, String) {
    let Outcome::Done(receipt) = outcome else { panic!("{outcome:?}") };
    (receipt.entry, receipt.object.to_string())
}

fn take_back(world: &mut World, entry: i64) -> Outcome {
    undo::perform(&mut world.store, &world.ctx, entry).expect("a store")
}

#[track_caller]
fn refused_for(outcome: &Outcome, words: &str) {
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    assert!(refusal.sentence().get(Lang::En).contains(words), "{:?}", refusal.sentence());
}

fn invite(group: GroupId, user: UserId) -> Answers {
    Answers::default().with("group", Answer::Row(group.id())).with("user", Answer::Row(user.id()))
}

#[test]
fn a_group_that_somebody_was_invited_into_is_not_taken_back() {
    let mut world = World::new();
    let free =
        Answers::default().with("title", Answer::Line("勉強会".into())).with("kind", Answer::Choice("free"));
    let (created, group) = done(&world.act("group.create", "O-0001", free));
    let group = GroupId(group.parse::<crate::domain::Id>().expect("an id").number);
    let (invited, id) = done(&world.act("invitation.create", "O-0001", invite(group, UserId(3))));
    refused_for(&take_back(&mut world, created), &id);
    done(&take_back(&mut world, invited));
    done(&take_back(&mut world, created));
}

#[test]
fn a_user_who_was_invited_is_not_taken_back_even_after_declining() {
    let mut world = World::new();
    let named = Answers::default()
        .with("name", Answer::Line("原 直".into()))
        .with("occupation", Answer::Choice("nurse"));
    let (registered, user) = done(&world.act("user.register", "O-0001", named));
    let user = UserId(user.parse::<crate::domain::Id>().expect("an id").number);
    let (_, id) = done(&world.act("invitation.create", "O-0001", invite(GroupId(1), user)));
    done(&world.act("invitation.decline", &id, Answers::default().because("担当ではない")));
    refused_for(&take_back(&mut world, registered), &id);
}

#[test]
fn an_archive_is_not_taken_back_for_a_member_who_has_left_the_office_since() {
    let mut world = World::new();
    done(&world.act("invitation.approve", "I-0001", Answers::default()));
    done(&world.act("invitation.accept", "I-0001", Answers::default()));
    let ended =
        Answers::default().with("end", Answer::Day(day("2026-11-20"))).with("why", Answer::Choice("death"));
    let (archived, _) = done(&world.act("group.archive", "G-0001", ended));
    let (released, _) = done(&world.act("user.release", "U-0003", Answers::default().because("退職")));
    refused_for(&take_back(&mut world, archived), "\"Release\" on U-0003");
    done(&take_back(&mut world, released));
    done(&take_back(&mut world, archived));
}

#[test]
fn a_restore_is_not_taken_back_once_somebody_has_joined() {
    let mut world = World::new();
    let ended =
        Answers::default().with("end", Answer::Day(day("2026-11-20"))).with("why", Answer::Choice("death"));
    done(&world.act("group.archive", "G-0001", ended));
    let (restored, _) = done(&world.act("group.restore", "G-0001", Answers::default().because("再開")));
    let (_, id) = done(&world.act("invitation.create", "O-0001", invite(GroupId(1), UserId(2))));
    refused_for(&take_back(&mut world, restored), &id);
}

#[test]
fn a_head_takes_back_an_appointment_and_nothing_else() {
    let mut world = World::new();
    let (approved, _) = done(&world.act("invitation.approve", "I-0001", Answers::default()));
    world.as_head();
    let (appointed, _) = done(&world.act("user.appoint", "U-0003", Answers::default()));
    done(&take_back(&mut world, appointed));
    let Outcome::Refused(refusal) = take_back(&mut world, approved) else {
        panic!("an approval is the admin's")
    };
    assert_eq!(refusal.remedy, Remedy::Permission);
}
