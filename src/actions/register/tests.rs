//! What is done to records, end to end on a store in memory.

use crate::actions::action::Stage;
use crate::actions::{Action, Answer, Answers, Decision, Outcome, authorise, table, undo};
use crate::domain::case::{OneCase, RecordCase};
use crate::domain::{Case, Facts, Id, Noun, Record, Role};
use crate::regulation::register::REGISTERS;
use crate::testing::{World, day};

fn line(text: &str) -> Answer {
    Answer::Line(text.into())
}

fn record(world: &World, id: &str) -> Record {
    RecordCase::of(&world.case(id)).expect("a record").record.clone()
}

fn tablet(world: &mut World, holder: &str) -> Outcome {
    let answers = Answers::default()
        .with("ownership", Answer::Choice("personal"))
        .with("model", line("iPad 第9世代 DMPX1234"))
        .with("user", Answer::Row(holder.parse().expect("an id")))
        .with("kept_at", line("事務室 鍵付き書庫"));
    world.act("device.add", "O-0001", answers)
}

#[test]
fn what_is_answered_becomes_a_record_and_an_entry_names_it() {
    let mut world = World::new();
    let Outcome::Done(receipt) = tablet(&mut world, "U-0002") else { panic!("not done") };
    assert_eq!(receipt.object.to_string(), "E-0001");
    let device = record(&world, "E-0001");
    assert_eq!((device.state.as_str(), device.is_open, device.dated_on), ("in_use", true, world.ctx.today()));
    assert_eq!(device.user.map(|user| user.to_string()).as_deref(), Some("U-0002"));
    assert_eq!(device.facts.text("model"), "iPad 第9世代 DMPX1234");
    assert_eq!(device.facts.text("ownership"), "personal");
    assert_eq!(device.kept_at, "事務室 鍵付き書庫");
}

#[test]
fn a_record_moves_from_state_to_state_and_an_undo_leads_back() {
    let mut world = World::new();
    tablet(&mut world, "U-0002");
    let lost = Answers::default().with("lost_on", Answer::Day(day("2026-11-20")));
    let Outcome::Done(receipt) = world.act("device.record_loss", "E-0001", lost.clone()) else {
        panic!("not done")
    };
    assert_eq!(record(&world, "E-0001").facts.day("lost_on"), Some(day("2026-11-20")));
    assert!(matches!(world.act("device.record_loss", "E-0001", lost), Outcome::Conflict(_)));
    assert!(matches!(world.act("device.check", "E-0001", Answers::default()), Outcome::Refused(_)));
    undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    let device = record(&world, "E-0001");
    assert_eq!((device.state.as_str(), device.facts.day("lost_on")), ("in_use", None));
}

#[test]
fn a_closed_record_is_open_no_more() {
    let mut world = World::new();
    tablet(&mut world, "U-0002");
    world.act("device.record_return", "E-0001", Answers::default());
    let device = record(&world, "E-0001");
    assert_eq!((device.state.as_str(), device.is_open), ("returned", false));
    assert_eq!(device.facts.day("returned_on"), Some(world.ctx.today()));
}

#[test]
fn a_record_about_nobody_of_this_office_is_not_made() {
    let mut world = World::new();
    assert!(matches!(tablet(&mut world, "U-9999"), Outcome::NotFound(_)));
    let reader = world.store.reader(crate::actions::scope(&world.ctx), world.ctx.today());
    assert_eq!(reader.all_records(crate::domain::Noun::Device).expect("a store"), []);
}

#[test]
fn a_user_on_whom_a_record_stands_is_not_voided_by_an_undo() {
    let mut world = World::new();
    let new = Answers::default().with("name", line("新人 一子")).with("occupation", Answer::Choice("nurse"));
    let Outcome::Done(receipt) = world.act("user.register", "O-0001", new) else { panic!("not done") };
    tablet(&mut world, &receipt.object.to_string());
    let undone = undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    assert!(matches!(undone, Outcome::Refused(_)), "{undone:?}");
}

/// The golden matrix has no records: every register in each of its states is looked at here, for admin and desk.
#[test]
fn no_record_allows_two_actions_of_one_key_in_any_of_its_states() {
    let mut world = World::new();
    for register in REGISTERS {
        for (state, role) in
            register.states.iter().flat_map(|state| [(state, Role::Admin), (state, Role::City)])
        {
            world.ctx.actor.role = role;
            let now = offered(&world, register.noun, state.word);
            for (place, one) in now.iter().enumerate() {
                for other in &now[place + 1..] {
                    let same = one.key.is_some() && one.key == other.key;
                    assert!(!same, "{} {}: {} and {}", register.noun.word(), state.word, one.id, other.id);
                }
            }
        }
    }
}

#[test]
fn what_was_lost_is_found_by_the_key_that_gives_back_what_is_in_use() {
    let world = World::new();
    let by_e = |state: &str| {
        offered(&world, Noun::Device, state)
            .into_iter()
            .filter(|action| action.key == Some('e'))
            .collect::<Vec<_>>()
    };
    assert_eq!(by_e("lost").iter().map(|action| action.id).collect::<Vec<_>>(), ["device.record_found"]);
    assert_eq!(by_e("in_use").iter().map(|action| action.id).collect::<Vec<_>>(), ["device.record_return"]);
}

/// What may be done to a record of a register in a state, by whoever is at the console.
fn offered(world: &World, noun: Noun, state: &str) -> Vec<&'static Action> {
    let record = Record {
        id: Id { noun, number: 1 },
        version: 1,
        office: world.ctx.actor.office,
        user: None,
        group: None,
        patient: None,
        state: state.to_owned(),
        is_open: true,
        dated_on: day("2026-11-01"),
        due_on: None,
        kept_at: String::new(),
        facts: Facts::default(),
    };
    let nobody = String::new;
    let case = RecordCase {
        record,
        user_name: nobody(),
        user_mail: nobody(),
        group_title: nobody(),
        patient_name: nobody(),
        patient_born_on: None,
        decided: crate::domain::DecisionCounts::default(),
    };
    let case = Case::Record(Box::new(case));
    let is_now = |action: &&Action| {
        authorise(world.ctx.actor.role, action) == Decision::Allowed
            && action.judge(&case, &world.ctx).stage == Stage::Now
    };
    table::ACTIONS.iter().copied().filter(|action| action.on == noun).filter(is_now).collect()
}
