//! The typesetter: one template, its data and the system's fonts become a PDF/A.
//!
//! A template may read its own data and the house style, nothing else: no file of the host, no clock, no network.

use std::sync::OnceLock;

use chrono::{Datelike, Timelike};
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::error::{Glyphless, PaperError};
use super::order::Filled;
use super::table::Sheet;
use super::{Typeface, font_files, places};
use crate::text::Text;
use crate::text::date::Instant;

/// The house style that every template imports.
const STYLE: &str = include_str!("../assets/paper/style.typ");

/// Sets a paper, after [`missing`] found nothing.
pub fn typeset(
    sheet: &Sheet,
    filled: &Filled,
    typeface: Typeface,
    at: Instant,
) -> Result<Vec<u8>, PaperError> {
    let face = Face::of(typeface)?;
    face.covers(&filled.data)?;
    let desk = Desk::new(sheet, &filled.data, face);
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(fault)?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(format!("mcs-console {}", env!("CARGO_PKG_VERSION")))),
        timestamp: timestamp(at),
        standards: PdfStandards::new(&[PdfStandard::A_2u]).expect("one standard contradicts no other"),
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(fault);
    // What was set is not set again soon; its memory is worth more.
    typst::comemo::evict(0);
    pdf
}

/// Says which characters of a paper the font lacks, before anything is entered or set.
pub fn missing(filled: &Filled, typeface: Typeface) -> Result<(), PaperError> {
    Face::of(typeface)?.covers(&filled.data)
}

/// The instant as the PDF's own date, to the second.
fn timestamp(at: Instant) -> Option<Timestamp> {
    let part = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        at.year(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}

fn fault(diagnostics: impl IntoIterator<Item = SourceDiagnostic>) -> PaperError {
    PaperError::Template(
        diagnostics.into_iter().map(|d| d.message.to_string()).collect::<Vec<_>>().join("; "),
    )
}

/// The Japanese faces of a typeface, regular and bold, kept once read.
struct Face {
    typeface: Typeface,
    fonts: Vec<Font>,
    glyphs: Vec<FontInstance>,
    book: LazyHash<FontBook>,
}

impl Face {
    fn of(typeface: Typeface) -> Result<&'static Face, PaperError> {
        static SERIF: OnceLock<Option<Face>> = OnceLock::new();
        static SANS: OnceLock<Option<Face>> = OnceLock::new();
        let kept = match typeface {
            Typeface::Serif => &SERIF,
            Typeface::Sans => &SANS,
        };
        kept.get_or_init(|| Face::read(typeface)).as_ref().ok_or(PaperError::NoFont)
    }

    fn read(typeface: Typeface) -> Option<Face> {
        let fonts: Vec<Font> = font_files::files(typeface)
            .into_iter()
            .filter_map(|path| std::fs::read(path).ok())
            .flat_map(|bytes| Font::iter(Bytes::new(bytes)))
            .filter(|font| font.info().family == typeface.family())
            .collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let instance = |font: &Font| {
            font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())
        };
        let glyphs = fonts.iter().map(instance).collect();
        (!fonts.is_empty()).then_some(Face { typeface, fonts, glyphs, book })
    }

    fn covers(&self, data: &Value) -> Result<(), PaperError> {
        let mut lacking = Vec::new();
        self.look(data, "", &mut lacking);
        if lacking.is_empty() { Ok(()) } else { Err(PaperError::Missing(lacking)) }
    }

    fn look(&self, value: &Value, key: &str, lacking: &mut Vec<Glyphless>) {
        match value {
            Value::String(text) => lacking.extend(self.glyphless(text, places::place(key))),
            Value::Array(values) => values.iter().for_each(|value| self.look(value, key, lacking)),
            Value::Object(fields) => fields.iter().for_each(|(key, value)| self.look(value, key, lacking)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// A selector that the font does not know would print another form of the name.
    fn glyphless(&self, text: &str, place: Text) -> Vec<Glyphless> {
        let mut found = Vec::new();
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            let selector = characters.next_if(|next| is_selector(*next));
            let has_glyph = c == '\n' || self.glyphs.iter().all(|font| has_glyph(font, c, selector));
            if !has_glyph {
                let character = std::iter::once(c).chain(selector).collect();
                found.push(Glyphless { place, character, text: text.to_owned() });
            }
        }
        found
    }
}

fn has_glyph(font: &FontInstance, c: char, selector: Option<char>) -> bool {
    let font = font.ttf();
    match selector {
        Some(selector) => font.glyph_variation_index(c, selector),
        None => font.glyph_index(c),
    }
    .is_some()
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// All that a template can reach.
struct Desk {
    library: LazyHash<Library>,
    face: &'static Face,
    template: Source,
    style: Source,
    data: (FileId, Bytes),
}

impl Desk {
    fn new(sheet: &Sheet, data: &Value, face: &'static Face) -> Desk {
        let mut data = data.clone();
        data["family"] = face.typeface.family().into();
        Desk {
            library: LazyHash::new(Library::default()),
            face,
            template: Source::new(id("main.typ"), sheet.template.to_owned()),
            style: Source::new(id("style.typ"), STYLE.to_owned()),
            data: (id("data.json"), Bytes::from_string(data.to_string())),
        }
    }
}

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names of templates are paths");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.face.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&self.template, &self.style].into_iter().find(|source| source.id() == id);
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.face.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
