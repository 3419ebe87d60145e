//! Lists of other programs.

pub mod import;
