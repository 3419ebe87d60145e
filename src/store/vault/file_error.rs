//! What can be wrong with a file of a store: one fault, one sentence.

use std::io;
use std::path::{Path, PathBuf};

use crate::sentence;
use crate::text::{Sentence, Shown};

/// What is wrong with a file, and which file.
#[derive(Debug, thiserror::Error)]
#[error("{}: {fault}", path.display())]
pub struct FileError {
    /// The file, always one of the store's own.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The ways in which a file of a store can be wrong.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// A symbolic link, a folder or a device.
    #[error("not a regular file")]
    NotRegular,
    /// Another user of the host owns it.
    #[error("owned by another user")]
    ForeignOwner,
    /// Group or others have a permission bit.
    #[error("open to others: mode {0:04o}")]
    OpenToOthers(u32),
    /// A second name for it exists.
    #[error("{0} hard links")]
    HardLinks(u64),
    /// Anybody could put another file in its place.
    #[error("folder writable by everyone")]
    FolderOpenToAll,
    /// Something is already there.
    #[error("already exists")]
    Exists,
    /// It is too long for what it should be.
    #[error("too long")]
    TooLong,
    /// It holds as much as it may.
    #[error("full")]
    Full,
    /// The disk or the system said no.
    #[error(transparent)]
    Io(io::Error),
}

impl FileError {
    /// Wraps what the system said about `path`.
    pub fn new(path: &Path, error: io::Error) -> FileError {
        FileError { path: path.to_owned(), fault: fault_of(error) }
    }

    /// What is wrong, where, and what to do.
    pub fn sentence(&self) -> Sentence {
        let path = shown(&self.path);
        match &self.fault {
            Fault::Missing => sentence!(
                "{path} がありません。場所（--db）を確かめるか、init で作成してください。",
                "{path} does not exist. Check the location (--db), or make a store with init.",
                path = path
            ),
            Fault::NotRegular => sentence!(
                "{path} は通常のファイルではありません（リンクなど）。安全のため開きません。実際のファイルを指定してください。",
                "{path} is not a regular file (a link, for example) and is not opened, for safety. Name the file itself.",
                path = path
            ),
            Fault::ForeignOwner => sentence!(
                "{path} の所有者が実行者と異なります。所有者として実行するか、所有者を直してください。",
                "{path} belongs to another user of this host. Run as its owner, or correct the owner.",
                path = path
            ),
            Fault::OpenToOthers(mode) => sentence!(
                "{path} が他の人にも開かれています（モード {mode}）。chmod 600 で閉じてください。",
                "{path} is open to others (mode {mode}). Close it with chmod 600.",
                path = path,
                mode = format!("{mode:04o}")
            ),
            Fault::HardLinks(count) => sentence!(
                "{path} に別名（ハードリンク）があります（{count}個）。余分な名前を消してください。",
                "{path} has other names (hard links: {count}). Remove the extra names.",
                path = path,
                count = count
            ),
            Fault::FolderOpenToAll => sentence!(
                "{path} のフォルダーは誰でも書き込めます。フォルダーの権限を直してください（chmod o-w）。",
                "Everyone may write to the folder of {path}. Correct the folder's permissions (chmod o-w).",
                path = path
            ),
            Fault::Exists => sentence!(
                "{path} は既にあります。上書きしません。別の名前を指定してください。",
                "{path} already exists and is not overwritten. Choose another name.",
                path = path
            ),
            Fault::TooLong => sentence!(
                "{path} が長すぎて読めません。バックアップから戻してください（restore）。",
                "{path} is too long to be what it should be. Bring it back from a backup (restore).",
                path = path
            ),
            Fault::Full => sentence!(
                "{path} がいっぱいで、閲覧の記録を残せません。書き込める操作者が一度サインインすると、操作記録に移ります。",
                "{path} is full, so that no reading can be noted. Once an operator who may write signs in, it goes into the ledger.",
                path = path
            ),
            Fault::Io(error) => sentence!(
                "{path} を読み書きできません：{error}。ディスクの空きと権限を確かめてください。",
                "{path} cannot be read or written: {error}. Check free space and permissions.",
                path = path,
                error = error
            ),
        }
    }
}

/// The path as it may stand in a sentence.
pub fn shown(path: &Path) -> Shown {
    Shown::new(&path.to_string_lossy())
}

fn fault_of(error: io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::NotFound => Fault::Missing,
        io::ErrorKind::AlreadyExists => Fault::Exists,
        _ => Fault::Io(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_path_in_a_sentence_carries_no_control_characters() {
        let error = FileError { path: "台帳\u{1b}[31m\u{202e}.db".into(), fault: Fault::Missing };
        let sentence = error.sentence();
        let said = sentence.get(Lang::Ja);
        assert!(said.starts_with("台帳<") && said.contains("<U+202E>.db"), "{said}");
        assert!(!said.contains(['\u{1b}', '\u{202e}']));
    }
}
