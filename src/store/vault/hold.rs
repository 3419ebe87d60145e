//! Who has the store open: a lock beside it, shared by every connection, and one's alone while the data key changes.
//!
//! The lock is on a file of its own, since closing a database file would drop the locks that SQLite holds on it for
//! the whole process. It says nothing to SQLite and keeps nobody from reading or writing beside others.

use std::fs::File;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, Mode, OFlags, flock};
use rustix::io::Errno;

use super::file_error::FileError;
use super::files::{self, StoreFiles};
use super::open_error::OpenError;

/// How long an opening waits for a change of the data key to end.
const PATIENCE: Duration = Duration::from_secs(5);
const TRY_AGAIN: Duration = Duration::from_millis(20);

/// A share in the store, let go when dropped.
#[derive(Debug)]
pub struct Hold(#[expect(dead_code, reason = "the lock lives as long as the file is open")] File);

/// The store for oneself alone; the others have been told, and come back when it is dropped.
#[derive(Debug)]
pub struct Alone {
    _lock: File,
    notice: PathBuf,
    /// Locked for as long as somebody stands behind the notice.
    _asking: File,
}

impl Hold {
    /// A share in the store with these files. Where no lock file can be made, as on a medium that takes no writes,
    /// nobody can change the data key either, and there is nothing to hold.
    pub fn share(files: &StoreFiles) -> Result<Option<Hold>, OpenError> {
        let Ok(lock) = lock_file(files) else { return Ok(None) };
        let give_up = Instant::now() + PATIENCE;
        while !taken(&lock, FlockOperation::NonBlockingLockShared, files)? {
            if Instant::now() >= give_up {
                return Err(OpenError::Busy(files.db().to_owned()));
            }
            std::thread::sleep(TRY_AGAIN);
        }
        Ok(Some(Hold(lock)))
    }
}

impl Alone {
    /// Tells everybody who has the store open, and waits for so long until all have let go.
    pub fn take(files: &StoreFiles, patience: Duration) -> Result<Alone, OpenError> {
        let lock = lock_file(files)?;
        let notice = files.notice();
        files::put(&notice, b"the data key is about to change\n")?;
        let asking = files::open_private(&notice)?;
        flock(&asking, FlockOperation::LockExclusive)
            .map_err(|error| FileError::new(&notice, error.into()))?;
        ring(files);
        // Dropped on every way out: nobody is asked to let go for nothing.
        let alone = Alone { _lock: lock, notice, _asking: asking };
        let give_up = Instant::now() + patience;
        while !taken(&alone._lock, FlockOperation::NonBlockingLockExclusive, files)? {
            if Instant::now() >= give_up {
                return Err(OpenError::Busy(files.db().to_owned()));
            }
            std::thread::sleep(TRY_AGAIN);
        }
        Ok(alone)
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        // Left behind, it asks nobody: a notice counts only while its lock is held.
        let _ = files::remove_if_there(&self.notice);
    }
}

/// Wakes the screens that sleep until somebody comes or goes. Where no folder is, nobody sleeps.
fn ring(files: &StoreFiles) {
    let bell = files.sessions().join(".bell");
    if files::write_new(&bell, b"").is_ok() {
        // What is left behind is cleared away by whoever looks next.
        let _ = files::remove_if_there(&bell);
    }
}

/// Whether everybody is asked to let go of the store: there is a notice, and somebody alive stands behind it.
pub fn is_asked_to_let_go(files: &StoreFiles) -> bool {
    let Ok(notice) = files::open_private(&files.notice()) else { return false };
    matches!(flock(&notice, FlockOperation::NonBlockingLockShared), Err(Errno::WOULDBLOCK))
}

fn taken(lock: &File, operation: FlockOperation, files: &StoreFiles) -> Result<bool, OpenError> {
    match flock(lock, operation) {
        Ok(()) => Ok(true),
        Err(Errno::WOULDBLOCK | Errno::INTR) => Ok(false),
        Err(error) => Err(FileError::new(&files.lock(), error.into()).into()),
    }
}

fn lock_file(files: &StoreFiles) -> Result<File, FileError> {
    files::keep_files_private();
    let path = files.lock();
    let flags = OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDWR;
    let fd = rustix::fs::open(&path, flags, Mode::RUSR | Mode::WUSR);
    let file = fd.map(File::from).map_err(|error| FileError::new(&path, error.into()))?;
    files::check(&path)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &tempfile::TempDir) -> StoreFiles {
        StoreFiles::at(&folder.path().join("x.db")).unwrap()
    }

    #[test]
    fn many_share_and_one_alone_waits_for_all_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder);
        let (first, second) = (Hold::share(&files).unwrap(), Hold::share(&files).unwrap());
        assert!(matches!(Alone::take(&files, Duration::ZERO), Err(OpenError::Busy(_))));
        assert!(!is_asked_to_let_go(&files), "who gives up asks nobody any more");
        drop(first);
        let asking = std::thread::spawn({
            let files = files.clone();
            move || Alone::take(&files, Duration::from_secs(10)).map(drop)
        });
        while !is_asked_to_let_go(&files) {
            std::thread::yield_now();
        }
        drop(second);
        asking.join().unwrap().unwrap();
        assert!(!is_asked_to_let_go(&files));
    }

    #[test]
    fn a_notice_that_a_killed_process_left_asks_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder);
        files::put(&files.notice(), b"the data key is about to change\n").unwrap();
        assert!(!is_asked_to_let_go(&files));
        let alone = Alone::take(&files, Duration::ZERO).unwrap();
        assert!(is_asked_to_let_go(&files));
        drop(alone);
        assert!(!is_asked_to_let_go(&files));
    }

    #[test]
    fn an_opening_waits_until_the_change_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder);
        let alone = Alone::take(&files, Duration::ZERO).unwrap();
        let opening = std::thread::spawn({
            let files = files.clone();
            move || Hold::share(&files).map(|hold| hold.is_some())
        });
        std::thread::sleep(Duration::from_millis(60));
        assert!(!opening.is_finished());
        drop(alone);
        assert!(opening.join().unwrap().unwrap());
    }
}
