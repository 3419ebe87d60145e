//! Failures of the store: the disk, a damaged row, a busy neighbour. A refusal is never one of them.

use super::commit::Mark;
use super::evidence::Breach;
use super::evidence::anchor_error::AnchorError;
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

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
    /// 未実行: the commit failed, and the ledger, read again, has nothing of it.
    #[error("the commit failed: {0}")]
    NotDone(Box<StoreError>),
    /// The commit failed, and the ledger could not be read again.
    #[error("not known whether it was done: {}", .0.why)]
    Unclear(Box<Lost>),
}

/// A write whose end is not known.
#[derive(Debug)]
pub struct Lost {
    /// What to look for in the ledger, once it can be read: see [`Store::settle`](super::Store::settle).
    pub mark: Mark,
    /// Why the commit failed.
    pub why: StoreError,
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
            | StoreError::Unentered
            | StoreError::NotDone(_)
            | StoreError::Unclear(_) => None,
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

    /// Only the row that was being written is to blame: the transaction stands, and other rows may go on.
    pub fn is_of_one_row(&self) -> bool {
        matches!(self, StoreError::Stale { .. } | StoreError::Damaged(_)) || self.is_duplicate()
    }

    /// A unique index refused the row: `users_one_mail` and the like, as SQLite names its columns.
    pub fn is_duplicate(&self) -> bool {
        use rusqlite::ErrorCode::ConstraintViolation;
        matches!(self, StoreError::Sqlite(e) if e.sqlite_error_code() == Some(ConstraintViolation))
    }

    /// What happened, whether anything was done, and what to do.
    pub fn sentence(&self) -> Sentence {
        if let Some(about_evidence) = self.about_evidence() {
            return about_evidence;
        }
        match self {
            busy if busy.is_busy() => Text::new(
                "ストアは他の処理が使用中です。しばらくして、もう一度実行してください。",
                "The store is in use by another process. Try again in a moment.",
            )
            .into(),
            StoreError::NotDone(why) => sentence!(
                "未実行です：保存できませんでした（{why}）。操作記録を読み直し、記録がないことを確かめました。もう一度実行してください。",
                "Not done: it could not be saved ({why}). The ledger was read again and does not have it. Try again.",
                why = Shown::new(&why.to_string())
            ),
            StoreError::Unclear(lost) => sentence!(
                "実行済みか未実行か、まだ確かめられません（{why}）。操作記録 {number} にこの操作があれば実行済みです。なければ、もう一度実行してください。",
                "It is not known yet whether it was done ({why}). If entry {number} of the ledger is this act, it was; if not, try again.",
                why = Shown::new(&lost.why.to_string()),
                number = lost.mark.number
            ),
            StoreError::Sqlite(_)
            | StoreError::Stale { .. }
            | StoreError::Damaged(_)
            | StoreError::Suspended(_)
            | StoreError::Anchor(_)
            | StoreError::Unentered => sentence!(
                "ストアを読み書きできません（{why}）。doctor で確かめてください。",
                "The store cannot be read or written ({why}). Check it with doctor.",
                why = Shown::new(&self.to_string())
            ),
        }
    }
}
