//! Every clause of the book is exercised as its column "what the console does" says: for every D the action, for every
//! R the record, for every A the attestation, for every C a violation (in the table beside), for every S its words.

use std::collections::{BTreeMap, BTreeSet};

use super::broken_tests::{self as broken, By, IN_ORDER, Typed, whole};
use super::exercises::{APPLICANT, EXERCISES, Exercise, Leaves};
use super::*;
use crate::actions::{Outcome, table};
use crate::domain::{Id, Role};
use crate::listings;
use crate::regulation::book::BOOK;
use crate::regulation::clause::{Clause, Handling};
use crate::regulation::register::attestation::is_attested;
use crate::store::{Scope, ledger};
use crate::testing::{World, day};
use crate::text::Lang;
use crate::text::search::Needle;

/// What speaks for each clause, in the office whose duty it is: of what the desk does, the office that applies.
fn evidence(world: &World) -> BTreeMap<&'static str, u32> {
    let scope = match world.ctx.actor.role {
        Role::City => Scope { office: APPLICANT, role: Role::Admin },
        Role::Admin | Role::Head => crate::actions::scope(&world.ctx),
    };
    let reader = world.store.reader(scope, world.ctx.today());
    let standings = board(&reader, &world.ctx, &BOOK).expect("a store");
    standings.into_iter().map(|standing| (standing.clause.id.as_str(), standing.evidence)).collect()
}

/// Does it, and gives the row it is about.
fn done(world: &mut World, (action, on, typed): (&str, &str, Typed)) -> Id {
    match world.typed(action, on, typed) {
        Outcome::Done(receipt) => receipt.object,
        other => panic!("{action} on {on}: {other:?}"),
    }
}

#[test]
fn every_exercise_is_done_cites_its_clauses_and_leaves_its_record() {
    for exercise in EXERCISES {
        let (id, on, _) = exercise.act;
        let mut world = World::new();
        world.store.run(IN_ORDER);
        world.store.run(&whole(exercise.seed));
        if exercise.by == By::Desk {
            world.as_stranger(Role::City);
        }
        for act in exercise.first {
            done(&mut world, *act);
        }
        let before = evidence(&world);
        let object = done(&mut world, exercise.act);
        let action = table::find(id).expect("an action");
        for clause in exercise.does {
            assert!(action.basis.iter().any(|basis| basis.as_str() == *clause), "{id} cites {clause}");
        }
        let entry = ledger::head(&world.reader()).expect("a ledger").expect("an entry");
        let who = if exercise.by == By::Desk { "C-0001" } else { "U-0001" };
        assert_eq!((entry.action.as_str(), entry.actor.as_str()), (id, who), "第8条: who did it");
        match exercise.leaves {
            Leaves::Evidence => {
                let after = evidence(&world);
                for clause in exercise.records {
                    assert!(after[clause] > before[clause], "{clause} by {id} on {on}: {}", after[clause]);
                }
            }
            Leaves::Fact(fact, value) => says(&world, object, fact, value),
            Leaves::Row(row, fact, value) => says(&world, row.parse().expect("an id"), fact, value),
        }
    }
}

/// The row's JSON has this fact.
fn says(world: &World, row: Id, fact: &str, value: &str) {
    let listing = listings::of(row.noun).expect("a listing");
    let json = (listing.json)(&world.case(&row.to_string()), &world.ctx);
    assert_eq!(json[fact].as_str(), Some(value), "{row}: {json}");
}

/// 様式3 第3条3項 is recorded by what there is no place for: nothing asks for a fee.
#[test]
fn nothing_in_the_console_has_a_field_for_a_fee() {
    for field in table::ACTIONS.iter().flat_map(|action| action.fields) {
        let (ja, en) = (field.label.ja, field.label.en.to_lowercase());
        let asks = ["料金", "費用", "金額", "負担"].iter().any(|word| ja.contains(word));
        let charges = ["fee", "price", "amount", "cost"];
        assert!(!asks && !en.split(' ').any(|word| charges.contains(&word)), "{}", field.id);
    }
}

#[test]
fn every_clause_to_be_attested_takes_a_dated_yes_as_evidence() {
    for clause in BOOK.clauses().filter(|clause| is_attested(clause)) {
        let mut world = World::new();
        world.store.run(IN_ORDER);
        let before = evidence(&world)[clause.id.as_str()];
        let typed = [("clause", clause.id.as_str()), ("answer", "yes"), ("on", "2026-11-20")];
        assert!(
            matches!(world.typed("attestation.record", "O-0001", &typed), Outcome::Done(_)),
            "{}",
            clause.id
        );
        let standings = board(&world.reader(), &world.ctx, &BOOK).expect("a store");
        let standing = standings.iter().find(|standing| standing.clause.id == clause.id).expect("a clause");
        assert!(standing.evidence > before, "{}: {:?}", clause.id, standing.sentence);
        assert!(standing.changed >= Some(day("2026-11-20")), "{}", clause.id);
    }
}

#[test]
fn every_clause_is_found_by_its_number_and_says_its_words_and_its_status_in_both_languages() {
    let world = World::new();
    let standings = board(&world.reader(), &world.ctx, &BOOK).expect("a store");
    for standing in &standings {
        let clause = standing.clause;
        assert!(standing.fits(Needle::parse(clause.shown_as.ja).as_ref()), "{}", clause.id);
        assert!(standing.fits(Needle::parse(clause.shown_as.en).as_ref()), "{}", clause.id);
        let words =
            [clause.ja, clause.gist, standing.sentence.get(Lang::Ja), standing.sentence.get(Lang::En)];
        assert!(words.iter().all(|words| !words.is_empty()), "{}", clause.id);
    }
}

/// Clauses that stand for themselves: with what, and the test that holds it.
const BY_THEMSELVES: &[(&str, Handling, fn())] =
    &[("F3-3-3", Handling::Record, nothing_in_the_console_has_a_field_for_a_fee)];

/// The clauses exercised in one way.
fn exercised(handling: Handling) -> BTreeSet<&'static str> {
    let all = |of: fn(&Exercise) -> &'static [&'static str]| EXERCISES.iter().flat_map(of).copied();
    match handling {
        Handling::Do => all(|exercise| exercise.does).collect(),
        Handling::Record => all(|exercise| exercise.records).collect(),
        Handling::Check => {
            let otherwise = super::proof_tests::OTHERWISE.iter().map(|(clause, _)| *clause);
            broken::all().flat_map(|broken| broken.clauses).copied().chain(otherwise).collect()
        }
        // Each of them is walked by the tests above.
        Handling::Ask => BOOK.clauses().filter(|clause| is_attested(clause)).map(|c| c.id.as_str()).collect(),
        Handling::Show => BOOK.clauses().map(|clause| clause.id.as_str()).collect(),
    }
}

#[test]
fn all_113_clauses_are_exercised_in_every_way_that_the_book_names() {
    let mut left = Vec::new();
    let mut walk = |clause: &'static Clause, handling: Handling| {
        let id = clause.id.as_str();
        let by_itself = BY_THEMSELVES.iter().any(|(named, way, _)| (*named, *way) == (id, handling));
        if !by_itself && !exercised(handling).contains(id) {
            left.push((id, handling));
        }
    };
    for clause in BOOK.clauses() {
        clause.handling.iter().for_each(|handling| walk(clause, *handling));
    }
    assert_eq!(BOOK.clauses().count(), 113);
    assert_eq!(left, []);
}
