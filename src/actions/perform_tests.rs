//! The write path, end to end on a store in memory.

use std::time::Duration;

use super::perform::perform_many_sharing;
use super::{
    Answer, Answers, Go, Outcome, Remedy, Request, perform, perform_many, table, undo, waits_quietly,
};
use crate::domain::InvitationState;
use crate::domain::case::{InvitationCase, OneCase};
use crate::store::{Store, ledger};
use crate::testing::World;
use crate::text::Lang;

fn state(world: &World, id: &str) -> InvitationState {
    let case = world.case(id);
    InvitationCase::of(&case).expect("an invitation").state(world.ctx.today())
}

fn entries(world: &World) -> i64 {
    let verdict = ledger::verify(&world.reader()).expect("a readable ledger");
    assert_eq!(verdict.first_bad, None);
    verdict.entries
}

#[test]
fn approving_writes_the_row_the_mark_and_one_entry() {
    let mut world = World::new();
    let before = entries(&world);
    let Outcome::Done(receipt) = world.act("invitation.approve", "I-0001", Answers::default()) else {
        panic!()
    };
    assert_eq!(state(&world, "I-0001"), InvitationState::Approved);
    assert_eq!(world.case("I-0001").pending_marks(), 1);
    assert_eq!(entries(&world), before + 1);
    assert_eq!(receipt.object.to_string(), "I-0001");
}

#[test]
fn the_second_decision_is_told_who_and_when() {
    let mut world = World::new();
    world.act("invitation.approve", "I-0001", Answers::default());
    world.as_second_admin();
    let Outcome::Conflict(conflict) = world.act("invitation.approve", "I-0001", Answers::default()) else {
        panic!()
    };
    let said = conflict.sentence.get(Lang::Ja);
    assert!(said.contains("林 由紀さん") && said.contains("12:00") && said.contains("承認"), "{said}");
}

#[test]
fn whoever_decided_is_named_and_not_whoever_noted_something_since() {
    let mut world = World::new();
    let ended = Answers::default()
        .with("end", Answer::Day(crate::testing::day("2026-11-20")))
        .with("why", Answer::Choice("death"));
    world.act("group.archive", "G-0001", ended.clone());
    world.as_second_admin();
    world.act("group.hold", "G-0001", Answers::default().because("開示請求のため"));
    let Outcome::Conflict(conflict) = world.act("group.archive", "G-0001", ended) else { panic!() };
    assert!(conflict.sentence.get(Lang::Ja).contains("林 由紀さん"), "{conflict:?}");
    assert!(conflict.sentence.get(Lang::Ja).contains("移しました"), "{conflict:?}");
    let again = world.act("group.hold", "G-0001", Answers::default().because("開示請求のため"));
    assert!(again.sentence().get(Lang::Ja).contains("佐藤 明さん"), "{again:?}");
}

#[test]
fn a_row_changed_since_it_was_seen_is_not_decided() {
    let mut world = World::new();
    let seen = world.case("I-0001").version();
    world.act("invitation.approve", "I-0001", Answers::default());
    world.act("invitation.revoke", "I-0001", Answers::default().because("誤り"));
    let action = table::find("invitation.approve").expect("approve");
    let stale = Request {
        action,
        target: "I-0001".parse().expect("an id"),
        version: Some(seen),
        answers: Answers::default(),
    };
    let outcome = perform(&mut world.store, &world.ctx, &stale).expect("a store");
    assert!(matches!(outcome, Outcome::Conflict(_)), "{outcome:?}");
}

#[test]
fn what_nobody_judged_is_refused_with_its_clause_and_entered() {
    let mut world = World::new();
    let before = entries(&world);
    let Outcome::Refused(refusal) = world.act("invitation.approve", "I-0002", Answers::default()) else {
        panic!()
    };
    assert_eq!(refusal.findings[0].clause.as_str(), "N3-2");
    assert_eq!(state(&world, "I-0002"), InvitationState::Received);
    assert_eq!(entries(&world), before + 1);
}

#[test]
fn a_group_without_consent_takes_nobody_in() {
    let mut world = World::new();
    let outcome = world.act("invitation.approve", "I-0004", Answers::default().because("急ぎのため"));
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    assert_eq!(refusal.findings[0].clause.as_str(), "6-1");
}

