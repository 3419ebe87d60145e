//! **mcs-console**, the operations console of an MCS管理者.

pub mod domain;
pub mod regulation;
pub mod text;
