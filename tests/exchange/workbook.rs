//! Workbooks made by hand, part by part, and what their cells read as.

use super::{rows, source};
use mcs_console::exchange::{ExchangeError, Flaw, SheetChoice, Source};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A ZIP file of these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets (name, rows as XML) and shared strings.
pub fn workbook(sheets: &[(&str, &str)], strings: &str) -> Vec<u8> {
    let list: String = (1..)
        .zip(sheets)
        .map(|(n, (name, _))| format!(r#"<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>"#))
        .collect();
    let links: String = (1..)
        .zip(sheets)
        .map(|(n, _)| {
            format!(r#"<Relationship Id="r{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>"#)
        })
        .collect();
    let mut parts = vec![
        (
            "_rels/.rels".into(),
            format!(
                r#"<Relationships><Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml".into(),
            format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{list}</sheets></workbook>"#),
        ),
        ("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{links}</Relationships>")),
        (
            "xl/styles.xml".into(),
            format!(
                r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/sharedStrings.xml".into(), strings.to_owned()),
    ];
    for (n, (_, rows)) in (1..).zip(sheets) {
        let prolog = rows.find("<row").map_or(("", *rows), |at| rows.split_at(at));
        let xml = format!(
            r#"{}<worksheet xmlns="{MAIN}"><sheetData>{}</sheetData></worksheet>"#,
            prolog.0, prolog.1
        );
        parts.push((format!("xl/worksheets/sheet{n}.xml"), xml));
    }
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, xml): &(String, String)| (name.as_str(), xml.as_str())).collect();
    package(&parts)
}

/// Shared strings as XML.
pub fn strings(items: &str) -> String {
    format!(r#"<sst xmlns="{MAIN}">{items}</sst>"#)
}

#[test]
fn cells_read_as_the_text_a_person_sees() {
    let row = r#"<row r="3"><c r="A3"><v>1</v></c><c r="B3" t="s"><v>0</v></c><c r="C3" s="1"><v>46349</v></c>
        <c r="D3" t="b"><v>1</v></c><c r="E3"><f>1+1</f><v>2</v></c><c r="F3" t="str"><f>A3</f><v>値</v></c><c r="H3"><v>2.5</v></c></row>"#;
    let rows = rows(workbook(
        &[("a", row)],
        &strings("<si><t>髙橋</t><rPh sb=\"0\" eb=\"2\"><t>タカハシ</t></rPh></si>"),
    ));
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].number, 3);
    assert_eq!(rows[0].cells, ["1", "髙橋", "2026-11-23", "TRUE", "2", "値", "", "2.5"]);
    assert_eq!(rows[0].flaws, []);
}

#[test]
fn an_error_value_and_a_formula_without_its_value_are_told() {
    let row = r#"<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>1+1</f></c></row>"#;
    let rows = rows(workbook(&[("a", row)], &strings("")));
    assert_eq!(
        rows[0].flaws,
        [Flaw::ErrorValue { column: 0, value: "#N/A".into() }, Flaw::NoValue { column: 1 }]
    );
}

#[test]
fn the_first_sheet_with_anything_in_it_is_read_or_the_one_named() {
    let cell = |text: &str| format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>"#);
    let bytes =
        workbook(&[("空", "<row r=\"1\"></row>"), ("一", &cell("1")), ("二", &cell("2"))], &strings(""));
    assert_eq!(rows(bytes.clone())[0].cells, ["1"]);
    let named = |name: &str| {
        Source::read("x".into(), Cursor::new(bytes.clone()), SheetChoice::Named(name.into()))
            .unwrap()
            .next()
            .unwrap()
    };
    assert_eq!(named("二").unwrap().cells, ["2"]);
    assert!(matches!(named("三"), Err(ExchangeError::NoSheet { asked: Some(_), found }) if found.len() == 3));
}

#[test]
fn a_workbook_without_anything_in_it_says_so() {
    let mut source = source(workbook(&[("空", "<row r=\"1\"></row>")], &strings(""))).unwrap();
    assert!(matches!(source.next(), Some(Err(ExchangeError::NoSheet { asked: None, .. }))));
    assert!(source.next().is_none());
}
