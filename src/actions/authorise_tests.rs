//! Every cell of who may do what, and that another office's rows are indistinguishable from none.

use std::fmt::Write as _;

use super::*;
use crate::actions::table::{ACTIONS, find};
use crate::actions::{Answers, Request, import, perform, reach, rehearse, undo};
use crate::domain::{Id, Noun};
use crate::listings;
use crate::store::{Ask, Window};
use crate::testing::World;
use crate::text::Lang;
use crate::text::search::Needle;

fn wishes() -> Vec<Wish<'static>> {
    let beside = [
        Wish::Undo(None),
        Wish::Import("import.users"),
        Wish::Import("import.groups"),
        Wish::Import("import.invitations"),
        Wish::Import("import.applications"),
        Wish::UndoImport("import.users"),
        Wish::UndoImport("import.applications"),
        Wish::ReadLedger,
        Wish::ExportEvidence,
    ];
    let acts = ACTIONS.iter().map(|action| Wish::Act(action));
    let undos = ACTIONS.iter().map(|action| Wish::Undo(Some(action)));
    let prints = crate::paper::SHEETS.iter().map(|sheet| Wish::Print(sheet.action));
    acts.chain(undos).chain(beside).chain(prints).collect()
}

fn name(wish: Wish<'_>) -> String {
    match wish {
        Wish::Undo(Some(action)) => format!("undo {}", action.id),
        Wish::UndoImport(list) => format!("undo {list}"),
        other => other.id().to_owned(),
    }
}

fn word(decision: &Decision) -> &'static str {
    match decision {
        Decision::Allowed => "allowed",
        Decision::NotFound => "not_found",
        Decision::ReadOnly => "read_only",
        Decision::Denied(finding) if finding.rule == "lapsed" => "lapsed",
        Decision::Denied(_) => "denied",
    }
}

/// One line per action and role; a new action has none in the fixture, and fails.
#[test]
fn every_cell_of_who_may_do_what_is_as_it_was_decided() {
    const STANDINGS: [Standing; 3] = [Standing::Acting, Standing::Reading, Standing::Lapsed];
    let mut table =
        "action\trole\town acting\town reading\town lapsed\tother acting\tother reading\tother lapsed\n"
            .to_owned();
    for wish in wishes() {
        for role in Role::ALL {
            let cells = [Whose::Own, Whose::Other]
                .into_iter()
                .flat_map(|whose| STANDINGS.map(|standing| word(&decide(*role, wish, whose, standing))));
            let cells: Vec<&str> = cells.collect();
            writeln!(table, "{}\t{}\t{}", name(wish), role.word(), cells.join("\t")).expect("a string");
        }
    }
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/authorisation.tsv");
    if std::env::var_os("AUTHORISATION_UPDATE").is_some() {
        std::fs::write(fixture, &table).expect("the fixture");
    }
    let decided = std::fs::read_to_string(fixture).expect("tests/fixtures/authorisation.tsv");
    for (now, then) in table.lines().zip(decided.lines()) {
        assert_eq!(now, then, "set AUTHORISATION_UPDATE=1 and read the difference");
    }
    assert_eq!(
        table.lines().count(),
        decided.lines().count(),
        "an action has no row, or a row has no action"
    );
}

#[test]
fn heads_are_read_only_but_for_their_admins_and_the_city_changes_nothing_but_what_is_its_own() {
    for wish in wishes().into_iter().filter(|wish| wish.writes() == Writes::Yes) {
        let is = |role| word(&decide(role, wish, Whose::Own, Standing::Acting));
        let heads = match wish {
            Wish::Act(action) | Wish::Undo(Some(action)) => {
                matches!(action.id, "user.appoint" | "user.dismiss" | "user.replace_admin")
            }
            _ => false,
        };
        let (desk, room) = match wish {
            Wish::Act(action) | Wish::Undo(Some(action)) => {
                let is_of = |noun| action.id.split('.').next() == Some(noun);
                let lists = matches!(action.id, "office.publish" | "office.unpublish");
                // What an office keeps of its own application is not the desk's.
                let is_its_own = action.id == "application.record";
                ((is_of("application") && !is_its_own) || lists, is_of("room"))
            }
            // An office takes in its own application, the desk everybody's.
            Wish::Import(list) | Wish::UndoImport(list) => (false, list == "import.applications"),
            _ => (false, false),
        };
        let word = |may| if may { "allowed" } else { "denied" };
        assert_eq!(is(Role::Admin), word(!desk), "{wish:?}");
        assert_eq!(is(Role::Head), word(heads), "{wish:?}");
        assert_eq!(is(Role::City), word(desk || room), "{wish:?}");
    }
}

