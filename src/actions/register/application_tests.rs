use crate::actions::{Answer, Answers, Outcome, undo};
use crate::domain::{Case, Id, Noun, Office, OfficeId, OfficeState, Role, UserId};
use crate::store::StoreError;
use crate::testing::{World, day};

/// The city's desk of an office that has nothing to do with the others.
fn desk() -> World {
    let mut world = World::new();
    world.as_stranger(Role::City);
    world
}

fn forms(name: &str) -> Answers {
    let line = |text: &str| Answer::Line(text.into());
    Answers::default()
        .with("name", line(name))
        .with("kind", line("訪問介護事業所"))
        .with("address", line("架空市1-2-3"))
        .with("head_name", line("架空 長子"))
        .with("head_mail", line("Head@AOBA.example"))
        .with("agreed_on", Answer::Day(day("2026-11-10")))
        .with("people", line("１２名"))
        .with("on", Answer::Day(day("2026-11-12")))
}

fn admin() -> Answers {
    let line = |text: &str| Answer::Line(text.into());
    Answers::default()
        .with("admin", line("青葉 管子"))
        .with("admin_kana", line("あおば かんこ"))
        .with("admin_occupation", Answer::Choice("care_manager"))
        .with("admin_mail", line("kanko@aoba.example"))
}

#[track_caller]
fn done(outcome: Outcome) -> Id {
    match outcome {
        Outcome::Done(receipt) => receipt.object,
        other => panic!("{other:?}"),
    }
}

fn office(world: &World, id: OfficeId) -> Office {
    world.reader().office_by_id(id).expect("a store").expect("an office")
}

#[test]
fn an_application_leads_its_office_from_the_forms_into_the_published_list() {
    let mut world = desk();
    let id = done(world.act("application.receive", "O-0003", forms("あおば訪問介護")));
    assert_eq!(id.noun, Noun::Application);
    let Case::Record(record) = world.case(&id.to_string()) else { panic!("a record") };
    let new = record.record.office;
    assert_eq!(record.record.facts.text("people"), "12", "as a number");
    assert_eq!(
        (office(&world, new).state, office(&world, new).head_mail.as_str()),
        (OfficeState::Submitted, "Head@aoba.example")
    );
    let id = id.to_string();
    done(world.act("application.forward", &id, Answers::default()));
    assert_eq!(office(&world, new).state, OfficeState::Forwarded);
    let Outcome::Done(receipt) = world.act("application.register", &id, admin()) else { panic!("done") };
    assert!(receipt.next.get(crate::text::Lang::En).contains("operator invite U-"), "{:?}", receipt.next);
    assert_eq!(office(&world, new).state, OfficeState::Registered);
    done(world.act("application.publish", &id, Answers::default()));
    let listed = world.reader().published_offices().expect("a store");
    assert_eq!(listed.iter().map(|office| office.id).collect::<Vec<_>>(), [new]);
    let Case::Record(record) = world.case(&id) else { panic!("a record") };
    assert_eq!((record.record.state.as_str(), record.record.is_open), ("published", false));
}

#[test]
fn the_first_administrator_can_sign_in_and_no_name_stands_in_what_the_desk_sees() {
    let mut world = desk();
    let id = done(world.act("application.receive", "O-0003", forms("あおば訪問介護"))).to_string();
    done(world.act("application.forward", &id, Answers::default()));
    done(world.act("application.register", &id, admin()));
    let Case::Record(record) = world.case(&id) else { panic!("a record") };
    let admin: Id = record.record.facts.text("first_admin").parse().expect("an id");
    let actor = world.reader().operator(&admin.to_string()).expect("a store").expect("an operator");
    assert_eq!((actor.role, actor.office), (Role::Admin, record.record.office));
    assert!(world.reader().case(admin).expect("a store").is_none(), "the desk sees no people");
    let facts = record.record.facts.to_json();
    assert!(!facts.contains("青葉 管子") && !facts.contains("kanko"), "{facts}");
    let user = crate::store::Scope { office: record.record.office, role: Role::Admin };
    let reader = world.store.reader(user, world.ctx.today());
    let case = reader.user_case(UserId(admin.number)).expect("a store").expect("theirs");
    assert_eq!((case.user.name.as_str(), case.office_admins), ("青葉 管子", 1));
    assert!(reader.case(id.parse().expect("an id")).expect("a store").is_some(), "an office sees its own");
}

