//! Which key a finished control sequence stands for. Anything not listed is no key at all, so that
//! late answers of the terminal (attributes, cursor reports, colours, focus) change nothing.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The key of a CSI sequence: `parameters` are the bytes between `ESC[` and the final byte.
pub fn of_csi(parameters: &[u8], last: u8) -> Option<KeyEvent> {
    let text = std::str::from_utf8(parameters).ok()?;
    let mut numbers = text.split(';').map(|n| if n.is_empty() { Some(1) } else { n.parse::<u16>().ok() });
    let first = numbers.next()??;
    let modifiers = match numbers.next() {
        Some(number) => modifiers(number?),
        None => KeyModifiers::NONE,
    };
    if numbers.next().is_some() {
        return None;
    }
    let code = match last {
        b'~' => numbered(first)?,
        b'Z' => return Some(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)),
        // A cursor report looks like a modified F3, so F3 has no CSI form here.
        b'R' => return None,
        _ if first == 1 => lettered(last)?,
        _ => return None,
    };
    Some(KeyEvent::new(code, modifiers))
}

/// The key of an SS3 sequence, `ESC O` and one byte; the keypad in application mode among them.
pub fn of_ss3(last: u8) -> Option<KeyEvent> {
    let code = match last {
        b'M' => KeyCode::Enter,
        b'R' => KeyCode::F(3),
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')),
        b'X' => KeyCode::Char('='),
        _ => lettered(last)?,
    };
    Some(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The Linux console's `ESC [ [ A` to `E`: F1 to F5.
pub fn of_linux(last: u8) -> Option<KeyEvent> {
    let number = last.checked_sub(b'A').filter(|&n| n < 5)?;
    Some(KeyEvent::new(KeyCode::F(number + 1), KeyModifiers::NONE))
}

/// The key of one control byte.
pub fn of_control(byte: u8) -> KeyEvent {
    let control = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match byte {
        b'\r' => KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE),
        0x08 | 0x7f => KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE),
        0x1b => KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE),
        0x01..=0x1a => control(byte - 1 + b'a'),
        0x1c..=0x1f => control(byte - 0x1c + b'4'),
        _ => control(b' '),
    }
}

/// The key of one printable character.
pub fn of_char(c: char) -> KeyEvent {
    let modifiers = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(c), modifiers)
}

fn lettered(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

fn numbered(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23 | 24 => KeyCode::F(number as u8 - 12),
        _ => return None,
    })
}

/// The modifier parameter is one more than a sum of 1 Shift, 2 Alt, 4 Ctrl.
fn modifiers(parameter: u16) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)]
        .into_iter()
        .filter(|(bit, _)| bits & bit != 0)
        .fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
}
