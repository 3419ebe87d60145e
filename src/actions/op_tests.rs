use std::time::Duration;

use super::*;
use crate::actions::waits_quietly;
use crate::actions::{Go, table};
use crate::testing::World;
use crate::text::Lang;

fn op(name: &str, action: &str, id: &str) -> Op {
    Op {
        name: name.to_owned(),
        action: table::find(action).unwrap(),
        target: id.parse().unwrap(),
        version: None,
        reason: String::new(),
        fields: BTreeMap::new(),
    }
}

/// A run whose requests share a commit however slow the machine is.
fn run() -> Run {
    Run { span: Duration::from_secs(60), ..Run::default() }
}

/// Sends one request, with these waiting behind it.
fn send(world: &mut World, first: Op, behind: Vec<Asked>) -> Answered {
    let mut behind = behind.into_iter();
    perform_ops(&mut world.store, &world.ctx, &mut run(), first, &mut || behind.next(), &mut waits_quietly)
}

fn one_answer(world: &mut World, op: Op) -> Answer {
    let mut answers = send(world, op, Vec::new()).answers;
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

fn entries(world: &World) -> i64 {
    ledger::head_number(&world.reader()).unwrap()
}

#[test]
fn a_request_sent_twice_is_done_once_and_answered_alike() {
    let mut world = World::new();
    let before = entries(&world);
    let first = one_answer(&mut world, op("a", "invitation.approve", "I-0001"));
    assert_eq!((first.outcome, first.entry), (ledger::Outcome::Done, Some(before + 1)));
    world.ctx.now += chrono::Duration::days(1);
    assert_eq!(one_answer(&mut world, op("a", "invitation.approve", "I-0001")), first);
    assert_eq!(entries(&world), before + 1);
}

#[test]
fn a_refusal_is_kept_too_with_its_entry() {
    let mut world = World::new();
    let refused = one_answer(&mut world, op("a", "invitation.approve", "I-0002"));
    assert_eq!(refused.outcome, ledger::Outcome::Refused);
    assert_eq!(refused.entry, Some(entries(&world)), "a refusal on a duty is entered");
    world.act("invitation.judge", "I-0002", Answers::default());
    assert_eq!(one_answer(&mut world, op("a", "invitation.approve", "I-0002")), refused);
    let anew = one_answer(&mut world, op("b", "invitation.approve", "I-0002"));
    assert_eq!(anew.outcome, ledger::Outcome::Done);
}

#[test]
fn a_conflict_and_an_error_are_not_kept_and_may_be_asked_again() {
    let mut world = World::new();
    let seen = Op { version: Some(9), ..op("a", "invitation.approve", "I-0001") };
    assert_eq!(one_answer(&mut world, seen).outcome, ledger::Outcome::Conflict);
    let restrict = op("b", "user.restrict", "U-0003");
    let wrong = one_answer(&mut world, restrict.clone());
    assert_eq!(wrong.outcome, ledger::Outcome::Error);
    assert!(wrong.sentence.get(Lang::En).starts_with("fields."), "{:?}", wrong.sentence);
    let missing = one_answer(&mut world, op("c", "invitation.approve", "I-9999"));
    assert_eq!((missing.outcome, missing.object), (ledger::Outcome::Error, None));
    for name in ["a", "b", "c"] {
        assert_eq!(world.reader().op(name).unwrap(), None, "{name}");
    }
    let right = one_answer(&mut world, op("a", "invitation.approve", "I-0001"));
    assert_eq!(right.outcome, ledger::Outcome::Done);
}

#[test]
fn a_name_is_for_one_request_of_one_operator() {
    let mut world = World::new();
    one_answer(&mut world, op("a", "invitation.approve", "I-0001"));
    let before = entries(&world);
    let others = [
        op("a", "invitation.approve", "I-0003"),
        op("a", "invitation.revoke", "I-0001"),
        Op { reason: "x".to_owned(), ..op("a", "invitation.approve", "I-0001") },
        Op { version: Some(1), ..op("a", "invitation.approve", "I-0001") },
    ];
    for other in others {
        let answer = one_answer(&mut world, other);
        assert_eq!((answer.outcome, answer.entry), (ledger::Outcome::Error, None));
    }
    world.as_second_admin();
    let answer = one_answer(&mut world, op("a", "invitation.approve", "I-0001"));
    assert_eq!(answer.outcome, ledger::Outcome::Error);
    assert!(answer.sentence.get(Lang::Ja).contains("別の操作者"), "{:?}", answer.sentence);
    assert_eq!(entries(&world), before, "nothing was done");
}

#[test]
fn a_field_is_read_on_the_day_of_the_act_and_an_answered_request_is_not_read_again() {
    let mut world = World::new();
    let archive = Op {
        fields: [("end", "2026-11-23"), ("why", "moved")].map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
        ..op("a", "group.archive", "G-0001")
    };
    let done = one_answer(&mut world, archive.clone());
    assert_eq!(done.outcome, ledger::Outcome::Done);
    // Two days before, the day of the end lies in the future and could not be read.
    world.ctx.now -= chrono::Duration::days(2);
    assert_eq!(one_answer(&mut world, archive), done);
}

#[test]
fn what_is_waiting_shares_a_commit_and_is_answered_in_its_order() {
    let mut world = World::new();
    let wrong = Answer::error(None, crate::text::Text::new("誤り", "wrong").into());
    let behind = vec![
        Err(wrong.clone()),
        Ok(op("b", "invitation.judge", "I-0002")),
        Ok(op("a", "invitation.approve", "I-0001")),
    ];
    let answered = send(&mut world, op("a", "invitation.approve", "I-0001"), behind);
    let words: Vec<&str> = answered.answers.iter().map(|answer| answer.outcome.word()).collect();
    assert_eq!(words, ["done", "error", "done", "done"]);
    assert_eq!(answered.answers[1], wrong);
    assert_eq!(answered.answers[3], answered.answers[0], "the same name in one commit");
}

#[test]
fn a_busy_store_loses_nothing_that_was_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("w.db");
    let mut world = World::on(Store::in_file(&file));
    world.store.wait_at_most(Duration::from_millis(10)).unwrap();
    let other = Store::in_file(&file);
    other.hold();
    let mut tried = 0;
    let mut waits = |_| {
        tried += 1;
        if tried == 2 {
            other.release();
        }
        Go::On
    };
    let mut behind = vec![Ok(op("b", "invitation.judge", "I-0002"))].into_iter();
    let first = op("a", "invitation.approve", "I-0001");
    let answered =
        perform_ops(&mut world.store, &world.ctx, &mut run(), first, &mut || behind.next(), &mut waits);
    assert!(answered.failure.is_none());
    assert!(answered.answers.iter().all(|answer| answer.outcome == ledger::Outcome::Done));
    assert_eq!(answered.answers.len(), 2);
}

