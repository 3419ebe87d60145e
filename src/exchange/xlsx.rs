//! The rows of one sheet of an Excel workbook, cells as the text that a person sees.
//!
//! A thread reads the sheet and stays a few rows ahead, so that a large sheet never stands in memory, and
//! a workbook on which the library breaks down is a damaged file and nothing more. Styles, comments,
//! hidden readings (ふりがな) and external links are not read; formulas count as the value they had when saved.

use super::error::ExchangeError;
use super::flaw::Flaw;
use super::limits::{CELL_MAX, COLUMNS_MAX, XLSX_ROWS_AHEAD};
use super::package;
use super::table::{RawRow, SheetChoice};
use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use std::io::Cursor;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

type Workbook = Xlsx<Cursor<Vec<u8>>>;
type Cells<'a> = XlsxCellReader<'a, Cursor<Vec<u8>>>;

/// What the reading thread sends; it says when the sheet has ended, so that silence means it broke down.
enum Sent {
    Row(RawRow),
    Failed(ExchangeError),
    End,
}

/// The rows of a sheet; rows without cells are left out, their numbers are not.
pub(super) struct XlsxRows {
    rows: Option<Receiver<Sent>>,
}

impl XlsxRows {
    /// Starts reading; what is wrong with the workbook is the first row's error.
    pub(super) fn new(bytes: Vec<u8>, choice: SheetChoice) -> Result<XlsxRows, ExchangeError> {
        let (sender, receiver) = sync_channel(XLSX_ROWS_AHEAD);
        thread::Builder::new().name("xlsx".into()).spawn(move || {
            let last = match send_rows(bytes, &choice, &sender) {
                Ok(()) => Sent::End,
                Err(error) => Sent::Failed(error),
            };
            // The other side may have stopped listening: then nobody wants the rest.
            sender.send(last).ok();
        })?;
        Ok(XlsxRows { rows: Some(receiver) })
    }
}

impl Iterator for XlsxRows {
    type Item = Result<RawRow, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let sent = self.rows.as_ref()?.recv();
        if let Ok(Sent::Row(row)) = sent {
            return Some(Ok(row));
        }
        self.rows = None;
        match sent {
            Ok(Sent::Failed(error)) => Some(Err(error)),
            Ok(Sent::End | Sent::Row(_)) => None,
            Err(_) => Some(Err(ExchangeError::Damaged("workbook".into()))),
        }
    }
}

fn send_rows(bytes: Vec<u8>, choice: &SheetChoice, to: &SyncSender<Sent>) -> Result<(), ExchangeError> {
    package::check(&bytes)?;
    let mut book = Workbook::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheet = chosen(&mut book, choice)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged)?;
    let mut row = RawRow::default();
    while let Some(cell) = next_cell(&mut cells)? {
        let number = cell.number;
        if number < row.number {
            return Err(ExchangeError::Damaged(format!("row {number} after row {}", row.number)));
        }
        if number > row.number {
            let done = std::mem::replace(&mut row, RawRow::new(number, Vec::new()));
            if done.number > 0 && to.send(Sent::Row(done)).is_err() {
                return Ok(());
            }
        }
        put(&mut row, cell.column, cell.value);
    }
    if row.number > 0 {
        to.send(Sent::Row(row)).ok();
    }
    Ok(())
}

fn chosen(book: &mut Workbook, choice: &SheetChoice) -> Result<String, ExchangeError> {
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    let found = || sheets.iter().map(|sheet| sheet.name.clone()).collect();
    if let SheetChoice::Named(asked) = choice {
        let named = sheets.iter().find(|sheet| sheet.name == *asked).map(|sheet| sheet.name.clone());
        return named.ok_or_else(|| ExchangeError::NoSheet { asked: Some(asked.clone()), found: found() });
    }
    for sheet in sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible) {
        if is_filled(book, &sheet.name)? {
            return Ok(sheet.name.clone());
        }
    }
    Err(ExchangeError::NoSheet { asked: None, found: found() })
}

fn is_filled(book: &mut Workbook, sheet: &str) -> Result<bool, ExchangeError> {
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(false),
        Err(error) => return Err(damaged(error)),
    };
    while let Some(cell) = next_cell(&mut cells)? {
        if cell.value != Value::Text(String::new()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A cell where it stands: the row as people count, the column from 0.
struct Cell {
    number: u32,
    column: usize,
    value: Value,
}

/// What is in a cell, as far as rows care.
#[derive(PartialEq)]
enum Value {
    Text(String),
    Error(String),
    /// A formula saved without its value.
    Missing,
}

fn next_cell(cells: &mut Cells<'_>) -> Result<Option<Cell>, ExchangeError> {
    let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? else {
        return Ok(None);
    };
    let value = match cell.value {
        DataRef::Empty if cell.formula.is_some() => Value::Missing,
        DataRef::Error(error) => Value::Error(error.to_string()),
        value => Value::Text(text(value)),
    };
    let (row, column) = cell.pos;
    Ok(Some(Cell { number: row + 1, column: column as usize, value }))
}

fn put(row: &mut RawRow, column: usize, value: Value) {
    let (mut text, flaw) = match value {
        Value::Text(text) => (text, None),
        Value::Error(value) => (value.clone(), Some(Flaw::ErrorValue { column, value })),
        Value::Missing => (String::new(), Some(Flaw::NoValue { column })),
    };
    if text.is_empty() && flaw.is_none() {
        return;
    }
    if column >= COLUMNS_MAX {
        if !row.flaws.contains(&Flaw::TooWide) {
            row.flaws.push(Flaw::TooWide);
        }
        return;
    }
    row.flaws.extend(flaw);
    if text.len() > CELL_MAX {
        row.flaws.push(Flaw::TooLong { column });
        text.truncate(text.floor_char_boundary(CELL_MAX));
    }
    if text.contains('\0') {
        row.flaws.push(Flaw::Nul { column });
    }
    if row.cells.len() <= column {
        row.cells.resize(column + 1, String::new());
    }
    row.cells[column] = text;
}

fn text(value: DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
        DataRef::SharedString(text) => text.to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(number),
        DataRef::Bool(true) => "TRUE".into(),
        DataRef::Bool(false) => "FALSE".into(),
        DataRef::DateTime(at) => date_text(at),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number without a tail that nobody typed: `1`, not `1.0`, and never in powers of ten.
fn number_text(number: f64) -> String {
    if number == 0.0 { "0".into() } else { number.to_string() }
}

fn date_text(at: ExcelDateTime) -> String {
    if at.is_duration() {
        return number_text(at.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (at.as_f64() < 1.0, time == "00:00:00") {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date}T{time}"),
    }
}

fn damaged(error: XlsxError) -> ExchangeError {
    ExchangeError::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_stand_as_people_typed_them() {
        let texts = [1.0, -0.0, 2.5, 9012345678.0, 1e21].map(number_text);
        assert_eq!(texts, ["1", "0", "2.5", "9012345678", "1000000000000000000000"]);
    }

    #[test]
    fn dates_are_iso_in_both_of_excels_calendars() {
        let text =
            |value, is_1904| date_text(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904));
        assert_eq!(text(46349.0, false), "2026-11-23");
        assert_eq!(text(44887.0, true), "2026-11-23");
        assert_eq!(text(46349.5, false), "2026-11-23T12:00:00");
        assert_eq!(text(0.25, false), "06:00:00");
    }
}
