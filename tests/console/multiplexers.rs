//! Inside `screen` and `tmux`, between the console and the terminal, nothing moves.

use std::fs;
use std::time::Duration;

use portable_pty::CommandBuilder;

use crate::demo::Demo;
use crate::pty::{self, Exit, Pty};

const SIZE: (u16, u16) = (100, 30);
/// Where half a kanji, a mark or a border would show a cell too many or too few.
const SCREENS: [(&str, &str); 13] = [
    ("jjj ", "選択1"),
    ("a", "›やめる‹"),
    ("\x1b", "d不承認"),
    ("/", "Enter確定"),
    ("葛\u{e0100}", "絞込 葛"),
    ("\r", "d不承認"),
    ("?", "上下スクロール"),
    ("q", "d不承認"),
    (":", "Enter実行"),
    ("trends", "推移"),
    ("\r", "パスワードの変更期限"),
    ("\x1b", "d不承認"),
    ("\x1b[6~", "招待"),
];

fn wait(pty: &Pty, words: &str) -> Vec<String> {
    pty.wait_for(words);
    pty.wait_for_quiet(Duration::from_millis(250));
    pty.screen()
}

/// Types the same keys inside `multiplexer` and without it, and compares every screen.
fn assert_same_inside(name: &str, multiplexer: impl FnOnce(&Demo) -> CommandBuilder) {
    let (demo, inner) = (Demo::new(), Demo::new());
    let mut plain = demo.open(SIZE.0, SIZE.1);
    let mut inside = Pty::start(multiplexer(&inner), SIZE.0, SIZE.1);
    // The rows come first; on a busy machine the counts of header and titles come after a pause.
    for counted in ["未反映", "保管候補"] {
        plain.wait_for(counted);
        inside.wait_for(counted);
    }
    assert_eq!(wait(&inside, "I-0001 "), wait(&plain, "I-0001 "), "{name}: at the start");
    for (keys, words) in SCREENS {
        plain.send(keys);
        inside.send(keys);
        assert_eq!(wait(&inside, words), wait(&plain, words), "{name}: {keys:?}");
    }
    // Its server would outlive the test: filter and console are left, and with them everything.
    inside.send("\x1b");
    inside.wait_for_no("絞込「");
    inside.send("q");
    assert!(matches!(inside.wait_for_exit(), Exit::Code(_)));
    inner.assert_sound();
}

/// A multiplexer on the test's own socket and settings; without it the test fails and says what to install.
fn multiplexer(demo: &Demo, program: &str, settings: &str) -> CommandBuilder {
    let is_there = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .any(|folder| folder.join(program).is_file());
    assert!(is_there, "this test wants {program}: apt-get install {program} (.ci/run does)");
    fs::write(demo.path("settings"), settings).expect("a file of settings");
    let mut command = pty::command(program);
    command.env("HOME", demo.path(""));
    command.env("LC_ALL", "C.UTF-8");
    command
}

pub fn in_screen(demo: &Demo, settings: &str) -> CommandBuilder {
    let mut command = multiplexer(demo, "screen", settings);
    command.env("SCREENDIR", demo.path("sockets"));
    fs::create_dir(demo.path("sockets")).expect("a folder for sockets");
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(demo.path("sockets"), fs::Permissions::from_mode(0o700)).expect("a private folder");
    command.args(["-U", "-m", "-c"]);
    command.arg(demo.path("settings"));
    console_in(&mut command, demo);
    command
}

fn console_in(command: &mut CommandBuilder, demo: &Demo) {
    command.args([env!("CARGO_BIN_EXE_mcs-console"), "--lang", "ja", "--db"]);
    command.arg(demo.db());
}

#[test]
pub fn in_screen_with_wide_ambiguous_characters_every_cell_stands_where_it_should() {
    let settings = "startup_message off\ncjkwidth on\naltscreen on\nmaptimeout 0\nvbell off\n";
    assert_same_inside("screen", |demo| in_screen(demo, settings));
}

#[test]
pub fn in_screen_as_it_comes_every_cell_stands_where_it_should() {
    assert_same_inside("screen", |demo| in_screen(demo, "startup_message off\n"));
}

#[test]
pub fn in_tmux_every_cell_stands_where_it_should() {
    let settings = "set -g status off\nset -sg escape-time 0\nset -g default-terminal tmux-256color\n";
    assert_same_inside("tmux", |demo| {
        let mut command = multiplexer(demo, "tmux", settings);
        command.arg("-S");
        command.arg(demo.path("socket"));
        command.args(["-u", "-f"]);
        command.arg(demo.path("settings"));
        command.arg("new-session");
        console_in(&mut command, demo);
        command
    });
}
