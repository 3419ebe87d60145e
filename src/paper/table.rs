//! The table of papers: every sheet there is, in the order of menus and help.

use std::fmt;

use rust_xlsxwriter::XlsxError;
use serde_json::Value;

use super::error::Unfit;
use super::forms::{form1, form2, form2_xlsx, form3, form4};
use super::order::{Filled, Order};
use super::sheets::{appointment, institutions, joiner, leaver, ledger, restriction, team};
use crate::domain::{Context, Noun};
use crate::store::Reader;
use crate::text::Text;

/// Makes a workbook of a paper's data.
pub type MakeWorkbook = fn(&Value) -> Result<Vec<u8>, XlsxError>;

/// A kind of paper.
pub struct Sheet {
    /// The word of the command line: `3`, `restriction`.
    pub word: &'static str,
    /// Its id in the ledger.
    pub action: &'static str,
    /// What its files are called.
    pub stem: &'static str,
    /// What its entry in the ledger says.
    pub entry: Text,
    /// What it is called.
    pub label: Text,
    /// What it is for.
    pub about: Text,
    /// What it may be about.
    pub subject: Subject,
    /// Its template.
    pub template: &'static str,
    /// Makes a workbook of it, where it is asked for as one, too.
    pub workbook: Option<MakeWorkbook>,
    /// Fills it from the register.
    pub fill: fn(&Reader<'_>, &Context, &Order) -> Result<Filled, Unfit>,
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word)
    }
}

/// The row that a paper is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The own office, whatever the row.
    Office,
    /// A row of this noun, or a blank form.
    Maybe(Noun),
    /// A row of this noun.
    Must(Noun),
    /// Any row, or none.
    Any,
}

/// The layout of the office's own sheets.
const SHEET: &str = include_str!("../assets/paper/sheet.typ");

/// Every sheet.
pub static SHEETS: &[Sheet] = &[
    Sheet {
        word: "1",
        action: "print.form1",
        stem: "form1",
        entry: Text::new("様式1の印刷", "Form 1 printed"),
        label: Text::new("様式1 利用登録代行申込書", "Form 1: application for registration"),
        about: Text::new("事業所から狛江市長へ提出", "From the office to the mayor of Komae"),
        subject: Subject::Office,
        template: include_str!("../assets/paper/form1.typ"),
        workbook: None,
        fill: form1::fill,
    },
    Sheet {
        word: "2",
        action: "print.form2",
        stem: "form2",
        entry: Text::new("様式2の印刷", "Form 2 printed"),
        label: Text::new("様式2 一括登録代行申込書", "Form 2: registration of the staff"),
        about: Text::new("MCS運営事務局あての登録者名簿", "The list of staff for the MCS operations desk"),
        subject: Subject::Office,
        template: include_str!("../assets/paper/form2.typ"),
        workbook: Some(form2_xlsx::workbook),
        fill: form2::fill,
    },
    Sheet {
        word: "3",
        action: "print.form3",
        stem: "form3",
        entry: Text::new("様式3の印刷", "Form 3 printed"),
        label: Text::new("様式3 個人情報使用同意書", "Form 3: consent"),
        about: Text::new(
            "患者・家族と取り交わす同意書、2通",
            "The consent of patient and family, in two copies",
        ),
        subject: Subject::Maybe(Noun::Group),
        template: include_str!("../assets/paper/form3.typ"),
        workbook: None,
        fill: form3::fill,
    },
    Sheet {
        word: "4",
        action: "print.form4",
        stem: "form4",
        entry: Text::new("様式4の印刷", "Form 4 printed"),
        label: Text::new("様式4 連携情報守秘誓約書", "Form 4: pledge"),
        about: Text::new("MCSユーザーの誓約書、控え付き", "A user's pledge, with a copy to keep"),
        subject: Subject::Maybe(Noun::User),
        template: include_str!("../assets/paper/form4.typ"),
        workbook: None,
        fill: form4::fill,
    },
    Sheet {
        word: "restriction",
        action: "print.restriction",
        stem: "restriction",
        entry: Text::new("利用制限通知書の印刷", "Restriction letter printed"),
        label: Text::new("利用制限通知書", "Restriction letter"),
        about: Text::new(
            "制限・禁止の理由と期間を本人に通知",
            "Tells a user about a sanction and its reason",
        ),
        subject: Subject::Must(Noun::User),
        template: SHEET,
        workbook: None,
        fill: restriction::fill,
    },
    Sheet {
        word: "appointment",
        action: "print.appointment",
        stem: "appointment",
        entry: Text::new("MCS管理者任命書の印刷", "Appointment printed"),
        label: Text::new("MCS管理者任命書", "Appointment of an administrator"),
        about: Text::new("事業所の管理者による任命（第7条）", "The head appoints an MCS administrator"),
        subject: Subject::Must(Noun::User),
        template: SHEET,
        workbook: None,
        fill: appointment::fill,
    },
    Sheet {
        word: "joiner",
        action: "print.joiner",
        stem: "joiner",
        entry: Text::new("入職チェックシートの印刷", "Joiner's sheet printed"),
        label: Text::new("入職チェックシート", "Joiner's sheet"),
        about: Text::new("入職から最初のグループまでの手順", "The steps from joining to the first group"),
        subject: Subject::Must(Noun::User),
        template: SHEET,
        workbook: None,
        fill: joiner::fill,
    },
    Sheet {
        word: "leaver",
        action: "print.leaver",
        stem: "leaver",
        entry: Text::new("退職・異動チェックシートの印刷", "Leaver's sheet printed"),
        label: Text::new("退職・異動チェックシート", "Leaver's sheet"),
        about: Text::new("退職・異動で終えることの一覧", "What ends when a person leaves"),
        subject: Subject::Must(Noun::User),
        template: SHEET,
        workbook: None,
        fill: leaver::fill,
    },
    Sheet {
        word: "team",
        action: "print.team",
        stem: "team",
        entry: Text::new("支援チーム一覧の印刷", "Support team printed"),
        label: Text::new("支援チーム一覧", "Support team"),
        about: Text::new("患者・家族に渡す担当者の一覧", "Who shares the information, for the family"),
        subject: Subject::Must(Noun::Group),
        template: SHEET,
        workbook: None,
        fill: team::fill,
    },
    Sheet {
        word: "institutions",
        action: "print.institutions",
        stem: "institutions",
        entry: Text::new("連携事業所一覧の印刷", "List of institutions printed"),
        label: Text::new("連携事業所一覧", "Collaborating institutions"),
        about: Text::new("掲示用：MCSを利用する事業所", "The offices that use MCS, for posting"),
        subject: Subject::Office,
        template: SHEET,
        workbook: None,
        fill: institutions::fill,
    },
    Sheet {
        word: "ledger",
        action: "print.ledger",
        stem: "ledger",
        entry: Text::new("操作記録抄本の印刷", "Ledger extract printed"),
        label: Text::new("操作記録抄本", "Ledger extract"),
        about: Text::new("事業所の、又は一件の操作記録", "The ledger of the office, or about one row"),
        subject: Subject::Any,
        template: SHEET,
        workbook: None,
        fill: ledger::fill,
    },
];

/// Finds a sheet by its word.
pub fn find(word: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|sheet| sheet.word == word)
}
