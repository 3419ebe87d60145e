use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::domain::{Noun, Role};
use crate::store::Ask;
use crate::testing::World;

fn job(word: &str, format: Format) -> Job {
    let of = Of::read(word).unwrap_or_else(|| panic!("no list {word}"));
    Job { of, columns: Columns::All, format, lang: Lang::Ja, away: Away::Stays }
}

fn never(_: Trail) -> Result<(), FileError> {
    panic!("a session that writes leaves no trace beside its entry")
}

fn handed(world: &mut World, job: &Job) -> Result<(String, Exported), NotExported> {
    let mut bytes = Vec::new();
    let ctx = world.ctx.clone();
    let exported = export(&mut world.store, &ctx, job, To::Hand(&mut bytes), &mut never, &mut |_| Go::On)?;
    Ok((String::from_utf8_lossy(&bytes).into_owned(), exported))
}

fn head(world: &World) -> ledger::Entry {
    ledger::head(&world.reader()).unwrap().unwrap()
}

fn last(world: &World) -> i64 {
    ledger::head_number(&world.reader()).unwrap()
}

fn taken(world: &World, from: &str) -> Away {
    let typed =
        [("medium", "USBメモリ"), ("purpose", "連携先との打合せ"), ("from", from), ("due", "2026-11-30")];
    let typed: BTreeMap<String, String> =
        typed.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
    Away::Taken(Answers::read(&ASKS, &typed, "", world.ctx.today()).unwrap())
}

#[test]
fn every_list_goes_out_in_every_format_and_each_export_is_an_entry() {
    let mut world = World::demo();
    for word in what() {
        for format in [Format::Csv, Format::Xlsx, Format::Json, Format::Markdown] {
            let (text, exported) = handed(&mut world, &job(word, format)).unwrap();
            let entry = head(&world);
            assert_eq!(exported.entry, Some(entry.number), "{word}");
            assert_eq!(entry.action, EXPORT);
            let details: serde_json::Value = serde_json::from_str(&entry.details).unwrap();
            assert_eq!((&details["list"], &details["rows"]), (&word.into(), &exported.rows.into()));
            match format {
                Format::Json => {
                    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
                    assert_eq!(rows.len() as u64, exported.rows, "{word}");
                }
                Format::Csv => assert!(text.starts_with("\u{feff}"), "{word}"),
                // A title, a blank line, the heads and the line below them.
                Format::Markdown => assert_eq!(text.lines().count() as u64, exported.rows + 4, "{word}"),
                Format::Xlsx | Format::Cp932 => assert!(text.starts_with("PK"), "{word}"),
            }
        }
    }
}

#[test]
fn the_entry_has_the_digest_of_the_file_and_no_name() {
    let mut world = World::new();
    let (text, _) = handed(&mut world, &job("users", Format::Csv)).unwrap();
    let entry = head(&world);
    let sha256 = hex(&<[u8; 32]>::from(Sha256::digest(text.as_bytes())));
    assert!(entry.details.contains(&sha256), "{}", entry.details);
    assert!(text.contains("髙橋 美智子") && !entry.details.contains("髙橋"));
}

#[test]
fn filter_and_selection_are_honoured() {
    let mut world = World::new();
    let needle = crate::text::search::Needle::parse("takahashi");
    let shown = Of::Shown(Noun::User, Ask { needle, ..Ask::default() });
    let (text, exported) = handed(&mut world, &Job { of: shown, ..job("users", Format::Csv) }).unwrap();
    assert_eq!(exported.rows, 1);
    assert!(text.contains("U-0003") && head(&world).details.contains("filtered"));
    let ids = ["U-0004", "U-0001"].map(|id| id.parse().unwrap()).to_vec();
    let chosen = Of::Chosen(Noun::User, ids);
    let (text, exported) = handed(&mut world, &Job { of: chosen, ..job("users", Format::Csv) }).unwrap();
    assert_eq!(exported.rows, 2);
    assert!(text.find("U-0004") < text.find("U-0001"), "{text}");
    let others = Of::Chosen(Noun::User, vec!["U-0999".parse().unwrap()]);
    assert_eq!(handed(&mut world, &Job { of: others, ..job("users", Format::Csv) }).unwrap().1.rows, 0);
}

