//! The board over the small world: every clause has a standing with a reason, and the book is data.

use std::collections::BTreeSet;

use super::*;
use crate::actions::{Answer, Answers, Outcome};
use crate::listings::checks::{CHECKS, Check};
use crate::regulation::book::BOOK;
use crate::regulation::clause::Strength;
use crate::regulation::register::attestation::is_attested;
use crate::testing::{World, day};
use crate::text::Lang;

fn of(world: &World, clause: &str) -> Standing {
    let standings = board(&world.reader(), &world.ctx, &BOOK).expect("a store");
    standings.into_iter().find(|standing| standing.clause.id.as_str() == clause).expect("a clause")
}

#[test]
fn every_clause_stands_somehow_and_says_why_in_both_languages() {
    let world = World::new();
    let standings = board(&world.reader(), &world.ctx, &BOOK).expect("a store");
    assert_eq!(standings.len(), BOOK.clauses().count());
    for standing in &standings {
        let id = standing.clause.id;
        assert!(
            !standing.sentence.get(Lang::Ja).is_empty() && !standing.sentence.get(Lang::En).is_empty(),
            "{id}"
        );
        let is_against = standing.open > 0;
        assert!(!is_against || standing.status.is_found(), "{id}: {standing:?}");
    }
}

#[test]
fn advice_is_never_open_and_what_only_defines_is_out() {
    let world = World::demo();
    for standing in board(&world.reader(), &world.ctx, &BOOK).expect("a store") {
        let id = standing.clause.id;
        match standing.clause.strength {
            Strength::Duty => {}
            Strength::Definition | Strength::Explanation => {
                assert_eq!(standing.status, Status::NotApplicable, "{id}");
            }
            _ => assert_ne!(standing.status, Status::Open, "{id}: advice is no breach"),
        }
    }
}

#[test]
fn a_clause_to_be_attested_is_unknown_until_somebody_has_said_yes() {
    let asked = BOOK.clauses().filter(|clause| is_attested(clause));
    let world = World::new();
    let standings = board(&world.reader(), &world.ctx, &BOOK).expect("a store");
    for clause in asked {
        let standing = standings.iter().find(|standing| standing.clause.id == clause.id).expect("a clause");
        assert!(standing.status < Status::Ok || standing.status == Status::NotApplicable, "{}", clause.id);
    }
}

#[test]
fn what_stands_behind_a_clause_is_its_rows_with_their_numbers() {
    let world = World::new();
    let consent = of(&world, "6-1");
    assert_eq!((consent.status, consent.open, consent.evidence), (Status::Open, 1, 1));
    assert_eq!(consent.rows[0].target.to_string(), "G-0002");
    assert_eq!(
        consent.sentence.get(Lang::Ja),
        "1件が残っています（同意書未取得 1）。同意書と省略の記録 1件。"
    );
    assert_eq!(consent.sentence.get(Lang::En), "1 to settle (No consent 1); consents and waivers: 1.");
    let all = of(&world, "8-6");
    assert_eq!(all.status, Status::Open, "it follows 6-1: {:?}", all.sentence);
}

#[test]
fn whoever_has_no_patient_group_is_not_asked_for_consents() {
    let mut world = World::new();
    world.as_stranger(crate::domain::Role::Admin);
    assert_eq!(of(&world, "6-1").status, Status::NotApplicable);
    assert_eq!(of(&world, "5").status, Status::NotApplicable);
    assert_eq!(of(&world, "9-1").status, Status::Open, "its own people still have to pledge");
}

#[test]
fn what_waits_within_its_time_is_shown_behind_the_clause_and_is_no_gap() {
    let world = World::new();
    let approvals = of(&world, "8-3");
    assert_eq!((approvals.status, approvals.open), (Status::Ok, 0));
    assert_eq!(approvals.rows.len(), 3, "what awaits the admin");
}

/// The clauses of the book that nothing looks at yet.
fn without_basis() -> BTreeSet<&'static str> {
    let checked = |check: &'static Check| check.clauses();
    let mut known: BTreeSet<_> = CHECKS.iter().copied().flatten().flat_map(checked).collect();
    known.extend(evidence::EVIDENCE.iter().flat_map(|evidence| evidence.clauses.iter().copied()));
    known.extend(follows::FOLLOWS.iter().map(|(clause, _)| *clause));
    let says = |strength| matches!(strength, Strength::Definition | Strength::Explanation);
    BOOK.clauses()
        .filter(|clause| !says(clause.strength) && !is_attested(clause))
        .map(|clause| clause.id)
        .filter(|id| !known.contains(id))
        .map(|id| id.as_str())
        .collect()
}

#[test]
fn every_clause_has_something_that_speaks_of_it() {
    assert_eq!(without_basis(), BTreeSet::new());
}

fn attest(world: &mut World, clause: &str, answer: &'static str, on: &str) {
    let answers = Answers::default()
        .with("clause", Answer::Line(clause.into()))
        .with("answer", Answer::Choice(answer))
        .with("on", Answer::Day(day(on)));
    let outcome = world.act("attestation.record", "O-0001", answers);
    assert!(matches!(outcome, Outcome::Done(_)), "{clause}: {outcome:?}");
}

#[test]
fn an_attestation_is_good_for_a_year_the_latest_counts_and_a_no_weighs_as_the_clause_does() {
    let mut world = World::new();
    for clause in BOOK.clauses().filter(|clause| is_attested(clause)) {
        let before = of(&world, clause.id.as_str());
        if before.status.is_found() || before.status == Status::NotApplicable {
            continue;
        }
        assert_eq!(before.status, Status::Unknown, "{}", clause.id);
        attest(&mut world, clause.id.as_str(), "yes", "2025-11-23");
        assert_eq!(of(&world, clause.id.as_str()).status, Status::Ok, "{}: to the day", clause.id);
        attest(&mut world, clause.id.as_str(), "no", "2026-11-01");
        let no = of(&world, clause.id.as_str());
        let gap = Status::of_gap(clause.strength.gap());
        assert_eq!(no.status, gap, "{}: {:?}", clause.id, no.sentence);
        attest(&mut world, clause.id.as_str(), "yes", "2026-11-20");
        assert_eq!(of(&world, clause.id.as_str()).status, Status::Ok, "{}", clause.id);
    }
    let mut later = World::new();
    attest(&mut later, "第11条(3)", "yes", "2025-11-22");
    let standing = of(&later, "11-3");
    assert_eq!(standing.status, Status::Unknown, "a day too old");
    assert_eq!(standing.sentence.get(Lang::Ja), "2025-11-22 の自己点検から12か月が過ぎました。");
}

#[test]
fn only_what_people_attest_is_attested() {
    let mut world = World::new();
    for clause in ["9-1", "99", ""] {
        let answers = Answers::default()
            .with("clause", Answer::Line(clause.into()))
            .with("answer", Answer::Choice("yes"));
        let outcome = world.act("attestation.record", "O-0001", answers);
        assert!(matches!(outcome, Outcome::Unreadable(_)), "{clause}: {outcome:?}");
    }
}
