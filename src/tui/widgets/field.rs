//! One-line text fields: graphemes, a real caret, pastes on one line.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use tui_input::{Input, InputRequest};

use super::{Row, Span};
use crate::text::Shown;
use crate::text::width::cells;
use crate::tui::message::Given;
use crate::tui::theme::Look;

/// The longest text a field takes, in characters: a reason, not a report.
const CHARACTERS_MAX: usize = 500;

/// What a field made of what it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The text is another one.
    Changed,
    /// Only the caret moved, if anything.
    Moved,
    /// It is none of the field's keys.
    NotMine,
}

/// Gives a key, committed words or a paste to the field.
pub fn take(input: &mut Input, given: &Given) -> Taken {
    match given {
        Given::Typed(text) | Given::Paste(text) => insert(input, text),
        Given::Key(key) => match request(key.code, key.modifiers) {
            Some(InputRequest::InsertChar(c)) => insert(input, c.encode_utf8(&mut [0; 4])),
            Some(request) => match input.handle(request) {
                Some(changed) if changed.value => Taken::Changed,
                _ => Taken::Moved,
            },
            None => Taken::NotMine,
        },
    }
}

fn insert(input: &mut Input, text: &str) -> Taken {
    let room = CHARACTERS_MAX.saturating_sub(input.value().chars().count());
    for c in text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }).take(room) {
        input.handle(InputRequest::InsertChar(c));
    }
    Taken::Changed
}

fn request(code: KeyCode, modifiers: KeyModifiers) -> Option<InputRequest> {
    if modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    if modifiers.contains(KeyModifiers::CONTROL) {
        return match code {
            KeyCode::Char('u') => Some(InputRequest::DeleteFromStart),
            KeyCode::Char('k') => Some(InputRequest::DeleteTillEnd),
            KeyCode::Char('w') => Some(InputRequest::DeletePrevWord),
            KeyCode::Char('e') => Some(InputRequest::GoToEnd),
            _ => None,
        };
    }
    match code {
        KeyCode::Char(c) => Some(InputRequest::InsertChar(c)),
        KeyCode::Backspace => Some(InputRequest::DeletePrevChar),
        KeyCode::Delete => Some(InputRequest::DeleteNextChar),
        KeyCode::Left => Some(InputRequest::GoToPrevChar),
        KeyCode::Right => Some(InputRequest::GoToNextChar),
        KeyCode::Home => Some(InputRequest::GoToStart),
        KeyCode::End => Some(InputRequest::GoToEnd),
        _ => None,
    }
}

/// Adds the field to a row: its text from the left as far as it fits, scrolled so that the caret is in sight.
pub fn onto(mut row: Row, input: &Input, room: usize, is_focused: bool) -> Row {
    let before = Shown::new(&input.value().chars().take(input.cursor()).collect::<String>()).to_string();
    let after = Shown::new(&input.value().chars().skip(input.cursor()).collect::<String>()).to_string();
    let start = row.cells();
    let hidden = cells(&before).saturating_sub(room.saturating_sub(2));
    let before = without_first_cells(&before, hidden);
    let caret = start + cells(&before);
    let used = cells(&before) + cells(&after);
    row.left.push(Span::new(before + &after, Look::Typed));
    row.left.push(Span::new(" ".repeat(room.saturating_sub(used)), Look::Typed));
    row.caret = is_focused.then(|| u16::try_from(caret).unwrap_or(u16::MAX));
    row
}

/// The end of a text, without clusters that start in its first `hidden` cells.
fn without_first_cells(text: &str, hidden: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let mut gone = 0;
    text.graphemes(true)
        .skip_while(|cluster| {
            let skip = gone < hidden;
            if skip {
                gone += cells(cluster);
            }
            skip
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::crossterm::event::KeyEvent;

    fn key(code: KeyCode) -> Given {
        Given::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn backspace_removes_one_cluster_and_the_caret_stands_in_cells() {
        let mut input = Input::default();
        take(&mut input, &Given::Typed("髙橋𠮷葛\u{E0100}".to_owned()));
        assert_eq!(onto(Row::blank(), &input, 20, true).caret, Some(8));
        take(&mut input, &key(KeyCode::Backspace));
        assert_eq!(input.value(), "髙橋𠮷");
        assert_eq!(onto(Row::blank(), &input, 20, true).caret, Some(6));
    }

    #[test]
    fn a_paste_stays_on_one_line() {
        let mut input = Input::default();
        take(&mut input, &Given::Paste("一\n二".to_owned()));
        assert_eq!(input.value(), "一 二");
    }

    #[test]
    fn the_caret_stays_in_the_field_however_long_the_text() {
        let mut input = Input::default();
        take(&mut input, &Given::Typed("あ".repeat(60)));
        assert!(onto(Row::blank(), &input, 20, true).caret.unwrap() < 20);
    }
}
