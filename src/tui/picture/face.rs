//! The letters of a picture: Noto Sans Mono CJK JP, and DejaVu for the signs that it lacks.
//!
//! They are looked for where systems put them. Needed for drawing only; whether a picture is current is known without any font. A variation sequence
//! (葛 with U+E0100) takes the font's own form, or that of its base where the font has none.

use std::fs;
use std::path::{Path as File, PathBuf};

use skrifa::charmap::MapVariant;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{Path, PathBuilder};

/// The families in the order in which they are asked for a character: family, its regular and its bold file.
const FAMILIES: [(&str, &str, &str); 3] = [
    ("Noto Sans Mono CJK JP", "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("DejaVu Sans Mono", "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"),
    ("DejaVu Sans", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
];
const PACKAGES: &str = "the packages fonts-noto-cjk and fonts-dejavu-core";
const FOLDERS: &[&str] = &["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts"];
const VARIATION_SELECTORS: [std::ops::RangeInclusive<char>; 2] =
    ['\u{FE00}'..='\u{FE0F}', '\u{E0100}'..='\u{E01EF}'];

/// How heavy the letters are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// The text's.
    Regular,
    /// That of names, keys, headlines.
    Bold,
}

/// Where in the picture a symbol stands.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    /// The left side of its cell.
    pub left: f32,
    /// The width of its cell or cells.
    pub width: f32,
    /// The line on which letters stand.
    pub baseline: f32,
}

/// A font file, and the place of the family in it.
struct Face {
    data: Vec<u8>,
    place: u32,
}

/// The faces a frame is drawn with.
pub(super) struct Faces {
    regular: Vec<Face>,
    bold: Vec<Face>,
}

impl Faces {
    /// Finds the faces on this machine.
    ///
    /// # Errors
    /// Names the packages that bring them.
    pub fn installed() -> Result<Faces, String> {
        let regular =
            FAMILIES.iter().map(|(family, file, _)| face(family, file)).collect::<Result<_, _>>()?;
        let bold = FAMILIES.iter().map(|(family, _, file)| face(family, file)).collect::<Result<_, _>>()?;
        Ok(Faces { regular, bold })
    }

    /// The outline of a cell's symbol, centred in its spot; none where nothing is to be seen.
    ///
    /// The first face that has the symbol at a width that fits draws it: Noto's signs may be a kanji wide where a
    /// terminal gives them one cell.
    ///
    /// # Errors
    /// Names the character that no face has.
    pub fn outline(&self, symbol: &str, weight: Weight, em: f32, spot: Spot) -> Result<Option<Path>, String> {
        let faces = if weight == Weight::Bold { &self.bold } else { &self.regular };
        let able = faces.iter().filter_map(|face| Word::of(face.font(), symbol, em));
        let Some(Word { font, glyphs, advance }) = able.min_by_key(|word| word.advance > spot.width * 1.25)
        else {
            return Err(format!("no face has {}", symbol.escape_unicode()));
        };
        let origin = (spot.left + (spot.width - advance) / 2.0, spot.baseline);
        let mut pen = Pen { path: PathBuilder::new(), origin };
        for glyph in glyphs {
            let Some(outline) = font.outline_glyphs().get(glyph) else { continue };
            let settings = DrawSettings::unhinted(Size::new(em), LocationRef::default());
            outline.draw(settings, &mut pen).map_err(|e| format!("{symbol}: {e}"))?;
        }
        Ok(pen.path.finish())
    }
}

/// A symbol as one face has it.
struct Word<'a> {
    font: FontRef<'a>,
    glyphs: Vec<GlyphId>,
    advance: f32,
}

impl Word<'_> {
    fn of<'a>(font: FontRef<'a>, symbol: &str, em: f32) -> Option<Word<'a>> {
        let glyphs = glyphs(&font, symbol)?;
        let metrics = font.glyph_metrics(Size::new(em), LocationRef::default());
        let advance = metrics.advance_width(*glyphs.first()?)?;
        Some(Word { font, glyphs, advance })
    }
}

impl Face {
    fn font(&self) -> FontRef<'_> {
        FontRef::from_index(&self.data, self.place).expect("a face that was read before")
    }
}

fn face(family: &str, file: &str) -> Result<Face, String> {
    let missing = || format!("{file} is not installed; it comes with {PACKAGES}");
    let path = FOLDERS.iter().find_map(|folder| found(File::new(folder), file)).ok_or_else(missing)?;
    let data = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let place = (0..).map_while(|n| FontRef::from_index(&data, n).ok()).position(|font| is_of(&font, family));
    let place = place.ok_or_else(|| format!("{} holds no {family}", path.display()))? as u32;
    Ok(Face { data, place })
}

fn is_of(font: &FontRef, family: &str) -> bool {
    font.localized_strings(StringId::FAMILY_NAME).any(|name| name.to_string() == family)
}

/// A file of a name in a folder or below it.
fn found(folder: &File, name: &str) -> Option<PathBuf> {
    let entries: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    let here = entries.iter().find(|path| path.file_name().is_some_and(|n| n == name)).cloned();
    here.or_else(|| entries.iter().filter(|path| path.is_dir()).find_map(|path| found(path, name)))
}

/// The glyphs of a symbol: its base with its variation, then what combines with it. None if the font lacks one.
fn glyphs(font: &FontRef, symbol: &str) -> Option<Vec<GlyphId>> {
    let charmap = font.charmap();
    let mut characters = symbol.chars().peekable();
    let mut glyphs = Vec::new();
    while let Some(c) = characters.next() {
        let selector =
            characters.next_if(|next| VARIATION_SELECTORS.iter().any(|range| range.contains(next)));
        match selector.and_then(|selector| charmap.map_variant(c, selector)) {
            Some(MapVariant::Variant(glyph)) => glyphs.push(glyph),
            Some(MapVariant::UseDefault) | None => glyphs.push(charmap.map(c)?),
        }
    }
    Some(glyphs)
}

/// Takes a glyph's outline over into the picture, whose y grows downwards.
struct Pen {
    path: PathBuilder,
    origin: (f32, f32),
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.origin.0 + x, self.origin.1 - y)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.at(cx, cy), self.at(x, y));
        self.path.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let ((ax, ay), (bx, by), (x, y)) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.path.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
