//! The real lists, taken in through the console: what the preview says of every row, and what stands afterwards.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::effects::Write;
use super::harness::Console;
use super::message::{News, Written};
use super::terminal::Input;
use super::writing;
use crate::actions::import::{Imported, ListFile};
use crate::actions::{Go, scope};
use crate::domain::{Noun, Occupation, Role, User};
use crate::store::{Store, ledger};
use crate::testing::{World, day, office, user};
use crate::text::Lang;

/// File, row, change and findings (`rule severity clause`), as an administrator must be told them.
const EXPECTED: &str = include_str!("../../tests/fixtures/import_findings.tsv");

const LISTS: [(Noun, &str); 5] = [
    (Noun::User, "yoshiki2-roster.xlsx"),
    (Noun::User, "staff-utf8bom.csv"),
    (Noun::User, "staff-cp932.csv"),
    (Noun::Group, "groups.csv"),
    (Noun::Invitation, "invitations.csv"),
];

fn list(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// An office with its first admin and nothing else.
fn empty_office() -> World {
    let ctx = World::new().ctx;
    let mut store = Store::in_memory();
    store
        .write(scope(&ctx), ctx.today(), |tx| -> Result<(), crate::store::StoreError> {
            tx.insert(&office())?;
            let first = user(1, "佐藤 明", "さとう あきら", Occupation::Nurse);
            tx.insert(&User { admin_since: Some(day("2025-04-01")), ..first })
        })
        .expect("a seeded store");
    World { store, ctx }
}

/// Opens the import of a noun and has the file read.
fn read(console: &mut Console, noun: Noun, path: &Path) {
    let pane = match noun {
        Noun::User => "1",
        Noun::Group => "2",
        _ => "3",
    };
    console.keys(pane).keys("<C-o>").input(Input::Paste(path.display().to_string()));
    console.keys("<Enter>");
}

/// What the preview finds, in the form of the table.
fn found(world: &World, noun: Noun, name: &str) -> Vec<String> {
    let report = ListFile::new(&list(name), noun)
        .preview(&world.reader(), &world.ctx, &mut |_| Go::On)
        .expect("a readable list")
        .expect("a preview");
    let row = |row: &crate::actions::import::ReportRow| {
        let words = |f: &crate::regulation::finding::Finding| {
            format!("{} {} {}", f.rule, f.severity.word(), f.clause.as_str())
        };
        let findings: Vec<String> = row.findings.iter().map(words).collect();
        format!("{name}\t{}\t{}\t{}", row.number, row.change.word(), findings.join("; "))
    };
    report.rows.iter().map(row).collect()
}

fn expected(name: &str) -> Vec<&'static str> {
    EXPECTED.lines().filter(|line| line.split('\t').next() == Some(name)).collect()
}

#[test]
fn the_preview_says_of_every_row_of_the_real_lists_what_the_table_says() {
    let mut console = Console::new(empty_office(), Lang::Ja, 140, 100);
    for (noun, name) in LISTS {
        assert_eq!(found(&console.world, noun, name), expected(name));
        let report = ListFile::new(&list(name), noun)
            .preview(&console.world.reader(), &console.world.ctx, &mut |_| Go::On)
            .expect("a readable list")
            .expect("a preview");
        read(&mut console, noun, &list(name));
        let frame: String = console.frame().split_whitespace().collect();
        for row in &report.rows {
            let line =
                format!("{}行{}{}", row.number, row.change.label().ja, crate::text::Shown::new(&row.label));
            let line: String = line.split_whitespace().collect();
            assert!(frame.contains(&line), "{line} is not in\n{}", console.frame());
            for finding in &row.findings {
                let start: String = finding.sentence.get(Lang::Ja).split_whitespace().collect::<String>();
                let start: String = start.chars().take(20).collect();
                assert!(frame.contains(&start), "{start} is not in\n{}", console.frame());
                let clause: String = finding.clause.clause().shown_as.ja.split_whitespace().collect();
                assert!(frame.contains(&clause), "{clause} is not in\n{}", console.frame());
            }
        }
        console.keys("y<Esc>");
    }
    assert_eq!(console.entries(), 5, "one entry for each list");
}

