//! The attributes that text is written with, and the shortest change from one set to another.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::Abilities;

/// Colours and attributes of written text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// What can be seen on a blank.
pub const SEEN_ON_BLANKS: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Attributes and the numbers that switch each on and off. Bold and dim share their off.
const ATTRIBUTES: [(Modifier, u8, u8); 6] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The numbers that switch something off.
const OFF: [u8; 7] = [22, 23, 24, 27, 29, 39, 49];

impl Pen {
    /// The terminal's own colours, no attributes.
    pub const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The pen that `cell` is written with.
    pub fn of(cell: &Cell) -> Pen {
        Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Whether blanks that the terminal itself makes come out in its own ground.
    pub fn leaves_blanks_plain(self) -> bool {
        self.makes_same_blanks(Pen::PLAIN)
    }

    /// Whether a blank looks the same with either pen: only ground and lines are seen on it.
    pub fn makes_same_blanks(self, other: Pen) -> bool {
        self.bg == other.bg
            && !self.modifier.intersects(SEEN_ON_BLANKS)
            && !other.modifier.intersects(SEEN_ON_BLANKS)
    }

    /// The numbers that make this pen from a plain one.
    fn numbers(self) -> Numbers {
        let mut numbers = Numbers::default();
        ATTRIBUTES.iter().filter(|a| self.modifier.contains(a.0)).for_each(|a| numbers.push(a.1));
        if self.fg != Color::Reset {
            numbers.push(foreground(self.fg));
        }
        if self.bg != Color::Reset {
            numbers.push(foreground(self.bg) + 10);
        }
        numbers
    }

    /// The numbers that make this pen from `from` without a reset.
    fn numbers_from(self, from: Pen) -> Numbers {
        let mut numbers = Numbers::default();
        let mut kept = from.modifier;
        for &(attribute, _, off) in &ATTRIBUTES {
            if kept.contains(attribute) && !self.modifier.contains(attribute) {
                numbers.push(off);
                ATTRIBUTES.iter().filter(|a| a.2 == off).for_each(|a| kept.remove(a.0));
            }
        }
        let missing = self.modifier - kept;
        ATTRIBUTES.iter().filter(|a| missing.contains(a.0)).for_each(|a| numbers.push(a.1));
        if self.fg != from.fg {
            numbers.push(foreground(self.fg));
        }
        if self.bg != from.bg {
            numbers.push(foreground(self.bg) + 10);
        }
        numbers
    }
}

/// Writes the shortest change of the pen.
pub fn write_change(out: &mut Vec<u8>, from: Pen, to: Pen, abilities: Abilities) {
    if from == to {
        return;
    }
    let start = out.len();
    anew(out, from, to);
    let only_adds = to.numbers_from(from).as_slice().iter().all(|number| !OFF.contains(number));
    if !(abilities.drops_one_attribute || only_adds) {
        return;
    }
    let middle = out.len();
    sequence(out, "", to.numbers_from(from).as_slice());
    if out.len() - middle < middle - start {
        out.drain(start..middle);
    } else {
        out.truncate(middle);
    }
}

/// Writes the pen with a reset before it. Nothing but a reset is `ESC[m`, and never `ESC[;m`, which
/// some read as no reset and some as more than one.
fn anew(out: &mut Vec<u8>, from: Pen, to: Pen) {
    match to.numbers().as_slice() {
        [] => out.extend_from_slice(b"\x1b[m"),
        numbers if from == Pen::PLAIN => sequence(out, "", numbers),
        numbers => sequence(out, "0", numbers),
    }
}

fn sequence(out: &mut Vec<u8>, first: &str, numbers: &[u8]) {
    out.extend_from_slice(b"\x1b[");
    out.extend_from_slice(first.as_bytes());
    for (index, number) in numbers.iter().enumerate() {
        let separator = if index == 0 && first.is_empty() { "" } else { ";" };
        write!(out, "{separator}{number}").expect("a vector takes every byte");
    }
    out.push(b'm');
}

/// The number of a foreground colour; a background's is ten more. Only sixteen colours reach here.
fn foreground(colour: Color) -> u8 {
    match colour {
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => 39,
    }
}

/// At most six attributes and two colours, on and off.
#[derive(Default)]
struct Numbers {
    numbers: [u8; 16],
    count: usize,
}

impl Numbers {
    fn push(&mut self, number: u8) {
        self.numbers[self.count] = number;
        self.count += 1;
    }

    fn as_slice(&self) -> &[u8] {
        &self.numbers[..self.count]
    }
}

#[cfg(test)]
mod tests {
    use super::super::Environment;
    use super::*;

    const BOLD: Pen = Pen { modifier: Modifier::BOLD, ..Pen::PLAIN };
    const BOLD_RED: Pen = Pen { fg: Color::Red, ..BOLD };
    const DIM: Pen = Pen { modifier: Modifier::DIM, ..Pen::PLAIN };

    fn change(from: Pen, to: Pen, drops_one_attribute: bool) -> String {
        let mut out = Vec::new();
        let environment = Environment::from_variables(|name| (name == "TERM").then(|| "xterm".into()));
        let abilities = Abilities { drops_one_attribute, ..environment.abilities().unwrap() };
        write_change(&mut out, from, to, abilities);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_shortest_change_is_taken() {
        assert_eq!(change(BOLD, BOLD, true), "");
        assert_eq!(change(Pen::PLAIN, BOLD_RED, true), "\x1b[1;31m");
        assert_eq!(change(BOLD_RED, Pen::PLAIN, true), "\x1b[m");
        assert_eq!(change(BOLD_RED, BOLD, true), "\x1b[39m");
        assert_eq!(change(BOLD, DIM, true), "\x1b[0;2m");
        let both = Pen { modifier: Modifier::BOLD | Modifier::DIM, fg: Color::Red, bg: Color::Blue };
        assert_eq!(change(both, Pen { modifier: Modifier::DIM, ..both }, true), "\x1b[22;2m");
    }

    #[test]
    fn old_terminals_are_never_asked_to_drop_one_attribute() {
        let reversed = Pen { modifier: Modifier::BOLD | Modifier::REVERSED, ..Pen::PLAIN };
        assert_eq!(change(reversed, BOLD, false), "\x1b[0;1m");
        assert_eq!(change(BOLD, reversed, false), "\x1b[7m");
        assert_eq!(change(reversed, Pen::PLAIN, false), "\x1b[m");
    }
}
