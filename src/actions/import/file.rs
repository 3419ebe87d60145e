//! Imports from a file: opened anew for the preview, for the import itself, and for the list of what was not taken.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::{FileFacts, ImportError, Imported, Report, TELL_EVERY};
use crate::actions::Go;
use crate::domain::{Context, Noun};
use crate::exchange::import::{Change, ReadRow, layout};
use crate::exchange::{ErrorList, ExchangeError, Sheet, SheetChoice, Source, USERS};
use crate::store::{Reader, Store, hex};
use crate::text::Lang;

/// A list on disk and what it is a list of.
#[derive(Clone, Debug, PartialEq)]
pub struct ListFile {
    /// Where it is.
    pub path: PathBuf,
    /// Users, groups, invitations, devices or papers.
    pub noun: Noun,
}

/// The list of rows not taken could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// The original cannot be read any more.
    #[error("the file cannot be read")]
    File(#[from] ExchangeError),
    /// The new file cannot be written; one that is there already is never overwritten.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl ListFile {
    /// A list of `noun` at `path`.
    pub fn new(path: &Path, noun: Noun) -> ListFile {
        ListFile { path: path.to_owned(), noun }
    }

    /// Says what importing it would do; writes nothing. `None` where it was stopped.
    pub fn preview(
        &self,
        reader: &Reader<'_>,
        ctx: &Context,
        go: &mut dyn FnMut(u64) -> Go,
    ) -> Result<Option<Report>, ImportError> {
        let Some(mut sheet) = self.open(go)? else { return Ok(None) };
        let mut rows = Reading { sheet: &mut sheet, noun: self.noun };
        let report = super::preview(reader, ctx, self.noun, &mut rows, go)?;
        Ok(report.map(|report| told_about(report, &sheet)))
    }

    /// Imports it, whole or not at all.
    pub fn import(
        &self,
        store: &mut Store,
        ctx: &Context,
        go: &mut dyn FnMut(u64) -> Go,
    ) -> Result<Imported, ImportError> {
        let Some(mut sheet) = self.open(go)? else { return Ok(Imported::Cancelled) };
        let file = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let facts = FileFacts { file, sha256: hex(&sheet.source().sha256()) };
        super::perform(store, ctx, self.noun, &mut Reading { sheet: &mut sheet, noun: self.noun }, &facts, go)
    }

    /// Saves the rows that `report` did not take, with their reasons, in a new file that only its owner reads.
    pub fn save_not_taken(&self, report: &Report, to: &Path, lang: Lang) -> Result<u64, NotSaved> {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
        let Some(mut sheet) = self.open(&mut |_| Go::On)? else { return Ok(0) };
        let mut list = ErrorList::new(io::BufWriter::new(file), sheet.columns().headers(), lang)?;
        let mut left = report.rows.iter().filter(|row| row.change == Change::NotTaken).peekable();
        let mut saved = 0;
        for row in &mut sheet {
            let row = row?;
            if let Some(reported) = left.next_if(|reported| reported.number == row.number) {
                list.row(&row, &reported.reason())?;
                saved += 1;
            }
        }
        list.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.flush()?;
        Ok(saved)
    }

    /// Reads the list to its end once before its rows are judged: what is damaged or too long is refused at once. Says
    /// how many rows it has read, as the judging does after it; `None` where it was stopped.
    fn open(&self, go: &mut dyn FnMut(u64) -> Go) -> Result<Option<Sheet>, ExchangeError> {
        let layout = layout(self.noun).unwrap_or(&USERS);
        let sheet = || Sheet::open(Source::open(&self.path, SheetChoice::FirstFilled)?, layout);
        for (read, row) in (1u64..).zip(sheet()?) {
            row?;
            if read % TELL_EVERY == 0 && go(read) == Go::Stop {
                return Ok(None);
            }
        }
        sheet().map(Some)
    }
}

/// The rows of a sheet as an importer takes them.
struct Reading<'s> {
    sheet: &'s mut Sheet,
    noun: Noun,
}

impl Iterator for Reading<'_> {
    type Item = Result<ReadRow, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let layout = layout(self.noun)?;
        let row = self.sheet.next()?;
        Some(row.map(|row| ReadRow::of(&row, layout, self.sheet.columns())))
    }
}

/// The report with what the file says beside its rows.
fn told_about(report: Report, sheet: &Sheet) -> Report {
    let unread = sheet.columns().unread().map(str::to_owned).collect();
    let notes = sheet.notes().iter().map(|note| (note.row, note.text.clone())).collect();
    Report { unread, notes, ..report }
}

/// A path as typed or dropped into the terminal: quotes taken off, `~` standing for the home folder.
pub fn typed_path(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let quoted = ['\'', '"'].into_iter().find_map(|q| typed.strip_prefix(q)?.strip_suffix(q));
    let plain = quoted.unwrap_or(typed);
    let plain = plain.strip_prefix("file://").unwrap_or(plain);
    match (plain.strip_prefix('~'), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
            PathBuf::from(home).join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_blanks_and_the_home_sign_around_a_path_are_understood() {
        assert_eq!(typed_path(" '/data/my list.csv' "), Path::new("/data/my list.csv"));
        assert_eq!(typed_path("file:///data/a.xlsx"), Path::new("/data/a.xlsx"));
        assert_eq!(typed_path("~someone/a.csv"), Path::new("~someone/a.csv"));
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
        assert_eq!(typed_path("~/a.csv"), home.join("a.csv"));
    }
}