#[test]
fn the_same_list_again_says_so_and_writes_nothing() {
    let mut console = Console::new(empty_office(), Lang::Ja, 80, 24);
    for _ in 0..2 {
        read(&mut console, Noun::User, &list("staff-cp932.csv"));
        console.keys("y");
        assert_eq!(console.entries(), 1);
        console.keys("<Esc>");
    }
    read(&mut console, Noun::User, &list("staff-cp932.csv"));
    assert!(console.shows("変更はありません"), "{}", console.frame());
    assert!(console.shows("›閉じる‹") && !console.shows("取り込む y"));
}

#[test]
fn an_import_says_its_entry_and_u_takes_all_of_it_back() {
    let mut console = Console::new(empty_office(), Lang::Ja, 80, 24);
    read(&mut console, Noun::User, &list("yoshiki2-roster.xlsx"));
    console.keys("y");
    assert!(console.shows("記録 1") && console.shows("u で元に戻せます"), "{}", console.frame());
    assert_eq!(console.model.list(Noun::User).total, Some(11));
    console.keys("uy");
    assert_eq!(console.entries(), 2);
    assert_eq!(console.model.list(Noun::User).total, Some(1));
}

#[test]
fn only_y_or_the_lit_button_takes_a_list_in() {
    for script in ["<Enter>", "<Esc>", "<Tab><Tab><Tab><Enter>", "<Space>a", "k<Down>"] {
        let mut console = Console::new(empty_office(), Lang::Ja, 80, 24);
        read(&mut console, Noun::User, &list("yoshiki2-roster.xlsx"));
        console.keys(script);
        assert_eq!(console.entries(), 0, "{script}");
    }
    let mut console = Console::new(empty_office(), Lang::Ja, 80, 24);
    console.keys("1<C-o>").input(Input::Paste(list("staff-cp932.csv").display().to_string()));
    console.burst("<Enter>y");
    assert_eq!(console.entries(), 0, "typed before the preview was seen");
    console.keys("<Tab><Enter>");
    assert_eq!(console.entries(), 1);
}

#[test]
fn a_list_can_be_left_to_be_read_no_more_and_asked_for_again() {
    let mut console = Console::new(empty_office(), Lang::Ja, 80, 24);
    read(&mut console, Noun::User, &list("staff-cp932.csv"));
    console.keys("<Esc>");
    assert!(console.shows("staff-cp932.csv"), "the path is kept");
    console.keys("<Enter>y");
    assert_eq!(console.entries(), 1);
}

#[test]
fn rows_not_taken_come_first_and_are_saved_once_and_never_over_another_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("名簿.xlsx");
    std::fs::copy(list("yoshiki2-roster.xlsx"), &copy).expect("a copy");
    let mut console = Console::new(empty_office(), Lang::Ja, 80, 60);
    read(&mut console, Noun::User, &copy);
    let frame = console.frame();
    assert!(frame.find("小林 誠") < frame.find("𠮷田修"), "{frame}");
    console.keys("s<Enter>");
    let saved = std::fs::read_to_string(folder.path().join("名簿.errors.csv")).expect("the saved rows");
    assert!(saved.starts_with('\u{FEFF}') && saved.contains("長谷川\u{3000}ゆう子"), "{saved}");
    assert_eq!(saved.lines().count(), 3, "a header and two rows: {saved}");
    console.keys("s<Enter>");
    assert!(console.shows("上書きはしません"), "{}", console.frame());
    assert_eq!(std::fs::read_to_string(folder.path().join("名簿.errors.csv")).expect("the file"), saved);
}

#[test]
fn tab_completes_the_name_of_a_file() {
    let mut console = Console::new(empty_office(), Lang::Ja, 140, 40);
    let begun = list("yoshi").display().to_string();
    console.keys("1<C-o>").input(Input::Paste(begun));
    console.keys("<Tab>");
    assert!(console.shows("yoshiki2-roster.xlsx"), "{}", console.frame());
    console.keys("<Enter>y");
    assert_eq!(console.entries(), 1);
}

