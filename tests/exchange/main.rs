//! Files as offices send them, and files that nobody should have sent.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod hostile;
mod real;
mod workbook;

use mcs_console::exchange::{ExchangeError, Layout, RawRow, Sheet, SheetChoice, Source};
use std::io::Cursor;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn source(bytes: Vec<u8>) -> Result<Source, ExchangeError> {
    Source::read("list".into(), Cursor::new(bytes), SheetChoice::FirstFilled)
}

fn sheet(bytes: Vec<u8>, layout: &'static Layout) -> Result<Sheet, ExchangeError> {
    Sheet::open(source(bytes)?, layout)
}

fn rows(bytes: Vec<u8>) -> Vec<RawRow> {
    source(bytes).unwrap().map(Result::unwrap).collect()
}

/// The values of some fields, one line per row: `number|value|value`.
fn lines(sheet: &mut Sheet, fields: &[&str]) -> Vec<String> {
    let rows: Vec<RawRow> = sheet.map(Result::unwrap).collect();
    let line = |row: &RawRow| {
        assert_eq!(row.flaws, [], "row {}", row.number);
        let values = fields.iter().map(|field| sheet.columns().text(&row.cells, field).into_owned());
        [row.number.to_string()].into_iter().chain(values).collect::<Vec<_>>().join("|")
    };
    rows.iter().map(line).collect()
}
