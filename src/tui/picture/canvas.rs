//! The sheet a picture is drawn on, and its way into a small PNG file.
//!
//! A pixel mixes only a few shades of ink and ground, so that a whole frame needs far fewer than the 256 colours
//! of a palette, and the file stays small. Knows shapes and colours, nothing of cells.

use std::collections::HashMap;

use tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};

use super::palette::Rgb;

/// How many steps an edge has between ground and ink.
const SHADES: f32 = 5.0;
/// How round the corners of the window are.
const RADIUS: f32 = 18.0;
/// How thick the line around the window is.
const EDGE: f32 = 2.0;

/// A rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// A pixel: its colour, and whether it is there at all: 0 is outside of the window, 255 inside.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Pixel([u8; 4]);

/// A picture being drawn.
pub(super) struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<Pixel>,
}

impl Canvas {
    /// An empty window with round corners and a line around it; clear outside.
    pub fn window((width, height): (u32, u32), ground: Rgb, edge: Rgb) -> Canvas {
        let outside = Pixel([edge.0, edge.1, edge.2, 0]);
        let mut canvas = Canvas { width, height, pixels: vec![outside; (width * height) as usize] };
        let size = (width as f32, height as f32);
        if let Some(path) = round(size, 0.0) {
            canvas.stencil(&path, |pixel, share| pixel.0[3] = (share * 255.0).round() as u8);
        }
        if let Some(path) = round(size, EDGE) {
            canvas.fill_path(&path, ground);
        }
        canvas
    }

    /// Fills a rectangle.
    pub fn fill_block(&mut self, block: Block, colour: Rgb) {
        for y in block.y..(block.y + block.height).min(self.height) {
            for x in block.x..(block.x + block.width).min(self.width) {
                self.pixels[(y * self.width + x) as usize] = Pixel([colour.0, colour.1, colour.2, 255]);
            }
        }
    }

    /// Fills a shape.
    pub fn fill_path(&mut self, path: &Path, colour: Rgb) {
        self.stencil(path, |pixel, share| {
            let [r, g, b, there] = pixel.0;
            let Rgb(r, g, b) = Rgb(r, g, b).mixed(colour, share);
            *pixel = Pixel([r, g, b, there]);
        });
    }

    /// Visits the pixels that a shape covers, each with the share of it that is covered.
    fn stencil(&mut self, path: &Path, mut touch: impl FnMut(&mut Pixel, f32)) {
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor().max(0.0) as u32, bounds.top().floor().max(0.0) as u32);
        let right = (bounds.right().ceil() as u32).min(self.width);
        let bottom = (bounds.bottom().ceil() as u32).min(self.height);
        let Some(mut mask) = Mask::new(right.saturating_sub(left), bottom.saturating_sub(top)) else {
            return;
        };
        let shift = Transform::from_translate(-(left as f32), -(top as f32));
        mask.fill_path(path, FillRule::Winding, true, shift);
        let columns = (right - left) as usize;
        for (row, line) in mask.data().chunks(columns).enumerate() {
            let start = (top as usize + row) * self.width as usize + left as usize;
            for (pixel, cover) in self.pixels[start..start + columns].iter_mut().zip(line) {
                let share = (f32::from(*cover) / 255.0 * SHADES).round() / SHADES;
                if share > 0.0 {
                    touch(pixel, share);
                }
            }
        }
    }

    /// The picture as a PNG file, with a note in it where one is given: keyword and text.
    ///
    /// # Errors
    /// Says that more than 256 colours were used.
    pub fn png(&self, note: Option<(&str, &str)>) -> Result<Vec<u8>, String> {
        let (colours, places) = self.indexed()?;
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_palette(colours.iter().flat_map(|c| [c.0[0], c.0[1], c.0[2]]).collect::<Vec<u8>>());
        encoder.set_trns(colours.iter().map(|c| c.0[3]).collect::<Vec<u8>>());
        if let Some((keyword, text)) = note {
            encoder.add_text_chunk(keyword.into(), text.into()).map_err(|e| e.to_string())?;
        }
        let mut writer = encoder.write_header().map_err(|e| e.to_string())?;
        writer.write_image_data(&places).map_err(|e| e.to_string())?;
        writer.finish().map_err(|e| e.to_string())?;
        Ok(file)
    }

    /// The colours used, and of every pixel the place of its colour among them.
    fn indexed(&self) -> Result<(Vec<Pixel>, Vec<u8>), String> {
        let mut colours = Vec::new();
        let mut known: HashMap<Pixel, u8> = HashMap::new();
        let mut places = Vec::with_capacity(self.pixels.len());
        for pixel in &self.pixels {
            let next = colours.len();
            let place = *known.entry(*pixel).or_insert_with(|| {
                colours.push(*pixel);
                next as u8
            });
            places.push(place);
        }
        match colours.len() {
            0..=256 => Ok((colours, places)),
            n => Err(format!("the picture has {n} colours; a palette holds 256")),
        }
    }
}

/// A rectangle with round corners, drawn in by some pixels from all sides.
fn round((width, height): (f32, f32), inset: f32) -> Option<Path> {
    let (left, top, right, bottom) = (inset, inset, width - inset, height - inset);
    let r = RADIUS - inset;
    let mut path = PathBuilder::new();
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.quad_to(right, top, right, top + r);
    path.line_to(right, bottom - r);
    path.quad_to(right, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.quad_to(left, bottom, left, bottom - r);
    path.line_to(left, top + r);
    path.quad_to(left, top, left + r, top);
    path.close();
    path.finish()
}
