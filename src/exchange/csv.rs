//! Separated text as rows, one at a time, whatever its size.
//!
//! Our own reader because of what an import must tell: a quote that is never closed, text behind a closing
//! quote, a cell without end. It works on bytes: no separator, quote or line end is ever part of a
//! character in UTF-8 or CP932, so a damaged character spoils its own cell and no other.
//! A row's number is the one a spreadsheet shows: a quoted line end does not begin a new row.

use super::decode::Encoding;
use super::flaw::Flaw;
use super::limits::{CELL_MAX, COLUMNS_MAX};
use super::safe_cell::restored;
use super::table::RawRow;
use std::io::{self, Read};

/// The rows of a separated text.
pub(super) struct CsvRows<R> {
    input: R,
    buffer: Box<[u8]>,
    filled: usize,
    given: usize,
    encoding: Encoding,
    delimiter: u8,
    number: u32,
    after_cr: bool,
    has_failed: bool,
}

/// Where in a cell the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Plain,
    Quoted,
    /// Behind a quote within quotes: it closes the cell, or a second one makes it a character.
    Quote,
}

/// The row being put together.
struct Draft {
    cell: Vec<u8>,
    cells: Vec<Vec<u8>>,
    flaws: Vec<Flaw>,
    place: Place,
    is_begun: bool,
}

impl<R: Read> CsvRows<R> {
    /// Reads rows from text in `encoding`, its mark removed and UTF-16 turned into UTF-8.
    pub(super) fn new(input: R, encoding: Encoding, delimiter: u8) -> CsvRows<R> {
        let buffer = vec![0; 64 * 1024].into();
        CsvRows {
            input,
            buffer,
            filled: 0,
            given: 0,
            encoding,
            delimiter,
            number: 0,
            after_cr: false,
            has_failed: false,
        }
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        if self.given == self.filled {
            self.filled = self.input.read(&mut self.buffer)?;
            self.given = 0;
            if self.filled == 0 {
                return Ok(None);
            }
        }
        self.given += 1;
        Ok(Some(self.buffer[self.given - 1]))
    }

    fn row(&mut self) -> io::Result<Option<RawRow>> {
        let mut draft = Draft::new();
        while let Some(byte) = self.byte()? {
            let ends_crlf = std::mem::take(&mut self.after_cr) && byte == b'\n';
            if ends_crlf {
                continue;
            }
            draft.is_begun = true;
            if draft.ends_row(byte) {
                self.after_cr = byte == b'\r';
                return Ok(Some(self.finished(draft)));
            }
            draft.take(byte, self.delimiter);
        }
        Ok(draft.is_begun.then(|| self.finished(draft)))
    }

    fn finished(&mut self, mut draft: Draft) -> RawRow {
        self.number = self.number.saturating_add(1);
        if draft.place == Place::Quoted {
            draft.flaws.push(Flaw::Unclosed);
        }
        draft.end_cell();
        let Draft { cells, mut flaws, .. } = draft;
        let decoded =
            cells.into_iter().enumerate().map(|(column, bytes)| self.text(column, bytes, &mut flaws));
        let cells = decoded.collect();
        RawRow { number: self.number, cells, flaws }
    }

    fn text(&self, column: usize, bytes: Vec<u8>, flaws: &mut Vec<Flaw>) -> String {
        let text = self.encoding.decode(bytes).unwrap_or_else(|lossy| {
            flaws.push(Flaw::Undecodable { column });
            lossy
        });
        if text.contains('\0') {
            flaws.push(Flaw::Nul { column });
        }
        restored(text)
    }
}

impl<R: Read> Iterator for CsvRows<R> {
    type Item = io::Result<RawRow>;

    fn next(&mut self) -> Option<io::Result<RawRow>> {
        if self.has_failed {
            return None;
        }
        let row = self.row();
        self.has_failed = row.is_err();
        row.transpose()
    }
}

impl Draft {
    fn new() -> Draft {
        Draft { cell: Vec::new(), cells: Vec::new(), flaws: Vec::new(), place: Place::Start, is_begun: false }
    }

    fn ends_row(&self, byte: u8) -> bool {
        matches!(byte, b'\n' | b'\r') && self.place != Place::Quoted
    }

    fn take(&mut self, byte: u8, delimiter: u8) {
        match (self.place, byte) {
            (Place::Start, b'"') | (Place::Quoted, b'"') => self.quote(),
            (Place::Quoted, _) => self.push(byte),
            (Place::Start | Place::Plain | Place::Quote, _) if byte == delimiter => self.end_cell(),
            (Place::Quote, b'"') => {
                self.push(b'"');
                self.place = Place::Quoted;
            }
            (Place::Quote, _) => {
                self.flaw(Flaw::TextAfterQuote { column: self.cells.len() });
                self.push(byte);
                self.place = Place::Plain;
            }
            (Place::Start | Place::Plain, _) => {
                self.push(byte);
                self.place = Place::Plain;
            }
        }
    }

