//! The two files of a store: the database and, beside it, the slot file; who may own and read them.
//!
//! Every file of a store is checked before it is opened and private from its first byte. This module
//! knows nothing of keys or SQL, and repairs nothing: a file that looks wrong is named and left alone.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use crate::sentence;
use crate::text::Sentence;

/// The longest slot file or manifest that is read, in bytes: far above a city's few thousand slots.
const SMALL_FILE_BYTES_MAX: u64 = 16 << 20;

/// Where the two files of one store lie, with the folder's links resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreFiles {
    db: PathBuf,
}

impl StoreFiles {
    /// Finds the files of the store at `path`; its folder must exist and be safe, its files need not exist.
    pub fn at(path: &Path) -> Result<StoreFiles, FileError> {
        let error = |fault| FileError { path: path.to_owned(), fault };
        let name = path.file_name().ok_or(error(Fault::NotRegular))?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).map_err(|e| error(fault_of(e)))?;
        let about = fs::metadata(&folder).map_err(|e| error(fault_of(e)))?;
        if about.mode() & 0o1002 == 0o0002 {
            return Err(error(Fault::FolderOpenToAll));
        }
        Ok(StoreFiles { db: folder.join(name) })
    }

    /// The encrypted database, `X.db`.
    pub fn db(&self) -> &Path {
        &self.db
    }

    /// The slot file, `X.db.keys`.
    pub fn keys(&self) -> PathBuf {
        beside(&self.db, ".keys")
    }

    /// The write-ahead log, `X.db-wal`: a part of the database while it exists.
    pub fn wal(&self) -> PathBuf {
        beside(&self.db, "-wal")
    }

    /// The index of the write-ahead log, `X.db-shm`.
    pub fn shm(&self) -> PathBuf {
        beside(&self.db, "-shm")
    }

    /// All four files, the database first: a log without its database is harmless, a database without
    /// its log is silently older.
    pub fn all(&self) -> [PathBuf; 4] {
        [self.db.clone(), self.wal(), self.shm(), self.keys()]
    }

    /// The folder of the files.
    pub fn folder(&self) -> &Path {
        self.db.parent().expect("a file in a canonical folder has a parent")
    }

    /// Checks the database, and the log files where they exist.
    pub fn check_database(&self) -> Result<(), FileError> {
        check(&self.db)?;
        for path in [self.wal(), self.shm()] {
            match check(&path) {
                Err(FileError { fault: Fault::Missing, .. }) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

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
            Fault::Io(error) => sentence!(
                "{path} を読み書きできません：{error}。ディスクの空きと権限を確かめてください。",
                "{path} cannot be read or written: {error}. Check free space and permissions.",
                path = path,
                error = error
            ),
        }
    }
}

/// Makes every file that this process creates from now on private to its owner.
///
/// Set for good and never put back: a mask that is restored races with the other threads.
pub fn keep_files_private() {
    rustix::process::umask(Mode::from_raw_mode(0o077));
}

/// Checks that `path` is a regular file of ours, closed to everyone else, under one name only.
pub fn check(path: &Path) -> Result<(), FileError> {
    let about = fs::symlink_metadata(path).map_err(|e| FileError::new(path, e))?;
    judge(&about).map_err(|fault| FileError { path: path.to_owned(), fault })
}

/// Creates an empty private file that did not exist before.
pub fn create_private(path: &Path) -> Result<File, FileError> {
    keep_files_private();
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDWR;
    let fd = rustix::fs::open(path, flags, Mode::RUSR | Mode::WUSR);
    fd.map(File::from).map_err(|e| FileError::new(path, e.into()))
}

/// Opens a private file for reading; the checks are made on the very file that was opened.
pub fn open_private(path: &Path) -> Result<File, FileError> {
    check(path)?;
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let fd = rustix::fs::open(path, flags, Mode::empty()).map_err(|e| FileError::new(path, e.into()))?;
    let file = File::from(fd);
    let about = file.metadata().map_err(|e| FileError::new(path, e))?;
    judge(&about).map_err(|fault| FileError { path: path.to_owned(), fault })?;
    Ok(file)
}

