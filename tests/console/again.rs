//! The console ended in every way and started again: it stands where it was, and offers what was half-filled.

use std::fs;
use std::time::Duration;

use rustix::process::Signal;

use crate::demo::Demo;
use crate::pty::{Exit, Pty};

/// Longer than the console waits before it keeps its state.
const KEPT_BY_THEN: Duration = Duration::from_millis(3600);

/// The console, wherever it was left.
fn again(demo: &Demo) -> Pty {
    let pty = Pty::start(demo.console(), 100, 30);
    pty.wait_for("ヘルプ");
    pty.wait_for("›");
    pty
}

/// Filters the users, selects one, and goes on to the second group.
fn settle(pty: &mut Pty) {
    pty.send("1");
    pty.send("/ishida");
    pty.wait_for("石田");
    pty.send("\r");
    pty.wait_for("絞込「ishida」");
    pty.send(" ");
    pty.wait_for("選択1");
    pty.send("2j");
    pty.wait_for(" G-0017 ");
}

fn is_as_it_was(pty: &mut Pty) {
    pty.wait_for(" G-0017 ");
    pty.send("1");
    pty.wait_for("絞込「ishida」");
    pty.wait_for("選択1");
}

#[test]
pub fn after_quitting_everything_stands_where_it_was() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    settle(&mut pty);
    let before = demo.acts();
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
    is_as_it_was(&mut again(&demo));
    assert_eq!(demo.acts(), before, "no entry tells of a screen");
    demo.assert_sound();
}

#[test]
pub fn after_a_signal_and_after_the_terminal_went_away_too() {
    for signal in [Some(Signal::TERM), Some(Signal::HUP), None] {
        let demo = Demo::new();
        let mut pty = demo.open(100, 30);
        settle(&mut pty);
        match signal {
            Some(signal) => pty.signal(signal),
            None => pty.hang_up(),
        }
        assert!(matches!(pty.exit_within(Duration::from_secs(2)), Exit::Code(_)), "{signal:?}");
        is_as_it_was(&mut again(&demo));
    }
}

#[test]
pub fn killed_while_a_form_is_half_filled_the_console_offers_it_and_writes_nothing() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("1x");
    pty.wait_for("やめる");
    pty.send("\t");
    pty.send("紛失した端末の確認が済むまで");
    pty.wait_for("紛失した端末");
    std::thread::sleep(KEPT_BY_THEN);
    let before = demo.acts();
    pty.signal(Signal::KILL);
    pty.wait_for_exit();
    let mut pty = again(&demo);
    pty.wait_for("書きかけの入力が1件あります。c で続きを開きます。");
    assert!(!pty.screen().join("").contains("やめる"), "nothing opens by itself");
    pty.send("c");
    pty.wait_for("紛失した端末の確認が済むまで");
    pty.send("\r");
    pty.wait_for("やめる");
    pty.wait_for("紛失した端末の確認が済むまで");
    assert_eq!(demo.acts(), before);
    demo.assert_sound();
}

#[test]
pub fn killed_behind_the_lock_the_selection_is_not_lost() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    settle(&mut pty);
    pty.send("L");
    pty.wait_for("施錠しています");
    pty.wait_for_quiet(Duration::from_millis(300));
    pty.signal(Signal::KILL);
    pty.wait_for_exit();
    is_as_it_was(&mut again(&demo));
}

#[test]
pub fn a_view_saved_by_command_is_applied_by_keys_and_one_saved_by_keys_by_command() {
    let demo = Demo::new();
    let saved = demo.run(&["view", "save", "user", "石田さん", "--filter", "ishida", "--reverse"]);
    assert_eq!(saved.status, 0, "{saved:?}");
    let mut pty = demo.open(100, 30);
    pty.send("1b");
    pty.wait_for("石田さん");
    pty.send("1");
    pty.wait_for("絞込「ishida」");
    pty.send("b\x1b[B\r\x15mine\r");
    pty.wait_for("絞込「mine」を保存しました");
    let listed = demo.json(&["view", "list"]);
    let names: Vec<&str> = listed.iter().filter_map(|view| view["name"].as_str()).collect();
    assert_eq!(names, ["mine", "石田さん"]);
    let by_view = demo.json(&["user", "list", "--view", "mine"]);
    let by_hand = demo.json(&["user", "list", "--filter", "ishida", "--reverse"]);
    assert!(!by_hand.is_empty() && by_view == by_hand);
    assert_eq!(demo.run(&["view", "delete", "user", "mine"]).status, 0);
    assert_eq!(demo.run(&["user", "list", "--view", "mine"]).status, 3);
    assert_eq!(demo.run(&["view", "rename", "user", "石田さん", "いしだ"]).status, 0);
    assert_eq!(demo.json(&["user", "list", "--view", "いしだ"]), by_hand);
}

pub fn configure(demo: &Demo, toml: &str) {
    let folder = demo.path(".config/mcs-console");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), toml).expect("a configuration");
}

#[test]
pub fn keys_of_the_configuration_act_and_are_hinted() {
    let demo = Demo::new();
    configure(&demo, "[keys]\nhelp = \"H\"\n\"user.memo\" = \"0\"\n");
    let mut pty = Pty::start(demo.console(), 100, 30);
    pty.wait_for("Hヘルプ");
    pty.send("1");
    pty.send("0");
    pty.wait_for("やめる");
    pty.send("\x1b");
    pty.wait_for_no("やめる");
    pty.send("o");
    pty.wait_for("「o」に割り当てはありません。H でキーの一覧");
}

#[test]
pub fn a_clash_or_an_unknown_id_stops_the_start_with_file_and_line() {
    let demo = Demo::new();
    for (toml, line, words) in [
        ("[keys]\n\"invitation.aprove\" = \"a\"\n", 2, "invitation.approve のことですか"),
        ("lang = \"ja\"\n\n[keys]\nzoom = \"/\"\n", 4, "/ は filter のキーです"),
        ("[keys]\n\"user.restrict\" = \"y\"\n", 2, "y は確認のキーです"),
        ("[keys]\nzoom = 7\n", 2, ""),
    ] {
        configure(&demo, toml);
        let ran = demo.run(&[]);
        assert_eq!(ran.status, 2, "{toml}: {ran:?}");
        assert!(ran.err.contains(&format!("config.toml の{line}行目")) && ran.err.contains(words), "{ran:?}");
    }
}