#[test]
fn what_leaves_the_office_is_a_take_out_in_the_same_transaction() {
    let mut world = World::new();
    let before = last(&world);
    let away = taken(&world, "2026-11-23");
    let (_, exported) = handed(&mut world, &Job { away, ..job("users", Format::Csv) }).unwrap();
    let takeout = exported.takeout.unwrap();
    let crate::domain::Case::Record(case) = world.case(&takeout.to_string()) else { panic!("a take-out") };
    assert_eq!(case.record.facts.text("what"), "ユーザー一覧 4行（CSV（UTF-8））");
    assert_eq!(case.record.facts.text("medium"), "USBメモリ");
    assert_eq!(case.record.user, world.ctx.actor.user);
    assert!(case.record.is_open, "tracked until it is back");
    let entries = ledger::history(&world.reader(), takeout, 5).unwrap();
    assert_eq!((entries.len(), entries[0].number), (1, before + 1));
    assert_eq!(last(&world), before + 2);
    assert!(head(&world).details.contains(&takeout.to_string()));
}

#[test]
fn a_take_out_that_is_refused_leaves_no_file_and_no_entry() {
    let mut world = World::new();
    let before = last(&world);
    let Away::Taken(answers) = taken(&world, "2026-11-23") else { panic!("a take-out") };
    let late = answers.with("from", Answer::Day("2026-12-24".parse().unwrap()));
    let folder = tempfile::tempdir().unwrap();
    let place = Placed::Folder(folder.path().to_owned(), "users.csv".into());
    let job = Job { away: Away::Taken(late), ..job("users", Format::Csv) };
    let ctx = world.ctx.clone();
    let told = export(&mut world.store, &ctx, &job, To::Place(place), &mut never, &mut |_| Go::On);
    assert!(matches!(told, Err(NotExported::Told(_))), "{told:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(last(&world), before);
}

#[test]
fn a_stopped_export_and_one_that_cp932_cannot_hold_leave_nothing() {
    let mut world = World::new();
    let before = last(&world);
    let folder = tempfile::tempdir().unwrap();
    let place = || To::Place(Placed::Folder(folder.path().to_owned(), "users.csv".into()));
    let ctx = world.ctx.clone();
    let stopped =
        export(&mut world.store, &ctx, &job("users", Format::Csv), place(), &mut never, &mut |_| Go::Stop);
    assert!(matches!(stopped, Err(NotExported::Stopped)), "{stopped:?}");
    world.act("user.edit", "U-0003", Answers::default().with("name", Answer::Line("𠮷田 美智子".into())));
    let unfit =
        export(&mut world.store, &ctx, &job("users", Format::Cp932), place(), &mut never, &mut |_| Go::On);
    let Err(error) = unfit else { panic!("𠮷 is not in CP932") };
    assert!(error.sentence().get(Lang::Ja).contains("「氏名」𠮷田 美智子"), "{:?}", error.sentence());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(last(&world), before + 1, "only the edit");
}

#[test]
fn the_passphrase_is_asked_for_heads_may_and_the_city_sees_no_people() {
    let mut world = World::new();
    world.ctx.assurance = Assurance::SignedIn;
    let Err(NotExported::Told(told)) = handed(&mut world, &job("users", Format::Csv)) else {
        panic!("asked")
    };
    assert!(matches!(*told, Outcome::Refused(Refusal { remedy: super::super::Remedy::Passphrase, .. })));
    world.ctx.assurance = Assurance::JustProved;
    world.as_head();
    assert!(handed(&mut world, &job("users", Format::Csv)).is_ok());
    let away = taken(&world, "2026-11-23");
    assert!(handed(&mut world, &Job { away, ..job("users", Format::Csv) }).is_err());
    world.as_stranger(Role::City);
    for word in what() {
        let is_its = matches!(word, "offices" | "applications");
        assert_eq!(handed(&mut world, &job(word, Format::Csv)).is_ok(), is_its, "{word}");
    }
}
