//! **mcs-console**, the operations console of an MCS管理者.

pub mod store;
pub mod text;
