//! Why a backup was not made or cannot be restored: one sentence each.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::file_error::{Fault, FileError, shown};
use super::open_error::{OpenError, OpenKind};
use crate::sentence;
use crate::text::Sentence;

/// Why a backup was not made, or cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file could not be read, written or named.
    #[error(transparent)]
    File(#[from] FileError),
    /// The store, or the copy, does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// SQLite says no while copying.
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    /// There is no readable manifest.
    #[error("{}: not a backup", .0.display())]
    Foreign(PathBuf),
    /// A later version of this program made it.
    #[error("backup version {0} is newer than this program")]
    Newer(u32),
    /// A file in the backup is not the one that was put there.
    #[error("{}: changed since the backup was made", .0.display())]
    Changed(PathBuf),
    /// The copy reads back with errors.
    #[error("{}: the copy is not whole", .0.display())]
    NotWhole(PathBuf),
    /// The caller cancelled.
    #[error("cancelled")]
    Cancelled,
    /// Another process has the store open that a restore would move aside.
    #[error("{}: in use", .0.display())]
    InUse(PathBuf),
}

impl BackupError {
    /// Whether somebody else holds the store, so that trying again may do.
    pub fn is_busy(&self) -> bool {
        match self {
            BackupError::Open(error) => error.kind() == OpenKind::Busy,
            BackupError::InUse(_) => true,
            BackupError::Sql(error) => {
                matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
            }
            _ => false,
        }
    }

    /// Whether something is already where a backup or a store was to be put.
    pub fn is_in_the_way(&self) -> bool {
        matches!(self, BackupError::File(FileError { fault: Fault::Exists, .. }))
    }

    /// What is wrong, where, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            BackupError::File(error) => error.sentence(),
            BackupError::Open(error) => error.sentence(),
            BackupError::Sql(error) => sentence!(
                "台帳を写せません（{error}）。ディスクの空きを確かめて、もう一度実行してください。",
                "The store cannot be copied ({error}). Check free space and try again.",
                error = error.sqlite_error_code().map_or("SQLite".to_owned(), |code| format!("{code:?}"))
            ),
            BackupError::Foreign(path) => sentence!(
                "{path} はバックアップではありません。manifest.json のある .backup フォルダーを指定してください。",
                "{path} is not a backup. Name a .backup folder with a manifest.json in it.",
                path = shown(path)
            ),
            BackupError::Newer(version) => sentence!(
                "このバックアップは新しい版の mcs-console で作られています（版 {version}）。プログラムを更新してください。",
                "This backup was made by a newer version of mcs-console (version {version}). Update the program.",
                version = version
            ),
            BackupError::Changed(path) => sentence!(
                "{path} は作成後に変わっています。戻していません。別のバックアップを使ってください。",
                "{path} has changed since the backup was made. Nothing was restored. Use another backup.",
                path = shown(path)
            ),
            BackupError::NotWhole(path) => sentence!(
                "{path} を読み返すと、元の台帳と一致しません。このバックアップは使えません。もう一度実行するか、別のものを使ってください。",
                "{path} does not read back as the store it was made from, and cannot be used. Try again, or use another backup.",
                path = shown(path)
            ),
            BackupError::Cancelled => {
                sentence!("中止しました。何も残っていません。", "Cancelled. Nothing was left behind.")
            }
            BackupError::InUse(path) => sentence!(
                "{path} は他の処理が使用中です。mcs-console をすべて閉じてから、もう一度実行してください。",
                "{path} is in use by another process. Close every mcs-console and try again.",
                path = shown(path)
            ),
        }
    }
}
