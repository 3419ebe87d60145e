//! Mirror marks: what is decided here and must still be carried out in MCS (MCS未反映).

use super::{Id, MirrorId, OfficeId};
use crate::text::date::Instant;
use crate::words;

words! {
    /// Whether a decision has been carried out in MCS.
    MirrorState {
        Pending "pending" "MCS未反映" "To do in MCS",
        Confirmed "confirmed" "MCS反映済" "Done in MCS",
        Cancelled "cancelled" "反映不要" "No longer needed",
    }
}

words! {
    /// How decisions get into MCS.
    MirrorSetting {
        Manual "manual" "手で反映" "By hand",
        Command "command" "プログラムで反映" "By a program",
        Off "off" "反映なし（この台帳が正本）" "Not at all: this register is the system of record",
    }
}

/// By hand, until something else is set.
impl Default for MirrorSetting {
    fn default() -> MirrorSetting {
        MirrorSetting::Manual
    }
}

/// One decision's mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Mirror {
    /// Its name in the register.
    pub id: MirrorId,
    /// Counts the row's changes.
    pub version: u32,
    /// Whose duty it is.
    pub office: OfficeId,
    /// The ledger entry that decided.
    pub entry: i64,
    /// The action decided, as its id (`invitation.approve`).
    pub action: String,
    /// What it is about.
    pub object: Id,
    /// The act is the opposite of `action`: it had been carried out and then undone.
    pub opposite: bool,
    /// Carried out or not.
    pub state: MirrorState,
    /// Who confirmed it, as an operator id.
    pub settled_by: String,
    /// When it was confirmed or cancelled.
    pub settled_at: Option<Instant>,
}
