//! The store: the only place that names SQLite. Nothing here decides.

pub mod backup;
pub mod backup_error;
pub mod connection;
pub mod derive;
pub mod file_error;
pub mod files;
pub mod migrate;
pub mod open_error;
pub mod restore;
pub mod seal;
pub mod slots;
pub mod vault;