#[test]
fn a_store_that_stays_busy_is_told_as_an_error_that_may_be_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("w.db");
    let mut world = World::on(Store::in_file(&file));
    world.store.wait_at_most(Duration::from_millis(10)).unwrap();
    let other = Store::in_file(&file);
    other.hold();
    let first = op("a", "invitation.approve", "I-0001");
    let answered =
        perform_ops(&mut world.store, &world.ctx, &mut run(), first.clone(), &mut || None, &mut |_| Go::Stop);
    assert!(answered.failure.is_some_and(|error| error.is_busy()));
    let said = answered.answers[0].sentence.get(Lang::En);
    assert!(said.contains("in use by another process"), "{said}");
    other.release();
    assert_eq!(one_answer(&mut world, first).outcome, ledger::Outcome::Done);
}

#[test]
fn a_head_does_by_batch_what_is_the_heads_and_nothing_else() {
    let mut world = World::new();
    world.as_head();
    let refused = one_answer(&mut world, op("a", "invitation.approve", "I-0001"));
    assert_eq!(refused.outcome, ledger::Outcome::Refused);
    assert!(refused.sentence.get(Lang::En).contains("Not permitted"), "{:?}", refused.sentence);
    let appoint =
        Op { reason: "異動のため交代します".to_owned(), ..op("b", "user.appoint", "U-0003") };
    let appointed = one_answer(&mut world, appoint);
    assert_eq!(appointed.outcome, ledger::Outcome::Done, "{:?}", appointed.sentence);
}

#[test]
fn a_run_is_one_undo_however_many_commits_it_took() {
    let mut world = World::new();
    let mut run = run();
    for (name, action, id) in [
        ("a", "invitation.approve", "I-0001"),
        ("b", "invitation.judge", "I-0002"),
        ("c", "invitation.approve", "I-0099"),
    ] {
        let (store, ctx) = (&mut world.store, &world.ctx);
        perform_ops(store, ctx, &mut run, op(name, action, id), &mut || None, &mut waits_quietly);
    }
    let last = crate::actions::undo::last(&world.reader(), &world.ctx).unwrap().expect("something to undo");
    let undone = crate::actions::undo::perform(&mut world.store, &world.ctx, last.entry).unwrap();
    assert!(matches!(undone, Outcome::Done(_)), "{undone:?}");
    assert_eq!(crate::actions::undo::last(&world.reader(), &world.ctx).unwrap(), None, "all of it is back");
}
