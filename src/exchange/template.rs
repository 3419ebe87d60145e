//! Somebody else's workbook, filled in by its headers: cells below the header row, and facts beside their labels.
//!
//! Everything else of the workbook stays byte for byte as it was: styles, widths, notes, other sheets. Nothing that
//! stands in a cell already is written over.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::error::ExchangeError;
use super::header::Columns;
use super::layout::Layout;
use super::package;
use super::sheet::Sheet;
use super::sheet_xml::{Written, written};
use super::table::{SheetChoice, Source};
use super::workbook_xml::{SheetPart, sheets};
use crate::sentence;
use crate::text::{Sentence, fold};

/// What is to be filled in.
#[derive(Clone, Debug, Default)]
pub struct Filling {
    /// Rows below the header, each by the layout's fields.
    pub rows: Vec<BTreeMap<&'static str, String>>,
    /// Facts beside their labels: the names that a label may have, and what is filled in.
    pub facts: Vec<(&'static [&'static str], String)>,
    /// The field of the running number: a sheet may have its numbers already.
    pub counter: &'static str,
}

/// Why a workbook is not filled in.
#[derive(Debug)]
pub enum NotFilled {
    /// It cannot be read, or has no such headers.
    Unreadable(ExchangeError),
    /// Something stands where a row would go.
    Occupied {
        /// The row as people count.
        row: u32,
        /// How many rows there was room for, and how many were to go in.
        room: (usize, usize),
    },
}

impl From<ExchangeError> for NotFilled {
    fn from(error: ExchangeError) -> NotFilled {
        NotFilled::Unreadable(error)
    }
}

impl NotFilled {
    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotFilled::Unreadable(error) => error.sentence(),
            NotFilled::Occupied { row, room: (room, wanted) } => sentence!(
                "{row}行目に記入があるため、{room}名分しか入りません（{wanted}名）。行を足すか、記入を消してください。",
                "Row {row} is filled in already, so that there is room for {room} of {wanted}. Add rows, or clear it.",
                row = row,
                room = room,
                wanted = wanted
            ),
        }
    }
}

/// Fills the first visible sheet that has the layout's headers.
pub fn fill(path: &Path, layout: &'static Layout, filling: &Filling) -> Result<Vec<u8>, NotFilled> {
    let bytes = std::fs::read(path).map_err(ExchangeError::Io)?;
    fill_bytes(bytes, layout, filling)
}

fn fill_bytes(bytes: Vec<u8>, layout: &'static Layout, filling: &Filling) -> Result<Vec<u8>, NotFilled> {
    package::check(&bytes)?;
    let mut zip = ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(damaged)?;
    let (part, columns) = headed(&mut zip, &bytes, layout)?;
    let xml = text_of(&mut zip, &part.path)?;
    let mut written = written(&xml)?;
    place_rows(&mut written, &columns, filling)?;
    place_facts(&mut written, &bytes, &part, columns.row(), filling)?;
    Ok(packed(zip, &part.path, &written.xml(&xml)?)?)
}

/// The sheet with the headers, and which column is which.
fn headed(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    bytes: &[u8],
    layout: &'static Layout,
) -> Result<(SheetPart, Columns), ExchangeError> {
    let mut first = None;
    for part in sheets(&text_of(zip, "xl/workbook.xml")?, &text_of(zip, "xl/_rels/workbook.xml.rels")?)? {
        match Sheet::open(source(bytes, &part)?, layout) {
            Ok(sheet) => return Ok((part, sheet.columns().clone())),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or(ExchangeError::NoSheet { asked: None, found: Vec::new() }))
}

fn source(bytes: &[u8], part: &SheetPart) -> Result<Source, ExchangeError> {
    Source::read(String::new(), Cursor::new(bytes.to_vec()), SheetChoice::Named(part.name.clone()))
}

/// Puts the rows below the header; a running number that is there already stays.
fn place_rows(written: &mut Written, columns: &Columns, filling: &Filling) -> Result<(), NotFilled> {
    for (at, row) in filling.rows.iter().enumerate() {
        let number = columns.row() + 1 + at as u32;
        for (field, text) in row {
            for (column, text) in columns.spread(field, text) {
                if !written.is_filled(number, column) {
                    written.put(number, column, text);
                } else if *field != filling.counter {
                    return Err(NotFilled::Occupied { row: number, room: (at, filling.rows.len()) });
                }
            }
        }
        written.styled_like(columns.row() + 1, number);
    }
    Ok(())
}

/// Puts each fact into the empty cell after its label, above the header.
fn place_facts(
    written: &mut Written,
    bytes: &[u8],
    part: &SheetPart,
    header: u32,
    filling: &Filling,
) -> Result<(), ExchangeError> {
    let mut done = BTreeSet::new();
    for row in source(bytes, part)? {
        let row = row?;
        if row.number >= header {
            break;
        }
        for (column, cell) in row.cells.iter().enumerate() {
            let label = fold::key(cell.trim().trim_end_matches(['：', ':']));
            let known = filling.facts.iter().position(|(names, _)| {
                names.iter().any(|name| !label.is_empty() && fold::key(name) == label)
            });
            let Some(at) = known.filter(|at| done.insert(*at)) else { continue };
            let after = written.after(row.number, column);
            if !written.is_filled(row.number, after) {
                written.put(row.number, after, filling.facts[at].1.clone());
            }
        }
    }
    Ok(())
}

fn text_of(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, ExchangeError> {
    let mut text = String::new();
    zip.by_name(name).map_err(damaged)?.read_to_string(&mut text)?;
    Ok(text)
}

/// The package with one part in place of its own; the others are copied as they are.
fn packed(mut zip: ZipArchive<Cursor<&[u8]>>, name: &str, xml: &str) -> Result<Vec<u8>, ExchangeError> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(damaged)?;
        if part.name().map_err(damaged)? == name {
            out.start_file(name, SimpleFileOptions::default()).map_err(damaged)?;
            out.write_all(xml.as_bytes())?;
        } else {
            out.raw_copy_file(part).map_err(damaged)?;
        }
    }
    Ok(out.finish().map_err(damaged)?.into_inner())
}

