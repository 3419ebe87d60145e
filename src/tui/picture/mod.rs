//! Pictures of the console: a frame, cell by cell, as a PNG file.
//!
//! The pictures in `screenshots/` are drawn from the frames of the golden tests, never taken from a screen, so
//! that they show what the program shows and can be made anew by one command ([`kept`]). A picture has a dark
//! or a light ground; its sixteen colours are ours, since those of a terminal belong to its owner. Only what
//! the console draws with is known: no blinking, no slant, no strike-through.

mod canvas;
mod face;
mod kept;
mod palette;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use canvas::{Block, Canvas};
use face::{Faces, Spot, Weight};
pub(crate) use palette::Ground;
use palette::{Palette, Rgb};

/// How much of its ground dimmed ink takes on.
const DIMMED: f32 = 0.3;

/// The measures of a picture, in pixels. All follow from the width of a cell.
#[derive(Clone, Copy)]
struct Measure {
    cell: (u32, u32),
    /// The size of the type. Twice the width of a cell would let neighbouring kanji touch.
    em: f32,
    /// From the top of a cell to the line on which the letters stand.
    baseline: f32,
    /// Empty ground around the frame.
    padding: u32,
}

impl Measure {
    /// Wide frames are drawn smaller, so that pictures of all sizes stand well on one page.
    fn of(columns: u16) -> Measure {
        let width = if columns > 100 { 12 } else { 16 };
        Measure {
            cell: (width, width * 23 / 10),
            em: width as f32 * 1.95,
            baseline: width as f32 * 1.85,
            padding: width * 3 / 2,
        }
    }

    /// Where a cell, or a pair of cells, stands.
    fn place(&self, x: u16, y: u16, cells: u16) -> Block {
        Block {
            x: self.padding + u32::from(x) * self.cell.0,
            y: self.padding + u32::from(y) * self.cell.1,
            width: u32::from(cells) * self.cell.0,
            height: self.cell.1,
        }
    }
}

/// Draws a frame, with the terminal's own cursor where there is one.
///
/// # Errors
/// Says which font is missing, or which character no font has.
fn drawn(frame: &Buffer, caret: Option<(u16, u16)>, ground: Ground) -> Result<Canvas, String> {
    let area = frame.area;
    let measure = Measure::of(area.width);
    let palette = ground.palette();
    let side = |cells: u16, pixels: u32| u32::from(cells) * pixels + 2 * measure.padding;
    let size = (side(area.width, measure.cell.0), side(area.height, measure.cell.1));
    let mut sheet = Sheet {
        canvas: Canvas::window(size, palette.ground, palette.edge),
        faces: Faces::installed()?,
        palette,
        measure,
    };
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = &frame[(area.x + x, area.y + y)];
            let cells = cell.symbol().width().clamp(1, 2) as u16;
            sheet.draw(cell, measure.place(x, y, cells))?;
            x += cells;
        }
    }
    if let Some((x, y)) = caret {
        let place = measure.place(x - area.x, y - area.y, 1);
        sheet.canvas.fill_block(Block { x: place.x - 1, width: 3, ..place }, palette.caret);
    }
    Ok(sheet.canvas)
}

/// A picture and what its cells are drawn with.
struct Sheet {
    canvas: Canvas,
    faces: Faces,
    palette: &'static Palette,
    measure: Measure,
}

impl Sheet {
    fn draw(&mut self, cell: &Cell, place: Block) -> Result<(), String> {
        let (ink, ground) = colours(self.palette, cell);
        if ground != self.palette.ground {
            self.canvas.fill_block(place, ground);
        }
        match cell.symbol() {
            // Fonts draw the shade taller than a row, so that it would run into its neighbours.
            "░" => self.canvas.fill_block(place, ink.mixed(ground, 0.75)),
            symbol if symbol.trim().is_empty() => {}
            _ => self.write(cell, place, ink)?,
        }
        if cell.modifier.contains(Modifier::UNDERLINED) {
            let line = place.y + place.height - 4;
            self.canvas.fill_block(Block { y: line, height: 2, ..place }, ink);
        }
        Ok(())
    }

    fn write(&mut self, cell: &Cell, place: Block, ink: Rgb) -> Result<(), String> {
        let Measure { em, baseline, .. } = self.measure;
        let weight = if cell.modifier.contains(Modifier::BOLD) { Weight::Bold } else { Weight::Regular };
        let spot =
            Spot { left: place.x as f32, width: place.width as f32, baseline: place.y as f32 + baseline };
        if let Some(path) = self.faces.outline(cell.symbol(), weight, em, spot)? {
            self.canvas.fill_path(&path, ink);
        }
        Ok(())
    }
}

/// The colours of a cell's ink and ground, as its attributes leave them.
fn colours(palette: &Palette, cell: &Cell) -> (Rgb, Rgb) {
    let (mut ink, mut ground) = (palette.ink(cell.fg), palette.behind(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (ground, ink);
    }
    if cell.modifier.contains(Modifier::DIM) {
        ink = ink.mixed(ground, DIMMED);
    }
    if cell.modifier.contains(Modifier::HIDDEN) {
        ink = ground;
    }
    (ink, ground)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    fn two_cells(style: Style) -> Buffer {
        let mut frame = Buffer::empty(Rect::new(0, 0, 2, 1));
        frame.set_string(0, 0, "葛", style);
        frame
    }

    #[test]
    fn reverse_swaps_ink_and_ground_and_dim_moves_ink_towards_ground() {
        let palette = Ground::Dark.palette();
        let plain = colours(palette, &two_cells(Style::new())[(0, 0)]);
        let reversed = colours(palette, &two_cells(Style::new().add_modifier(Modifier::REVERSED))[(0, 0)]);
        let dim = colours(palette, &two_cells(Style::new().add_modifier(Modifier::DIM))[(0, 0)]);
        assert_eq!(reversed, (plain.1, plain.0));
        assert_eq!(dim.1, plain.1);
        assert_ne!(dim.0, plain.0);
    }

    #[test]
    fn every_ink_of_either_ground_can_be_read_on_it() {
        let inks = [Color::Reset, Color::Red, Color::Magenta, Color::Blue, Color::Green, Color::Cyan];
        for palette in [Ground::Dark.palette(), Ground::Light.palette()] {
            for colour in inks {
                let contrast = palette.ink(colour).contrast(palette.ground);
                assert!(contrast >= 4.5, "{colour} reads at {contrast:.1} only");
            }
            assert!(palette.text.mixed(palette.ground, DIMMED).contrast(palette.ground) >= 4.5, "dim");
        }
    }

    #[test]
    fn a_wide_character_stands_in_two_cells() {
        let place = Measure::of(80).place(3, 1, 2);
        assert_eq!((place.x, place.y, place.width, place.height), (24 + 3 * 16, 24 + 36, 2 * 16, 36));
    }
}
