//! The cells of a frame before they are written: what may stand in them, and what cannot.
//!
//! Text from outside was made safe long before; here is the last net under it, and the repair of
//! wide characters that something else was drawn over.

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::pen::SEEN_ON_BLANKS;
use super::{Abilities, Colours};
use crate::text::width::plain_character;

/// What the VT100 has, apart from blinking.
const EARLY: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED).union(Modifier::REVERSED);
const LATER: Modifier = EARLY.union(Modifier::DIM).union(Modifier::ITALIC).union(Modifier::CROSSED_OUT);

/// Blanks `area` for a popup, together with the other half of every wide character its edge cuts.
pub fn clear(area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        let before = area.left().checked_sub(1).and_then(|x| buffer.cell_mut((x, y)));
        if let Some(cell) = before.filter(|cell| matches!(cells_of(cell.symbol()), Cells::Two)) {
            cell.set_symbol(" ");
        }
        (area.left()..area.right()).for_each(|x| buffer[(x, y)].reset());
    }
}

/// Brings every cell of a frame into the one form in which frames are compared and written.
///
/// The second half of a wide character is an empty symbol in the style of the first. A wide character
/// that something was drawn over, or that the right edge cuts, becomes a blank.
pub fn settle(buffer: &mut Buffer, abilities: Abilities) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        settle_row(row, abilities);
    }
}

fn settle_row(row: &mut [Cell], abilities: Abilities) {
    let mut x = 0;
    while x < row.len() {
        let is_covered = row.get(x + 1).is_none_or(|next| !matches!(next.symbol(), " " | ""));
        let cell = &mut row[x];
        settle_style(cell, abilities);
        match cells_of(cell.symbol()) {
            Cells::One => {}
            Cells::Two if is_covered => drop(cell.set_symbol(" ")),
            Cells::Two => {
                row[x + 1] = cell.clone();
                row[x + 1].set_symbol("");
                x += 1;
            }
            Cells::Never => drop(cell.set_symbol("?")),
            Cells::Nothing => drop(cell.set_symbol(" ")),
        }
        settle_blank(&mut row[x]);
        x += 1;
    }
}

fn settle_style(cell: &mut Cell, abilities: Abilities) {
    cell.modifier &= if abilities.drops_one_attribute { LATER } else { EARLY };
    if cell.modifier.contains(Modifier::BOLD) || !abilities.has_faint {
        // Bold and faint together are one intensity for some terminals and two for others.
        cell.modifier.remove(Modifier::DIM);
    }
    cell.underline_color = Color::Reset;
    cell.diff_option = CellDiffOption::None;
    cell.fg = settled_colour(cell.fg, abilities.colours);
    cell.bg = settled_colour(cell.bg, abilities.colours);
}

/// On a blank only the ground and the lines count: fewer changes of the pen, fewer differences.
fn settle_blank(cell: &mut Cell) {
    if cell.symbol() == " " && !cell.modifier.intersects(SEEN_ON_BLANKS) {
        cell.fg = Color::Reset;
        cell.modifier = Modifier::empty();
    }
}

fn settled_colour(colour: Color, colours: Colours) -> Color {
    const INDEXED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match (colours, colour) {
        (Colours::None, _) | (Colours::Sixteen, Color::Rgb(..)) => Color::Reset,
        (Colours::Sixteen, Color::Indexed(n)) => INDEXED.get(usize::from(n)).copied().unwrap_or(Color::Reset),
        (Colours::Sixteen, named) => named,
    }
}

/// How much room a symbol takes.
enum Cells {
    /// A symbol without a width of its own.
    Nothing,
    One,
    Two,
    /// Must not reach the terminal.
    Never,
}

fn cells_of(symbol: &str) -> Cells {
    if let [byte] = symbol.as_bytes() {
        return if byte.is_ascii_control() { Cells::Never } else { Cells::One };
    }
    let mut characters = symbol.chars();
    if let (Some(c), None) = (characters.next(), characters.next())
        && plain_character(c) == Some(2)
    {
        return Cells::Two;
    }
    if symbol.chars().any(is_foreign) {
        return Cells::Never;
    }
    match symbol.cell_width() {
        0 => Cells::Nothing,
        1 => Cells::One,
        2 => Cells::Two,
        _ => Cells::Never,
    }
}

/// Controls, changes of direction, invisible breaks and tags.
fn is_foreign(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}'..='\u{e007f}')
}

/// Whether every terminal gives this symbol the same number of cells.
///
/// They disagree on what is ambiguous in Unicode, on emoji, and on clusters of several characters
/// (a variation selector is one cell for some): after those the cursor's column is not certain.
pub fn is_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some(c), None) if plain_character(c).is_some() => true,
        (Some(c), None) => {
            c.is_ascii() || (symbol.width() == symbol.width_cjk() && !matches!(c, '\u{1f000}'..='\u{1faff}'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    const ABILITIES: Abilities = Abilities {
        colours: Colours::Sixteen,
        synchronizes: true,
        drops_one_attribute: true,
        has_faint: true,
        scrolls_from_anywhere: true,
    };

    fn symbols(buffer: &Buffer) -> Vec<&str> {
        buffer.content.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn a_wide_character_cut_by_a_popup_becomes_a_blank_on_both_sides() {
        let mut buffer = Buffer::with_lines(["山田太郎"]);
        clear(Rect::new(3, 0, 2, 1), &mut buffer);
        buffer.set_string(3, 0, "ab", Style::new());
        settle(&mut buffer, ABILITIES);
        assert_eq!(symbols(&buffer), ["山", "", " ", "a", "b", " ", "郎", ""]);
    }

    #[test]
    fn a_wide_character_drawn_over_or_cut_by_the_edge_becomes_a_blank() {
        let mut buffer = Buffer::with_lines(["山田 "]);
        buffer[(1, 0)].set_symbol("x");
        buffer[(4, 0)].set_symbol("郎");
        settle(&mut buffer, ABILITIES);
        assert_eq!(symbols(&buffer), [" ", "x", "田", "", " "]);
    }

    #[test]
    fn nothing_foreign_stays_in_a_cell() {
        for foreign in ["\x1b", "\x1b[2J", "\u{9b}", "a\u{202e}", "\u{200b}", "\u{7f}", "あいう"] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
            buffer[(0, 0)].set_symbol(foreign);
            settle(&mut buffer, ABILITIES);
            assert_eq!(symbols(&buffer)[0], "?", "{foreign:?}");
        }
    }

    #[test]
    fn without_colours_only_attributes_stay() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
        buffer.set_string(0, 0, "a", Style::new().red().on_blue().bold().dim());
        let early = Abilities { colours: Colours::None, drops_one_attribute: false, ..ABILITIES };
        settle(&mut buffer, early);
        let cell = &buffer[(0, 0)];
        assert_eq!((cell.fg, cell.bg, cell.modifier), (Color::Reset, Color::Reset, Modifier::BOLD));
    }

    #[test]
    fn only_symbols_on_which_terminals_agree_are_certain() {
        assert!(["a", "髙", "𠮷", "か", "✓", "›", "", "ﾊ"].into_iter().all(is_certain));
        assert!(!["①", "─", "葛\u{e0100}", "か\u{3099}", "😀"].into_iter().any(is_certain));
    }
}
