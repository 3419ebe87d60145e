//! One worksheet as XML: which of its cells are filled, and new texts put between what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::Event;

use super::error::ExchangeError;
use super::safe_cell::neutralise;
use super::template::damaged;
use super::workbook_xml::attribute;

type Place = (u32, usize);

/// What a worksheet holds, and what is to go into it.
pub(super) struct Written {
    /// Cells with something in them.
    filled: BTreeSet<Place>,
    /// The style of each cell.
    styles: BTreeMap<Place, String>,
    /// The last column of a merged range, by its first cell.
    merged: BTreeMap<Place, usize>,
    /// What goes in.
    put: BTreeMap<Place, String>,
}

/// Reads which cells there are; the texts themselves were read by the spreadsheet library.
pub(super) fn written(xml: &str) -> Result<Written, ExchangeError> {
    let (filled, styles) = (BTreeSet::new(), BTreeMap::new());
    let mut written = Written { filled, styles, merged: BTreeMap::new(), put: BTreeMap::new() };
    let mut reader = Reader::from_str(xml);
    let mut at: Option<Place> = None;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "c" => {
                    at = attribute(&element, "r").as_deref().and_then(place);
                    if let Some((at, style)) = at.zip(attribute(&element, "s")) {
                        written.styles.insert(at, style);
                    }
                }
                "v" | "is" | "f" => written.filled.extend(at),
                "mergeCell" => written.merge(attribute(&element, "ref").as_deref().unwrap_or_default()),
                _ => {}
            },
            Event::Eof => return Ok(written),
            _ => {}
        }
    }
}

impl Written {
    fn merge(&mut self, range: &str) {
        let ends = range.split_once(':').map(|(first, last)| (place(first), place(last)));
        if let Some((Some(first), Some((_, last)))) = ends {
            self.merged.insert(first, last);
        }
    }

    /// Whether something stands in a cell.
    pub(super) fn is_filled(&self, row: u32, column: usize) -> bool {
        self.filled.contains(&(row, column))
    }

    /// The column after a cell, or after what it is merged with.
    pub(super) fn after(&self, row: u32, column: usize) -> usize {
        self.merged.get(&(row, column)).unwrap_or(&column) + 1
    }

    /// Puts a text into a cell.
    pub(super) fn put(&mut self, row: u32, column: usize, text: String) {
        if !text.is_empty() {
            self.put.insert((row, column), text);
        }
    }

    /// Gives cells that go into a row, and have no style of their own, that of another row.
    pub(super) fn styled_like(&mut self, model: u32, row: u32) {
        let columns: Vec<usize> = self.put.range((row, 0)..(row + 1, 0)).map(|((_, c), _)| *c).collect();
        for column in columns {
            if let Some(style) = self.styles.get(&(model, column)).cloned() {
                self.styles.entry((row, column)).or_insert(style);
            }
        }
    }