    fn quote(&mut self) {
        self.place = if self.place == Place::Start { Place::Quoted } else { Place::Quote };
    }

    fn push(&mut self, byte: u8) {
        if self.cell.len() < CELL_MAX {
            self.cell.push(byte);
        } else {
            self.flaw(Flaw::TooLong { column: self.cells.len() });
        }
    }

    fn end_cell(&mut self) {
        self.place = Place::Start;
        let cell = std::mem::take(&mut self.cell);
        if self.cells.len() < COLUMNS_MAX {
            self.cells.push(cell);
        } else if !cell.is_empty() {
            self.flaw(Flaw::TooWide);
        }
    }

    /// Notes a flaw once: an endless cell has the same one at every byte.
    fn flaw(&mut self, flaw: Flaw) {
        let flaw = if self.cells.len() < COLUMNS_MAX { flaw } else { Flaw::TooWide };
        if self.flaws.last() != Some(&flaw) {
            self.flaws.push(flaw);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<RawRow> {
        CsvRows::new(bytes, Encoding::Utf8, b',').map(Result::unwrap).collect()
    }

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        rows(bytes).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_doubled_quotes() {
        assert_eq!(cells(b"a,\"b,\"\"c\"\"\r\nd\",e\r\nf\n"), [vec!["a", "b,\"c\"\r\nd", "e"], vec!["f"]]);
        assert_eq!(cells(b"a \"b\" c,\"\"\n"), [["a \"b\" c", ""]]);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does_with_blank_ones_counted() {
        let numbers: Vec<(u32, usize)> =
            rows(b"a\r\n\r\n\"b\nc\"\rd\n\n\ne").iter().map(|row| (row.number, row.cells[0].len())).collect();
        assert_eq!(numbers, [(1, 1), (2, 0), (3, 3), (4, 1), (5, 0), (6, 0), (7, 1)]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_at_the_row_that_opened_it() {
        let rows = rows(b"a,b\nc,\"d\ne,f\n");
        assert_eq!(rows[0].flaws, []);
        assert_eq!((rows[1].number, &rows[1].flaws[..]), (2, &[Flaw::Unclosed][..]));
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn text_behind_a_closing_quote_is_kept_and_told() {
        let rows = rows(b"\"a\"b,c\n");
        assert_eq!(rows[0].cells, ["ab", "c"]);
        assert_eq!(rows[0].flaws, [Flaw::TextAfterQuote { column: 0 }]);
    }

    #[test]
    fn a_cell_of_a_megabyte_is_cut_told_once_and_the_next_row_is_whole() {
        let rows = rows(&[b"x,".as_slice(), &[b'y'; 1 << 20], b"\nnext,row\n"].concat());
        assert_eq!(rows[0].flaws, [Flaw::TooLong { column: 1 }]);
        assert_eq!(rows[0].cells[1].len(), CELL_MAX);
        assert_eq!(rows[1].cells, ["next", "row"]);
    }

    #[test]
    fn ten_thousand_columns_are_cut_and_empty_ones_are_no_matter() {
        let wide = rows(&b"x,".repeat(10_000));
        assert_eq!((wide[0].cells.len(), &wide[0].flaws[..]), (COLUMNS_MAX, &[Flaw::TooWide][..]));
        assert_eq!(rows(&b",".repeat(10_000))[0].flaws, []);
    }

    #[test]
    fn damaged_bytes_and_nul_spoil_their_own_cell_only() {
        let rows = rows(b"a,\xE9\xAB,c\n\0,b\n");
        assert_eq!(rows[0].cells, ["a", "\u{FFFD}", "c"]);
        assert_eq!(rows[0].flaws, [Flaw::Undecodable { column: 1 }]);
        assert_eq!(rows[1].flaws, [Flaw::Nul { column: 0 }]);
    }

    #[test]
    fn a_cp932_lead_byte_at_the_end_of_a_cell_does_not_eat_the_separator() {
        let row =
            CsvRows::new(&b"\x81,\x8E\x81\x96\xBC\n"[..], Encoding::Cp932, b',').next().unwrap().unwrap();
        assert_eq!(row.cells, ["\u{FFFD}", "氏名"]);
        assert_eq!(row.flaws, [Flaw::Undecodable { column: 0 }]);
    }
}
