//! Why a table cannot be written; nothing of it is left.

use crate::sentence;
use crate::text::{Sentence, Shown};

/// A cell that an encoding cannot hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// Its row in the file, as a spreadsheet shows it.
    pub row: u32,
    /// The heading of its column.
    pub column: String,
    /// What stands in it.
    pub text: String,
}

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutError {
    /// The operating system said no.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The encoding cannot hold these cells, and so many more.
    #[error("cells that the encoding cannot hold")]
    Unencodable {
        /// The first ones.
        misfits: Vec<Misfit>,
        /// How many more.
        more: usize,
    },
    /// More rows than a sheet of a workbook has.
    #[error("more than {0} rows")]
    TooManyRows(u32),
    /// The library for workbooks said no.
    #[error("the workbook cannot be written: {0}")]
    Workbook(String),
}

impl OutError {
    /// What happened and what to do, in both languages.
    pub fn sentence(&self) -> Sentence {
        match self {
            OutError::Io(why) => sentence!(
                "ファイルを保存できません。理由：{why}",
                "The file cannot be saved: {why}",
                why = Shown::new(&why.to_string())
            ),
            OutError::Unencodable { misfits, more } => sentence!(
                "CP932 で表せない文字があるため、書き出していません：{cells}（ほか{more}件）。UTF-8 か XLSX にしてください。",
                "Nothing was written: CP932 cannot hold {cells} ({more} more). Choose UTF-8 or XLSX.",
                cells = listed(misfits),
                more = more
            ),
            OutError::TooManyRows(most) => sentence!(
                "Excel の1枚に入るのは {most}行までです。絞り込むか、CSV にしてください。",
                "A sheet of a workbook holds {most} rows. Filter the list, or choose CSV.",
                most = most
            ),
            OutError::Workbook(why) => sentence!(
                "Excel のファイルを作成できません。理由：{why}",
                "The workbook cannot be made: {why}",
                why = Shown::new(why)
            ),
        }
    }
}

/// Cells by row and column, in words that need no language of their own.
fn listed(misfits: &[Misfit]) -> Sentence {
    let cells: Vec<Sentence> = misfits
        .iter()
        .map(|cell| {
            sentence!(
                "{row}行「{column}」{text}",
                "row {row} \"{column}\" {text}",
                row = cell.row,
                column = Shown::new(&cell.column),
                text = Shown::new(&cell.text)
            )
        })
        .collect();
    Sentence::in_a_row(&cells)
}
