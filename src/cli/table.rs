//! A listing's rows as columns for people and as CSV for spreadsheets.

use std::io::Write;

use super::status::Failure;
use crate::domain::{Case, Context};
use crate::exchange::CsvList;
use crate::listings::{Cell, Column, Listing};
use crate::text::{Lang, width};

/// Cells of the id's column.
const ID_CELLS: usize = 8;

/// Columns padded to their widths; what is too long is cut with `~`.
pub(super) struct Table<W: Write> {
    out: W,
    columns: &'static [Column],
    lang: Lang,
}

impl<W: Write> Table<W> {
    /// Begins with the headings.
    pub(super) fn begin(out: W, listing: &'static Listing, lang: Lang) -> Result<Table<W>, Failure> {
        let mut table = Table { out, columns: listing.columns, lang };
        let headings = listing.columns.iter().map(|column| column.label.get(lang).to_owned());
        table.line("", headings.collect())?;
        Ok(table)
    }

    /// Adds a row.
    pub(super) fn row(&mut self, case: &Case, ctx: &Context) -> Result<(), Failure> {
        let cells =
            self.columns.iter().map(|column| (column.cell)(case, ctx).words.get(self.lang).to_owned());
        let cells = cells.collect();
        self.line(&case.id().to_string(), cells)
    }

    /// Ends the table.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }

    fn line(&mut self, id: &str, cells: Vec<String>) -> Result<(), Failure> {
        let mut line = width::pad(id, ID_CELLS);
        for (column, cell) in self.columns.iter().zip(cells) {
            let cells = usize::from(column.width.1);
            line.push_str(&width::pad(&width::cut(&cell, cells), cells + 2));
        }
        Ok(writeln!(self.out, "{}", line.trim_end())?)
    }
}

/// A listing as CSV, as exports write it: the ids of its columns as headings, the words of one language in its cells.
pub(super) struct Csv<W: Write> {
    out: CsvList<W>,
    columns: &'static [Column],
    lang: Lang,
}

impl<W: Write> Csv<W> {
    /// Begins with the headings.
    pub(super) fn begin(out: W, listing: &'static Listing, lang: Lang) -> Result<Csv<W>, Failure> {
        let mut out = CsvList::new(out)?;
        out.row(["id"].into_iter().chain(listing.columns.iter().map(|column| column.id)))?;
        Ok(Csv { out, columns: listing.columns, lang })
    }

    /// Adds a row.
    pub(super) fn row(&mut self, case: &Case, ctx: &Context) -> Result<(), Failure> {
        let cells: Vec<Cell> = self.columns.iter().map(|column| (column.cell)(case, ctx)).collect();
        let words = cells.iter().map(|cell| match cell.words.get(self.lang) {
            "-" => "",
            words => words,
        });
        Ok(self.out.row([case.id().to_string().as_str()].into_iter().chain(words))?)
    }

    /// Ends the file.
    pub(super) fn end(self) -> Result<(), Failure> {
        Ok(self.out.finish()?.flush()?)
    }
}
