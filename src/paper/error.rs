//! Why there is no paper: nothing to print, or no way to print it.

use super::fonts::PACKAGE;
use crate::domain::Id;
use crate::sentence;
use crate::store::StoreError;
use crate::text::{Sentence, Text};

/// Why a sheet cannot be filled.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// There is no such row for this office.
    #[error("{0} is not found")]
    NotFound(Id),
    /// What is missing or contradicts, row by row.
    #[error("the rows do not fit")]
    Wanting(Vec<Sentence>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a filled sheet is not set.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The program was built without the feature `paper`.
    #[error("built without paper")]
    NotBuilt,
    /// No font of the family is installed.
    #[error("no font")]
    NoFont,
    /// The font has no glyph for these characters.
    #[error("characters without a glyph")]
    Missing(Vec<Glyphless>),
    /// The paper is made as PDF only.
    #[error("no workbook")]
    NoWorkbook(Text),
    /// The template is at fault.
    #[error("{0}")]
    Template(String),
}

/// A character that the font lacks, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyphless {
    /// The field.
    pub place: Text,
    /// The character, with its variation selector where that is what is missing.
    pub character: String,
    /// The whole text of the field.
    pub text: String,
}

impl PaperError {
    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            PaperError::NotBuilt => Text::new(
                "この実行ファイルは様式の印刷（機能 paper）なしで作られています。",
                "This program was built without papers (the feature \"paper\").",
            )
            .into(),
            PaperError::NoFont => sentence!(
                "様式に使う書体がありません。{package} を入れてください（例：apt install {package}）。",
                "The font for papers is missing. Install {package} (for example: apt install {package}).",
                package = PACKAGE
            ),
            PaperError::Missing(glyphs) => sentence!(
                "書体にない文字があるため印刷しません：{what}",
                "Not printed, because the font lacks a character: {what}",
                what = Sentence::in_a_row(&glyphs.iter().map(Glyphless::sentence).collect::<Vec<_>>())
            ),
            PaperError::NoWorkbook(sheet) => sentence!(
                "「{sheet}」はPDFだけです。Excelにできるのは様式2です。",
                "\"{sheet}\" is made as PDF only; form 2 is made as Excel, too.",
                sheet = *sheet
            ),
            PaperError::Template(why) => sentence!(
                "組版に失敗しました。プログラムの誤りです：{why}",
                "Typesetting failed, which is a fault of the program: {why}",
                why = why
            ),
        }
    }
}

impl Glyphless {
    fn sentence(&self) -> Sentence {
        let codes: Vec<String> = self.character.chars().map(|c| format!("U+{:04X}", c as u32)).collect();
        sentence!(
            "{place}「{text}」の「{character}」（{codes}）",
            "{place} \"{text}\": \"{character}\" ({codes})",
            place = self.place,
            text = self.text,
            character = self.character,
            codes = codes.join(" ")
        )
    }
}
