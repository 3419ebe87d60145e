//! Whose turn it is to derive a key: two at once, whichever processes ask, since each fills the host's memory.
//!
//! The two lock files stand beside the store, so that all who come to it meet there: a job with a temporary folder
//! of its own counts with the sessions. Each goes again with its turn; one that a killed process left is used again.

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, Mode, OFlags, flock};
use rustix::io::Errno;

use super::files::{self, StoreFiles};

const TRY_AGAIN: Duration = Duration::from_millis(20);

/// Where derivations take turns: beside a store, or before there is one in a folder of the user's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turns(Option<StoreFiles>);

/// One of the two turns, held until dropped.
#[derive(Debug)]
pub struct Turn {
    _lock: File,
    path: PathBuf,
}

impl Turns {
    /// The turns of the store with these files.
    pub fn beside(files: &StoreFiles) -> Turns {
        Turns(Some(files.clone()))
    }

    /// Waits for a turn, whichever becomes free first. It protects the host's memory, not a secret: where no lock
    /// can be had (on a medium that takes no writes, with a foreign folder of the user's folder's name), the
    /// derivation goes ahead rather than lock people out.
    pub fn take(&self) -> Option<Turn> {
        let beside = self.0.as_ref().and_then(|files| wait(&files.turns()));
        beside.or_else(|| {
            wait(&turn_folder().map(|folder| ["turn-1", "turn-2"].map(|name| folder.join(name)))?)
        })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Its own file, for as long as it is locked. Left behind, it is in nobody's way.
        let _ = files::remove_if_there(&self.path);
    }
}

/// Both are tried again and again, and not one of them waited for: the other might be free long before.
fn wait(paths: &[PathBuf; 2]) -> Option<Turn> {
    loop {
        for path in paths {
            if let Some(turn) = try_one(path).ok()? {
                return Some(turn);
            }
        }
        std::thread::sleep(TRY_AGAIN);
    }
}

/// The turn of this file; none while another has it.
fn try_one(path: &Path) -> Result<Option<Turn>, Errno> {
    let flags = OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDWR;
    let lock = File::from(rustix::fs::open(path, flags, Mode::RUSR | Mode::WUSR)?);
    let is_own = |about: fs::Metadata| about.uid() == rustix::process::geteuid().as_raw();
    if !lock.metadata().is_ok_and(is_own) {
        // In a folder for all, somebody else would let nobody in.
        return Err(Errno::ACCESS);
    }
    match flock(&lock, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::WOULDBLOCK | Errno::INTR) => return Ok(None),
        locked => locked?,
    }
    // Whoever had it before may have removed the file meanwhile: then this lock is one that nobody else meets.
    let is_there = fs::symlink_metadata(path).is_ok_and(|there| is_same(&there, &lock));
    Ok(is_there.then(|| Turn { _lock: lock, path: path.to_owned() }))
}

fn is_same(there: &fs::Metadata, lock: &File) -> bool {
    lock.metadata().is_ok_and(|own| (own.dev(), own.ino()) == (there.dev(), there.ino()))
}

/// The user's own private folder for turns that cannot be taken beside a store: under the runtime folder, or else
/// under the temporary one.
pub fn turn_folder() -> Option<PathBuf> {
    let uid = rustix::process::geteuid().as_raw();
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|p| p.is_absolute());
    let folder = match runtime {
        Some(runtime) => runtime.join("mcs-console"),
        None => std::env::temp_dir().join(format!("mcs-console-{uid}")),
    };
    // An old folder is as good as a new one: what counts is checked below.
    let _ = DirBuilder::new().mode(0o700).create(&folder);
    let about = fs::symlink_metadata(&folder).ok()?;
    (about.is_dir() && about.uid() == uid && about.mode() & 0o077 == 0).then_some(folder)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    fn turns(folder: &tempfile::TempDir) -> Turns {
        Turns::beside(&StoreFiles::at(&folder.path().join("x.db")).unwrap())
    }

    /// Somebody who waits for a turn, and says which it was.
    fn waiting(turns: &Turns) -> Receiver<PathBuf> {
        let (send, receive) = channel();
        let turns = turns.clone();
        std::thread::spawn(move || send.send(turns.take().unwrap().path.clone()));
        receive
    }

    #[test]
    fn a_third_derivation_waits_for_whichever_turn_becomes_free_first() {
        let folder = tempfile::tempdir().unwrap();
        let turns = turns(&folder);
        for freed in [0, 1] {
            let mut held = vec![turns.take().unwrap(), turns.take().unwrap()];
            let waiting = waiting(&turns);
            assert!(waiting.recv_timeout(Duration::from_millis(100)).is_err(), "two turns are taken");
            let path = held[freed].path.clone();
            drop(held.remove(freed));
            assert_eq!(waiting.recv_timeout(Duration::from_secs(10)).unwrap(), path);
        }
    }

    #[test]
    fn turns_are_private_files_beside_the_store_and_go_when_they_are_over() {
        let folder = tempfile::tempdir().unwrap();
        let turns = turns(&folder);
        let left_by_a_killed_process = folder.path().join("x.db.turn-1");
        files::write_new(&left_by_a_killed_process, b"").unwrap();
        let held = [turns.take().unwrap(), turns.take().unwrap()];
        let files = StoreFiles::at(&folder.path().join("x.db")).unwrap();
        for (turn, path) in held.iter().zip(files.turns()) {
            assert_eq!(turn.path, path);
            files::check(&path).unwrap();
        }
        drop(held);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn never_more_than_two_hold_a_turn_though_its_file_goes_each_time() {
        use std::sync::atomic::{AtomicU32, Ordering};

        let folder = tempfile::tempdir().unwrap();
        let (turns, at_once, most) = (turns(&folder), AtomicU32::new(0), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let turn = turns.take().unwrap();
                        most.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        at_once.fetch_sub(1, Ordering::SeqCst);
                        drop(turn);
                    }
                });
            }
        });
        assert!((1..=2).contains(&most.into_inner()));
    }

    #[test]
    fn where_no_file_can_stand_beside_the_store_turns_are_taken_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let files = StoreFiles::at(&folder.path().join("x.db")).unwrap();
        // What is no file cannot be opened as one, by anybody: a folder that takes no writes binds no root.
        files.turns().iter().for_each(|path| fs::create_dir(path).unwrap());
        let turn = Turns::beside(&files).take().unwrap();
        assert_eq!(turn.path.parent(), turn_folder().as_deref());
    }
}
