//! **mcs-console**, the operations console of an MCS管理者.

pub mod exchange;
pub mod regulation;
pub mod text;
