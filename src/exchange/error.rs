//! Why a whole file cannot be read. A row that cannot be read is a [`Flaw`](super::Flaw), and the others go on.

use crate::sentence;
use crate::text::{Lang, Sentence, Shown, Text};
use std::fmt;

/// A file was refused or could not be read; nothing was taken from it.
#[derive(Debug)]
pub enum ExchangeError {
    /// The operating system said no.
    Io(std::io::Error),
    /// Another program wrote to the file between two looks at it.
    Changed,
    /// Neither text nor a spreadsheet, such as an old `.xls`, a PDF or an encrypted workbook.
    Unsupported(Text),
    /// A spreadsheet that is cut off or was not written by a spreadsheet program.
    Damaged(String),
    /// A spreadsheet larger than the limits allow.
    TooLarge {
        /// What is too large.
        what: Text,
        /// The limit in MiB, or a count.
        limit: u64,
    },
    /// No sheet of that name, or none with anything in it.
    NoSheet {
        /// The name asked for; `None` where any filled sheet would do.
        asked: Option<String>,
        /// The sheets there are.
        found: Vec<String>,
    },
    /// No row among the first ones has the headers needed.
    MissingColumns {
        /// The usual names of the missing columns.
        missing: Vec<Text>,
        /// The row most like a header, cell by cell; empty where nothing was recognised.
        found: Vec<String>,
    },
    /// Two columns claim to be the same one.
    DuplicateColumn {
        /// The row of the header.
        row: u32,
        /// Both headers as they stand.
        headers: [String; 2],
    },
}

impl ExchangeError {
    /// What happened and what to do, in both languages.
    pub fn sentence(&self) -> Sentence {
        match self {
            ExchangeError::Io(why) => {
                sentence!("ファイルを読めません。理由：{why}", "The file cannot be read: {why}", why = why)
            }
            ExchangeError::Changed => Text::new(
                "読み込み中にファイルが変更されました。保存を終えてから、もう一度読み込んでください。",
                "The file was changed while it was being read. Finish saving it, then read it again.",
            )
            .into(),
            ExchangeError::Unsupported(what) => sentence!(
                "読み込めない形式です：{what}。XLSX または CSV で保存し直してください。",
                "This format cannot be read: {what}. Save it as XLSX or CSV.",
                what = *what
            ),
            ExchangeError::Damaged(why) => sentence!(
                "壊れている、または Excel のファイルではありません（{why}）。Excel で開いて保存し直してください。",
                "Damaged or not an Excel file ({why}). Open it in Excel and save it again.",
                why = Shown::new(why)
            ),
            ExchangeError::TooLarge { what, limit } => sentence!(
                "大きすぎるため読み込みません：{what}（上限 {limit}）。表を分けるか、CSV で保存してください。",
                "Too large to be read: {what} (limit {limit}). Split the table or save it as CSV.",
                what = *what,
                limit = limit
            ),
            ExchangeError::NoSheet { asked, found } => no_sheet(asked.as_deref(), found),
            ExchangeError::MissingColumns { missing, found } => missing_columns(missing, found),
            ExchangeError::DuplicateColumn { row, headers: [first, second] } => sentence!(
                "{row}行目の見出し「{first}」と「{second}」は同じ項目です。どちらかを消してください。",
                "Row {row}: the headers “{first}” and “{second}” mean the same column. Remove one.",
                row = row,
                first = Shown::new(first),
                second = Shown::new(second)
            ),
        }
    }
}

fn no_sheet(asked: Option<&str>, found: &[String]) -> Sentence {
    let found = listed(found);
    match asked {
        Some(asked) => sentence!(
            "シート「{asked}」がありません。あるシート：{found}",
            "There is no sheet “{asked}”. Sheets: {found}",
            asked = Shown::new(asked),
            found = found
        ),
        None => sentence!(
            "データのあるシートがありません（シート：{found}）。",
            "No sheet has anything in it (sheets: {found}).",
            found = found
        ),
    }
}

fn missing_columns(missing: &[Text], found: &[String]) -> Sentence {
    let all = |lang, between| missing.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(between);
    let missing = Sentence::new(all(Lang::Ja, "、"), all(Lang::En, ", "));
    if found.is_empty() {
        return sentence!(
            "見出しの行が見つかりません。必要な列：{missing}",
            "No header row was found. Columns needed: {missing}",
            missing = missing
        );
    }
    sentence!(
        "必要な列がありません：{missing}。見つかった見出し：{found}",
        "Columns are missing: {missing}. Headers found: {found}",
        missing = missing,
        found = listed(found)
    )
}

/// A few names for a sentence: a hostile file has thousands, each as long as it likes.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 20;
    let cut = |name: &String| Shown::new(&name.chars().take(30).collect::<String>()).to_string();
    let mut list = names.iter().take(SHOWN).map(cut).collect::<Vec<_>>().join("、");
    if names.len() > SHOWN {
        list.push_str(&format!(" … +{}", names.len() - SHOWN));
    }
    list
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence().get(Lang::En))
    }
}

impl std::error::Error for ExchangeError {}

impl From<std::io::Error> for ExchangeError {
    fn from(error: std::io::Error) -> ExchangeError {
        if super::verified::is_changed(&error) { ExchangeError::Changed } else { ExchangeError::Io(error) }
    }
}
