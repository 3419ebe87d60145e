//! Tables as a workbook of one sheet: typed cells, the header frozen with a filter, columns as wide as they need.
//!
//! Rows go to the sheet as they come and not into memory. A text that a spreadsheet would take for a formula stays
//! text, also when somebody edits it there: it has the mark that Excel itself gives such a cell.

use std::io::{Cursor, Write};

use chrono::Datelike;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::super::neutralise;
use super::{Head, OutError, Table};
use crate::text::date::Day;
use crate::text::{Lang, Value};

/// Rows of a sheet, the header among them.
const ROWS_MAX: u32 = 1_048_576;
/// Days before this one are no days to Excel, which has a 29 February 1900.
const FIRST_YEAR: i32 = 1901;
/// Characters of a sheet's name at the most.
const NAME_MAX: usize = 31;

/// A workbook being written.
pub(super) struct XlsxTable<W: Write> {
    out: W,
    book: Workbook,
    lang: Lang,
    next: u32,
    columns: u16,
    day: Format,
    guarded: Format,
}

impl<W: Write + Send> XlsxTable<W> {
    /// Begins a workbook with one sheet.
    pub(super) fn new(out: W, title: &str, heads: &[Head], lang: Lang) -> Result<XlsxTable<W>, OutError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_low_memory()?;
        sheet.set_name(sheet_name(title))?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (at, head) in (0..).zip(heads) {
            sheet.set_column_width(at, f64::from(head.cells) + 2.0)?;
            sheet.write_string_with_format(0, at, &head.label, &bold)?;
        }
        Ok(XlsxTable {
            out,
            book,
            lang,
            next: 1,
            columns: u16::try_from(heads.len()).unwrap_or(u16::MAX),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            guarded: Format::new().set_quote_prefix(),
        })
    }

    fn cell(&mut self, column: u16, value: &Value) -> Result<(), OutError> {
        let (row, lang) = (self.next, self.lang);
        let sheet: &mut Worksheet = self.book.worksheet_from_index(0)?;
        match value {
            Value::Nothing => {}
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            Value::Number(number) => {
                sheet.write_number(row, column, *number as f64)?;
            }
            Value::Day(day) if day.year() >= FIRST_YEAR => {
                sheet.write_datetime_with_format(row, column, excel_day(*day)?, &self.day)?;
            }
            Value::Day(_) | Value::Typed(_) | Value::Said(_) | Value::Word(..) | Value::Yes => {
                let text = value.words(lang);
                if neutralise(&text) == text {
                    sheet.write_string(row, column, &text)?;
                } else {
                    sheet.write_string_with_format(row, column, &text, &self.guarded)?;
                }
            }
        }
        Ok(())
    }
}

impl<W: Write + Send> Table for XlsxTable<W> {
    fn row(&mut self, values: &[Value]) -> Result<(), OutError> {
        if self.next == ROWS_MAX {
            return Err(OutError::TooManyRows(ROWS_MAX - 1));
        }
        for (column, value) in (0..).zip(values) {
            self.cell(column, value)?;
        }
        self.next += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutError> {
        let last = self.columns.saturating_sub(1);
        self.book.worksheet_from_index(0)?.autofilter(0, 0, self.next - 1, last)?;
        // A package is written back and forth; the place it goes to may be a pipe.
        let mut bytes = Cursor::new(Vec::new());
        self.book.save_to_writer(&mut bytes)?;
        self.out.write_all(bytes.get_ref())?;
        Ok(self.out.flush()?)
    }
}

fn excel_day(day: Day) -> Result<ExcelDateTime, OutError> {
    let year = u16::try_from(day.year()).unwrap_or(u16::MAX);
    let (month, day) = (day.month() as u8, day.day() as u8);
    Ok(ExcelDateTime::from_ymd(year, month, day)?)
}

/// A name that Excel takes: without its own signs, and not too long.
fn sheet_name(title: &str) -> String {
    let is_kept = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let name: String = title.chars().filter(is_kept).take(NAME_MAX).collect();
    if name.is_empty() { "Sheet1".to_owned() } else { name }
}

impl From<XlsxError> for OutError {
    fn from(error: XlsxError) -> OutError {
        match error {
            XlsxError::IoError(error) => OutError::Io(error),
            other => OutError::Workbook(other.to_string()),
        }
    }
}
