//! Whether a new frame is, in part, the old one moved up or down.
//!
//! Finds at most one block of whole rows. It only proposes: the painter draws both ways and sends
//! the shorter, so a wrong proposal costs nothing.

use ratatui::buffer::{Buffer, Cell};

/// A block of rows that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// First row of the block.
    pub top: u16,
    /// Last row of the block.
    pub bottom: u16,
    /// By how many rows it moves up (positive) or down (negative).
    pub up: i32,
}

/// The shift that brings most rows of `next` to their place, if any does.
///
/// Rows are compared by the middle of their left half: the mark in the gutter and the details on the
/// right move differently. The first row of the screen is never part of a block, because what leaves
/// there goes into the scrollback of some terminals, and no name belongs there.
pub fn find(shown: &Buffer, next: &Buffer) -> Option<Shift> {
    if shown.content == next.content {
        return None;
    }
    let (shown, next) = (signatures(shown), signatures(next));
    let height = i32::try_from(next.len()).ok()?;
    let changed: Vec<i32> = (1..height).filter(|&y| at(&shown, y) != at(&next, y)).collect();
    if changed.len() < 3 {
        return None;
    }
    let moved = |up: i32| {
        let (shown, next) = (&shown, &next);
        changed.iter().copied().filter(move |&y| {
            let signature = at(next, y);
            y + up >= 1 && signature.is_some() && signature != Some(BLANK) && at(shown, y + up) == signature
        })
    };
    let distances = (1..=height / 2).flat_map(|distance| [distance, -distance]);
    let up = distances.max_by_key(|&up| (moved(up).count(), -up.abs()))?;
    let (first, last) = (moved(up).min()?, moved(up).max()?);
    let row = |y: i32| u16::try_from(y).ok();
    (last - first >= 1).then_some(())?;
    Some(Shift { top: row(first.min(first + up))?, bottom: row(last.max(last + up))?, up })
}

/// The signature of a row without text.
const BLANK: u64 = 0;

fn at(signatures: &[u64], y: i32) -> Option<u64> {
    signatures.get(usize::try_from(y).ok()?).copied()
}

fn signatures(buffer: &Buffer) -> Vec<u64> {
    let width = usize::from(buffer.area.width).max(1);
    buffer.content.chunks(width).map(|row| signature(&row[(width / 20).min(4)..width.div_ceil(2)])).collect()
}

fn signature(cells: &[Cell]) -> u64 {
    if cells.iter().all(|cell| cell.symbol() == " ") {
        return BLANK;
    }
    // FNV: a collision costs a proposal that is not taken, so speed is all that counts.
    let bytes = cells.iter().flat_map(|cell| cell.symbol().bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(rows: &[&str]) -> Buffer {
        Buffer::with_lines(rows.iter().map(|row| format!("{row:<20}")))
    }

    #[test]
    fn a_list_that_moved_up_is_found() {
        let shown = frame(&["head", "ichi", "ni", "san", "shi", "foot"]);
        let next = frame(&["head", "ni", "san", "shi", "go", "foot"]);
        assert_eq!(find(&shown, &next), Some(Shift { top: 1, bottom: 4, up: 1 }));
        assert_eq!(find(&next, &shown), Some(Shift { top: 1, bottom: 4, up: -1 }));
    }

    #[test]
    fn the_first_row_of_the_screen_never_moves() {
        let shown = frame(&["ichi", "ni", "san", "shi", "go"]);
        let next = frame(&["ni", "san", "shi", "go", "roku"]);
        assert_eq!(find(&shown, &next), Some(Shift { top: 1, bottom: 4, up: 1 }));
    }

    #[test]
    fn a_new_page_is_no_shift() {
        let shown = frame(&["head", "ichi", "ni", "san", "shi"]);
        let next = frame(&["head", "go", "roku", "nana", "hachi"]);
        assert_eq!(find(&shown, &next), None);
    }
}
