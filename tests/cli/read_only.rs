//! `--read-only`: whatever would write is refused with a sentence, and the store stays as it is, byte for byte.

use std::fs;

use mcs_console::actions::table::ACTIONS;
use mcs_console::actions::{Kind, Need};
use mcs_console::domain::{Id, Noun};
use mcs_console::regulation::register::Register;

use crate::world::World;

const SENTENCE: &str = "閲覧専用のため変更できません。";

fn bytes(world: &World) -> Vec<Vec<u8>> {
    ["store.db", "store.db.keys"].iter().map(|name| fs::read(world.path(name)).expect(name)).collect()
}

/// One record of every register.
fn one_record_each(world: &World) -> Vec<Id> {
    let mut made = Vec::new();
    world.change(|tx, ctx| {
        for noun in Noun::REGISTERS {
            let first = Register::of(noun).map_or("", |register| register.first().word);
            let record = tx.new_record(noun, ctx.actor.office, first)?;
            made.push(record.id);
            tx.insert(&record)?;
        }
        Ok(())
    });
    made
}

#[test]
fn every_action_is_refused_and_the_stores_bytes_stay() {
    let world = World::new();
    let records = one_record_each(&world);
    let before = bytes(&world);
    for action in ACTIONS {
        let verb = action.verb().replace('_', "-");
        let id = match action.on {
            // The desk publishes any office, by its id.
            Noun::Office if matches!(action.verb(), "publish" | "unpublish") => Some("O-0001".to_owned()),
            Noun::Office => None,
            Noun::User => Some("U-0003".to_owned()),
            noun if noun.is_register() => records.iter().find(|id| id.noun == noun).map(Id::to_string),
            noun => Some(format!("{}-0001", noun.prefix())),
        };
        let mut args = vec![action.noun.word().to_owned(), verb];
        args.extend(id);
        for field in action.fields.iter().filter(|field| field.need == Need::Must) {
            let answer = match field.kind {
                Kind::Day(_) => "今日",
                Kind::Choice(choices) => choices[0].word,
                Kind::Row(Noun::Group) => "G-0001",
                Kind::Row(_) => "U-0003",
                Kind::Line | Kind::Yes => "架空",
            };
            args.extend([format!("--{}", field.id.replace('_', "-")), answer.to_owned()]);
        }
        args.extend(["--reason", "十文字以上の理由をここに書く", "--read-only"].map(str::to_owned));
        let ran = world.signed_in(&args.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(ran.status, 5, "{action:?} {ran:?}");
        assert!(ran.err.contains(SENTENCE), "{action:?} {ran:?}");
    }
    assert_eq!(bytes(&world), before);
}

#[test]
fn what_is_no_action_of_the_table_is_refused_too() {
    let world = World::new();
    let before = bytes(&world);
    let list = world.path("list.csv");
    fs::write(&list, "氏名,メールアドレス,職種\n架空 太郎,taro@example.jp,看護師\n").expect("a list");
    let list = list.to_string_lossy().into_owned();
    for args in [
        &["undo", "1", "--read-only"][..],
        &["import", "users", &list, "--read-only"],
        &["restore", &list, "--reason", "試験", "--yes", "--read-only"],
        &["init", "--office", "A", "--admin", "B C", "--read-only"],
    ] {
        let ran = world.signed_in(args);
        assert_eq!(ran.status, 5, "{args:?} {ran:?}");
        assert!(ran.err.contains(SENTENCE), "{args:?} {ran:?}");
    }
    assert_eq!(bytes(&world), before);
}

/// What a reading session leaves: its own sign-in in the spool, a failure beside it; and of the store not a byte.
#[test]
fn a_reading_session_leaves_its_trace_beside_the_store_and_nothing_else() {
    let world = World::new();
    let names = |world: &World| {
        let folder = world.path("store.db").parent().expect("a folder").to_owned();
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with("store.db"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(world.signed_in(&["user", "list"]).status, 0);
    let (before, had) = (bytes(&world), names(&world));
    assert!(had.contains(&"store.db.spool".to_owned()), "{had:?}");
    for args in [&["user", "list", "--read-only"][..], &["today", "--json", "--read-only"]] {
        let ran = world.signed_in(args);
        assert!([0, 1].contains(&ran.status), "{ran:?}");
    }
    assert_eq!((bytes(&world), names(&world)), (before.clone(), had.clone()));
    let wrong = ["user", "list", "--read-only", "--operator", "U-0001", "--passphrase-stdin"];
    assert_eq!(world.fed(&wrong, "wrong\n").status, 5);
    let mut with_tries = had;
    with_tries.push("store.db.tries".to_owned());
    assert_eq!((bytes(&world), names(&world)), (before, with_tries));
}

#[test]
fn reading_and_judging_go_on() {
    let world = World::new();
    for args in [
        &["invitation", "list", "--read-only"][..],
        &["audit", "verify", "--read-only"],
        &["invitation", "approve", "I-0001", "--dry-run", "--read-only"],
    ] {
        let ran = world.signed_in(args);
        assert_eq!(ran.status, 0, "{args:?} {ran:?}");
    }
}

#[test]
fn plain_and_mask_are_for_the_console_alone() {
    let world = World::new();
    for option in ["--plain", "--mask"] {
        assert_eq!(world.signed_in(&[option, "invitation", "list"]).status, 2, "{option}");
    }
}
