//! From a passphrase to a key: Argon2id, at most two derivations at once on the host.
//!
//! A derivation fills 64 MiB and takes 0.2–0.5 s: call it from a worker thread only. Nothing here
//! judges how good a passphrase is, and nothing normalises it: the bytes are UTF-8 as typed, because a
//! Unicode table that changes one day would lock its owner out. An input method that sends another
//! composition of the same character types another passphrase.

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use rustix::fs::{FlockOperation, Mode, OFlags, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What one guess at a passphrase costs; stands in each slot, so that it can rise with the years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes filled side by side.
    pub lanes: u32,
}

impl KdfCost {
    /// What new slots cost: 64 MiB, three passes, one lane.
    pub const PRODUCTION: KdfCost = KdfCost { memory_kib: 64 << 10, passes: 3, lanes: 1 };

    /// The dearest that is honoured in a file: what stands there must not exhaust the host.
    const DEAREST: KdfCost = KdfCost { memory_kib: 1 << 20, passes: 16, lanes: 4 };

    fn params(self) -> Option<Params> {
        let dear = KdfCost::DEAREST;
        if self.memory_kib > dear.memory_kib || self.passes > dear.passes || self.lanes > dear.lanes {
            return None;
        }
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()
    }
}

/// Derives 32 bytes from a passphrase; `None` for a cost that Argon2id has not or that nobody should pay.
pub fn derive(passphrase: &str, salt: &[u8; 16], cost: KdfCost) -> Option<Zeroizing<[u8; 32]>> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    let _turn = Turn::take();
    #[cfg(test)]
    tests::COUNT.with(|count| count.set(count.get() + 1));
    let mut key = Zeroizing::new([0; 32]);
    argon.hash_password_into(passphrase.as_bytes(), salt, key.as_mut()).ok()?;
    Some(key)
}

/// One of the two turns, held until dropped. It protects the host's memory, not a secret: where no lock
/// can be had (a foreign folder of that name, say), the derivation goes ahead rather than lock people out.
struct Turn(#[expect(dead_code, reason = "the lock lives as long as the file is open")] Option<File>);

impl Turn {
    fn take() -> Turn {
        Turn(turn_folder().and_then(|folder| wait(&folder)))
    }
}

fn wait(folder: &Path) -> Option<File> {
    let [first, second] = [lock_file(&folder.join("turn-1"))?, lock_file(&folder.join("turn-2"))?];
    if flock(&first, FlockOperation::NonBlockingLockExclusive).is_ok() {
        return Some(first);
    }
    if flock(&second, FlockOperation::NonBlockingLockExclusive).is_ok() {
        return Some(second);
    }
    let queue = if std::process::id().is_multiple_of(2) { first } else { second };
    loop {
        match flock(&queue, FlockOperation::LockExclusive) {
            Err(Errno::INTR) => {}
            Err(_) => return None,
            Ok(()) => return Some(queue),
        }
    }
}

fn lock_file(path: &Path) -> Option<File> {
    let flags = OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDWR;
    rustix::fs::open(path, flags, Mode::RUSR | Mode::WUSR).ok().map(File::from)
}

/// The user's own private folder for locks: under the runtime folder, or else under the temporary one.
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
pub(crate) mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::*;

    /// A cost at which tests are quick.
    pub(crate) const CHEAP: KdfCost = KdfCost { memory_kib: 64, passes: 1, lanes: 1 };

    thread_local! {
        /// How many derivations this thread has made.
        pub(crate) static COUNT: Cell<u32> = const { Cell::new(0) };
    }

    #[test]
    fn the_key_depends_on_passphrase_salt_and_cost() {
        let key = |p, salt, cost| *derive(p, &[salt; 16], cost).unwrap();
        let base = key("みどり野の風と空", 1, CHEAP);
        assert_eq!(base, key("みどり野の風と空", 1, CHEAP));
        assert_ne!(base, key("みどり野の風と雲", 1, CHEAP));
        assert_ne!(base, key("みどり野の風と空", 2, CHEAP));
        assert_ne!(base, key("みどり野の風と空", 1, KdfCost { passes: 2, ..CHEAP }));
    }

    #[test]
    fn a_cost_that_would_exhaust_the_host_is_refused() {
        for cost in [
            KdfCost { memory_kib: u32::MAX, ..CHEAP },
            KdfCost { passes: 1000, ..CHEAP },
            KdfCost { lanes: 64, ..CHEAP },
            KdfCost { memory_kib: 0, ..CHEAP },
        ] {
            assert!(derive("p", &[0; 16], cost).is_none(), "{cost:?}");
        }
    }

    #[test]
    fn a_third_derivation_waits_for_a_turn() {
        let folder = tempfile::tempdir().unwrap();
        let held = [wait(folder.path()).unwrap(), wait(folder.path()).unwrap()];
        let (send, receive) = std::sync::mpsc::channel();
        let path = folder.path().to_owned();
        std::thread::spawn(move || send.send(wait(&path).is_some()));
        assert!(receive.recv_timeout(Duration::from_millis(100)).is_err(), "two turns are taken");
        drop(held);
        assert!(receive.recv_timeout(Duration::from_secs(10)).unwrap());
    }
}
