//! The list of the office's own care software, beside what is in use here.

use super::*;
use crate::actions::{Answer, Answers, Outcome};
use crate::testing::{World, day};
use crate::text::Lang;

fn listed(csv: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clients.csv");
    std::fs::write(&path, csv).expect("a file");
    (folder, path)
}

/// Three groups in use: 山田 太郎 and 鈴木 ハナ without a birth date, 架空 次郎 of 1940-02-03.
fn world() -> World {
    let mut world = World::new();
    let jiro = Answers::default()
        .with("name", Answer::Line("架空 次郎".into()))
        .with("born_on", Answer::Day(day("1940-02-03")));
    assert!(matches!(world.act("group.create", "O-0001", jiro), Outcome::Done(_)));
    world
}

fn told(world: &World, csv: &str) -> Vec<(String, &'static str, Option<&'static str>, String)> {
    let (_folder, path) = listed(csv);
    let list = clients(&world.reader(), &world.ctx, &path).expect("a list");
    let step = |s: &Step| (s.target.to_string(), s.id, s.action, s.says.get(Lang::Ja).to_owned());
    list.steps.iter().map(step).collect()
}

#[test]
fn who_died_is_matched_by_name_and_birth_date_and_may_be_archived() {
    let world = world();
    let told = told(&world, "氏名,生年月日,状態,終了日\n架空　次郎,S15.2.3,死亡,2026-11-10\n");
    assert_eq!(told.len(), 1);
    let (id, kind, action, says) = &told[0];
    assert_eq!((id.as_str(), *kind, *action), ("G-0003", "ended", Some("group.archive")));
    assert_eq!(says, "架空 次郎様：死亡（2026-11-10）");
}

#[test]
fn the_archive_is_offered_with_the_day_and_the_reason_that_the_list_gives() {
    let mut world = world();
    let (_folder, path) = listed("氏名,生年月日,状態,終了日\n架空　次郎,S15.2.3,死亡,2026-11-10\n");
    let list = clients(&world.reader(), &world.ctx, &path).expect("a list");
    let step = &list.steps[0];
    let typed: Vec<_> = step.answers.iter().map(|(field, text)| (*field, text.as_str())).collect();
    assert_eq!(typed, [("end", "2026-11-10"), ("why", "death")]);
    let outcome = world.typed(step.action.expect("an action"), &step.target.to_string(), &typed);
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
}

#[test]
fn a_long_stay_in_hospital_is_recorded_as_an_end_before_anything_is_put_away() {
    let told = told(&world(), "name,birth date,status\n架空 次郎,1940-02-03,入院中\n");
    assert_eq!(told[0].2, Some("group.set_end"));
}

#[test]
fn what_is_not_sure_is_listed_as_that_and_offers_nothing() {
    let told = told(&world(), "氏名,生年月日,状態\n山田 太郎,1930-01-01,終了\n架空 次郎,,終了\n");
    let kinds: Vec<_> = told.iter().map(|(id, kind, action, _)| (id.as_str(), *kind, *action)).collect();
    assert_eq!(kinds, [("G-0001", "unsure", None), ("G-0003", "unsure", None)]);
}

#[test]
fn another_birth_date_is_another_person_and_whom_the_list_has_not_is_told() {
    let told = told(&world(), "氏名,生年月日,状態\n架空 次郎,1941-02-03,死亡\n山田 太郎,,利用中\n");
    let kinds: Vec<_> = told.iter().map(|(id, kind, ..)| (id.as_str(), *kind)).collect();
    assert_eq!(kinds, [("G-0002", "not_listed"), ("G-0003", "not_listed")]);
}

#[test]
fn comparing_writes_nothing_and_an_end_to_come_is_none() {
    let world = world();
    let before = world.reader().rows_as_text().expect("rows");
    assert!(
        told(&world, "氏名,生年月日,終了日\n架空 次郎,1940-02-03,2027-01-01\n")
            .iter()
            .all(|t| t.1 == "not_listed")
    );
    assert_eq!(world.reader().rows_as_text().expect("rows"), before);
}
