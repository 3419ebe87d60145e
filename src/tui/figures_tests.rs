//! The figures of quality.md that are exact counts, on the demo's screens: bytes and frames.
//!
//! Bytes of a key are those of the list pane, plus what changes in the details: the details are measured apart.

use ratatui::buffer::Buffer;

use super::harness::Console;
use super::layout;
use super::terminal::{Caret, Environment, Painter};
use crate::testing::World;
use crate::text::Lang;

/// A console and the painter of its terminal.
struct Screen {
    console: Console,
    painter: Painter,
    shown: Buffer,
}

/// The bytes that a key took.
#[derive(Debug)]
struct Bytes {
    /// Of the panes.
    list: usize,
    /// In all.
    whole: usize,
}

impl Screen {
    /// The demo's invitations at 120x40, drawn.
    fn new() -> (Screen, usize) {
        let console = Console::new(World::demo(), Lang::Ja, 120, 40);
        let abilities =
            Environment::from_variables(|name| (name == "TERM").then(|| "xterm-256color".into())).abilities();
        let abilities = abilities.expect("a terminal we know");
        let mut painter = Painter::new(abilities);
        let (shown, caret) = console.buffer();
        let first = paint(&mut painter, &shown, caret);
        (Screen { console, painter, shown }, first)
    }

    /// Types keys unmeasured.
    fn go(&mut self, keys: &str) {
        self.press(keys);
    }

    /// Types keys, seen as one frame: first the list with the old details, then the details.
    fn press(&mut self, keys: &str) -> Bytes {
        self.console.keys(keys);
        let (next, caret) = self.console.buffer();
        let mut list = self.shown.clone();
        for (_, pane) in layout::of(&self.console.model).panes {
            for place in pane.positions() {
                list[place] = next[place].clone();
            }
        }
        let before = paint(&mut self.painter, &list, caret);
        let rest = paint(&mut self.painter, &next, caret);
        self.shown = next;
        Bytes { list: before, whole: before + rest }
    }
}

fn paint(painter: &mut Painter, frame: &Buffer, caret: Caret) -> usize {
    let paint = |buffer: &mut Buffer| {
        buffer.clone_from(frame);
        caret
    };
    painter.frame(frame.area.as_size(), paint).len()
}

#[test]
fn the_first_frame_stays_within_its_bytes() {
    let (_, first) = Screen::new();
    assert!(first <= 5_500, "{first} B");
}

#[test]
fn a_key_in_the_list_stays_within_its_bytes() {
    let (mut screen, _) = Screen::new();
    for row in 2..8 {
        let bytes = screen.press("j");
        assert!(bytes.list <= 48, "down to row {row}: {bytes:?}");
    }
    screen.go("<PgDn>");
    for page in 0..3 {
        let bytes = screen.press("<PgDn>");
        assert!(bytes.list <= 2_800, "page {page}: {bytes:?}");
    }
}

#[test]
fn a_dialog_opens_and_closes_within_its_bytes() {
    let (mut screen, _) = Screen::new();
    for row in 0..8 {
        let (opened, closed) = (screen.press("a"), screen.press("<Esc>"));
        assert!(opened.whole <= 1_200 && closed.whole <= 1_200, "row {row}: {opened:?} {closed:?}");
        screen.go("j");
    }
}