#[test]
fn what_heads_and_the_desk_may_do_is_in_the_table() {
    for id in HEADS.iter().chain(DESKS).chain(ROOM) {
        assert!(find(id).is_some(), "{id}");
    }
}

#[test]
fn a_denial_names_the_clause_and_the_role() {
    let approve = find("invitation.approve").expect("an action");
    let Decision::Denied(finding) = authorise(Role::Head, approve) else { panic!("heads do not approve") };
    assert_eq!(finding.clause.as_str(), "8");
    assert!(finding.sentence.get(Lang::Ja).contains("事業所の管理者"));
}

/// The world with somebody of an office that has nothing to do with its rows, in each role.
fn outsiders() -> Vec<World> {
    let world = |role: &Role| {
        let mut world = World::new();
        world.as_stranger(*role);
        world
    };
    Role::ALL.iter().map(world).collect()
}

/// What can be asked about one row, as one text without its id.
fn told_of(world: &mut World, id: Id) -> String {
    let mut told = String::new();
    let name = id.to_string();
    {
        let reader = world.reader();
        writeln!(told, "{:?}", reader.case(id).expect("a store").is_some()).expect("a string");
        let history = ledger::history(&reader, id, 9).expect("a ledger").len();
        writeln!(told, "{history}").expect("a string");
        for listing in listings::all() {
            for ask in [
                Ask { needle: Needle::parse(&name), ..Ask::default() },
                Ask { related: Some(id), ..Ask::default() },
            ] {
                let page = (listing.page)(&reader, &ask, &Window::First, 9).expect("a page").rows.len();
                let count = (listing.count)(&reader, &ask).expect("a count");
                writeln!(told, "{} {page} {count}", listing.noun.word()).expect("a string");
            }
        }
    }
    for action in ACTIONS.iter().filter(|action| action.on == id.noun) {
        let request = Request {
            action,
            target: id,
            version: None,
            answers: Answers::default().because("確認のうえ実施"),
        };
        let rehearsed = rehearse(&world.store, &world.ctx, &request).expect("a store").is_some();
        let reached = reach(&world.store, &world.ctx, &request).expect("a store").len();
        let outcome = perform(&mut world.store, &world.ctx, &request).expect("a store").sentence();
        writeln!(
            told,
            "{} {rehearsed} {reached} {} {}",
            action.id,
            outcome.get(Lang::Ja),
            outcome.get(Lang::En)
        )
        .expect("a string");
    }
    told.replace(&name, "ID")
}

/// Every noun, for an admin and a head of other offices and for the city: a row that is there and one that is not
/// give the same in lists, searches, relations, counts, histories, previews, acts and sentences.
#[test]
fn another_offices_id_is_indistinguishable_from_one_that_does_not_exist() {
    for mut world in outsiders() {
        // The city's desk keeps the administrators' room, and knows every seat.
        let is_known = |noun: &Noun| {
            *noun == Noun::Office || (*noun == Noun::Seat && world.ctx.actor.role == Role::City)
        };
        let nouns: Vec<Noun> = Noun::ALL.into_iter().filter(|noun| !is_known(noun)).collect();
        for noun in nouns {
            // Both of them rows of office 1, where there are such rows, and neither known to the outsider.
            for number in 1..=2 {
                let (there, missing) = (Id { noun, number }, Id { noun, number: 7770 + number });
                let is_known = world.reader().case(there).expect("a store").is_some();
                assert!(!is_known, "{there} for {:?}", world.ctx.actor);
                let (one, other) = (told_of(&mut world, there), told_of(&mut world, missing));
                assert_eq!(one, other, "{there} for {:?}", world.ctx.actor);
            }
        }
    }
}

