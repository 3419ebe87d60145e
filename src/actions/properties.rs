//! Properties over random sequences of actions and undos: whatever is done, the office keeps an admin, the chain
//! holds, no row hangs in the air, no act fails half-way, and undoing everything leads back to where it began.

use proptest::prelude::*;

use super::{Answer, Answers, Field, Kind, Outcome, Request, perform, table, undo};
use crate::domain::{Id, Noun};
use crate::store::evidence::compare_rows;
use crate::store::ledger;
use crate::testing::World;

/// One random step: which action, on which row, with which choice among possible answers; or an undo.
#[derive(Clone, Debug)]
enum Step {
    Act(usize, i64, usize),
    Undo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let act =
        (0..table::ACTIONS.len(), 1..6i64, 0..97usize).prop_map(|(a, row, pick)| Step::Act(a, row, pick));
    prop::collection::vec(prop_oneof![6 => act, 1 => Just(Step::Undo)], 1..40)
}

fn answer(field: &Field, world: &World, pick: usize) -> Option<Answer> {
    let today = world.ctx.today();
    Some(match field.kind {
        Kind::Line if field.id == "mail" => Answer::Line(format!("p{pick}@komae.example")),
        Kind::Line => Answer::Line(format!("試験{pick}")),
        Kind::Day(_) => Answer::Day(today),
        Kind::Choice(choices) => Answer::Choice(choices[pick % choices.len()].word),
        Kind::Yes if pick.is_multiple_of(2) => return None,
        Kind::Yes => Answer::Yes,
        Kind::Row(noun) => Answer::Row(Id { noun, number: i64::try_from(pick % 6).expect("small") + 1 }),
    })
}

fn answers(fields: &[Field], world: &World, pick: usize) -> Answers {
    let mut answers = Answers::default().because("確認のうえ実施しました");
    for field in fields {
        if let Some(answer) = answer(field, world, pick) {
            answers.set(field.id, answer);
        }
    }
    answers
}

fn take(world: &mut World, step: &Step) -> Option<Outcome> {
    match step {
        Step::Act(action, row, pick) => {
            let action = table::ACTIONS[*action];
            let number = if action.on == Noun::Office { 1 } else { *row };
            let answers = answers(action.fields, world, *pick);
            let request = Request { action, target: Id { noun: action.on, number }, version: None, answers };
            Some(
                perform(&mut world.store, &world.ctx, &request).unwrap_or_else(|e| panic!("{action:?}: {e}")),
            )
        }
        Step::Undo => {
            let last = undo::last(&world.reader(), &world.ctx).expect("a ledger")?;
            Some(undo::perform(&mut world.store, &world.ctx, last.entry).expect("a store"))
        }
    }
}

fn sound(world: &World) {
    let office = world.reader().office_case().expect("a store").expect("the office");
    assert!(office.admins >= 1, "the office is without an admin");
    let verdict = ledger::verify(&world.reader()).expect("a ledger");
    assert_eq!(verdict.first_bad, None);
    let rows = compare_rows(&world.reader()).expect("a store");
    assert!(!matches!(rows, Some(Err(_))), "the digest of the rows has parted from the rows: {rows:?}");
    assert_eq!(world.reader().all_hanging().expect("a store"), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_done_the_office_keeps_an_admin_and_the_chain_holds(steps in steps()) {
        let mut world = World::new();
        for step in &steps {
            take(&mut world, step);
            sound(&world);
        }
    }

    #[test]
    fn undoing_every_act_leads_back_to_the_beginning(steps in steps()) {
        let mut world = World::new();
        let before = world.reader().rows_as_text().expect("a store");
        for step in steps.iter().filter(|s| matches!(s, Step::Act(..))) {
            take(&mut world, step);
        }
        // Who has dismissed or restricted themselves acts no more, and takes nothing back.
        prop_assume!(world.reader().operator(&world.ctx.actor.operator).expect("a store").is_some());
        while let Some(last) = undo::last(&world.reader(), &world.ctx).expect("a ledger") {
            let outcome = undo::perform(&mut world.store, &world.ctx, last.entry).expect("a store");
            prop_assert!(matches!(outcome, Outcome::Done(_)), "{:?}", outcome);
        }
        prop_assert_eq!(world.reader().rows_as_text().expect("a store"), before);
        sound(&world);
    }
}
