//! Files that are broken, enormous or made to do harm: refused or told, in bounded memory.

use super::workbook::{package, strings, workbook};
use super::{path, rows, sheet, source};
use mcs_console::exchange::{ExchangeError, Flaw, RawRow, Sheet, SheetChoice, Source, USERS};
use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// The first error of a source: on opening, or at the row where it shows.
fn error(bytes: Vec<u8>) -> ExchangeError {
    match source(bytes) {
        Err(error) => error,
        Ok(rows) => rows.filter_map(Result::err).next().expect("an error"),
    }
}

fn roster() -> Vec<u8> {
    std::fs::read(path("yoshiki2-roster.xlsx")).unwrap()
}

#[test]
fn a_damaged_row_is_told_with_its_cell_and_the_others_go_on() {
    let text =
        [b"\x8E\x81\x96\xBC,mail\n\x97\xD1,a@b.example\n\xFD\xFD,c@d.example\n\x90X,e@f.example\n"
            .as_slice()]
        .concat();
    let rows: Vec<RawRow> = sheet(text, &USERS).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(rows[1].flaws, [Flaw::Undecodable { column: 0 }]);
    assert_eq!([&rows[0].cells[0], &rows[2].cells[0]], ["林", "森"]);
    assert!(rows[0].problem().is_none() && rows[1].problem().is_some());
}

#[test]
fn a_flaw_in_a_column_that_is_not_read_is_no_matter() {
    let text = b"name,mail,other\na,a@b.example,\xFF\nb,\xFF,c\n".to_vec();
    let rows: Vec<RawRow> = sheet(text, &USERS).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows[0].flaws, []);
    assert_eq!(rows[1].flaws, [Flaw::Undecodable { column: 1 }]);
}

#[test]
fn ragged_rows_are_told_in_either_direction_but_empty_surplus_is_no_matter() {
    let text = b"name,mail,note\na,b@c.example\nd,e@f.example,g,h\ni,j@k.example,l,,,\n".to_vec();
    let rows: Vec<RawRow> = sheet(text, &USERS).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows[0].flaws, [Flaw::Ragged { expected: 3, found: 2 }]);
    assert_eq!(rows[1].flaws, [Flaw::Ragged { expected: 3, found: 4 }]);
    assert_eq!(rows[2].flaws, []);
}

#[test]
fn an_unclosed_quote_at_the_end_is_told_and_the_rows_before_it_are_whole() {
    let rows = rows(b"name,mail\na,b\nc,\"d\n".to_vec());
    assert_eq!(rows[1].flaws, []);
    assert_eq!(rows[2].flaws, [Flaw::Unclosed]);
}

/// Rows without end, made as they are read: the file never exists.
struct Endless {
    row: Vec<u8>,
    len: u64,
    at: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let start = (self.at % self.row.len() as u64) as usize;
        let left = (self.len - self.at).min((self.row.len() - start) as u64) as usize;
        let count = (&self.row[start..start + left]).read(into)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        assert_eq!(to, SeekFrom::Start(0), "a text is read from its beginning, never from its end");
        self.at = 0;
        Ok(0)
    }
}

#[test]
fn a_hundred_thousand_rows_are_streamed() {
    let row = "髙橋,takahashi@a.example,看護師\r\n".as_bytes().to_vec();
    let len = row.len() as u64 * 100_000;
    let source =
        Source::read("long.csv".into(), Endless { row, len, at: 0 }, SheetChoice::FirstFilled).unwrap();
    assert_eq!(source.map(Result::unwrap).last().unwrap().number, 100_000);
}

#[test]
fn a_cell_without_end_is_cut_and_told() {
    let row = [b'"'].into_iter().chain(std::iter::repeat_n(b'x', 20 << 20)).collect::<Vec<u8>>();
    let len = row.len() as u64;
    let source = Source::read("x".into(), Endless { row, len, at: 0 }, SheetChoice::FirstFilled).unwrap();
    let rows: Vec<RawRow> = source.map(Result::unwrap).collect();
    assert_eq!(rows[0].flaws, [Flaw::TooLong { column: 0 }, Flaw::Unclosed]);
    assert_eq!(rows[0].cells[0].len(), mcs_console::exchange::limits::CELL_MAX);
}

/// A file to which somebody writes between the first look and the second.
struct Rewritten(Cursor<Vec<u8>>);

