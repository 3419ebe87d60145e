//! **mcs-console**, the operations console of an MCS管理者.

pub mod actions;
pub mod cli;
pub mod config;
pub mod domain;
pub mod listings;
pub mod regulation;
pub mod session;
pub mod store;
pub mod text;
