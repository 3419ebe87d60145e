//! Failures of the store: the disk, a damaged row, a busy neighbour. A refusal is never one of them.

/// The store could not do what was asked; nothing was half done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("the store failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A row was not at the version the caller had read.
    #[error("{noun} {number} was changed meanwhile")]
    Stale {
        /// Which table.
        noun: &'static str,
        /// Which row.
        number: i64,
    },
    /// A row or file is not what only this program can have written.
    #[error("damaged: {0}")]
    Damaged(String),
}

impl StoreError {
    /// Somebody else holds the store; trying again helps.
    pub fn is_busy(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
        matches!(self, StoreError::Sqlite(e) if matches!(e.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked)))
    }

    /// The query was interrupted because a newer one took its place.
    pub fn is_interrupted(&self) -> bool {
        use rusqlite::ErrorCode::OperationInterrupted;
        matches!(self, StoreError::Sqlite(e) if e.sqlite_error_code() == Some(OperationInterrupted))
    }

    /// A unique index refused the row: `users_one_mail` and the like, as SQLite names its columns.
    pub fn is_duplicate(&self) -> bool {
        use rusqlite::ErrorCode::ConstraintViolation;
        matches!(self, StoreError::Sqlite(e) if e.sqlite_error_code() == Some(ConstraintViolation))
    }
}
