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

use super::file_error::{Fault, FileError};

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
        let io = |e| FileError::new(path, e);
        let name = path.file_name().ok_or(error(Fault::NotRegular))?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).map_err(io)?;
        let about = fs::metadata(&folder).map_err(io)?;
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

    /// The rollback journal, `X.db-journal`: only while a store is being made, or left by a crash then.
    pub fn journal(&self) -> PathBuf {
        beside(&self.db, "-journal")
    }

    /// Who is signed in, `X.db.sessions`: a folder that may always go.
    pub fn sessions(&self) -> PathBuf {
        beside(&self.db, ".sessions")
    }

    /// What everybody who has the store open holds a share in, `X.db.lock`.
    pub fn lock(&self) -> PathBuf {
        beside(&self.db, ".lock")
    }

    /// There while everybody is asked to let go of the store, `X.db.rekeying`.
    pub fn notice(&self) -> PathBuf {
        beside(&self.db, ".rekeying")
    }

    /// The database under its next key, `X.db.rekeyed`, until it stands in the place of the old one.
    pub fn fresh(&self) -> PathBuf {
        beside(&self.db, ".rekeyed")
    }

    /// What whoever derives a key holds, `X.db.turn-1` and `X.db.turn-2`: there while it lasts.
    pub fn turns(&self) -> [PathBuf; 2] {
        [".turn-1", ".turn-2"].map(|suffix| beside(&self.db, suffix))
    }

    /// Failed sign-ins since the last success, `X.db.tries`: ids, counts and times.
    pub fn tries(&self) -> PathBuf {
        beside(&self.db, ".tries")
    }

    /// Whose each key for signing in over SSH is, `X.db.ssh`.
    pub fn ssh(&self) -> PathBuf {
        beside(&self.db, ".ssh")
    }

    /// The fingerprints of those keys, `X.db.fingerprints`: open to all.
    pub fn fingerprints(&self) -> PathBuf {
        beside(&self.db, ".fingerprints")
    }

    /// All that may exist, the database first: a log without its database is harmless, a database
    /// without its log is silently older.
    pub fn all(&self) -> [PathBuf; 5] {
        [self.db.clone(), self.wal(), self.shm(), self.journal(), self.keys()]
    }

    /// The folder of the files.
    pub fn folder(&self) -> &Path {
        self.db.parent().expect("a file in a canonical folder has a parent")
    }

    /// Checks the database, and the log files where they exist.
    pub fn check_database(&self) -> Result<(), FileError> {
        check(&self.db)?;
        for path in [self.wal(), self.shm(), self.journal()] {
            match check(&path) {
                Err(FileError { fault: Fault::Missing, .. }) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
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

/// Makes the private file `path` hold `bytes`, whether it is there or not.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    match write_new(path, bytes) {
        Err(FileError { fault: Fault::Exists, .. }) => replace(path, bytes),
        written => written,
    }
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
}
