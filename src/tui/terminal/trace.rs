//! The bytes of one frame as they grow, with what the terminal will be like after them.
//!
//! A trace can go back to a mark, so that two ways of drawing the same are compared by their length.

use ratatui::buffer::Cell;

use super::Abilities;
use super::cells::is_certain;
use super::motion::{self, Place};
use super::pen::{self, Pen};
use super::scroll::Shift;

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
        let is_writable = between.iter().all(|cell| self.fits(cell) && is_certain(cell.symbol()));
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
        if !self.fits(cell) {
            self.take(Pen::of(cell));
        }
        if cell.symbol().chars().nth(1).is_some() && self.place.after(cells, self.width).is_behind_last() {
            // Without line wrap the cursor stays on the last column, and a combining character written
            // there joins the cell before it.
            self.raw(format_args!("\x1b[?7h{}\x1b[?7l", cell.symbol()));
        } else {
            self.bytes.extend_from_slice(cell.symbol().as_bytes());
        }
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

    /// Moves a block of rows. Where a change of the region leaves the cursor differs between
    /// terminals, so its place is unknown afterwards.
    pub fn shift(&mut self, shift: Shift) {
        if !self.pen.leaves_blanks_plain() {
            self.take(Pen::PLAIN);
        }
        self.raw(format_args!("\x1b[{};{}r", shift.top + 1, shift.bottom + 1));
        self.place = Place::UNKNOWN;
        let rows = usize::try_from(shift.up.abs()).unwrap_or(0);
        let is_up = shift.up > 0;
        match (self.abilities.scrolls_from_anywhere, rows) {
            (true, 1) => self.raw(format_args!("\x1b[{}", if is_up { 'S' } else { 'T' })),
            (true, rows) => self.raw(format_args!("\x1b[{rows}{}", if is_up { 'S' } else { 'T' })),
            (false, rows) => {
                self.go(0, if is_up { shift.bottom } else { shift.top });
                self.bytes.extend_from_slice(&if is_up { "\n" } else { "\x1bM" }.as_bytes().repeat(rows));
            }
        }
        self.raw(format_args!("\x1b[r"));
        self.place = Place::UNKNOWN;
    }

    /// Whether `cell` comes out right with the pen as it is.
    fn fits(&self, cell: &Cell) -> bool {
        let pen = Pen::of(cell);
        self.pen == pen || (cell.symbol() == " " && self.pen.makes_same_blanks(pen))
    }

    fn take(&mut self, pen: Pen) {
        pen::write_change(&mut self.bytes, self.pen, pen, self.abilities);
        self.pen = pen;
    }

    fn raw(&mut self, sequence: std::fmt::Arguments<'_>) {
        use std::io::Write as _;
        self.bytes.write_fmt(sequence).expect("a vector takes every byte");
    }
}
