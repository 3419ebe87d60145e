//! Lists as CSV that Excel opens rightly: UTF-8 with its mark, CR LF, formulas neutralised.
//!
//! Writes to any writer; where the file stands, its mode and the ledger's entry are the caller's.

use super::safe_cell::neutralise;
use super::table::RawRow;
use crate::text::{Lang, Sentence, Text};
use csv::{Terminator, Writer, WriterBuilder};
use std::io::{self, Write};

const MARK: &[u8] = "\u{FEFF}".as_bytes();
const REASON: Text = Text::new("理由", "Reason");

/// A CSV file being written row by row.
pub struct CsvList<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> CsvList<W> {
    /// Begins a file.
    pub fn new(mut out: W) -> io::Result<CsvList<W>> {
        out.write_all(MARK)?;
        Ok(CsvList::unmarked(out))
    }

    /// Begins a file without the mark: for rows in another encoding, or for a program.
    pub fn unmarked(out: W) -> CsvList<W> {
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(out);
        CsvList { writer }
    }

    /// Writes one row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        let cells = cells.into_iter().map(neutralise);
        self.writer.write_record(cells.map(String::into_bytes)).map_err(io::Error::from)
    }

    /// Writes one row of cells that are harmless and encoded already.
    pub(super) fn encoded_row(&mut self, cells: Vec<Vec<u8>>) -> io::Result<()> {
        self.writer.write_record(cells).map_err(io::Error::from)
    }

    /// Writes what is still waiting and gives the writer back.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(|failed| failed.into_error())
    }
}

/// The rows that an import did not take, as they stood, each with its reason: to be mended and read again.
pub struct ErrorList<W: Write> {
    list: CsvList<W>,
    width: usize,
    lang: Lang,
}

impl<W: Write> ErrorList<W> {
    /// Begins the file with the header of the original one.
    pub fn new(out: W, headers: &[String], lang: Lang) -> io::Result<ErrorList<W>> {
        let mut list = CsvList::new(out)?;
        list.row(headers.iter().map(String::as_str).chain([REASON.get(lang)]))?;
        Ok(ErrorList { list, width: headers.len(), lang })
    }

    /// Adds a row; its reason stands in the last column of the header, however many cells the row has.
    pub fn row(&mut self, row: &RawRow, reason: &Sentence) -> io::Result<()> {
        let padded = row.cells.iter().map(String::as_str).chain(std::iter::repeat("")).take(self.width);
        let surplus = row.cells.iter().skip(self.width).map(String::as_str);
        self.list.row(padded.chain([reason.get(self.lang)]).chain(surplus))
    }

    /// Writes what is still waiting and gives the writer back.
    pub fn finish(self) -> io::Result<W> {
        self.list.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence;

    #[test]
    fn a_list_has_a_mark_crlf_quotes_where_needed_and_no_formulas() {
        let mut list = CsvList::new(Vec::new()).unwrap();
        list.row(["氏名", "備考"]).unwrap();
        list.row(["𠮷野, 檀", "=1+1"]).unwrap();
        let text = String::from_utf8(list.finish().unwrap()).unwrap();
        assert_eq!(text, "\u{FEFF}氏名,備考\r\n\"𠮷野, 檀\",'=1+1\r\n");
    }

    #[test]
    fn a_row_not_taken_keeps_its_cells_and_gets_its_reason() {
        let headers = ["氏名", "メール"].map(String::from);
        let mut list = ErrorList::new(Vec::new(), &headers, Lang::Ja).unwrap();
        let row = |cells: &[&str]| RawRow::new(2, cells.iter().map(|cell| cell.to_string()).collect());
        let reason = sentence!("メールがありません。", "No mail.");
        list.row(&row(&["森"]), &reason).unwrap();
        list.row(&row(&["林", "a@b.example", "余り"]), &reason).unwrap();
        let text = String::from_utf8(list.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{FEFF}氏名,メール,理由\r\n森,,メールがありません。\r\n林,a@b.example,メールがありません。,余り\r\n"
        );
    }
}
