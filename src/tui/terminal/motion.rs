//! The shortest way to move the cursor. Uses only what the VT100 knew, so every terminal follows.

use std::io::Write as _;

/// Where the terminal's cursor is, as far as that is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    x: Option<u16>,
    y: Option<u16>,
}

impl Place {
    /// Nothing is certain.
    pub const UNKNOWN: Place = Place { x: None, y: None };

    /// Certainly here.
    pub fn at(x: u16, y: u16) -> Place {
        Place { x: Some(x), y: Some(y) }
    }

    /// The row stays certain, the column is not: after a glyph whose width terminals disagree on.
    pub fn with_unknown_column(self) -> Place {
        Place { x: None, ..self }
    }

    /// Whether the last column was written, or nothing is certain about the column.
    pub fn is_behind_last(self) -> bool {
        self.x.is_none()
    }

    /// After writing `cells` cells in a row of `width`. In the last column terminals differ: some
    /// stay on it, some stand behind it.
    pub fn after(self, cells: u16, width: u16) -> Place {
        Place { x: self.x.map(|x| x + cells).filter(|&x| x < width), ..self }
    }
}

/// Writes the shortest motion from `from` to the column and row `to`.
pub fn write(out: &mut Vec<u8>, from: Place, to: (u16, u16)) {
    if from == Place::at(to.0, to.1) {
        return;
    }
    let start = out.len();
    absolute(out, to);
    for relative in [stepwise, by_carriage_return] {
        let middle = out.len();
        if relative(out, from, to).is_some() && out.len() - middle <= middle - start {
            out.drain(start..middle);
        } else {
            out.truncate(middle);
        }
    }
}

fn absolute(out: &mut Vec<u8>, to: (u16, u16)) {
    let written = match to {
        (0, 0) => write!(out, "\x1b[H"),
        (0, y) => write!(out, "\x1b[{}H", y + 1),
        (x, y) => write!(out, "\x1b[{};{}H", y + 1, x + 1),
    };
    written.expect("a vector takes every byte");
}

fn stepwise(out: &mut Vec<u8>, from: Place, to: (u16, u16)) -> Option<()> {
    let (x, y) = from.x.zip(from.y)?;
    vertical(out, y, to.1);
    horizontal(out, x, to.0);
    Some(())
}

fn by_carriage_return(out: &mut Vec<u8>, from: Place, to: (u16, u16)) -> Option<()> {
    let y = from.y?;
    out.push(b'\r');
    vertical(out, y, to.1);
    horizontal(out, 0, to.0);
    Some(())
}

/// A line feed goes straight down in raw mode, and never scrolls because it stays on the screen.
fn vertical(out: &mut Vec<u8>, from: u16, to: u16) {
    match (to.checked_sub(from), from.saturating_sub(to)) {
        (Some(down @ 0..=4), _) => out.extend(std::iter::repeat_n(b'\n', usize::from(down))),
        (Some(down), _) => steps(out, down, b'B'),
        (None, up) => steps(out, up, b'A'),
    }
}

fn horizontal(out: &mut Vec<u8>, from: u16, to: u16) {
    match (to.checked_sub(from), from.saturating_sub(to)) {
        (Some(0), _) => {}
        (Some(right), _) => steps(out, right, b'C'),
        (None, left @ 1..=3) => out.extend(std::iter::repeat_n(0x08, usize::from(left))),
        (None, left) => steps(out, left, b'D'),
    }
}

fn steps(out: &mut Vec<u8>, count: u16, direction: u8) {
    let direction = char::from(direction);
    let written = match count {
        1 => write!(out, "\x1b[{direction}"),
        _ => write!(out, "\x1b[{count}{direction}"),
    };
    written.expect("a vector takes every byte");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn motion(from: Place, to: (u16, u16)) -> String {
        let mut out = Vec::new();
        write(&mut out, from, to);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_shortest_motion_is_taken() {
        assert_eq!(motion(Place::at(5, 5), (5, 5)), "");
        assert_eq!(motion(Place::UNKNOWN, (0, 0)), "\x1b[H");
        assert_eq!(motion(Place::UNKNOWN, (0, 9)), "\x1b[10H");
        assert_eq!(motion(Place::at(7, 5), (0, 6)), "\r\n");
        assert_eq!(motion(Place::at(2, 5), (1, 6)), "\n\x08");
        assert_eq!(motion(Place::at(2, 5), (9, 5)), "\x1b[7C");
        assert_eq!(motion(Place::at(90, 5), (0, 5)), "\r");
        assert_eq!(motion(Place::at(10, 20), (10, 19)), "\x1b[A");
        assert_eq!(motion(Place::at(10, 20).with_unknown_column(), (12, 20)), "\r\x1b[12C");
    }

    #[test]
    fn the_column_after_the_last_is_not_certain() {
        assert_eq!(Place::at(78, 1).after(1, 80), Place::at(79, 1));
        assert_eq!(Place::at(79, 1).after(1, 80), Place::at(79, 1).with_unknown_column());
    }
}
