//! 様式2 as an Excel sheet in the layout of its PDF, which the import of users reads back.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use crate::exchange::neutralise;

/// Widths of the columns, in characters.
const WIDTHS: [f64; 7] = [9.0, 18.0, 20.0, 20.0, 38.0, 11.0, 18.0];
const HEADS: [&str; 7] = ["No.", "氏名", "ふりがな", "職種", "メールアドレス", "管理者*1", "備考"];
/// The row of the headers, from 0: the title block stands above it.
const HEAD_ROW: u32 = 9;
/// Where each fact of the office stands: its row, and the column of its label.
const FACTS: [(u32, u16); 5] = [(5, 0), (5, 3), (6, 0), (6, 3), (7, 0)];

/// Makes the workbook from the form's data.
pub(in crate::paper) fn workbook(data: &Value) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("別紙様式2")?;
    title(sheet, data)?;
    facts(sheet, data)?;
    let after = rows(sheet, data)?;
    sheet.write_string(after + 1, 0, format!("*1：{}", text(&data["notes"][0])))?;
    sheet.write_string(after + 2, 0, text(&data["notes"][1]))?;
    for (column, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(HEAD_ROW + 1, 0)?.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

fn title(sheet: &mut Worksheet, data: &Value) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_font_size(14);
    let name = "多職種ネットワーク「メディカルケアステーション」(MCS)一括登録代行申込書";
    sheet.write_string_with_format(0, 0, name, &bold)?;
    sheet.write_string(0, 6, "参考様式")?;
    sheet.write_string(1, 0, "メディカルケアステーション運営事務局 (support@embrace.co.jp)")?;
    sheet.write_string(2, 0, "申し込み日：")?.write_string(2, 1, text(&data["day"]))?;
    sheet.write_string(3, 0, text(&data["terms"]))?;
    Ok(())
}

fn facts(sheet: &mut Worksheet, data: &Value) -> Result<(), XlsxError> {
    let known = data["facts"].as_array().map_or(&[][..], Vec::as_slice);
    for (fact, (row, column)) in known.iter().zip(FACTS) {
        let fields = fact.as_object().into_iter().flatten();
        let value = fields.filter(|(key, _)| *key != "label").map(|(_, value)| text(value)).next();
        sheet.write_string(row, column, text(&fact["label"]))?;
        sheet.write_string(row, column + 1, neutralise(value.unwrap_or_default()))?;
    }
    Ok(())
}

/// The list below its headers; returns the row after it.
fn rows(sheet: &mut Worksheet, data: &Value) -> Result<u32, XlsxError> {
    let bordered = Format::new().set_border(FormatBorder::Thin);
    let head = bordered.clone().set_bold().set_align(FormatAlign::Center).set_background_color(0x00F0_F0F0);
    for (column, name) in (0u16..).zip(HEADS) {
        sheet.write_string_with_format(HEAD_ROW, column, name, &head)?;
    }
    let mut at = HEAD_ROW + 1;
    for row in data["rows"].as_array().into_iter().flatten() {
        sheet.write_number_with_format(at, 0, row["number"].as_f64().unwrap_or_default(), &bordered)?;
        for (column, key) in (1u16..).zip(["name", "kana", "occupation", "mail", "admin", "note"]) {
            sheet.write_string_with_format(at, column, neutralise(text(&row[key])), &bordered)?;
        }
        at += 1;
    }
    Ok(at)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Sheet, SheetChoice, Source, USERS};
    use serde_json::json;

    #[test]
    fn the_sheet_is_read_back_as_it_was_written() {
        let data = json!({
            "day": "令和8年11月23日",
            "terms": "同意している前提で申し込みいたします。",
            "notes": ["1名以上設定可能です。", "おひとりに1つ"],
            "facts": [{ "label": "施設名", "office": "狛江訪問看護ステーション" }, { "label": "施設種別", "kind": "" },
                { "label": "郵便番号", "postal": "" }, { "label": "住所", "address": "狛江市" }, { "label": "電話番号", "phone": "" }],
            "rows": [
                { "number": 1, "name": "髙橋 𠮷子", "kana": "たかはし", "occupation": "看護師", "mail": "t@x.example", "admin": "○" },
                { "number": 2, "name": "=SUM(A1)", "kana": "", "occupation": "事務", "mail": "s@x.example", "admin": "" },
            ],
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("form2.xlsx");
        std::fs::write(&path, workbook(&data).unwrap()).unwrap();
        let mut sheet = Sheet::open(Source::open(&path, SheetChoice::default()).unwrap(), &USERS).unwrap();
        let rows: Vec<_> = sheet.by_ref().map(Result::unwrap).collect();
        let cells = |at: usize, field| sheet.columns().text(&rows[at].cells, field).into_owned();
        assert_eq!(rows.len(), 2);
        assert_eq!((cells(0, "name"), cells(0, "mail")), ("髙橋 𠮷子".into(), "t@x.example".into()));
        assert_eq!(crate::exchange::restore(&cells(1, "name")), "=SUM(A1)");
        assert!(sheet.facts().iter().any(|fact| fact.value == "狛江訪問看護ステーション"));
    }
}
