//! The table of papers: every sheet there is, in the order of menus and help.

use std::fmt;
use std::path::Path;

use rust_xlsxwriter::XlsxError;
use serde_json::Value;

use super::error::Unfit;
use super::forms::{form1, form2, form2_template, form2_xlsx, form3, form4};
use super::order::{Filled, Order};
use super::sheets::{
    answer, appointment, clauses, contacts, device, incident, institutions, joiner, leaver, ledger, monthly,
    restriction, review, takeout, team, withdrawal,
};
use crate::domain::{Context, Noun};
use crate::exchange::template::NotFilled;
use crate::store::Reader;
use crate::text::Text;

/// Makes a workbook of a paper's data.
pub type MakeWorkbook = fn(&Value) -> Result<Vec<u8>, XlsxError>;

/// Fills somebody else's workbook with a paper's data.
pub type FillTemplate = fn(&Path, &Value) -> Result<Vec<u8>, NotFilled>;

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
    /// What may be chosen about it.
    pub takes: &'static [Takes],
    /// Its template.
    pub template: &'static str,
    /// Makes a workbook of it, where it is asked for as one, too.
    pub workbook: Option<MakeWorkbook>,
    /// Fills somebody else's workbook, where there is one to be filled.
    pub template_of_others: Option<FillTemplate>,
    /// Fills it from the register.
    pub fill: fn(&Reader<'_>, &Context, &Order) -> Result<Filled, Unfit>,
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word)
    }
}

/// What may be chosen about a paper; the typeface may be of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Whether signers' names are printed.
    Kimei,
    /// The ten items of 様式3.
    Items,
    /// Everybody at once.
    All,
    /// Nothing filled in.
    Blank,
    /// The official text as issued or corrected.
    Wording,
    /// A workbook in place of the PDF.
    Excel,
    /// The month it reports on.
    Month,
}

