//! Looks through a ZIP package before the spreadsheet library may open it.
//!
//! The library unpacks whole parts into memory and makes room for as many strings as a part announces.
//! Here every part is unpacked once into nothing: none may be larger than it says or than the limits
//! allow, hold one endless text, or characters that XML does not have. It does not judge the content.

use super::error::ExchangeError;
use super::limits::{XLSX_PART_MAX, XLSX_PARTS_MAX, XLSX_STRINGS_MAX, XLSX_TEXT_MAX, XLSX_UNPACKED_MAX};
use crate::text::Text;
use memchr::memmem;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Refuses a package that would cost too much to open.
pub(super) fn check(bytes: &[u8]) -> Result<(), ExchangeError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if zip.len() > XLSX_PARTS_MAX {
        let what = Text::new("部品の数", "the number of parts");
        return Err(ExchangeError::TooLarge { what, limit: XLSX_PARTS_MAX as u64 });
    }
    check_sizes(&mut zip)?;
    (0..zip.len()).try_for_each(|index| check_part(&mut zip, index))
}

/// What the package says of itself, before a byte is unpacked.
fn check_sizes(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), ExchangeError> {
    let mut total = 0u64;
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(damaged)?;
        total = total.saturating_add(part.size());
        if part.size() > XLSX_PART_MAX && !is_worksheet(&part.name().map_err(damaged)?) {
            let what = Text::new("展開した部品（MiB）", "an unpacked part (MiB)");
            return Err(ExchangeError::TooLarge { what, limit: XLSX_PART_MAX >> 20 });
        }
    }
    if total > XLSX_UNPACKED_MAX {
        let what = Text::new("展開したデータ（MiB）", "the unpacked data (MiB)");
        return Err(ExchangeError::TooLarge { what, limit: XLSX_UNPACKED_MAX >> 20 });
    }
    Ok(())
}

/// Worksheets are read as a stream, so they alone may be large.
fn is_worksheet(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.rsplit_once('/')
        .is_some_and(|(folder, file)| folder.ends_with("worksheets") && file.starts_with("sheet"))
}

fn check_part(zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<(), ExchangeError> {
    let part = zip.by_index(index).map_err(damaged)?;
    let name = part.name().map_err(damaged)?.into_owned();
    let size = part.size();
    let mut xml = is_xml(&name).then(Xml::default);
    let mut unpacked = 0;
    let mut part = part.take(size.saturating_add(1));
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let count = part.read(&mut chunk).map_err(damaged)?;
        if count == 0 {
            break;
        }
        unpacked += count as u64;
        if let Some(xml) = &mut xml {
            xml.take(&chunk[..count])?;
        }
    }
    if unpacked == size {
        Ok(())
    } else {
        Err(ExchangeError::Damaged(format!("{name}: {unpacked} ≠ {size} bytes")))
    }
}

fn is_xml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels")
}

fn damaged(why: impl std::fmt::Display) -> ExchangeError {
    ExchangeError::Damaged(why.to_string())
}

/// The announcement of how many strings follow, for which the library makes room unseen.
const ANNOUNCED: &[u8] = b"uniqueCount";
/// Bytes kept from one piece to the next, so that an announcement across the cut is seen.
const KEPT: usize = 128;

/// What is watched while the text of a part passes by.
#[derive(Default)]
struct Xml {
    since_tag: usize,
    kept: Vec<u8>,
}

impl Xml {
    fn take(&mut self, piece: &[u8]) -> Result<(), ExchangeError> {
        // UTF-16 and escape codes could hide an announcement; no spreadsheet program writes them.
        if piece.iter().any(|&byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) {
            return Err(damaged("control characters in XML"));
        }
        self.measure(piece)?;
        self.kept.extend_from_slice(piece);
        if memmem::find_iter(&self.kept, ANNOUNCED).any(|at| announced(&self.kept[at..]) > XLSX_STRINGS_MAX) {
            let what = Text::new("文字列の数", "the number of strings");
            return Err(ExchangeError::TooLarge { what, limit: XLSX_STRINGS_MAX });
        }
        let surplus = self.kept.len().saturating_sub(KEPT);
        self.kept.drain(..surplus);
        Ok(())
    }

    fn measure(&mut self, piece: &[u8]) -> Result<(), ExchangeError> {
        for part in piece.split_inclusive(|&byte| byte == b'<') {
            self.since_tag += part.len();
            if self.since_tag > XLSX_TEXT_MAX {
                let what = Text::new("1つの文字列（MiB）", "a single text (MiB)");
                return Err(ExchangeError::TooLarge { what, limit: XLSX_TEXT_MAX as u64 >> 20 });
            }
            if part.ends_with(b"<") {
                self.since_tag = 0;
            }
        }
        Ok(())
    }
}

/// The number behind `uniqueCount`, quoted in XML's ways; leading zeros do not hide it.
fn announced(text: &[u8]) -> u64 {
    let value = text[ANNOUNCED.len()..].iter().skip_while(|byte| !byte.is_ascii_digit() && **byte != b'>');
    let digits = value.take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number: u64, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_of_too_many_strings_is_seen_wherever_the_pieces_are_cut() {
        let text = b"<sst count=\"3\" uniqueCount = '00099999999999'>";
        for cut in 0..text.len() {
            let mut xml = Xml::default();
            let result = xml.take(&text[..cut]).and_then(|()| xml.take(&text[cut..]));
            assert!(matches!(result, Err(ExchangeError::TooLarge { .. })), "cut at {cut}");
        }
        Xml::default().take(b"<sst uniqueCount=\"300000\">").unwrap();
    }

    #[test]
    fn an_endless_text_and_characters_foreign_to_xml_are_refused() {
        let mut xml = Xml::default();
        let piece = [b'a'; 64 * 1024];
        assert!((0..17).any(|_| matches!(xml.take(&piece), Err(ExchangeError::TooLarge { .. }))));
        assert!(matches!(Xml::default().take(b"<\0t\0>\0"), Err(ExchangeError::Damaged(_))));
    }
}