#[test]
fn steps_come_in_their_order_and_each_is_taken_back_whole() {
    let mut world = desk();
    let id = done(world.act("application.receive", "O-0003", forms("あおば訪問介護"))).to_string();
    assert!(matches!(world.act("application.register", &id, admin()), Outcome::Refused(_)));
    assert!(matches!(world.act("application.publish", &id, Answers::default()), Outcome::Refused(_)));
    let early = Answers::default().with("forwarded_on", Answer::Day(day("2026-11-11")));
    assert!(matches!(world.act("application.forward", &id, early), Outcome::Unreadable(_)));
    done(world.act("application.forward", &id, Answers::default()));
    let before = world.reader().rows_as_text().expect("rows");
    let Outcome::Done(receipt) = world.act("application.register", &id, admin()) else { panic!("done") };
    let undone = undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    assert!(matches!(undone, Outcome::Done(_)), "{undone:?}");
    assert_eq!(world.reader().rows_as_text().expect("rows"), before);
}

#[test]
fn a_name_that_is_taken_a_bad_address_and_a_count_that_is_none_are_told_at_their_fields() {
    let mut world = desk();
    done(world.act("application.receive", "O-0003", forms("あおば訪問介護")));
    let at = |world: &mut World, answers| match world.act("application.receive", "O-0003", answers) {
        Outcome::Unreadable(error) => error.field,
        other => panic!("{other:?}"),
    };
    assert_eq!(at(&mut world, forms("あおば訪問介護")), Some("name"));
    let mail = forms("別の事業所").with("head_mail", Answer::Line("no mail".into()));
    assert_eq!(at(&mut world, mail), Some("head_mail"));
    let people = forms("別の事業所").with("people", Answer::Line("多数".into()));
    assert_eq!(at(&mut world, people), Some("people"));
    let agreed = forms("別の事業所").with("agreed_on", Answer::Day(day("2026-11-13")));
    assert_eq!(at(&mut world, agreed), Some("on"));
}

#[test]
fn an_office_that_was_only_a_name_keeps_its_number_and_a_withdrawn_one_may_apply_again() {
    let mut world = desk();
    let id = done(world.act("application.receive", "O-0003", forms("多摩中央病院"))).to_string();
    let Case::Record(record) = world.case(&id) else { panic!("a record") };
    assert_eq!(record.record.office, OfficeId(2), "it stood on invitations before");
    done(world.act("application.withdraw", &id, Answers::default().because("開設の延期")));
    assert_eq!(office(&world, OfficeId(2)).state, OfficeState::Withdrawn);
    done(world.act("application.receive", "O-0003", forms("多摩中央病院")));
    assert_eq!(office(&world, OfficeId(2)).state, OfficeState::Submitted);
}

#[test]
fn an_office_in_use_without_a_day_of_agreement_stays_registered_when_its_forms_come_to_the_desk() {
    let mut world = World::new();
    let undated = Office { agreed_on: None, ..office(&world, OfficeId(1)) };
    let (name, scope, today) = (undated.name.clone(), crate::actions::scope(&world.ctx), world.ctx.today());
    world.store.write::<_, StoreError>(scope, today, |tx| tx.save(&undated)).expect("a store");
    world.as_stranger(Role::City);
    let told = world.act("application.receive", "O-0003", forms(&name));
    assert!(!matches!(told, Outcome::Done(_)), "{told:?}");
    assert_eq!(office(&world, OfficeId(1)).state, OfficeState::Registered);
}

#[test]
fn an_office_is_published_and_taken_off_by_the_desk_alone() {
    let mut world = desk();
    let id = done(world.act("application.receive", "O-0003", forms("あおば訪問介護"))).to_string();
    let Case::Record(record) = world.case(&id) else { panic!("a record") };
    let office = record.record.office.to_string();
    assert!(
        matches!(world.act("office.publish", &office, Answers::default()), Outcome::Refused(_)),
        "on its way"
    );
    done(world.act("application.forward", &id, Answers::default()));
    done(world.act("application.register", &id, admin()));
    assert!(
        matches!(world.act("office.publish", &office, Answers::default()), Outcome::Refused(_)),
        "by its application"
    );
    done(world.act("application.publish", &id, Answers::default()));
    done(world.act("office.unpublish", &office, Answers::default().because("移転のため")));
    assert!(world.reader().published_offices().expect("a store").is_empty());
    done(world.act("office.publish", &office, Answers::default()));
    assert_eq!(world.reader().published_offices().expect("a store").len(), 1);
    let mut theirs = World::new();
    let refused = theirs.act("office.publish", "O-0001", Answers::default());
    assert!(matches!(refused, Outcome::Refused(_)), "not an administrator's: {refused:?}");
}
