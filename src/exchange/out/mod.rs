//! Tables going out as files: rows of [`Value`]s in, one file in one format out, row by row.
//!
//! A format knows no list and a list knows no format: between them stand [`Head`]s and [`Value`]s. Where the file
//! lies is [`Beside`]'s; who may take it away, and what the ledger says of it, is the caller's.

mod beside;
mod csv;
mod error;
mod json;
mod markdown;
mod xlsx;

use std::io::Write;

use crate::text::{Lang, Value};
use crate::words;

pub use beside::{Beside, Placed};
pub use error::{Misfit, OutError};

words! {
    /// How a table is written.
    Format {
        Xlsx "xlsx" "Excel（XLSX）" "Excel (XLSX)",
        Csv "csv" "CSV（UTF-8）" "CSV (UTF-8)",
        Cp932 "cp932" "CSV（CP932、古い表計算ソフト向け）" "CSV (CP932, for old programs)",
        Json "json" "JSON" "JSON",
        Markdown "md" "Markdown（報告用）" "Markdown (a report)",
    }
}

impl Format {
    /// What the file's name ends with.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Csv | Format::Cp932 => "csv",
            Format::Json => "json",
            Format::Markdown => "md",
        }
    }
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its key in JSON.
    pub key: &'static str,
    /// Its heading in a spreadsheet.
    pub label: String,
    /// Its width in cells of a terminal, which are about the widths of a spreadsheet.
    pub cells: u16,
}

/// A table being written.
pub trait Table {
    /// Writes a row; as many values as there are heads.
    fn row(&mut self, values: &[Value]) -> Result<(), OutError>;

    /// Writes what is still waiting.
    fn finish(self: Box<Self>) -> Result<(), OutError>;
}

/// Begins a table called `title` with its heads.
pub fn begin<'w>(
    format: Format,
    out: impl Write + Send + 'w,
    title: &str,
    heads: Vec<Head>,
    lang: Lang,
) -> Result<Box<dyn Table + 'w>, OutError> {
    match format {
        Format::Xlsx => Ok(Box::new(xlsx::XlsxTable::new(out, title, &heads, lang)?)),
        Format::Csv => Ok(Box::new(csv::CsvTable::utf8(out, &heads, lang)?)),
        Format::Cp932 => Ok(Box::new(csv::CsvTable::cp932(out, heads, lang)?)),
        Format::Json => Ok(Box::new(json::JsonTable::new(out, heads)?)),
        Format::Markdown => Ok(Box::new(markdown::MarkdownTable::new(out, title, &heads, lang)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ExchangeError, SheetChoice, Source};
    use super::*;
    use crate::text::Text;
    use std::io::Cursor;

    /// What reads files in, reads what went out.
    fn read_back(bytes: Vec<u8>) -> Result<Vec<Vec<String>>, ExchangeError> {
        let source = Source::read("out".into(), Cursor::new(bytes), SheetChoice::default())?;
        source.map(|row| row.map(|row| row.cells)).collect()
    }

    fn heads() -> Vec<Head> {
        ["name", "day", "count"]
            .map(|key| Head { key, label: format!("見出し {key}"), cells: 12 })
            .into_iter()
            .collect()
    }

    fn written(format: Format, rows: &[Vec<Value>]) -> Result<Vec<u8>, OutError> {
        let mut bytes = Vec::new();
        let mut table = begin(format, &mut bytes, "ユーザー", heads(), Lang::Ja)?;
        rows.iter().try_for_each(|row| table.row(row))?;
        table.finish()?;
        Ok(bytes)
    }

    fn rows() -> Vec<Vec<Value>> {
        let day = Value::Day("2026-11-23".parse().unwrap());
        vec![
            vec![Value::typed("髙橋 美智子"), day, Value::Number(3)],
            vec![Value::typed("=HYPERLINK(\"x\")"), Value::Nothing, Value::Number(-1)],
            vec![Value::Word("nurse", Text::new("看護師", "Nurse")), Value::Yes, Value::Nothing],
        ]
    }

    #[test]
    fn every_spreadsheet_format_is_read_back_as_it_was_written() {
        for format in [Format::Xlsx, Format::Csv, Format::Cp932] {
            let back = read_back(written(format, &rows()).unwrap()).unwrap();
            let full: Vec<Vec<&str>> = back
                .iter()
                .map(|row| (0..3).map(|at| row.get(at).map_or("", String::as_str)).collect())
                .collect();
            let expected = [
                ["見出し name", "見出し day", "見出し count"],
                ["髙橋 美智子", "2026-11-23", "3"],
                ["=HYPERLINK(\"x\")", "", "-1"],
                ["看護師", "はい", ""],
            ];
            assert_eq!(full, expected, "{format:?}");
        }
    }

    #[test]
    fn json_has_keys_types_and_the_stable_words() {
        let text = String::from_utf8(written(Format::Json, &rows()[1..]).unwrap()).unwrap();
        assert_eq!(
            text,
            "[\n  {\"name\":\"=HYPERLINK(\\\"x\\\")\",\"day\":null,\"count\":-1},\n  \
             {\"name\":\"nurse\",\"day\":true,\"count\":null}\n]\n"
        );
        assert_eq!(String::from_utf8(written(Format::Json, &[]).unwrap()).unwrap(), "[]\n");
    }

    #[test]
    fn cp932_names_the_cells_that_it_cannot_hold_by_row_and_column() {
        let rows: Vec<Vec<Value>> = ["林", "𠮷野", "葛\u{E0100}城", "a\u{a5}b", "髙﨑"]
            .map(|name| vec![Value::typed(name), Value::Nothing, Value::Nothing])
            .into();
        let Err(OutError::Unencodable { misfits, more: 0 }) = written(Format::Cp932, &rows) else {
            panic!("three cells do not fit")
        };
        let told: Vec<(u32, &str, &str)> =
            misfits.iter().map(|m| (m.row, m.column.as_str(), m.text.as_str())).collect();
        let column = "見出し name";
        assert_eq!(told, [(3, column, "𠮷野"), (4, column, "葛\u{E0100}城"), (5, column, "a\u{a5}b")]);
    }
}