impl Read for Rewritten {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl Seek for Rewritten {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.get_mut()[0] ^= 1;
        self.0.seek(to)
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    let file = Rewritten(Cursor::new(b"a,b\nc,d\n".to_vec()));
    let last = Source::read("x".into(), file, SheetChoice::FirstFilled).unwrap().last().unwrap();
    assert!(matches!(last, Err(ExchangeError::Changed)));
}

#[test]
fn what_is_no_table_is_refused_by_what_it_is() {
    assert!(matches!(error(b"\xD0\xCF\x11\xE0\xA1\xB1".to_vec()), ExchangeError::Unsupported(_)));
    assert!(matches!(error(b"%PDF-1.7".to_vec()), ExchangeError::Unsupported(_)));
    assert!(matches!(error(package(&[("readme.txt", "hello")])), ExchangeError::Damaged(_)));
    assert!(matches!(error(b"PK\x03\x04 and nothing more".to_vec()), ExchangeError::Damaged(_)));
}

#[test]
fn a_workbook_cut_off_anywhere_is_damaged_and_never_a_shorter_list() {
    let whole = roster();
    for len in (4..whole.len()).step_by(97) {
        assert!(matches!(error(whole[..len].to_vec()), ExchangeError::Damaged(_)), "{len} bytes");
    }
}

#[test]
fn a_workbook_with_any_byte_changed_is_damaged_or_gives_the_same_rows_and_never_breaks_us() {
    let whole = roster();
    let expected = rows(whole.clone());
    for at in (0..whole.len()).step_by(41) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let Ok(source) = source(bytes) else { continue };
        let Ok(rows) = source.collect::<Result<Vec<RawRow>, _>>() else { continue };
        assert!(rows == expected || at < 4, "byte {at}");
    }
}

#[test]
fn an_external_entity_is_never_opened() {
    let prolog = r#"<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname"><!ENTITY own "expanded">]>"#;
    for entity in ["secret", "own"] {
        let row =
            format!(r#"{prolog}<row r="1"><c r="A1" t="inlineStr"><is><t>a&{entity};b</t></is></c></row>"#);
        match source(workbook(&[("a", &row)], &strings(""))).unwrap().next() {
            Some(Err(ExchangeError::Damaged(_))) => {}
            Some(Ok(row)) => assert_eq!(row.cells, [format!("a&{entity};b")]),
            other => panic!("{other:?}"),
        }
    }
}

/// Writes another size into the directory entry and the head of a package's part.
fn with_size(mut bytes: Vec<u8>, part: &str, size: u32) -> Vec<u8> {
    for (mark, place, name) in [(b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)] {
        let at = (0..bytes.len() - name - part.len())
            .find(|&at| bytes[at..].starts_with(mark) && bytes[at + name..].starts_with(part.as_bytes()))
            .expect("the part's entry");
        bytes[at + place..at + place + 4].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

#[test]
fn a_zip_bomb_is_refused_by_what_it_says_before_it_is_unpacked() {
    for part in ["xl/worksheets/sheet1.xml", "xl/styles.xml"] {
        let bomb = with_size(roster(), part, 4_000_000_000);
        assert!(matches!(error(bomb), ExchangeError::TooLarge { .. }), "{part}");
    }
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_refused_where_the_lie_ends() {
    for size in [100, 60_000] {
        let bomb = with_size(roster(), "xl/worksheets/sheet1.xml", size);
        assert!(matches!(error(bomb), ExchangeError::Damaged(_)), "{size}");
    }
}

#[test]
fn a_workbook_that_announces_a_billion_strings_is_refused() {
    let strings = strings("").replace("<sst", "<sst uniqueCount=\"99999999999\"");
    assert!(matches!(error(workbook(&[("a", "")], &strings)), ExchangeError::TooLarge { .. }));
}

#[test]
fn cells_far_outside_make_a_finding_and_no_memory() {
    let row = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c></row>"#;
    let rows = rows(workbook(&[("a", row)], &strings("")));
    assert_eq!((rows[0].cells.len(), &rows[0].flaws[..]), (1, &[Flaw::TooWide][..]));
    assert_eq!((rows.len(), rows[1].number), (2, 1_048_576));
}

#[test]
fn rows_out_of_order_are_damage() {
    let row = r#"<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#;
    assert!(matches!(error(workbook(&[("a", row)], &strings(""))), ExchangeError::Damaged(_)));
}

#[test]
fn a_reader_that_stops_early_leaves_no_thread_waiting() {
    let row: String =
        (1..5000).map(|n| format!(r#"<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>"#)).collect();
    let mut source = source(workbook(&[("a", &row)], &strings(""))).unwrap();
    assert_eq!(source.next().unwrap().unwrap().cells, ["1"]);
}

#[test]
fn formulas_in_a_csv_come_back_as_they_were_written_out() {
    use mcs_console::exchange::CsvList;
    let mut list = CsvList::new(Vec::new()).unwrap();
    list.row(["氏名", "メール", "備考"]).unwrap();
    list.row(["=1+1", "'=a@b.example", "-\n\"x\""]).unwrap();
    let mut sheet: Sheet = sheet(list.finish().unwrap(), &USERS).unwrap();
    assert_eq!(sheet.next().unwrap().unwrap().cells, ["=1+1", "'=a@b.example", "-\n\"x\""]);
}
