//! Failures of the store: the disk, a damaged row, a busy neighbour. A refusal is never one of them.

use super::evidence::Breach;
use super::evidence::anchor_error::AnchorError;
use crate::sentence;
use crate::text::Sentence;

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
    /// The evidence does not fit: nothing is written any more.
    #[error("the evidence does not fit: {}", .0.word())]
    Suspended(Box<Breach>),
    /// A write that no entry of the ledger tells of: a mistake of ours.
    #[error("a write without an entry in the ledger")]
    Unentered,
    /// The anchor cannot be read or written; what was committed just before stands, and nothing else is written.
    #[error(transparent)]
    Anchor(#[from] AnchorError),
}

impl StoreError {
    /// What is wrong where it is the evidence, and what to do; nothing for other failures.
    pub fn about_evidence(&self) -> Option<Sentence> {
        match self {
            StoreError::Suspended(breach) => Some(breach.refusal()),
            StoreError::Anchor(error) => Some(sentence!(
                "証跡の控えに書けません（{why}）。直前の操作は確定している場合があります。控えに書けるまで、次の変更はできません。",
                "The anchor cannot be written ({why}). The last act may stand. Nothing else is changed until it can.",
                why = error
            )),
            StoreError::Sqlite(_)
            | StoreError::Stale { .. }
            | StoreError::Damaged(_)
            | StoreError::Unentered => None,
        }
    }

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
