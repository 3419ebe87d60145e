//! **mcs-console**, the operations console of an MCS管理者.

pub mod text;
pub mod tui;
