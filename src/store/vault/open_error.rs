//! Why a store does not open: one kind for the exit status, one sentence for the person.
//!
//! A sentence names the store's own files and nothing else of the host, and never says whether the
//! operator or the passphrase was wrong.

use std::path::PathBuf;

use super::file_error::{Fault, FileError, shown};
use super::slots::SlotError;
use crate::sentence;
use crate::text::{Sentence, Shown};

/// Why a store cannot be made, unlocked or opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A file is missing, in the way, unsafe or unreadable.
    #[error(transparent)]
    File(#[from] FileError),
    /// The slot file, or a slot in it.
    #[error("{}: {fault}", file.display())]
    Slots {
        /// The slot file.
        file: PathBuf,
        /// What is wrong with it.
        fault: SlotError,
    },
    /// The database was made by another program, or belongs to another slot file.
    #[error("{}: not a store of this program, or not the one of its slot file", .0.display())]
    Foreign(PathBuf),
    /// The database is ours and cannot be read whole.
    #[error("{}: damaged", .0.display())]
    Damaged(PathBuf),
    /// A later version of this program made the database.
    #[error("{}: schema {found} is newer than {known}", file.display())]
    Newer {
        /// The database.
        file: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// The database waits for its migration.
    #[error("{}: schema {found} is older than {known}", file.display())]
    Older {
        /// The database.
        file: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// Somebody else holds the database for longer than we wait.
    #[error("{}: busy", .0.display())]
    Busy(PathBuf),
    /// The SQLite in this program could lose writes of several connections (before 3.51.3).
    #[error("SQLite {0} is too old")]
    OldSqlite(&'static str),
    /// The SQLite in this program does not encrypt.
    #[error("SQLite without encryption")]
    NoCipher,
    /// Anything else that SQLite says.
    #[error("{}: {source}", file.display())]
    Sql {
        /// The database.
        file: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

/// What an error means to a caller; the command line makes its exit status of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenKind {
    /// No store there yet: the first run.
    Missing,
    /// Not signed in: wrong operator or passphrase.
    NotSignedIn,
    /// Held by somebody else; trying again may do.
    Busy,
    /// Of an older version: somebody who may write opens it first.
    Older,
    /// Foreign, damaged, unsafe, of a newer version, or without its slots.
    Unusable,
}

impl OpenError {
    /// What the error means to a caller.
    pub fn kind(&self) -> OpenKind {
        match self {
            OpenError::File(FileError { fault: Fault::Missing, .. }) => OpenKind::Missing,
            OpenError::Slots { fault: SlotError::WrongPassphrase | SlotError::NotDemo, .. } => {
                OpenKind::NotSignedIn
            }
            OpenError::Busy(_) => OpenKind::Busy,
            OpenError::Older { .. } => OpenKind::Older,
            OpenError::File(_)
            | OpenError::Slots { .. }
            | OpenError::Foreign(_)
            | OpenError::Damaged(_)
            | OpenError::Newer { .. }
            | OpenError::OldSqlite(_)
            | OpenError::NoCipher
            | OpenError::Sql { .. } => OpenKind::Unusable,
        }
    }

    /// What is wrong, where, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            OpenError::File(error) => error.sentence(),
            OpenError::Slots { file, fault } => slot_sentence(shown(file).as_str(), fault),
            OpenError::Foreign(file) => sentence!(
                "{file} はこの製品の台帳ではないか、鍵ファイル（.keys）と組になっていません。場所（--db）を確かめてください。場所が正しければ、バックアップから戻してください（restore）。",
                "{file} is not a store of this program, or does not belong to the slot file (.keys) beside it. Check the location (--db); if it is right, bring the store back from a backup (restore).",
                file = shown(file)
            ),
            OpenError::Damaged(file) => sentence!(
                "{file} が壊れていて読めません。触らずに、バックアップから戻してください（restore）。",
                "{file} is damaged and cannot be read. Leave it as it is and bring the store back from a backup (restore).",
                file = shown(file)
            ),
            OpenError::Newer { file, found, known } => sentence!(
                "{file} は新しい版の mcs-console で作られています（形式 {found}、この版は {known} まで）。プログラムを更新してください。",
                "{file} was made by a newer version of mcs-console (schema {found}; this one knows {known}). Update the program.",
                file = shown(file),
                found = found,
                known = known
            ),
            OpenError::Older { file, found, known } => sentence!(
                "{file} は古い形式（{found}、この版は {known}）です。操作者が --read-only を付けずに mcs-console かそのコマンド（例：mcs-console --operator 番号 today）をいちど実行すると、バックアップの後に移行され、読めるようになります。",
                "{file} has an older schema ({found}; this version uses {known}). Once an operator runs mcs-console or one of its commands without --read-only (such as: mcs-console --operator ID today), it is backed up, brought up to date, and can be read.",
                file = shown(file),
                found = found,
                known = known
            ),
            OpenError::Busy(file) => sentence!(
                "{file} は他の処理が使用中です。しばらくして、もう一度実行してください。",
                "{file} is in use by another process. Try again in a moment.",
                file = shown(file)
            ),
            OpenError::OldSqlite(version) => sentence!(
                "組み込まれた SQLite {version} は古く、記録を失うおそれがあります（3.51.3 以降が必要）。正しく作られた版を使ってください。",
                "The SQLite {version} built in is too old and could lose records (3.51.3 or later is needed). Use a properly built version.",
                version = version
            ),
            OpenError::NoCipher => sentence!(
                "組み込まれた SQLite に暗号化がありません。正しく作られた版を使ってください。",
                "The SQLite built in does not encrypt. Use a properly built version."
            ),
            OpenError::Sql { file, source } => sentence!(
                "{file} を開けません：{source}。ディスクの空きと権限を確かめてください。",
                "{file} cannot be opened: {source}. Check free space and permissions.",
                file = shown(file),
                source = reason(source)
            ),
        }
    }
}

/// What SQLite says, without the path that some of its errors carry.
fn reason(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(code) => format!("{code:?}"),
        None => "SQLite".to_owned(),
    }
}

fn slot_sentence(file: &str, fault: &SlotError) -> Sentence {
    match fault {
        SlotError::File(error) if fault.is_missing() => sentence!(
            "鍵ファイル {file} がありません。これがないと台帳は開けません。バックアップの .keys を元の場所に戻してください。",
            "The slot file {file} is missing, and without it the store cannot be opened. Put the .keys file of a backup back in its place.",
            file = shown(&error.path)
        ),
        SlotError::File(error) => error.sentence(),
        SlotError::Foreign => sentence!(
            "{file} は鍵ファイルではありません。バックアップの .keys を元の場所に戻してください。",
            "{file} is not a slot file. Put the .keys file of a backup back in its place.",
            file = file
        ),
        SlotError::Newer(version) => sentence!(
            "{file} は新しい版の mcs-console で作られています（版 {version}）。プログラムを更新してください。",
            "{file} was made by a newer version of mcs-console (version {version}). Update the program.",
            file = file,
            version = version
        ),
        SlotError::Damaged => sentence!(
            "鍵ファイル {file} が壊れています。バックアップの .keys を元の場所に戻してください。",
            "The slot file {file} is damaged. Put the .keys file of a backup back in its place.",
            file = file
        ),
        SlotError::SlotDamaged(operator) => sentence!(
            "{file} の {operator} の鍵が壊れています。バックアップの .keys を戻すか、他の管理者に鍵を作り直してもらってください。",
            "The slot of {operator} in {file} is damaged. Put the .keys file of a backup back, or have another admin make a new slot.",
            file = file,
            operator = Shown::new(operator)
        ),
        SlotError::WrongPassphrase => sentence!(
            "操作者かパスフレーズが違います。確かめて、もう一度入力してください。",
            "Wrong operator or passphrase. Check both and try again."
        ),
        SlotError::NotDemo => sentence!(
            "{file} はデモではありません。操作者とパスフレーズで開いてください（--operator）。",
            "{file} is not of a demo store. Sign in with an operator and a passphrase (--operator).",
            file = file
        ),
        SlotError::Exists(operator) => sentence!(
            "{operator} の鍵は既にあります。作り直すときは、パスフレーズの変更を使ってください。",
            "{operator} has a slot already. To make a new one, change the passphrase.",
            operator = Shown::new(operator)
        ),
        SlotError::Unknown(operator) => sentence!(
            "{operator} の鍵はありません。番号を確かめてください。",
            "{operator} has no slot. Check the id.",
            operator = Shown::new(operator)
        ),
        SlotError::Last(operator) => sentence!(
            "{operator} の鍵は最後の一つで、消すと誰も開けなくなります。先に他の人の鍵を作ってください。",
            "{operator} has the last slot; without it nobody could open the store. Make another person's slot first.",
            operator = Shown::new(operator)
        ),
    }
}
