//! Several rows by one command: their count, a reason that they share, and Ctrl-C in the midst.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{fs, thread};

use mcs_console::store::connection::BUSY_TIMEOUT;
use rustix::process::{Pid, Signal, kill_process};

use crate::pty::{Exit, Pty, console};
use crate::world::{Ran, World};

const ARCHIVE: [&str; 8] =
    ["group", "archive", "G-0002", "G-0003", "--end", "2026-11-01", "--why", "service_ended"];

/// Two groups of ours, G-0002 and G-0003.
fn two_groups() -> World {
    let world = World::new();
    let made = world.signed_in(&["group", "create", "--kind", "free", "--title", "夜間当番"]);
    assert_eq!(made.status, 0, "{made:?}");
    world
}

fn state(world: &World, id: &str) -> String {
    world.json(&["group", "show", id])["state"].as_str().unwrap().to_owned()
}

#[test]
fn archiving_several_shows_them_first_and_is_done_only_with_their_count() {
    let world = two_groups();
    for count in [&[][..], &["--count", "3"]] {
        let ran: Ran = world.signed_in(&[&ARCHIVE, count].concat());
        assert_eq!(ran.status, 1, "{ran:?}");
        for words in ["G-0002：保管庫へ移す", "G-0003：保管庫へ移す", "何も実行していません", "--count 2"]
        {
            assert!(ran.err.contains(words), "{words}: {ran:?}");
        }
        assert_eq!(
            (state(&world, "G-0002"), state(&world, "G-0003")),
            ("active".to_owned(), "active".to_owned())
        );
    }
    let done = world.signed_in(&[&ARCHIVE[..], &["--count", "2"]].concat());
    assert_eq!(done.status, 0, "{done:?}");
    assert_eq!(
        (state(&world, "G-0002"), state(&world, "G-0003")),
        ("archived".to_owned(), "archived".to_owned())
    );
}

#[test]
fn archiving_one_needs_no_count_nor_does_a_dry_run() {
    let world = two_groups();
    let dry = world.signed_in(&[&ARCHIVE[..], &["--dry-run"]].concat());
    assert_eq!(dry.status, 0, "{dry:?}");
    let one: Vec<&str> = ARCHIVE.into_iter().filter(|word| *word != "G-0003").collect();
    assert_eq!(world.signed_in(&one).status, 0);
}

#[test]
fn a_row_that_needs_a_look_is_not_passed_by_a_reason_for_several() {
    let world = World::new();
    let ran = world.signed_in(&["invitation", "approve", "I-0001", "I-0003", "--reason", "電話で確認した"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("I-0003：確認が必要です") && ran.err.contains("この行だけを"), "{ran:?}");
    let state = |id: &str| world.json(&["invitation", "show", id])["state"].clone();
    assert_eq!((state("I-0001"), state("I-0003")), ("approved".into(), "judged".into()));
    let alone = world.signed_in(&["invitation", "approve", "I-0003", "--reason", "電話で確認した"]);
    assert_eq!(alone.status, 0, "{alone:?}");
}

/// Keeps everybody else from writing until dropped.
fn held(world: &World) -> rusqlite::Connection {
    let conn = world.raw();
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    conn
}

fn approving(world: &World) -> std::process::Child {
    let mut command = world.command(&["invitation", "approve", "I-0001", "--passphrase-file"]);
    command.arg(world.path("passphrase")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_store_that_others_keep_busy_is_waited_for() {
    let world = World::new();
    let other = held(&world);
    let child = approving(&world);
    // Longer than a connection waits by itself.
    thread::sleep(BUSY_TIMEOUT + Duration::from_millis(1_500));
    drop(other);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
}

#[test]
fn whoever_does_not_want_to_wait_is_told_calmly_and_nothing_is_done() {
    let world = World::new();
    let other = held(&world);
    let mut child = approving(&world);
    let mut says = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    says.read_line(&mut said).unwrap();
    assert!(said.contains("空くまで待ちます"), "{said}");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    says.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(4), "{said}");
    assert!(said.contains("もう一度実行してください") && !said.contains("locked"), "{said}");
    drop(other);
    assert_eq!(world.json(&["invitation", "show", "I-0001"])["state"], "judged");
}

/// The users of a city, as a list.
fn city() -> String {
    let mut list = "氏名,ふりがな,職種,メール\n".to_owned();
    for n in 0..6_000 {
        let _ = writeln!(list, "新田 光{n},にった ひかる,看護師,nitta{n}@komae.example");
    }
    list
}

#[test]
fn a_city_sized_import_that_is_stopped_in_its_midst_leaves_nothing() {
    let world = World::new();
    let file = world.path("city.csv");
    fs::write(&file, city()).unwrap();
    let users = || world.signed_in(&["user", "list"]).out;
    let before = (users(), world.acts());
    let mut command = console(["import", "users"]);
    command.args([file, "--passphrase-file".into(), world.path("passphrase")]);
    command.env("MCS_CONSOLE_DB", world.path("store.db"));
    command.env("HOME", world.path(""));
    let mut terminal = Pty::start(command, 80, 24);
    // The progress line says how many rows are written by now.
    terminal.wait_until("half of the rows", |screen| rows_told(&screen.contents()) >= 3_000);
    let pressed = Instant::now();
    terminal.send("\x03");
    terminal.wait_for("この一覧からは何も取り込んでいません");
    assert!(pressed.elapsed() < Duration::from_secs(3), "{:?}", pressed.elapsed());
    assert_eq!(terminal.wait_for_exit(), Exit::Code(1));
    assert_eq!((users(), world.acts()), before);
    assert_eq!(world.signed_in(&["audit", "verify"]).status, 0);
}

/// The number in the progress line.
fn rows_told(screen: &str) -> u64 {
    screen.split_whitespace().filter_map(|word| word.parse().ok()).max().unwrap_or(0)
}
