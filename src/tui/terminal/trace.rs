//! The bytes of one frame as they grow, with what the terminal will be like after them.
//!
//! A trace can go back to a mark, so that two ways of drawing the same are compared by their length.

use ratatui::buffer::Cell;

use super::Abilities;
use super::cells::is_certain;
use super::motion::{self, Place};
use super::pen::{self, Pen};

/// The bytes, the cursor's place and the pen after them.
pub struct Trace {
    /// Everything that is to be written.
    pub bytes: Vec<u8>,
    abilities: Abilities,
    place: Place,
    pen: Pen,
    width: u16,
}

/// A point of a trace to go back to.
#[derive(Clone, Copy)]
pub struct Mark {
    length: usize,
    place: Place,
    pen: Pen,
}

impl Trace {
    /// An empty trace on a terminal of which nothing is known.
    pub fn new(abilities: Abilities) -> Trace {
        Trace { bytes: Vec::new(), abilities, place: Place::UNKNOWN, pen: Pen::PLAIN, width: 0 }
    }

    /// Begins the bytes of a frame of `width` cells, from where the last frame ended.
    pub fn begin(&mut self, width: u16) {
        self.bytes.clear();
        self.width = width;
    }

    /// Makes the pen plain and the whole screen the scroll region, whatever they were.
    pub fn make_plain(&mut self) {
        self.bytes.extend_from_slice(b"\x1b[m\x1b[r");
        self.pen = Pen::PLAIN;
        self.place = Place::UNKNOWN;
    }

    /// The point reached now.
    pub fn mark(&self) -> Mark {
        Mark { length: self.bytes.len(), place: self.place, pen: self.pen }
    }

    /// The bytes since `mark`.
    pub fn since(&self, mark: Mark) -> usize {
        self.bytes.len() - mark.length
    }

    /// Forgets everything after `mark`.
    pub fn back_to(&mut self, mark: Mark) {
        self.bytes.truncate(mark.length);
        self.place = mark.place;
        self.pen = mark.pen;
    }

    /// Draws in the shorter of two ways.
    pub fn shorter<C: Copy>(&mut self, context: C, one: fn(&mut Trace, C), other: fn(&mut Trace, C)) {
        let mark = self.mark();
        one(self, context);
        let length = self.since(mark);
        self.back_to(mark);
        other(self, context);
        if self.since(mark) >= length {
            self.back_to(mark);
            one(self, context);
        }
    }

    /// Moves the cursor by the shortest way.
    pub fn go(&mut self, x: u16, y: u16) {
        motion::write(&mut self.bytes, self.place, (x, y));
        self.place = Place::at(x, y);
    }

    /// Moves along a row to `x`, writing the unchanged cells `between` again where that is shorter.
    pub fn go_over(&mut self, between: &[Cell], x: u16, y: u16) {
        let start = u16::try_from(between.len()).ok().and_then(|gap| x.checked_sub(gap));
        if between.is_empty() || start.is_none_or(|start| self.place != Place::at(start, y)) {
            return self.go(x, y);
        }
        let is_writable = between.iter().all(|cell| Pen::of(cell) == self.pen && is_certain(cell.symbol()));
        let mark = self.mark();
        self.go(x, y);
        let text = between.iter().map(|cell| cell.symbol().len()).sum::<usize>();
        if is_writable && text <= self.since(mark) {
            self.back_to(mark);
            between.iter().for_each(|cell| self.bytes.extend_from_slice(cell.symbol().as_bytes()));
            self.place = Place::at(x, y);
        }
    }

    /// Writes a glyph of `cells` cells where the cursor stands.
    pub fn put(&mut self, cell: &Cell, cells: u16) {
        self.take(Pen::of(cell));
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
        self.place = if is_certain(cell.symbol()) {
            self.place.after(cells, self.width)
        } else {
            self.place.with_unknown_column()
        };
    }

    /// Blanks the row from the cursor to its end, in the terminal's own ground.
    pub fn erase_to_end(&mut self) {
        if !self.pen.leaves_blanks_plain() {
            self.take(Pen::PLAIN);
        }
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    /// Makes rows `top..=bottom` the scroll region; the cursor goes to the corner.
    pub fn set_region(&mut self, top: u16, bottom: u16) {
        self.raw(format_args!("\x1b[{};{}r", top + 1, bottom + 1));
        self.place = Place::at(0, 0);
    }

    /// Makes the whole screen the scroll region again; the cursor goes to the corner.
    pub fn reset_region(&mut self) {
        self.raw(format_args!("\x1b[r"));
        self.place = Place::at(0, 0);
    }

    /// Repeats a line feed or reverse index, which scroll at the edge of the region.
    pub fn repeat(&mut self, bytes: &[u8], times: u16) {
        if !self.pen.leaves_blanks_plain() {
            self.take(Pen::PLAIN);
        }
        (0..times).for_each(|_| self.bytes.extend_from_slice(bytes));
    }

    fn take(&mut self, pen: Pen) {
        pen::write_change(&mut self.bytes, self.pen, pen, self.abilities.drops_one_attribute);
        self.pen = pen;
    }

    fn raw(&mut self, sequence: std::fmt::Arguments<'_>) {
        use std::io::Write as _;
        self.bytes.write_fmt(sequence).expect("a vector takes every byte");
    }
}
