//! One interface over every kind of table file: a [`Source`] of [`RawRow`]s.
//!
//! Rows are as they stand in the file, title block and footnotes included; what they mean is
//! [`Sheet`](super::Sheet)'s business. CSV is streamed, whatever its size; XLSX is bounded.

use super::csv::CsvRows;
use super::decode::Encoding;
use super::error::ExchangeError;
use super::flaw::Flaw;
use super::limits::XLSX_FILE_MAX;
use super::survey::{Kind, survey};
use super::utf16::Utf16Reader;
use super::verified::Verified;
use super::xlsx::XlsxRows;
use crate::text::{Sentence, Text};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// A row as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRow {
    /// The row's number in a spreadsheet, from 1.
    pub number: u32,
    /// Its cells as text, from the first column.
    pub cells: Vec<String>,
    /// Why it could not be read without loss; such a row must not be taken.
    pub flaws: Vec<Flaw>,
}

impl RawRow {
    /// A row without flaws.
    pub fn new(number: u32, cells: Vec<String>) -> RawRow {
        RawRow { number, cells, flaws: Vec::new() }
    }

    /// The first reason, in words, why the row cannot be taken.
    pub fn problem(&self) -> Option<Sentence> {
        self.flaws.first().map(|flaw| flaw.sentence(self.number))
    }
}

/// What kind of file the rows come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text cut into cells by a byte.
    Separated {
        /// How it is encoded.
        encoding: Encoding,
        /// Comma, tab or semicolon.
        delimiter: u8,
    },
    /// A sheet of an Excel workbook.
    Xlsx,
}

/// Which sheet of a workbook is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SheetChoice {
    /// The first visible one that has anything in it.
    #[default]
    FirstFilled,
    /// The one of this name.
    Named(String),
}

/// The rows of one source, in order; after an error there are no more.
pub(super) type Rows = Box<dyn Iterator<Item = Result<RawRow, ExchangeError>> + Send>;

/// A file being read.
pub struct Source {
    name: String,
    sha256: [u8; 32],
    format: Format,
    rows: Rows,
}

impl Source {
    /// Opens a file; its kind is told by its content, not by its name.
    pub fn open(path: &Path, choice: SheetChoice) -> Result<Source, ExchangeError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Source::read(name, File::open(path)?, choice)
    }

    /// Reads what need not be a file.
    pub fn read(
        name: String,
        mut input: impl Read + Seek + Send + 'static,
        choice: SheetChoice,
    ) -> Result<Source, ExchangeError> {
        let found = survey(&mut input)?;
        input.rewind()?;
        match found.kind {
            Kind::Text { encoding, delimiter } => {
                let rows = separated(input, found.sha256, encoding, delimiter)?;
                Ok(Source {
                    name,
                    sha256: found.sha256,
                    format: Format::Separated { encoding, delimiter },
                    rows,
                })
            }
            Kind::Zip => {
                let (bytes, sha256) = whole(input)?;
                let rows = Box::new(XlsxRows::new(bytes, choice)?);
                Ok(Source { name, sha256, format: Format::Xlsx, rows })
            }
            Kind::OldOffice => Err(ExchangeError::Unsupported(Text::new(
                "旧形式（.xls）またはパスワード付きの Excel",
                "an old (.xls) or password-protected Excel file",
            ))),
            Kind::Pdf => Err(ExchangeError::Unsupported(Text::new("PDF", "PDF"))),
        }
    }

    /// The file's name, without its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The SHA-256 of the bytes that the rows are made of.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// What kind of file it is.
    pub fn format(&self) -> Format {
        self.format
    }
}

impl Iterator for Source {
    type Item = Result<RawRow, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

fn separated(
    input: impl Read + Send + 'static,
    sha256: [u8; 32],
    encoding: Encoding,
    delimiter: u8,
) -> io::Result<Rows> {
    let mut input = Verified::new(input, sha256);
    io::copy(&mut input.by_ref().take(encoding.mark_len()), &mut io::sink())?;
    let text: Box<dyn Read + Send> = match encoding.byte_order() {
        Some(order) => Box::new(Utf16Reader::new(input, order)),
        None => Box::new(input),
    };
    Ok(Box::new(CsvRows::new(text, encoding, delimiter).map(|row| row.map_err(ExchangeError::from))))
}

/// The whole file in memory, so that what is checked is what is read.
fn whole(mut input: impl Read + Seek) -> Result<(Vec<u8>, [u8; 32]), ExchangeError> {
    let len = input.seek(SeekFrom::End(0))?;
    input.rewind()?;
    let mut bytes = Vec::new();
    if len <= XLSX_FILE_MAX {
        input.take(XLSX_FILE_MAX + 1).read_to_end(&mut bytes)?;
    }
    if len > XLSX_FILE_MAX || bytes.len() as u64 > XLSX_FILE_MAX {
        let what = Text::new("ファイル（MiB）", "the file (MiB)");
        return Err(ExchangeError::TooLarge { what, limit: XLSX_FILE_MAX >> 20 });
    }
    let sha256 = Sha256::digest(&bytes).into();
    Ok((bytes, sha256))
}
