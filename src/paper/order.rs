//! What somebody wants on paper, and what the register gives for it.

use serde_json::Value;

use crate::domain::Id;
use crate::words;

/// What is to be printed beside the kind of paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The row it is about; none for a blank form.
    pub id: Option<Id>,
    /// One row, or all of them.
    pub span: Span,
    /// What the patient chose of the ten items of 様式3, from 1.
    pub items: Vec<usize>,
    /// Whether signers' names are printed.
    pub kimei: Kimei,
    /// The official text as it stands, or with its misprints put right.
    pub wording: Wording,
}

/// One paper, or one for everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// The row of the order, or a blank.
    #[default]
    One,
    /// Every registered user.
    All,
    /// Nobody and no office: a form to be written on.
    Blank,
}

/// Whether the names of those who sign are printed (記名) or left for the hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kimei {
    /// 署名: signed by hand.
    #[default]
    ByHand,
    /// 記名: printed, to be sealed.
    Printed,
}

impl Kimei {
    /// A signer's name, where it is to be printed.
    pub fn name(self, name: &str) -> &str {
        match self {
            Kimei::ByHand => "",
            Kimei::Printed => name,
        }
    }
}

/// How the official text is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wording {
    /// As it was issued, misprints included.
    #[default]
    AsIssued,
    /// With what is meant in place of the misprints, where the office chose so.
    Corrected,
}

words! {
    /// What a paper is made as.
    Format {
        Pdf "pdf" "PDF" "PDF",
        Xlsx "xlsx" "Excel" "Excel",
    }
}

/// A paper's content, ready to be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// What the template shows.
    pub data: Value,
    /// The row it is about, where there is one.
    pub about: Option<Id>,
}
