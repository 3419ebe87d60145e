//! **mcs-console**, the operations console of an MCS管理者.

pub mod actions;
pub mod domain;
pub mod listings;
pub mod regulation;
pub mod store;
pub mod text;

#[cfg(test)]
pub(crate) mod testing;
