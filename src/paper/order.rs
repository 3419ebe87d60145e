//! What somebody wants on paper, and what the register gives for it.

use chrono::Datelike;
use serde_json::Value;

use crate::domain::{Context, Id, Wording, ticks};
use crate::text::date::Day;
use crate::words;

/// What is to be printed beside the kind of paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The row it is about; none for a blank form.
    pub id: Option<Id>,
    /// One row, or all of them.
    pub span: Span,
    /// What the patient chose of the ten items of 様式3, from 1; none for what the consent in force has.
    pub items: Vec<usize>,
    /// Whether signers' names are printed.
    pub kimei: Kimei,
    /// The official text as it stands, or with its misprints put right; none for what the office laid down (第13条).
    pub wording: Option<Wording>,
    /// The month of a monthly report, by its first day; none for the one in progress.
    pub month: Option<Day>,
}

impl Order {
    /// How the official text is printed for this office.
    pub fn wording(&self, ctx: &Context) -> Wording {
        self.wording.unwrap_or(ctx.settings.form_wording)
    }
}

/// The ten items of 様式3 as people type them or the register keeps them: `1,2,4`; `None` for anything else.
pub fn items(typed: &str) -> Option<Vec<usize>> {
    let kept = ticks(typed, 10)?;
    kept.split_whitespace().map(|number| number.parse().ok()).collect()
}

/// A month as people type it, `2026-10` or any day of it, by its first day; `None` for anything else.
pub fn month(typed: &str) -> Option<Day> {
    let typed = typed.trim();
    let day: Day = format!("{typed}-01").parse().or_else(|_| typed.parse()).ok()?;
    day.with_day(1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_as_people_write_them_and_as_they_are_kept() {
        for typed in ["1,2,10", "１、２、１０", "10 2 1", "1・2・10"] {
            assert_eq!(items(typed), Some(vec![1, 2, 10]), "{typed}");
        }
        for typed in ["0", "11", "-1", "x"] {
            assert_eq!(items(typed), None, "{typed}");
        }
        assert_eq!(items(""), Some(Vec::new()));
    }
}
