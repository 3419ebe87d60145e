//! Checks on what is decided and not yet carried out in MCS.

use super::{Check, Counts, Names, PLAIN};
use crate::regulation::clause::id;
use crate::store::duty::mirror;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[Check {
    duty: &mirror::PENDING,
    id: "to_do_in_mcs",
    label: Text::new("MCS未反映", "To do in MCS"),
    clause: id("8"),
    action: "mirror.confirm",
    until: |found, _| found.day,
    counts: Counts::PastItsDay,
    names: Names::OfItsObject,
    ..PLAIN
}];
