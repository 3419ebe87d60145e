//! Text fields on a real terminal: the caret is where the next character will stand, and both Backspaces work.

use std::time::Duration;

use crate::demo::Demo;
use crate::pty::Pty;

/// Opens the filter of the list.
fn open_filter(pty: &mut Pty) {
    pty.send("/");
    pty.wait_until("a visible cursor", |screen| !screen.hide_cursor());
}

/// Waits until the caret stands so many cells into the field.
fn wait_for_caret(pty: &Pty, cells: u16) {
    pty.wait_until(&format!("the caret {cells} cells into the field"), |screen| {
        let (row, column) = screen.cursor_position();
        start_of_field(screen, row).is_some_and(|start| start + cells == column)
    });
}

/// The column after the field's label: the list's count stands before it, and grows and shrinks.
fn start_of_field(screen: &vt100::Screen, row: u16) -> Option<u16> {
    let cell = |column| screen.cell(row, column).map(vt100::Cell::contents);
    let label = (0..screen.size().1.get()).find(|&column| cell(column) == Some("込"))?;
    Some(label + 3)
}

#[test]
pub fn the_caret_stands_after_what_is_typed_and_moves_by_whole_characters() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    open_filter(&mut pty);
    for (typed, width) in [("髙", 2), ("橋", 4), ("𠮷", 6), ("葛\u{E0100}", 8), ("a", 9)] {
        pty.send(typed);
        wait_for_caret(&pty, width);
    }
    pty.wait_for("髙橋𠮷葛\u{E0100}a");
    for width in [8, 6, 4, 2, 0] {
        pty.send("\x1b[D");
        wait_for_caret(&pty, width);
    }
    for width in [2, 4, 6, 8, 9] {
        pty.send("\x1b[C");
        wait_for_caret(&pty, width);
    }
}

#[test]
pub fn both_backspaces_remove_one_character_as_people_see_it() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    open_filter(&mut pty);
    pty.send("髙橋𠮷葛\u{E0100}ab");
    wait_for_caret(&pty, 10);
    for (backspace, width) in [("\x7f", 9), ("\x08", 8), ("\x7f", 6), ("\x08", 4), ("\x7f", 2)] {
        pty.send(backspace);
        wait_for_caret(&pty, width);
    }
    pty.wait_for("絞込 髙 ");
}

#[test]
pub fn nothing_is_drawn_while_the_caret_rests() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    open_filter(&mut pty);
    pty.send("たか");
    wait_for_caret(&pty, 4);
    pty.wait_for_quiet(Duration::from_millis(200));
    let mark = pty.mark();
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(pty.bytes_since(mark), b"");
}
