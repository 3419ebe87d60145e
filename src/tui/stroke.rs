//! Keys as lists understand them: one key, whatever input method it came through.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::terminal::ime;
use crate::text::{Lang, Text};

/// What a key means in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stroke {
    /// A printable key, in ASCII where an input method made it full-width or kana.
    Char(char),
    /// Ctrl and a letter.
    Ctrl(char),
    /// A key with a name.
    Named(KeyCode),
    /// Two printable keys, one after the other.
    Pair(char, char),
}

/// ↑
pub const UP: Stroke = Stroke::Named(KeyCode::Up);
/// ↓
pub const DOWN: Stroke = Stroke::Named(KeyCode::Down);
/// ←
pub const LEFT: Stroke = Stroke::Named(KeyCode::Left);
/// →
pub const RIGHT: Stroke = Stroke::Named(KeyCode::Right);
/// Enter
pub const ENTER: Stroke = Stroke::Named(KeyCode::Enter);
/// Esc
pub const ESC: Stroke = Stroke::Named(KeyCode::Esc);
/// Tab
pub const TAB: Stroke = Stroke::Named(KeyCode::Tab);
/// Shift-Tab
pub const BACK_TAB: Stroke = Stroke::Named(KeyCode::BackTab);
/// PgUp
pub const PAGE_UP: Stroke = Stroke::Named(KeyCode::PageUp);
/// PgDn
pub const PAGE_DOWN: Stroke = Stroke::Named(KeyCode::PageDown);
/// Home
pub const HOME: Stroke = Stroke::Named(KeyCode::Home);
/// End
pub const END: Stroke = Stroke::Named(KeyCode::End);

impl Stroke {
    /// What `key` means in a list; `None` for chords with no meaning, Alt among them.
    pub fn of(key: KeyEvent) -> Option<Stroke> {
        if key.modifiers.contains(KeyModifiers::ALT) {
            return None;
        }
        match key.code {
            KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::CONTROL) => Some(Stroke::Ctrl(c)),
            KeyCode::Char(c) => Some(Stroke::Char(ime::as_ascii(c).unwrap_or(c))),
            code => Some(Stroke::Named(code)),
        }
    }

    /// The key as help and hints write it.
    pub fn shown(self, lang: Lang) -> String {
        match self {
            Stroke::Char(' ') => "Space".to_owned(),
            Stroke::Char(c) => c.to_string(),
            Stroke::Ctrl(c) => format!("Ctrl-{}", c.to_ascii_uppercase()),
            Stroke::Pair(a, b) => format!("{a}{b}"),
            Stroke::Named(code) => named(code, lang),
        }
    }
}

/// Arrow signs are ambiguous in width, so they are written in words.
fn named(code: KeyCode, lang: Lang) -> String {
    let text = match code {
        KeyCode::Up => Text::new("上", "Up"),
        KeyCode::Down => Text::new("下", "Down"),
        KeyCode::Left => Text::new("左", "Left"),
        KeyCode::Right => Text::new("右", "Right"),
        KeyCode::PageUp => Text::new("PgUp", "PgUp"),
        KeyCode::PageDown => Text::new("PgDn", "PgDn"),
        KeyCode::BackTab => Text::new("Shift-Tab", "Shift-Tab"),
        KeyCode::F(1) => Text::new("F1", "F1"),
        KeyCode::F(2) => Text::new("F2", "F2"),
        other => return format!("{other}"),
    };
    text.get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(c: char) -> Option<Stroke> {
        Stroke::of(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    #[test]
    fn full_width_and_kana_keys_mean_their_ascii_keys() {
        for (typed, meant) in [('ａ', 'a'), ('あ', 'a'), ('お', 'o'), ('・', '/'), ('？', '?'), ('　', ' ')]
        {
            assert_eq!(stroke(typed), Some(Stroke::Char(meant)));
        }
        assert_eq!(stroke('髙'), Some(Stroke::Char('髙')));
    }

    #[test]
    fn alt_chords_mean_nothing() {
        assert_eq!(Stroke::of(KeyEvent::new(KeyCode::Char('a'), KeyModifiers::ALT)), None);
    }
}