#[test]
fn masked_names_are_masked_in_the_preview() {
    for (noun, name) in LISTS {
        for lang in [Lang::Ja, Lang::En] {
            let mut console = Console::new(empty_office(), lang, 140, 100);
            console.keys("p");
            read(&mut console, noun, &list(name));
            let report = ListFile::new(&list(name), noun)
                .preview(&console.world.reader(), &console.world.ctx, &mut |_| Go::On)
                .expect("a readable list")
                .expect("a preview");
            let frame: String = console.frame().split_whitespace().collect();
            for row in report.rows.iter().filter(|row| row.label.chars().count() > 1) {
                let label: String = row.label.split_whitespace().collect();
                assert!(!frame.contains(&label), "{label} of {name} in\n{}", console.frame());
            }
            for part in ["鴨志田", "かもしだ", "sakura", "@"] {
                assert!(!frame.contains(part), "{part} of {name} in\n{}", console.frame());
            }
        }
    }
}

#[test]
fn previews_are_as_they_were_looked_at() {
    for (noun, name) in [LISTS[0], LISTS[3]] {
        for (lang, code) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
            for (width, height) in [(80, 24), (140, 40)] {
                let mut console = Console::new(empty_office(), lang, width, height);
                read(&mut console, noun, &Path::new("tests/data").join(name));
                let stem = name.split('.').next().unwrap_or_default();
                insta::assert_snapshot!(format!("preview-{stem}-{code}-{width}x{height}"), console.frame());
                console.keys("y");
                insta::assert_snapshot!(format!("imported-{stem}-{code}-{width}x{height}"), console.frame());
            }
        }
    }
}

/// A list of 600 users.
fn long_list(folder: &Path) -> PathBuf {
    let path = folder.join("staff.csv");
    let rows = (0..600).map(|n| format!("新田 光{n},看護師,nitta{n}@komae.example\n"));
    std::fs::write(&path, std::iter::once("氏名,職種,メール\n".to_owned()).chain(rows).collect::<String>())
        .expect("a list");
    path
}

#[test]
fn whoever_stops_an_import_is_heard_within_a_few_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = empty_office();
    let list = ListFile::new(&long_list(folder.path()), Noun::User);
    let mut heard = vec![0];
    list.preview(&world.reader(), &world.ctx, &mut |rows| {
        heard.push(rows);
        Go::On
    })
    .expect("a readable list");
    // Read to its end first, then judged and written.
    let mut passes = 0;
    list.import(&mut world.store, &world.ctx, &mut |rows| {
        heard.push(rows);
        passes += u8::from(rows == 32);
        if passes < 2 || rows < 300 { Go::On } else { Go::Stop }
    })
    .expect("a readable list");
    assert!(heard.windows(2).all(|pair| pair[1] < pair[0] || pair[1] - pair[0] <= 32), "{heard:?}");
    assert!(heard.contains(&576) && heard.last() == Some(&320), "{heard:?}");
}

#[test]
fn whoever_stops_a_list_while_it_is_read_for_the_first_time_is_heard_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = empty_office();
    let list = ListFile::new(&long_list(folder.path()), Noun::User);
    let mut heard = Vec::new();
    let mut stop = |rows| {
        heard.push(rows);
        Go::Stop
    };
    let report = list.preview(&world.reader(), &world.ctx, &mut stop).expect("a readable list");
    let imported = list.import(&mut world.store, &world.ctx, &mut stop).expect("a readable list");
    assert!(report.is_none() && matches!(imported, Imported::Cancelled), "{report:?} {imported:?}");
    assert_eq!(heard, [32, 32]);
}

#[test]
fn an_import_that_is_stopped_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = long_list(folder.path());
    let mut world = empty_office();
    let job = Write::Import(ListFile::new(&path, Noun::User));
    let stopped = AtomicBool::new(true);
    let written = writing::write(&mut world.store, &world.ctx, &job, &stopped, |_| {});
    assert!(matches!(&written, Written::Imported(Ok(end)) if matches!(**end, Imported::Cancelled)));
    assert_eq!(ledger::head_number(&world.reader()).expect("a ledger"), 0);
    let mut console = Console::new(world, Lang::Ja, 80, 24);
    read(&mut console, Noun::User, &path);
    console.tell(News::Written(written));
    assert!(console.shows("何も書き込んでいません") && console.shows("取り込む y"), "{}", console.frame());
}

#[test]
fn who_may_not_import_is_told_why() {
    let mut world = empty_office();
    world.ctx.actor.role = Role::Head;
    let mut console = Console::new(world, Lang::Ja, 80, 24);
    console.keys("1<C-o>");
    assert!(console.model.overlays.is_empty() && console.said().contains("MCS管理者"), "{}", console.said());
}