/// Reads a small private file whole.
pub fn read_private(path: &Path) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    let mut file = open_private(path)?.take(SMALL_FILE_BYTES_MAX + 1);
    file.read_to_end(&mut bytes).map_err(|e| FileError::new(path, e))?;
    if bytes.len() as u64 > SMALL_FILE_BYTES_MAX {
        return Err(FileError { path: path.to_owned(), fault: Fault::TooLong });
    }
    Ok(bytes)
}

/// Writes a new private file and makes it durable; refuses where something is already there.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = create_private(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| FileError::new(path, e))?;
    sync_folder_of(path)
}

/// Puts `bytes` in the place of the private file `path`: after a crash the old or the new content stands.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    check(path)?;
    let fresh = beside(path, ".new");
    // Left behind by a crash before the rename: never the truth, so it goes.
    remove_if_there(&fresh)?;
    write_new(&fresh, bytes)?;
    fs::rename(&fresh, path).map_err(|e| FileError::new(path, e))?;
    sync_folder_of(path)
}

/// Removes a file that may not be there.
pub fn remove_if_there(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(FileError::new(path, e)),
        _ => Ok(()),
    }
}

/// Makes the names in the folder of `path` durable.
pub fn sync_folder_of(path: &Path) -> Result<(), FileError> {
    sync(path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

/// Makes one file, or the names in one folder, durable.
pub fn sync(path: &Path) -> Result<(), FileError> {
    File::open(path).and_then(|f| f.sync_all()).map_err(|e| FileError::new(path, e))
}

/// The path as it may stand in a sentence: control characters and direction marks spelled out.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().chars().flat_map(char::escape_debug).collect()
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn judge(about: &fs::Metadata) -> Result<(), Fault> {
    if !about.is_file() {
        return Err(Fault::NotRegular);
    }
    if about.uid() != rustix::process::geteuid().as_raw() {
        return Err(Fault::ForeignOwner);
    }
    match (about.mode() & 0o7777, about.nlink()) {
        (mode, _) if mode & 0o7077 != 0 => Err(Fault::OpenToOthers(mode)),
        (_, 1) => Ok(()),
        (_, links) => Err(Fault::HardLinks(links)),
    }
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
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn private(folder: &tempfile::TempDir, name: &str) -> PathBuf {
        let path = folder.path().join(name);
        write_new(&path, b"old").unwrap();
        path
    }

    fn fault(result: Result<(), FileError>) -> Fault {
        result.unwrap_err().fault
    }

    #[test]
    fn a_new_file_is_private_and_passes_the_check() {
        let folder = folder();
        let path = private(&folder, "a");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
        check(&path).unwrap();
        assert!(matches!(fault(write_new(&path, b"again")), Fault::Exists));
    }

    #[test]
    fn a_symbolic_link_is_refused() {
        let folder = folder();
        let link = folder.path().join("link");
        symlink(private(&folder, "a"), &link).unwrap();
        assert!(matches!(fault(check(&link)), Fault::NotRegular));
        assert!(matches!(read_private(&link).unwrap_err().fault, Fault::NotRegular));
        assert!(matches!(create_private(&link).unwrap_err().fault, Fault::Exists));
    }

    #[test]
    fn a_hard_link_is_refused() {
        let folder = folder();
        let path = private(&folder, "a");
        fs::hard_link(&path, folder.path().join("b")).unwrap();
        assert!(matches!(fault(check(&path)), Fault::HardLinks(2)));
    }

    #[test]
    fn a_file_readable_by_the_group_is_refused() {
        let folder = folder();
        let path = private(&folder, "a");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(fault(check(&path)), Fault::OpenToOthers(0o640)));
    }

    #[test]
    fn a_folder_that_everyone_may_write_is_refused_unless_sticky() {
        let folder = folder();
        let open = |mode| {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
            StoreFiles::at(&folder.path().join("x.db"))
        };
        assert!(matches!(open(0o777).unwrap_err().fault, Fault::FolderOpenToAll));
        assert!(open(0o1777).is_ok());
    }

    #[test]
    fn replacing_leaves_one_private_file_with_the_new_content() {
        let folder = folder();
        let path = private(&folder, "a");
        fs::write(folder.path().join("a.new"), b"left by a crash").unwrap();
        replace(&path, b"new").unwrap();
        check(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_path_in_a_sentence_carries_no_control_characters() {
        assert_eq!(shown(Path::new("台帳\u{1b}[31m\u{202e}.db")), "台帳\\u{1b}[31m\\u{202e}.db");
    }
}
