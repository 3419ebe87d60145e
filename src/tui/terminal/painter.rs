//! Frames into bytes: the least that turns what the terminal shows into what it should show.
//!
//! Knows no terminal: it answers with the bytes of one write. Every row is drawn in two ways (only
//! what changed, or erased to the end and drawn on), every frame in two (with and without a moved
//! block), and the shorter is sent. Nothing changed, nothing sent.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use super::scroll::{self, Shift};
use super::trace::Trace;
use super::{Abilities, cells};

const SYNCHRONIZED: &[u8] = b"\x1b[?2026h";
const SYNCHRONIZED_END: &[u8] = b"\x1b[?2026l";
/// Blanks up to this many are written, more are erased.
const BLANKS_WRITTEN_MAX: usize = 2;

/// Where the terminal's own cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caret {
    /// Visible at the insertion point of a text field, so that the input method shows there.
    Typing(Position),
    /// Invisible at the start of the selected row, for those who follow the cursor otherwise.
    Resting(Position),
}

/// What the terminal shows, and how to change it.
pub struct Painter {
    abilities: Abilities,
    shown: Buffer,
    next: Buffer,
    knowledge: Knowledge,
    caret: Option<Caret>,
    trace: Trace,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Knowledge {
    /// `shown` is what the terminal shows.
    Current,
    /// Nobody knows what the terminal shows.
    Lost,
}

impl Painter {
    /// A painter for a terminal of which nothing is known yet.
    pub fn new(abilities: Abilities) -> Painter {
        Painter {
            abilities,
            shown: Buffer::default(),
            next: Buffer::default(),
            knowledge: Knowledge::Lost,
            caret: None,
            trace: Trace::new(abilities),
        }
    }

    /// Lets the next frame be painted in full.
    pub fn forget(&mut self) {
        self.knowledge = Knowledge::Lost;
    }

    /// The bytes that show the frame which `paint` puts into an empty buffer of `size`.
    pub fn frame(&mut self, size: Size, paint: impl FnOnce(&mut Buffer) -> Caret) -> &[u8] {
        let area = Rect::from((Position::ORIGIN, size));
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.knowledge = Knowledge::Lost;
        }
        self.next.resize(area);
        self.next.reset();
        let caret = paint(&mut self.next);
        cells::settle(&mut self.next, self.abilities);
        self.trace.begin(size.width);
        self.draw_cells();
        self.draw_caret(caret);
        std::mem::swap(&mut self.shown, &mut self.next);
        self.knowledge = Knowledge::Current;
        &self.trace.bytes
    }

    fn draw_cells(&mut self) {
        if self.abilities.synchronizes {
            self.trace.bytes.extend_from_slice(SYNCHRONIZED);
        }
        let start = self.trace.mark();
        if self.knowledge == Knowledge::Lost {
            self.draw_all();
        } else {
            self.draw_changes();
        }
        if self.trace.since(start) == 0 {
            self.trace.bytes.clear();
        }
    }

    fn draw_all(&mut self) {
        self.trace.make_plain();
        self.caret = None;
        let blank = vec![Cell::EMPTY; usize::from(self.next.area.width)];
        for (y, row) in rows(&self.next) {
            self.trace.go(0, y);
            self.trace.erase_to_end();
            draw_row(&mut self.trace, Change { y, shown: &blank, next: row });
        }
    }

    fn draw_changes(&mut self) {
        let (shown, next) = (&self.shown, &self.next);
        let Some(shift) = scroll::find(shown, next) else { return draw_rows(&mut self.trace, shown, next) };
        let moved = &moved(shown, shift);
        let frames = Frames { shown, moved, next, shift };
        self.trace.shorter(frames, draw_in_place, draw_moved);
    }

