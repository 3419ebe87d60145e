//! Files made to do harm, given to the real program in a bounded room: each is refused or told, in time, with the place.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::world::{Ran, World};

/// The address space that the program may have, in KiB: more than that, and it ends by itself.
const ROOM: u32 = 512 * 1024;
/// Nobody waits longer for a refusal, on the slowest machine.
const TIME: Duration = Duration::from_secs(120);

/// What is said of a file, by a program that has so much room.
fn told(world: &World, file: &Path) -> Ran {
    let begun = Instant::now();
    let file = file.to_str().unwrap();
    let ran = world.within(ROOM, &["import", "users", file, "--dry-run", "--lang", "ja"]);
    assert!(begun.elapsed() < TIME, "{file}: {:?}", begun.elapsed());
    ran
}

fn refused(world: &World, file: &Path, why: &str) {
    let ran = told(world, file);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains(why), "{why}: {ran:?}");
}

/// A workbook whose sheet is written piece by piece, so that the test has no more room than the program.
fn workbook(path: &Path, sheet: impl Fn(&mut dyn Write), strings: impl Fn(&mut dyn Write)) {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    let mut part = |name: &str, content: &dyn Fn(&mut dyn Write)| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        content(&mut zip);
    };
    part("_rels/.rels", &|to| {
        write!(to, r#"<Relationships><Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#).unwrap();
    });
    part("xl/workbook.xml", &|to| {
        write!(to, r#"<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#).unwrap();
    });
    part("xl/_rels/workbook.xml.rels", &|to| {
        write!(to, r#"<Relationships><Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#).unwrap();
    });
    part("xl/sharedStrings.xml", &|to| {
        write!(to, r#"<sst xmlns="{MAIN}">"#).unwrap();
        strings(to);
        write!(to, "</sst>").unwrap();
    });
    part("xl/worksheets/sheet1.xml", &|to| {
        write!(to, r#"<worksheet xmlns="{MAIN}"><sheetData><row r="1">"#).unwrap();
        for (column, head) in ["氏名", "ふりがな", "職種", "メール"].iter().enumerate() {
            cell(to, 1, column, head);
        }
        write!(to, "</row>").unwrap();
        sheet(to);
        write!(to, "</sheetData></worksheet>").unwrap();
    });
    zip.finish().unwrap().into_inner().unwrap();
}

fn cell(to: &mut dyn Write, row: u32, column: usize, text: &str) {
    let at = char::from(b'A' + u8::try_from(column).unwrap());
    write!(to, r#"<c r="{at}{row}" t="inlineStr"><is><t>{text}</t></is></c>"#).unwrap();
}

fn nothing(_: &mut dyn Write) {}

#[test]
fn a_million_rows_are_refused_in_the_room_of_a_short_list_with_the_limit() {
    let world = World::new();
    let (text, book) = (world.path("million.csv"), world.path("million.xlsx"));
    let mut out = BufWriter::new(File::create(&text).unwrap());
    writeln!(out, "氏名,ふりがな,職種,メール").unwrap();
    (0..1_000_000).for_each(|n| writeln!(out, "髙橋 {n},たかはし,看護師,t{n}@a.example").unwrap());
    out.flush().unwrap();
    refused(&world, &text, "行の数（上限 300000）");
    let rows = |to: &mut dyn Write| {
        (2..300_010).for_each(|n| write!(to, r#"<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>"#).unwrap());
    };
    workbook(&book, rows, nothing);
    refused(&world, &book, "行の数（上限 300000）");
}

#[test]
fn a_sheet_of_42_megabytes_is_read_in_bounded_room_and_its_cells_are_named() {
    let world = World::new();
    let book = world.path("large.xlsx");
    // Six hundred rows of a name that no cell holds, and one person among them.
    let long = "x".repeat(70_000);
    let rows = |to: &mut dyn Write| {
        for n in 2..602u32 {
            write!(to, r#"<row r="{n}">"#).unwrap();
            cell(to, n, 0, if n == 300 { "林 由紀" } else { &long });
            cell(to, n, 3, "a@b.example");
            write!(to, "</row>").unwrap();
        }
    };
    workbook(&book, rows, nothing);
    let ran = told(&world, &book);
    assert!(ran.err.contains("新規 1、") && ran.err.contains("取り込まない 599、"), "{}", ran.err);
    assert!(
        ran.out.contains("セルA2が長すぎます") && ran.out.contains("セルA601が長すぎます"),
        "{:.300}",
        ran.out
    );
}

#[test]
fn bombs_are_refused_before_they_fill_the_room() {
    let world = World::new();
    let book = world.path("bomb.xlsx");
    // 65 MB of shared strings in some 70 KB.
    workbook(&book, nothing, |to| {
        let piece = format!("<si><t>{}</t></si>", "0".repeat(1000));
        (0..70_000).for_each(|_| to.write_all(piece.as_bytes()).unwrap());
    });
    refused(&world, &book, "展開した部品（MiB）（上限 64）");
    // One text without end: 2 MB between two tags.
    workbook(&book, nothing, |to| {
        write!(to, "<si><t>").unwrap();
        (0..2048).for_each(|_| to.write_all(&[b'0'; 1024]).unwrap());
        write!(to, "</t></si>").unwrap();
    });
    refused(&world, &book, "1つの文字列（MiB）（上限 1）");
}
