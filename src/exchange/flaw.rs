//! What is wrong with one row as it stands in the file: it could not be read without loss.
//!
//! What is wrong with its *content* (no such person, no such day) is the planner's to find.

use crate::sentence;
use crate::text::{Sentence, Shown};

/// One reason why a row cannot be taken; columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Bytes that are no characters in the file's encoding.
    Undecodable {
        /// Where.
        column: usize,
    },
    /// A NUL character, which no store keeps.
    Nul {
        /// Where.
        column: usize,
    },
    /// A cell longer than [`CELL_MAX`](super::limits::CELL_MAX); its beginning is kept.
    TooLong {
        /// Where.
        column: usize,
    },
    /// Text behind a closing quote: usually a quote is missing in an earlier row.
    TextAfterQuote {
        /// Where.
        column: usize,
    },
    /// The cell shows a formula's error, such as `#N/A`.
    ErrorValue {
        /// Where.
        column: usize,
        /// The error as it stands.
        value: String,
    },
    /// A formula without the value it had when the file was saved.
    NoValue {
        /// Where.
        column: usize,
    },
    /// A quote opened in this row is never closed: the rest of the file is in it.
    Unclosed,
    /// More cells than [`COLUMNS_MAX`](super::limits::COLUMNS_MAX).
    TooWide,
    /// More or fewer cells than the header has.
    Ragged {
        /// Cells of the header.
        expected: usize,
        /// Cells of this row.
        found: usize,
    },
}

impl Flaw {
    /// The column it concerns; `None` where the whole row is in doubt.
    pub fn column(&self) -> Option<usize> {
        match self {
            Flaw::Undecodable { column }
            | Flaw::Nul { column }
            | Flaw::TooLong { column }
            | Flaw::TextAfterQuote { column }
            | Flaw::ErrorValue { column, .. }
            | Flaw::NoValue { column } => Some(*column),
            Flaw::Unclosed | Flaw::TooWide | Flaw::Ragged { .. } => None,
        }
    }

    /// The flaw in words, with the cell as a spreadsheet names it (`C12`).
    pub fn sentence(&self, row: u32) -> Sentence {
        let cell = format!("{}{row}", self.column().map(letters).unwrap_or_default());
        match self {
            Flaw::Undecodable { .. } => sentence!(
                "セル{cell}に読み取れない文字があります（文字コードの誤りか破損）。",
                "Cell {cell} holds bytes that are no characters (wrong encoding or damage).",
                cell = cell
            ),
            Flaw::Nul { .. } => sentence!(
                "セル{cell}に NUL 文字があります。",
                "Cell {cell} holds a NUL character.",
                cell = cell
            ),
            Flaw::TooLong { .. } => sentence!(
                "セル{cell}が長すぎます（64 KiB 超）。",
                "Cell {cell} is too long (over 64 KiB).",
                cell = cell
            ),
            Flaw::TextAfterQuote { .. } => sentence!(
                "セル{cell}の引用符の後に文字があります。前の行の引用符も確認してください。",
                "Cell {cell} has text after its closing quote; check the quotes of earlier rows, too.",
                cell = cell
            ),
            Flaw::ErrorValue { value, .. } => sentence!(
                "セル{cell}はエラー値（{value}）です。",
                "Cell {cell} is an error value ({value}).",
                cell = cell,
                value = Shown::new(value)
            ),
            Flaw::NoValue { .. } => sentence!(
                "セル{cell}の数式の値が保存されていません。Excel で開いて保存し直してください。",
                "Cell {cell} is a formula without a saved value. Open the file in Excel and save it again.",
                cell = cell
            ),
            Flaw::Unclosed => sentence!(
                "{row}行目の引用符が閉じていません。ここから後は読めません。",
                "Row {row} opens a quote that is never closed; nothing after it can be read.",
                row = row
            ),
            Flaw::TooWide => {
                sentence!("{row}行目の列が多すぎます。", "Row {row} has too many columns.", row = row)
            }
            Flaw::Ragged { expected, found } => sentence!(
                "{row}行目の列の数が見出しと違います（見出し{expected}、この行{found}）。",
                "Row {row} has {found} cells where the header has {expected}.",
                row = row,
                expected = expected,
                found = found
            ),
        }
    }
}

/// A column as a spreadsheet letters it: 0 is A, 26 is AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        rest => letters(rest - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn columns_are_lettered_as_a_spreadsheet_does() {
        let lettered: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(lettered, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_flaw_names_its_cell() {
        let sentence = Flaw::Undecodable { column: 2 }.sentence(12);
        assert!(sentence.get(Lang::Ja).contains("セルC12"));
        assert!(sentence.get(Lang::En).contains("Cell C12"));
    }
}