impl Sheet {
    /// Whether this may be chosen about it.
    pub fn takes(&self, what: Takes) -> bool {
        self.takes.contains(&what)
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
        takes: &[Takes::Kimei, Takes::Blank, Takes::Wording],
        template: include_str!("../assets/paper/form1.typ"),
        workbook: None,
        template_of_others: None,
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
        takes: &[Takes::Excel, Takes::Blank, Takes::Wording],
        template: include_str!("../assets/paper/form2.typ"),
        workbook: Some(form2_xlsx::workbook),
        template_of_others: Some(form2_template::filled),
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
        takes: &[Takes::Kimei, Takes::Items, Takes::Blank, Takes::Wording],
        template: include_str!("../assets/paper/form3.typ"),
        workbook: None,
        template_of_others: None,
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
        takes: &[Takes::Kimei, Takes::All, Takes::Blank, Takes::Wording],
        template: include_str!("../assets/paper/form4.typ"),
        workbook: None,
        template_of_others: None,
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
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
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
        takes: &[Takes::Wording],
        template: SHEET,
        workbook: None,
        template_of_others: None,
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
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
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
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
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
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
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
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: institutions::fill,
    },
    Sheet {
        word: "takeout",
        action: "print.takeout",
        stem: "takeout",
        entry: Text::new("持出し届出書・承認書の印刷", "Take-out notice printed"),
        label: Text::new("持出し届出書・承認書", "Take-out: notice and permit"),
        about: Text::new(
            "持出しの届出とMCS管理者の判断（第12条(9)）",
            "Asked for in writing, and decided on (Art. 12(9))",
        ),
        subject: Subject::Maybe(Noun::TakeOut),
        takes: &[Takes::Blank],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: takeout::fill,
    },
    Sheet {
        word: "device",
        action: "print.device",
        stem: "device",
        entry: Text::new("個人端末使用許可書の印刷", "Device permit printed"),
        label: Text::new("個人端末業務使用許可書", "Permit for a personal device"),
        about: Text::new(
            "個人の端末の使用を管理者が書面で許可",
            "The head permits a personal device in writing",
        ),
        subject: Subject::Maybe(Noun::Device),
        takes: &[Takes::Blank, Takes::Wording],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: device::fill,
    },
    Sheet {
        word: "review",
        action: "print.review",
        stem: "review",
        entry: Text::new("精査結果確認書の印刷", "Review sign-off printed"),
        label: Text::new("参加者精査結果確認書", "Review sign-off"),
        about: Text::new("精査の結果と署名（留意事項1(4)）", "What a review found, to be signed"),
        subject: Subject::Must(Noun::Review),
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: review::fill,
    },
    Sheet {
        word: "answer",
        action: "print.answer",
        stem: "answer",
        entry: Text::new("請求への回答書の印刷", "Answer to a request printed"),
        label: Text::new("請求への回答書", "Answer to a request"),
        about: Text::new(
            "開示等の請求に対する回答（様式3第5条）",
            "What the office answers to patient or family",
        ),
        subject: Subject::Must(Noun::Request),
        takes: &[Takes::Wording],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: answer::fill,
    },
    Sheet {
        word: "withdrawal",
        action: "print.withdrawal",
        stem: "withdrawal",
        entry: Text::new("同意撤回書の印刷", "Withdrawal of consent printed"),
        label: Text::new("個人情報使用同意撤回書", "Withdrawal of consent"),
        about: Text::new("患者・家族が同意を撤回する書面", "Patient or family takes the consent back"),
        subject: Subject::Maybe(Noun::Group),
        takes: &[Takes::Blank],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: withdrawal::fill,
    },
    Sheet {
        word: "incident",
        action: "print.incident",
        stem: "incident",
        entry: Text::new("漏えい等報告書の印刷", "Incident report printed"),
        label: Text::new("漏えい等報告書（下書き）", "Incident report, draft"),
        about: Text::new("速報・確報の9項目を記録から下書き", "The nine points, drafted from the record"),
        subject: Subject::Must(Noun::Incident),
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: incident::fill,
    },
    Sheet {
        word: "contacts",
        action: "print.contacts",
        stem: "contacts",
        entry: Text::new("緊急連絡先一覧の印刷", "Emergency contacts printed"),
        label: Text::new("緊急連絡先一覧", "Emergency contacts"),
        about: Text::new(
            "掲示用：紛失・不正利用のときの連絡先",
            "Whom to call at a loss or misuse, for posting",
        ),
        subject: Subject::Office,
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: contacts::fill,
    },
    Sheet {
        word: "clauses",
        action: "print.clauses",
        stem: "clauses",
        entry: Text::new("運用規程点検表の印刷", "Clause board printed"),
        label: Text::new("運用規程点検表", "Clause board"),
        about: Text::new("全条項の状態と理由", "How every clause stands, and why"),
        subject: Subject::Office,
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: clauses::fill,
    },
    Sheet {
        word: "monthly",
        action: "print.monthly",
        stem: "monthly",
        entry: Text::new("月次報告書の印刷", "Monthly report printed"),
        label: Text::new("月次報告書", "Monthly report"),
        about: Text::new(
            "管理者への報告：件数、推移、未了、決定",
            "For the head: numbers, trends, duties, decisions",
        ),
        subject: Subject::Office,
        takes: &[Takes::Month],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: monthly::fill,
    },
    Sheet {
        word: "ledger",
        action: "print.ledger",
        stem: "ledger",
        entry: Text::new("操作記録抄本の印刷", "Ledger extract printed"),
        label: Text::new("操作記録抄本", "Ledger extract"),
        about: Text::new("事業所の、又は一件の操作記録", "The ledger of the office, or about one row"),
        subject: Subject::Any,
        takes: &[],
        template: SHEET,
        workbook: None,
        template_of_others: None,
        fill: ledger::fill,
    },
];

/// Finds a sheet by its word.
pub fn find(word: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|sheet| sheet.word == word)
}
