//! What a review campaign (精査) decides of each membership.

use super::{DecisionId, MembershipId, ReviewId};
use crate::words;

words! {
    /// What is decided of a membership.
    Decided {
        Keep "keep" "継続" "Keep",
        Remove "remove" "参加解除" "Remove",
        Unsure "unsure" "要確認" "Unsure",
    }
}

/// A decision of a campaign: one for each membership that was looked at, the last word.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Its name in the register.
    pub id: DecisionId,
    /// Counts its changes.
    pub version: u32,
    /// The campaign.
    pub review: ReviewId,
    /// The membership it is about.
    pub membership: MembershipId,
    /// What was decided.
    pub decided: Decided,
}

/// How many of each a campaign has decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecisionCounts {
    /// 継続
    pub keep: u64,
    /// 参加解除
    pub remove: u64,
    /// 要確認
    pub unsure: u64,
}
