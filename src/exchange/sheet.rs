//! A source seen as a table: title block, header, data, footnotes.
//!
//! Blank rows are passed over; every other row is either data, a fact of the title block or a note, so
//! that nothing is lost in silence. It does not know which values are right.

use super::error::ExchangeError;
use super::flaw::Flaw;
use super::header::{Candidate, Columns, folded};
use super::layout::Layout;
use super::limits::{HEADER_ROWS_MAX, NOTES_MAX, ROWS_MAX};
use super::table::{Format, RawRow, Source};
use crate::text::Text;

/// A value of the title block, such as 施設名.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The label as the layout has it.
    pub label: &'static str,
    /// The text beside it.
    pub value: String,
}

/// A line of text that is no data: a title, an instruction, a footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The row it stands in.
    pub row: u32,
    /// Its text.
    pub text: String,
}

/// A table whose rows of data are being read.
pub struct Sheet {
    source: Source,
    columns: Columns,
    facts: Vec<Fact>,
    notes: Vec<Note>,
    notes_left_out: u64,
    rows: u32,
}

impl Sheet {
    /// Reads up to and including the header.
    pub fn open(mut source: Source, layout: &'static Layout) -> Result<Sheet, ExchangeError> {
        let mut before = Vec::new();
        let mut nearest = Nearest::default();
        while let Some(row) = source.next().transpose()? {
            if row.number > HEADER_ROWS_MAX {
                break;
            }
            match Columns::try_row(layout, row.number, &row.cells)? {
                Candidate::Incomplete { known, missing } => nearest.see(known, missing, &row),
                Candidate::Header(columns) => {
                    let (facts, notes) = (Vec::new(), Vec::new());
                    let mut sheet = Sheet { source, columns, facts, notes, notes_left_out: 0, rows: 0 };
                    before.iter().for_each(|row| sheet.read_title(layout, row));
                    return Ok(sheet);
                }
            }
            before.push(row);
        }
        Err(nearest.error(layout))
    }

    /// Which column is which.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The file behind the table.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// What the title block says.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Titles and footnotes found so far: complete once the rows have been read.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Notes beyond those that are kept, as a number.
    pub fn notes_left_out(&self) -> u64 {
        self.notes_left_out
    }

    fn read_title(&mut self, layout: &'static Layout, row: &RawRow) {
        let facts = facts(layout, &row.cells);
        if facts.is_empty() && !is_blank(&row.cells) {
            self.note(row);
        }
        self.facts.extend(facts);
    }

    fn note(&mut self, row: &RawRow) {
        if self.notes.len() == NOTES_MAX {
            self.notes_left_out += 1;
            return;
        }
        let texts: Vec<&str> =
            row.cells.iter().map(|cell| cell.trim()).filter(|text| !text.is_empty()).collect();
        self.notes.push(Note { row: row.number, text: texts.join(" ") });
    }

    fn kind(&self, row: &RawRow) -> RowKind {
        let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let (first, second) = (filled.next(), filled.next());
        match (first, second) {
            (None, _) if row.flaws.is_empty() => RowKind::Blank,
            (Some((place, text)), None) if row.flaws.is_empty() => self.kind_of_single(place, text.trim()),
            _ => RowKind::Data,
        }
    }

    /// A row with a single text: a footnote, unless it stands where a name or an address belongs.
    fn kind_of_single(&self, place: usize, text: &str) -> RowKind {
        if self.columns.counter() == Some(place) && text.chars().all(char::is_numeric) {
            return RowKind::Blank;
        }
        let is_sentence = text.starts_with(['※', '*', '＊', '注']) || text.contains('。');
        if is_sentence || !self.columns.is_needed(place) { RowKind::Note } else { RowKind::Data }
    }

    /// Keeps the flaws that matter (those of columns that are read), and compares the row with the header.
    fn judged(&self, mut row: RawRow) -> RawRow {
        row.flaws.retain(|flaw| flaw.column().is_none_or(|column| self.columns.is_read(column)));
        let expected = self.columns.width();
        let found = row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        // A spreadsheet leaves empty cells out at the end; a line of text with too few was broken somewhere.
        let is_short = row.cells.len() < expected && matches!(self.source.format(), Format::Separated { .. });
        if found > expected {
            row.flaws.push(Flaw::Ragged { expected, found });
        } else if is_short {
            row.flaws.push(Flaw::Ragged { expected, found: row.cells.len() });
        }
        row
    }
}

impl Iterator for Sheet {
    type Item = Result<RawRow, ExchangeError>;

    /// The next row of data.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = match self.source.next()? {
                Ok(row) => row,
                Err(error) => return Some(Err(error)),
            };
            match self.kind(&row) {
                RowKind::Blank => {}
                RowKind::Note => self.note(&row),
                RowKind::Data if self.rows == ROWS_MAX => {
                    let what = Text::new("行の数", "the number of rows");
                    return Some(Err(ExchangeError::TooLarge { what, limit: ROWS_MAX.into() }));
                }
                RowKind::Data => {
                    self.rows += 1;
                    return Some(Ok(self.judged(row)));
                }
            }
        }
    }
}

enum RowKind {
    Blank,
    Note,
    Data,
}

/// The row most like a header, for the error that names what is missing.
#[derive(Default)]
struct Nearest {
    known: usize,
    missing: Vec<Text>,
    headers: Vec<String>,
}

impl Nearest {
    fn see(&mut self, known: usize, missing: Vec<Text>, row: &RawRow) {
        if known > self.known {
            let headers = row.cells.iter().filter(|cell| !cell.trim().is_empty()).cloned().collect();
            *self = Nearest { known, missing, headers };
        }
    }

    fn error(self, layout: &Layout) -> ExchangeError {
        if self.known > 0 {
            return ExchangeError::MissingColumns { missing: self.missing, found: self.headers };
        }
        let needed = layout.fields.iter().filter(|field| field.required).map(|field| field.name());
        ExchangeError::MissingColumns { missing: needed.collect(), found: Vec::new() }
    }
}

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// The facts in a row of the title block: a label with its value beside it, or behind a colon.
fn facts(layout: &'static Layout, cells: &[String]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut open = None;
    for text in cells.iter().map(|cell| cell.trim()).filter(|text| !text.is_empty()) {
        if let Some(label) = label(layout, text) {
            open = Some(label);
        } else if let Some(label) = open.take() {
            facts.push(Fact { label, value: text.to_owned() });
        } else if let Some(fact) = written_together(layout, text) {
            facts.push(fact);
        }
    }
    facts
}

fn written_together(layout: &'static Layout, text: &str) -> Option<Fact> {
    let (left, value) = text.split_once(['：', ':'])?;
    let label = label(layout, left)?;
    Some(Fact { label, value: value.trim().to_owned() })
}

fn label(layout: &'static Layout, text: &str) -> Option<&'static str> {
    let text = folded(text);
    layout.facts.iter().copied().find(|label| folded(label) == text)
}