#[test]
fn a_warning_wants_a_reason_and_the_reason_is_kept() {
    let mut world = World::new();
    let Outcome::Refused(refusal) = world.act("invitation.approve", "I-0003", Answers::default()) else {
        panic!()
    };
    assert_eq!(refusal.remedy, Remedy::Reason);
    let outcome =
        world.act("invitation.approve", "I-0003", Answers::default().because("今週中に誓約書を受け取る"));
    let Outcome::Done(receipt) = outcome else { panic!("{outcome:?}") };
    let entry = ledger::entry(&world.reader(), receipt.entry).expect("a ledger").expect("the entry");
    assert_eq!((entry.reason.as_str(), entry.clauses.as_str()), ("今週中に誓約書を受け取る", "9-1"));
}

#[test]
fn acceptance_begins_a_membership() {
    let mut world = World::new();
    world.act("invitation.approve", "I-0001", Answers::default());
    world.act("invitation.accept", "I-0001", Answers::default());
    assert_eq!(state(&world, "I-0001"), InvitationState::Accepted);
    assert!(world.reader().is_member(crate::domain::GroupId(1), crate::domain::UserId(3)).expect("a store"));
}

#[test]
fn undo_goes_back_step_by_step_and_cancels_the_mark() {
    let mut world = World::new();
    world.act("invitation.judge", "I-0002", Answers::default());
    world.act("invitation.approve", "I-0002", Answers::default());
    for expected in [InvitationState::Judged, InvitationState::Received] {
        let last = undo::last(&world.reader(), &world.ctx).expect("a ledger").expect("an act");
        let outcome = undo::perform(&mut world.store, &world.ctx, last.entry).expect("a store");
        assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
        assert_eq!(state(&world, "I-0002"), expected);
    }
    assert_eq!(world.case("I-0002").pending_marks(), 0);
    assert_eq!(undo::last(&world.reader(), &world.ctx).expect("a ledger"), None);
    entries(&world);
}

#[test]
fn an_act_somebody_built_on_is_not_undone() {
    let mut world = World::new();
    let Outcome::Done(approved) = world.act("invitation.approve", "I-0001", Answers::default()) else {
        panic!()
    };
    world.as_second_admin();
    world.act("invitation.accept", "I-0001", Answers::default());
    let outcome = undo::perform(&mut world.store, &world.ctx, approved.entry).expect("a store");
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    assert!(refusal.sentence().get(Lang::Ja).contains("佐藤 明さん"), "{:?}", refusal.sentence());
    assert_eq!(state(&world, "I-0001"), InvitationState::Accepted);
}

#[test]
fn an_undo_is_undone_neither_twice_nor_itself() {
    let mut world = World::new();
    let Outcome::Done(act) = world.act("invitation.approve", "I-0001", Answers::default()) else { panic!() };
    let Outcome::Done(undone) = undo::perform(&mut world.store, &world.ctx, act.entry).expect("a store")
    else {
        panic!()
    };
    let again = undo::perform(&mut world.store, &world.ctx, act.entry).expect("a store");
    assert!(matches!(again, Outcome::Conflict(_)), "{again:?}");
    let itself = undo::perform(&mut world.store, &world.ctx, undone.entry).expect("a store");
    assert!(matches!(itself, Outcome::Refused(_)), "{itself:?}");
}

#[test]
fn a_batch_is_whole_rows_and_one_undo() {
    let mut world = World::new();
    let action = table::find("invitation.approve").expect("approve");
    let request = |id: &str| Request {
        action,
        target: id.parse().expect("an id"),
        version: None,
        answers: Answers::default(),
    };
    let requests: Vec<Request> = ["I-0001", "I-0002", "I-0003", "I-0004"].map(request).into();
    let mut words = Vec::new();
    perform_many(&mut world.store, &world.ctx, &requests, &mut waits_quietly, &mut |_, outcome| {
        words.push(outcome.word().word());
        Go::On
    })
    .expect("a store");
    assert_eq!(words, ["done", "refused", "refused", "refused"]);
    let last = undo::last(&world.reader(), &world.ctx).expect("a ledger").expect("an act");
    undo::perform(&mut world.store, &world.ctx, last.entry).expect("a store");
    assert_eq!(state(&world, "I-0001"), InvitationState::Judged);
}

#[test]
fn a_row_that_needs_a_look_does_not_pass_by_a_reason_that_it_shares() {
    let mut world = World::new();
    let action = table::find("invitation.approve").expect("approve");
    let shared = Answers::default().because("電話で確認した").shared();
    let request = |id: &str| Request {
        action,
        target: id.parse().expect("an id"),
        version: None,
        answers: shared.clone(),
    };
    let requests = ["I-0001", "I-0003"].map(request);
    let mut outcomes = Vec::new();
    perform_many(&mut world.store, &world.ctx, &requests, &mut waits_quietly, &mut |_, outcome| {
        outcomes.push(outcome.clone());
        Go::On
    })
    .expect("a store");
    assert!(matches!(outcomes[0], Outcome::Done(_)), "{:?}", outcomes[0]);
    let Outcome::Refused(refusal) = &outcomes[1] else { panic!("{:?}", outcomes[1]) };
    assert_eq!(refusal.remedy, Remedy::OwnReason);
    let alone = world.act("invitation.approve", "I-0003", Answers::default().because("電話で確認した"));
    assert!(matches!(alone, Outcome::Done(_)), "{alone:?}");
}

