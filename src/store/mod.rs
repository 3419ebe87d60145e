//! The store: the only place that names SQLite. Nothing here decides.

pub mod connection;
pub mod derive;
pub mod files;
pub mod open_error;
pub mod seal;
pub mod slots;
pub mod vault;