pub(super) fn damaged(error: impl std::fmt::Display) -> ExchangeError {
    ExchangeError::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::USERS;
    use rust_xlsxwriter::{Format, FormatBorder, Workbook};

    /// A sheet as a city may hand it out: a title, facts in merged cells, numbered and bordered rows, a note.
    fn city(rows: u32) -> Vec<u8> {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("記入例").unwrap().write_string(0, 0, "この例を見てください").unwrap();
        let bordered = Format::new().set_border(FormatBorder::Thin);
        let sheet = book.add_worksheet().set_name("申込書").unwrap();
        sheet.write_string(0, 0, "一括登録代行申込書").unwrap();
        sheet.merge_range(2, 0, 2, 1, "施設名", &bordered).unwrap();
        sheet.write_string(2, 4, "電話番号：").unwrap();
        for (column, head) in (0u16..).zip(["No", "お名前", "フリガナ", "E-mail", "職種", "管理者※1"])
        {
            sheet.write_string_with_format(4, column, head, &bordered).unwrap();
        }
        for row in 0..rows {
            sheet.write_number_with_format(5 + row, 0, f64::from(row) + 1.0, &bordered).unwrap();
            (1..6).for_each(|column| {
                sheet.write_blank(5 + row, column, &bordered).unwrap();
            });
        }
        sheet.write_string(5 + rows, 1, "※1：各施設ごとに1名以上").unwrap();
        book.save_to_buffer().unwrap()
    }

    fn filling(names: &[&str]) -> Filling {
        let row = |(at, name): (usize, &&str)| {
            BTreeMap::from([
                ("no", (at + 1).to_string()),
                ("name", (*name).to_owned()),
                ("mail", format!("a{at}@x.example")),
                ("admin", if at == 0 { "○" } else { "" }.to_owned()),
            ])
        };
        Filling {
            rows: names.iter().enumerate().map(row).collect(),
            facts: vec![
                (&["施設名", "事業所名"], "狛江 & 訪問".into()),
                (&["電話番号"], "03-0000-0000".into()),
            ],
            counter: "no",
        }
    }

    fn cells(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let source =
            Source::read(String::new(), Cursor::new(bytes.to_vec()), SheetChoice::Named("申込書".into()));
        source.unwrap().map(|row| row.map(|row| (row.number, row.cells)).unwrap()).collect()
    }

    #[test]
    fn a_sheet_is_filled_by_its_headers_and_all_else_stays() {
        let filled = fill_bytes(city(3), &USERS, &filling(&["髙橋 𠮷子", "<b>&"])).unwrap();
        let cells = cells(&filled);
        let row = |number| &cells.iter().find(|(n, _)| *n == number).unwrap().1;
        assert_eq!(row(3)[2], "狛江 & 訪問", "beside the merged label");
        assert_eq!(row(3)[5], "03-0000-0000");
        assert_eq!(row(6)[..4], ["1", "髙橋 𠮷子", "", "a0@x.example"]);
        assert_eq!((row(6)[5].as_str(), row(7)[1].as_str()), ("○", "<b>&"));
        assert_eq!(row(8)[0], "3", "a number without a person stays");
        assert_eq!(row(9)[1], "※1：各施設ごとに1名以上");
    }

    #[test]
    fn a_reading_is_written_in_the_kana_of_its_header() {
        let mut filling = filling(&["髙橋 𠮷子"]);
        filling.rows[0].insert("kana", "たかはし よしこ".into());
        let read = |head: &str| {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet().set_name("申込書").unwrap();
            for (column, head) in (0u16..).zip(["氏名", head, "メール", "職種"]) {
                sheet.write_string(0, column, head).unwrap();
            }
            let filled = fill_bytes(book.save_to_buffer().unwrap(), &USERS, &filling).unwrap();
            cells(&filled)[1].1[1].clone()
        };
        assert_eq!(read("ふりがな"), "たかはし よしこ");
        assert_eq!([read("フリガナ"), read("ﾌﾘｶﾞﾅ")], ["タカハシ ヨシコ", "タカハシ ヨシコ"]);
        assert_eq!(read("kana"), "たかはし よしこ", "as the form has it");
    }

    #[test]
    fn what_stands_in_a_cell_is_never_written_over() {
        let three = filling(&["一", "二", "三"]);
        let Err(NotFilled::Occupied { row: 8, room: (2, 3) }) = fill_bytes(city(2), &USERS, &three) else {
            panic!("the note stands in the eighth row");
        };
    }

    #[test]
    fn a_workbook_without_the_headers_is_refused() {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "別の表").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        assert!(matches!(fill_bytes(bytes, &USERS, &filling(&["一"])), Err(NotFilled::Unreadable(_))));
        assert!(matches!(fill_bytes(b"PK".to_vec(), &USERS, &filling(&[])), Err(NotFilled::Unreadable(_))));
    }
}