    /// The worksheet with the texts in their cells; everything else is copied as it stands.
    pub(super) fn xml(&self, xml: &str) -> Result<String, ExchangeError> {
        let mut out = String::with_capacity(xml.len() + 200 * self.put.len());
        let mut pending = self.put.clone();
        let mut reader = Reader::from_str(xml);
        let mut row = 0;
        loop {
            let from = offset(&reader);
            let event = reader.read_event().map_err(damaged)?;
            let raw = &xml[from..offset(&reader)];
            match event {
                Event::Eof => return Ok(out),
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    row = number(attribute(&element, "r"), row)?;
                    self.rows_before(&mut out, &mut pending, row);
                    out.push_str(raw);
                }
                Event::Empty(element) if element.local_name().as_ref() == "row" => {
                    row = number(attribute(&element, "r"), row)?;
                    self.rows_before(&mut out, &mut pending, row);
                    self.open_row(&mut out, &mut pending, raw, row);
                }
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "c" => {
                    let is_empty = raw.ends_with("/>");
                    let at = attribute(&element, "r").as_deref().and_then(place).unwrap_or((row, usize::MAX));
                    self.cells_before(&mut out, &mut pending, at);
                    let Some(text) = pending.remove(&at) else {
                        out.push_str(raw);
                        continue;
                    };
                    self.cell(&mut out, at, &text);
                    if !is_empty {
                        reader.read_to_end(element.name()).map_err(damaged)?;
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "row" => {
                    self.cells_before(&mut out, &mut pending, (row + 1, 0));
                    out.push_str(raw);
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    self.rows_before(&mut out, &mut pending, u32::MAX);
                    out.push_str(raw);
                }
                _ => out.push_str(raw),
            }
        }
    }

    /// A row that stood there without cells.
    fn open_row(&self, out: &mut String, pending: &mut BTreeMap<Place, String>, raw: &str, row: u32) {
        if pending.range((row, 0)..(row + 1, 0)).next().is_none() {
            out.push_str(raw);
            return;
        }
        out.push_str(raw.trim_end_matches("/>"));
        out.push('>');
        self.cells_before(out, pending, (row + 1, 0));
        let name: String = raw[1..].chars().take_while(|c| !c.is_whitespace() && *c != '/').collect();
        write!(out, "</{name}>").ok();
    }

    /// Rows that are not there at all, up to another one.
    fn rows_before(&self, out: &mut String, pending: &mut BTreeMap<Place, String>, row: u32) {
        while let Some((&(next, _), _)) = pending.first_key_value().filter(|((next, _), _)| *next < row) {
            write!(out, "<row r=\"{next}\">").ok();
            self.cells_before(out, pending, (next + 1, 0));
            out.push_str("</row>");
        }
    }

    /// Cells of the present row that are not there, up to another one.
    fn cells_before(&self, out: &mut String, pending: &mut BTreeMap<Place, String>, at: Place) {
        while let Some(entry) = pending.first_entry().filter(|entry| *entry.key() < at) {
            let (place, text) = entry.remove_entry();
            self.cell(out, place, &text);
        }
    }

    fn cell(&self, out: &mut String, at: Place, text: &str) {
        let style = self.styles.get(&at).map_or(String::new(), |style| format!(" s=\"{}\"", escape(style)));
        let name = format!("{}{}", letters(at.1), at.0);
        if let Ok(number) = text.parse::<u32>() {
            write!(out, "<c r=\"{name}\"{style}><v>{number}</v></c>").ok();
            return;
        }
        let text = neutralise(text);
        let text = escape(text.as_str());
        write!(
            out,
            "<c r=\"{name}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
        )
        .ok();
    }
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn number(named: Option<String>, before: u32) -> Result<u32, ExchangeError> {
    match named {
        Some(number) => number.parse().map_err(damaged),
        None => Ok(before + 1),
    }
}

/// B10 → (10, 1)
fn place(name: &str) -> Option<Place> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(digits);
    let column = letters.bytes().try_fold(0usize, |column, letter| {
        let value = letter.is_ascii_uppercase().then(|| usize::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(value)
    })?;
    Some((digits.parse().ok()?, column.checked_sub(1)?))
}

/// 1 → B
fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for (name, at) in
            [("A1", (1, 0)), ("Z3", (3, 25)), ("AA10", (10, 26)), ("XFD1048576", (1_048_576, 16383))]
        {
            assert_eq!(place(name), Some(at));
            assert_eq!(format!("{}{}", letters(at.1), at.0), name);
        }
        assert_eq!((place("1"), place("a1"), place("")), (None, None, None));
    }

    #[test]
    fn new_cells_and_rows_stand_in_their_order_and_the_rest_is_untouched() {
        let xml = r#"<worksheet><sheetData><row r="2"><c r="A2" s="4"><v>1</v></c><c r="C2" s="5"/></row><row r="4" ht="20"/></sheetData><mergeCells/></worksheet>"#;
        let mut sheet = written(xml).unwrap();
        assert!(sheet.is_filled(2, 0) && !sheet.is_filled(2, 2));
        sheet.put(2, 1, "b".into());
        sheet.put(2, 2, "c<".into());
        sheet.put(3, 0, "7".into());
        sheet.put(4, 2, "d".into());
        sheet.put(9, 0, "e".into());
        sheet.styled_like(2, 4);
        let text = |name: &str, style: &str, text: &str| {
            format!(r#"<c r="{name}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
        };
        let expected = [
            r#"<worksheet><sheetData><row r="2"><c r="A2" s="4"><v>1</v></c>"#.to_owned(),
            text("B2", "", "b"),
            text("C2", r#" s="5""#, "c&lt;"),
            r#"</row><row r="3"><c r="A3"><v>7</v></c></row><row r="4" ht="20">"#.to_owned(),
            text("C4", r#" s="5""#, "d"),
            r#"</row><row r="9">"#.to_owned(),
            text("A9", "", "e"),
            "</row></sheetData><mergeCells/></worksheet>".to_owned(),
        ];
        assert_eq!(sheet.xml(xml).unwrap(), expected.concat());
    }
}
