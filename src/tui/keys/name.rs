//! How a key is written in the configuration: as hints and help show it, in English.

use ratatui::crossterm::event::KeyCode;

use crate::text::Lang;
use crate::tui::stroke::{
    BACK_TAB, DOWN, END, ENTER, ESC, HOME, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, Stroke, TAB, UP,
};

/// The keys with a name that may be given.
const NAMED: [Stroke; 18] = [
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    TAB,
    BACK_TAB,
    ENTER,
    ESC,
    Stroke::Named(KeyCode::F(1)),
    Stroke::Named(KeyCode::F(2)),
    Stroke::Named(KeyCode::F(3)),
    Stroke::Named(KeyCode::F(4)),
    Stroke::Named(KeyCode::Delete),
    Stroke::Named(KeyCode::Insert),
];

/// What a written key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A key that may be given.
    Key(Stroke),
    /// A key that many terminals, multiplexers or input methods keep for themselves.
    KeptByOthers,
    /// No key.
    Unknown,
}

/// Reads a key: one character, two for a pair, `Space`, `Ctrl-O`, `PgDn`, `F1`.
pub fn read(written: &str) -> Written {
    let folded = written.trim().to_ascii_lowercase();
    if is_kept_by_others(&folded) {
        return Written::KeptByOthers;
    }
    if folded == "space" {
        return Written::Key(Stroke::Char(' '));
    }
    let named = NAMED.into_iter().find(|key| key.shown(Lang::En).to_ascii_lowercase() == folded);
    if let Some(key) = named {
        return Written::Key(key);
    }
    if let Some(letter) = folded.strip_prefix("ctrl-").or_else(|| folded.strip_prefix("c-")) {
        return ctrl(letter);
    }
    if function(&folded).is_some() {
        return Written::Unknown;
    }
    let mut chars = written.trim().chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(c), None, _) if c.is_ascii_graphic() => Written::Key(Stroke::Char(c)),
        (Some(a), Some(b), None) if a.is_ascii_graphic() && b.is_ascii_graphic() => {
            Written::Key(Stroke::Pair(a, b))
        }
        _ => Written::Unknown,
    }
}

fn ctrl(letter: &str) -> Written {
    let mut letters = letter.chars();
    match (letters.next(), letters.next()) {
        (Some(c), None) if c.is_ascii_lowercase() => Written::Key(Stroke::Ctrl(c)),
        _ => Written::Unknown,
    }
}

/// Chords that do not reach a program everywhere: flow control, the prefixes of screen and tmux, the escape of
/// ssh, the keys of input methods and of old terminals.
fn is_kept_by_others(folded: &str) -> bool {
    let after = |prefix| folded.strip_prefix(prefix);
    if let Some(chord) = after("ctrl-").or_else(|| after("c-")) {
        let letter = ["a", "b", "g", "s", "q", "h", "i", "j", "m", "\\", "]", "^", "_", "space", "[", "@"];
        let arrow = ["up", "down", "left", "right"];
        return letter.contains(&chord) || arrow.contains(&chord);
    }
    if let Some(chord) = after("shift-") {
        return chord != "tab";
    }
    folded == "~"
        || after("alt-").or_else(|| after("meta-")).is_some()
        || function(folded).is_some_and(|n| n >= 5)
}

/// The number of a function key.
fn function(folded: &str) -> Option<u8> {
    folded.strip_prefix('f')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::gestures::GESTURES;

    #[test]
    fn every_key_of_the_table_is_read_back_as_help_writes_it() {
        for key in GESTURES.iter().flat_map(|gesture| gesture.keys) {
            assert_eq!(read(&key.shown(Lang::En)), Written::Key(*key), "{key:?}");
        }
    }

    #[test]
    fn keys_that_do_not_arrive_everywhere_are_known_as_such() {
        for written in [
            "Ctrl-A",
            "ctrl-b",
            "C-g",
            "Ctrl-S",
            "Ctrl-Q",
            "Ctrl-Space",
            "Ctrl-H",
            "Ctrl-I",
            "Ctrl-J",
            "Ctrl-M",
            "Ctrl-\\",
            "Ctrl-]",
            "Ctrl-^",
            "Ctrl-_",
            "~",
            "Alt-a",
            "F5",
            "F12",
            "Shift-Up",
            "Ctrl-Left",
        ] {
            assert_eq!(read(written), Written::KeptByOthers, "{written}");
        }
    }

    #[test]
    fn what_is_no_key_is_not_read() {
        for written in ["", "あ", "Hyper-x", "abc", "Ctrl-", "Ctrl-1x", "F0"] {
            assert_eq!(read(written), Written::Unknown, "{written}");
        }
    }
}
