//! Tables as CSV, for people with Excel: UTF-8 with its mark, or CP932 where somebody's program knows nothing else.

use std::io::Write;

use super::super::list::CsvList;
use super::{Head, Misfit, OutError, Table};
use crate::text::{Lang, Value};
use encoding_rs::{EncoderResult, SHIFT_JIS};

/// How many cells that do not fit are named.
const MISFITS_MAX: usize = 20;

/// A CSV file being written.
pub(super) struct CsvTable<W: Write> {
    list: CsvList<W>,
    lang: Lang,
    cp932: Option<Cp932>,
}

/// What CP932 could not hold so far.
struct Cp932 {
    heads: Vec<Head>,
    row: u32,
    misfits: Vec<Misfit>,
    more: usize,
}

impl<W: Write> CsvTable<W> {
    /// Begins a file in UTF-8 with its mark.
    pub(super) fn utf8(out: W, heads: &[Head], lang: Lang) -> Result<CsvTable<W>, OutError> {
        let mut list = CsvList::new(out)?;
        list.row(heads.iter().map(|head| head.label.as_str()))?;
        Ok(CsvTable { list, lang, cp932: None })
    }

    /// Begins a file in CP932.
    pub(super) fn cp932(out: W, heads: Vec<Head>, lang: Lang) -> Result<CsvTable<W>, OutError> {
        let labels = heads.iter().map(|head| in_cp932(&head.label)).collect();
        let cp932 = Some(Cp932 { heads, row: 0, misfits: Vec::new(), more: 0 });
        let mut table = CsvTable { list: CsvList::unmarked(out), lang, cp932 };
        table.line(labels)?;
        Ok(table)
    }

    fn line(&mut self, cells: Vec<String>) -> Result<(), OutError> {
        match &mut self.cp932 {
            None => self.list.row(cells.iter().map(String::as_str))?,
            Some(cp932) => {
                let encoded = cp932.encoded(&cells);
                self.list.encoded_row(encoded)?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Table for CsvTable<W> {
    fn row(&mut self, values: &[Value]) -> Result<(), OutError> {
        let words = |value: &Value| match value {
            Value::Word(..) | Value::Said(_) if self.cp932.is_some() => in_cp932(&value.words(self.lang)),
            _ => value.words(self.lang),
        };
        self.line(values.iter().map(words).collect())
    }

    fn finish(self: Box<Self>) -> Result<(), OutError> {
        let CsvTable { list, cp932, .. } = *self;
        list.finish()?.flush()?;
        match cp932 {
            Some(Cp932 { misfits, more, .. }) if !misfits.is_empty() => {
                Err(OutError::Unencodable { misfits, more })
            }
            _ => Ok(()),
        }
    }
}

impl Cp932 {
    fn encoded(&mut self, cells: &[String]) -> Vec<Vec<u8>> {
        self.row += 1;
        cells.iter().enumerate().map(|(at, cell)| self.cell(at, cell)).collect()
    }

    /// The cell's bytes; one that does not fit is noted, and the file will not stand.
    fn cell(&mut self, at: usize, text: &str) -> Vec<u8> {
        let harmless = super::super::neutralise(text);
        if let Some(bytes) = encoded(&harmless) {
            return bytes;
        }
        if self.misfits.len() < MISFITS_MAX {
            let column = self.heads.get(at).map(|head| head.label.clone()).unwrap_or_default();
            self.misfits.push(Misfit { row: self.row, column, text: text.to_owned() });
        } else {
            self.more += 1;
        }
        Vec::new()
    }
}

/// The product's own words as CP932 has them: its wave dash is another character. What people typed stays as it is.
fn in_cp932(words: &str) -> String {
    words.replace('〜', "～")
}

/// The text in CP932; `None` where it would come back as another one, as ¥ would.
fn encoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut encoder = SHIFT_JIS.new_encoder();
    let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len())?;
    bytes.reserve(room);
    let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true);
    let fits = result == EncoderResult::InputEmpty;
    let (back, _) = SHIFT_JIS.decode_without_bom_handling(&bytes);
    (fits && back == text).then_some(bytes)
}
