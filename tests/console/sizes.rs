//! Every size a terminal can have, and many of them at once.

use std::time::Duration;

use crate::deciding::assert_answers;
use crate::demo::Demo;
use crate::pty::Pty;

const SIZES: [(u16, u16); 9] =
    [(1, 1), (19, 4), (20, 5), (59, 15), (60, 16), (80, 24), (140, 40), (300, 100), (2, 60)];

/// The screen of a console begun at this size, on a store of its own: nobody else is signed in there.
fn fresh_screen(width: u16, height: u16) -> Vec<String> {
    let demo = Demo::new();
    let mut command = demo.console();
    command.env("LANG", "ja_JP.UTF-8");
    let pty = Pty::start(command, width, height);
    pty.wait_until("a frame", vt100::Screen::alternate_screen);
    if width >= 60 && height >= 16 {
        pty.wait_for("未反映 ");
    }
    pty.wait_for_quiet(Duration::from_millis(800));
    pty.screen()
}

fn rows(screen: &vt100::Screen) -> Vec<String> {
    screen.rows(0, screen.size().1.get()).map(|row| row.trim_end().to_owned()).collect()
}

#[test]
pub fn after_a_storm_of_sizes_the_frame_is_that_of_a_fresh_start() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    for _ in 0..5 {
        for (width, height) in SIZES {
            pty.resize(width, height);
        }
    }
    pty.resize(100, 30);
    pty.wait_for("I-0001");
    assert_answers(&mut pty);
    pty.wait_for_quiet(Duration::from_millis(150));
    assert_eq!(pty.screen(), fresh_screen(100, 30));
}

#[test]
pub fn each_size_is_drawn_as_if_it_had_always_been_so() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    for (width, height) in SIZES {
        let fresh = fresh_screen(width, height);
        pty.resize(width, height);
        pty.wait_until(&format!("{width}x{height}:\n{}", fresh.join("\n")), |screen| rows(screen) == fresh);
    }
    pty.resize(80, 24);
    assert_answers(&mut pty);
}

#[test]
pub fn too_small_a_screen_says_so_and_the_next_larger_shows_the_list() {
    let demo = Demo::new();
    let mut pty = demo.open(80, 24);
    pty.resize(19, 4);
    pty.wait_until("the sentence", |screen| {
        screen.rows(0, 19).collect::<String>().replace(' ', "").contains("画面が小さすぎます")
    });
    pty.resize(20, 5);
    pty.wait_for("›");
}

#[test]
pub fn a_dialog_over_kanji_leaves_the_list_as_it_was_at_odd_and_even_columns() {
    let demo = Demo::new();
    for width in [79, 80, 101, 140, 141, 142] {
        let mut pty = demo.open(width, 30);
        pty.wait_for("未反映 ");
        for (open, words) in [
            ("a", "›やめる‹"),
            ("\r", "操作一覧"),
            (":", "Enter実行"),
            ("?", "上下スクロール"),
            ("s", "Enter選ぶ"),
        ] {
            pty.wait_for_quiet(Duration::from_millis(150));
            let before = pty.screen();
            pty.send(open);
            pty.wait_for(words);
            pty.wait_for_quiet(Duration::from_millis(100));
            pty.send("\x1b");
            pty.wait_for_no(words);
            pty.wait_for_quiet(Duration::from_millis(150));
            assert_eq!(pty.screen(), before, "{open:?} at width {width}");
        }
    }
}
