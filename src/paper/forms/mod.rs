//! The four forms of the regulation (別紙様式1–4), one file each.

pub(super) mod form1;
pub(super) mod form2;
pub(super) mod form2_template;
pub(super) mod form2_xlsx;
pub(super) mod form3;
pub(super) mod form4;
pub(super) mod office;