#[test]
fn an_undo_of_another_offices_entry_is_not_found_or_denied_like_any_number() {
    for mut world in outsiders() {
        let mut said = |number| {
            let outcome = undo::perform(&mut world.store, &world.ctx, number).expect("a store").sentence();
            outcome.get(Lang::En).replace(&format!("L-{number:04}"), "ID")
        };
        assert_eq!(said(1), said(7777));
    }
}

fn refused(world: &World) -> i64 {
    let mut count = 0;
    ledger::each::<StoreError>(&world.reader(), ledger::ALL, |entry| {
        count += i64::from(entry.outcome == "refused");
        Ok(())
    })
    .expect("a ledger");
    count
}

#[test]
fn a_denied_attempt_is_entered_once_whichever_way_it_came() {
    let mut world = World::new();
    world.as_head();
    let before = refused(&world);
    world.act("invitation.approve", "I-0001", Answers::default());
    assert_eq!(refused(&world), before + 1);
    undo::perform(&mut world.store, &world.ctx, 1).expect("a store");
    assert_eq!(refused(&world), before + 2);
    let (rows, facts) = (&mut std::iter::empty(), import::FileFacts::default());
    let go = &mut |_| crate::actions::Go::On;
    import::perform(&mut world.store, &world.ctx, Noun::User, rows, &facts, go).expect("a store");
    assert_eq!(refused(&world), before + 3);
    let last = ledger::head(&world.reader()).expect("a ledger").expect("an entry");
    assert_eq!(
        (last.action.as_str(), last.outcome.as_str(), last.clauses.as_str()),
        ("import.users", "refused", "8")
    );
}

/// The city's desk finds no name of a person or a patient in anything that it can list, count or look up: it lists
/// offices, applications and seats of the administrators' room, and counts in the rest.
#[test]
fn the_city_sees_no_people_anywhere() {
    let mut world = World::demo();
    let names: Vec<String> = {
        let reader = world.reader();
        let of = |noun| {
            (listings::of(noun).expect("a listing").page)(&reader, &Ask::default(), &Window::First, 999)
        };
        let cases = [Noun::User, Noun::Patient].into_iter().flat_map(|noun| of(noun).expect("a page").rows);
        cases.map(|(_, case)| listings::follow::name_of(&case).to_owned()).collect()
    };
    assert!(names.len() > 200);
    let operators = world.reader().operators().expect("a store");
    world.ctx.actor = operators.into_iter().find(|actor| actor.role == Role::City).expect("the city's desk");
    let reader = world.reader();
    let mut told = String::new();
    for listing in listings::all() {
        let page = (listing.page)(&reader, &Ask::default(), &Window::First, 999).expect("a page");
        let is_the_desks = matches!(listing.noun, Noun::Office | Noun::Application | Noun::Seat);
        assert!(is_the_desks || page.rows.is_empty(), "{:?}", listing.noun);
        for (_, case) in &page.rows {
            let details = (listing.details)(case, &world.ctx);
            told.push_str(&format!("{} {details:?}\n", (listing.json)(case, &world.ctx)));
        }
    }
    let due = crate::listings::today::due_today(&reader, &world.ctx).expect("a store");
    told.extend(due.iter().map(|due| format!("{} {:?}\n", due.sentence.get(Lang::Ja), due.names)));
    assert!(told.contains("RC-") && told.contains("O-0003"));
    for name in &names {
        assert!(!told.contains(name.as_str()), "{name}");
    }
    assert!(reader.patients_like("山田 太郎").expect("a store").is_empty());
    assert!(ledger::list(&reader, None, 9).expect("a ledger").is_empty());
}
