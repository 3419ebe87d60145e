//! Papers and lessons of a user: pledge (誓約書), training (教育).

use super::{Facts, OfficeId, PledgeId, TrainingId, UserId};
use crate::text::date::Day;
use crate::words;

words! {
    /// A pledge of 様式4, or the earlier one that stands for it (第9条第2項).
    PledgeKind {
        Signed "signed" "誓約書" "Pledge",
        Waiver "waiver" "省略" "Waiver",
    }
}

/// A pledge of confidentiality (誓約書, 様式4), or its waiver.
#[derive(Clone, Debug, PartialEq)]
pub struct Pledge {
    /// Its name in the register.
    pub id: PledgeId,
    /// Counts the row's changes.
    pub version: u32,
    /// Who pledged.
    pub user: UserId,
    /// 様式4 or an earlier document.
    pub kind: PledgeKind,
    /// The day it was signed.
    pub signed_on: Day,
    /// Where the paper is kept.
    pub kept_at: String,
    /// What else is recorded of it; `None` where it was recorded before anybody was asked.
    pub facts: Option<Facts>,
}

/// A training (教育) on the pledge's content, attended by one user.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// Its name in the register.
    pub id: TrainingId,
    /// Counts the row's changes.
    pub version: u32,
    /// The office that held it.
    pub office: OfficeId,
    /// Who attended.
    pub user: UserId,
    /// The day it was held.
    pub held_on: Day,
    /// What it was about.
    pub topic: String,
    /// It covered 「誓約書の内容」: without that it does not count for 第9条第1項.
    pub covers_pledge: bool,
    /// What else is recorded of it; `None` where it was recorded before anybody was asked.
    pub facts: Option<Facts>,
}