#[test]
fn a_batch_that_is_stopped_tells_every_row_that_stands() {
    let mut world = World::new();
    let action = table::find("group.memo").expect("an action");
    let answers = Answers::default().with("memo", Answer::Line("鍵は管理人室".to_owned()));
    let request = |id: &str| Request {
        action,
        target: id.parse().expect("an id"),
        version: None,
        answers: answers.clone(),
    };
    let requests = ["G-0001", "G-0002", "G-0001"].map(request);
    for (span, stands) in [(Duration::from_secs(600), 3), (Duration::ZERO, 1)] {
        let before = entries(&world);
        let mut told = 0;
        let mut stops = |_, _: &Outcome| {
            told += 1;
            Go::Stop
        };
        let (store, ctx) = (&mut world.store, &world.ctx);
        perform_many_sharing(store, ctx, &requests, span, &mut waits_quietly, &mut stops).expect("a store");
        assert_eq!((told, entries(&world) - before), (stands, i64::from(stands)));
    }
}

#[test]
fn an_office_never_finds_the_rows_of_another() {
    let mut world = World::new();
    world.as_stranger(crate::domain::Role::Admin);
    assert_eq!(world.reader().case("U-0003".parse().expect("an id")).expect("a store"), None);
    let outcome = world.act("invitation.approve", "I-9999", Answers::default());
    assert!(matches!(outcome, Outcome::NotFound(_)));
}

#[test]
fn the_head_is_denied_what_is_the_admins_and_it_is_entered() {
    let mut world = World::new();
    world.as_head();
    let before = entries(&world);
    let Outcome::Refused(refusal) = world.act("invitation.approve", "I-0001", Answers::default()) else {
        panic!()
    };
    assert_eq!(refusal.remedy, Remedy::Permission);
    assert_eq!(entries(&world), before + 1);
}

#[test]
fn a_session_acts_no_longer_than_its_operator_may() {
    let mut world = World::new();
    let open = world.ctx.actor.clone();
    world.as_second_admin();
    let dismissed = world.act("user.dismiss", "U-0001", Answers::default().because("異動のため交代します"));
    assert!(matches!(dismissed, Outcome::Done(_)), "{dismissed:?}");
    world.ctx.actor = open;
    let Outcome::Refused(refusal) = world.act("invitation.approve", "I-0001", Answers::default()) else {
        panic!()
    };
    assert_eq!((refusal.remedy, refusal.findings[0].rule), (Remedy::Permission, "lapsed"));
    assert_eq!(state(&world, "I-0001"), InvitationState::Judged);
}

#[test]
fn a_batch_that_had_to_wait_in_its_midst_is_one_undo_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("w.db");
    let mut world = World::on(Store::in_file(&file));
    world.store.wait_at_most(Duration::from_millis(10)).expect("a timeout");
    let other = Store::in_file(&file);
    let rows_before = world.reader().rows_as_text().expect("a store");
    let (mut waited, mut entries) = (0, Vec::new());
    let mut waits = |_| {
        waited += 1;
        other.release();
        Go::On
    };
    let mut told = |at, outcome: &Outcome| {
        let Outcome::Done(receipt) = outcome else { panic!("{outcome:?}") };
        entries.push(receipt.entry);
        if at == 0 {
            other.hold();
        }
        Go::On
    };
    let action = table::find("group.memo").expect("an action");
    let answers = Answers::default().with("memo", Answer::Line("鍵は管理人室".to_owned()));
    let request = |id: &str| Request {
        action,
        target: id.parse().expect("an id"),
        version: None,
        answers: answers.clone(),
    };
    let requests = ["G-0001", "G-0002"].map(request);
    let (store, ctx) = (&mut world.store, &world.ctx);
    perform_many_sharing(store, ctx, &requests, Duration::ZERO, &mut waits, &mut told).expect("a store");
    assert_eq!((waited, entries.len()), (1, 2), "each row had a commit of its own");
    undo::perform(&mut world.store, &world.ctx, entries[1]).expect("a store");
    assert_eq!(world.reader().rows_as_text().expect("a store"), rows_before);
}