    /// Brings the cursor to its place, and closes the synchronized part before it shows.
    fn draw_caret(&mut self, caret: Caret) {
        let (Caret::Typing(at) | Caret::Resting(at)) = caret;
        let area = self.next.area;
        let is_drawn = !self.trace.bytes.is_empty();
        let was = self.caret.replace(caret);
        self.trace.go(at.x.min(area.width.saturating_sub(1)), at.y.min(area.height.saturating_sub(1)));
        match (was, caret) {
            (Some(Caret::Typing(_)), Caret::Typing(_)) | (Some(Caret::Resting(_)), Caret::Resting(_)) => {}
            (_, Caret::Typing(_)) => self.trace.bytes.extend_from_slice(b"\x1b[?25h"),
            (_, Caret::Resting(_)) => self.trace.bytes.extend_from_slice(b"\x1b[?25l"),
        }
        if is_drawn && self.abilities.synchronizes {
            self.trace.bytes.extend_from_slice(SYNCHRONIZED_END);
        }
    }
}

/// The frame as it is, as a shift would make it, and as it should be.
#[derive(Clone, Copy)]
struct Frames<'a> {
    shown: &'a Buffer,
    moved: &'a Buffer,
    next: &'a Buffer,
    shift: Shift,
}

fn draw_in_place(trace: &mut Trace, frames: Frames<'_>) {
    draw_rows(trace, frames.shown, frames.next);
}

fn draw_moved(trace: &mut Trace, frames: Frames<'_>) {
    trace.shift(frames.shift);
    draw_rows(trace, frames.moved, frames.next);
}

/// One row as it is and as it should be.
#[derive(Clone, Copy)]
struct Change<'a> {
    y: u16,
    shown: &'a [Cell],
    next: &'a [Cell],
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = (u16, &[Cell])> {
    (0..).zip(buffer.content.chunks(usize::from(buffer.area.width).max(1)))
}

fn draw_rows(trace: &mut Trace, shown: &Buffer, next: &Buffer) {
    for ((y, next), (_, shown)) in rows(next).zip(rows(shown)) {
        if shown != next {
            trace.shorter(Change { y, shown, next }, draw_row, draw_row_anew);
        }
    }
}

/// Draws what changed in a row, from left to right.
fn draw_row(trace: &mut Trace, Change { y, shown, next }: Change<'_>) {
    let text = text_length(next);
    let mut x = 0;
    let mut written = 0;
    let mut is_disturbed = false;
    while x < next.len() {
        let cells = if next.get(x + 1).is_some_and(|cell| cell.symbol().is_empty()) { 2 } else { 1 };
        let glyph = x..x + cells;
        if !is_disturbed && shown[glyph.clone()] == next[glyph.clone()] {
            x = glyph.end;
            continue;
        }
        trace.go_over(&next[written..x], column(x), y);
        if x >= text && next.len() - x > BLANKS_WRITTEN_MAX {
            return trace.erase_to_end();
        }
        trace.put(&next[x], column(cells));
        // A terminal may have given this glyph, or the one before it, a cell more or less.
        is_disturbed |= !cells::is_certain(next[x].symbol()) || !cells::is_certain(shown[x].symbol());
        x = glyph.end;
        written = x;
    }
}

/// Erases a row from its first change on and draws the rest.
fn draw_row_anew(trace: &mut Trace, Change { y, shown, next }: Change<'_>) {
    let first = shown.iter().zip(next).position(|(shown, next)| shown != next).unwrap_or(next.len());
    let first = if next.get(first).is_some_and(|cell| cell.symbol().is_empty()) { first - 1 } else { first };
    trace.go(column(first), y);
    trace.erase_to_end();
    let mut blanked = next[..first].to_vec();
    blanked.resize(next.len(), Cell::EMPTY);
    draw_row(trace, Change { y, shown: &blanked, next });
}

/// The number of cells before the blanks that end a row.
fn text_length(row: &[Cell]) -> usize {
    row.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1)
}

fn column(x: usize) -> u16 {
    u16::try_from(x).expect("a column of a buffer is a u16")
}

/// What the terminal shows after the shift.
fn moved(shown: &Buffer, shift: Shift) -> Buffer {
    let mut moved = shown.clone();
    for y in shift.top..=shift.bottom {
        let from =
            u16::try_from(i32::from(y) + shift.up).ok().filter(|y| (shift.top..=shift.bottom).contains(y));
        for x in 0..shown.area.width {
            moved[(x, y)] = from.map_or(Cell::EMPTY, |from| shown[(x, from)].clone());
        }
    }
    moved
}

#[cfg(test)]
#[path = "painter_tests.rs"]
mod tests;
