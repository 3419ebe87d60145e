//! The operators' public keys for signing in over SSH, beside the store: sshd asks before anybody has signed in.
//!
//! Two files. The private one says whose each key is. The public one holds fingerprints and opaque names only; it
//! is all that sshd's helper reads, and is written anew from the private one at every change. Neither names a
//! person, and neither opens anything: passphrase and code are still asked for.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use super::file_error::{Fault, FileError};
use super::files::{self, StoreFiles};
use crate::text::date::Instant;

/// The first line of the public file.
const HEAD: &str = "mcs-console ssh keys 1";

/// The longest public file that is read, in bytes.
const PUBLIC_BYTES_MAX: u64 = 4 << 20;

/// An operator's public key, without the key itself: its fingerprint says which it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SshKey {
    /// Its opaque, random name: all that sshd and the process list ever see.
    pub id: String,
    /// Whose it is.
    pub operator: String,
    /// `SHA256:` and the digest in base64, as OpenSSH writes it.
    pub fingerprint: String,
    /// Since when.
    pub added: Instant,
}

/// The keys of one store.
pub struct SshKeys {
    files: StoreFiles,
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    version: u32,
    /// Where the public file lies; beside the store where nothing else was set.
    public: Option<PathBuf>,
    keys: Vec<SshKey>,
}

impl SshKeys {
    /// The keys of the store with these files.
    pub fn of(files: StoreFiles) -> SshKeys {
        SshKeys { files }
    }

    /// All of them, oldest first.
    pub fn all(&self) -> Result<Vec<SshKey>, FileError> {
        Ok(self.read()?.keys)
    }

    /// The key of this name; `None` where it was removed, or never was.
    pub fn named(&self, id: &str) -> Result<Option<SshKey>, FileError> {
        Ok(self.read()?.keys.into_iter().find(|key| key.id == id))
    }

    /// Where the public file lies.
    pub fn public(&self) -> Result<PathBuf, FileError> {
        Ok(self.public_of(&self.read()?))
    }

    /// Adds a key; `None` where it is there already, whoever has it. `public` is where the public file lies from
    /// now on, where that is set.
    pub fn add(
        &self,
        operator: &str,
        fingerprint: &str,
        now: Instant,
        public: Option<&Path>,
    ) -> Result<Option<SshKey>, FileError> {
        self.change(|kept| {
            if kept.keys.iter().any(|key| key.fingerprint == fingerprint) {
                return None;
            }
            kept.public = public.map(Path::to_owned).or(kept.public.take());
            let (operator, fingerprint) = (operator.to_owned(), fingerprint.to_owned());
            let key = SshKey { id: random_name(), operator, fingerprint, added: now };
            kept.keys.push(key.clone());
            Some(key)
        })
    }

    /// Removes an operator's keys that `is_meant`; says how many there were.
    pub fn remove(&self, operator: &str, is_meant: impl Fn(&SshKey) -> bool) -> Result<usize, FileError> {
        if self.read()?.keys.iter().all(|key| key.operator != operator) {
            return Ok(0);
        }
        self.change(|kept| {
            let before = kept.keys.len();
            kept.keys.retain(|key| key.operator != operator || !is_meant(key));
            before - kept.keys.len()
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Kept) -> T) -> Result<T, FileError> {
        let error = |e| FileError::new(self.files.folder(), e);
        let folder = File::open(self.files.folder()).map_err(error)?;
        flock(&folder, FlockOperation::LockExclusive).map_err(|e| error(e.into()))?;
        let mut kept = self.read()?;
        let changed = change(&mut kept);
        let bytes = serde_json::to_vec_pretty(&kept).expect("keys are plain data");
        // The private file first: a session whose key is not in it is refused, whatever sshd has read.
        files::put(&self.files.ssh(), &bytes)?;
        publish(&self.public_of(&kept), &kept.keys)?;
        Ok(changed)
    }

    fn read(&self) -> Result<Kept, FileError> {
        let path = self.files.ssh();
        match files::read_private(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|e| FileError::new(&path, e.into())),
            Err(FileError { fault: Fault::Missing, .. }) => Ok(Kept { version: 1, ..Kept::default() }),
            Err(error) => Err(error),
        }
    }

    fn public_of(&self, kept: &Kept) -> PathBuf {
        kept.public.clone().unwrap_or_else(|| self.files.fingerprints())
    }
}

/// The name of the key with this fingerprint, from the public file alone; a file that is not there knows none.
pub fn published(public: &Path, fingerprint: &str) -> io::Result<Option<String>> {
    let file = match File::open(public) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let text = io::read_to_string(io::Read::take(file, PUBLIC_BYTES_MAX))?;
    let mut lines = text.lines();
    if lines.next() != Some(HEAD) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "no file of mcs-console"));
    }
    let found = lines.filter_map(|line| line.split_once(' ')).find(|(known, _)| *known == fingerprint);
    Ok(found.map(|(_, id)| id.to_owned()))
}

/// Writes the public file: open to all, and there in whole or not at all.
fn publish(public: &Path, keys: &[SshKey]) -> Result<(), FileError> {
    let mut name = public.as_os_str().to_owned();
    name.push(".new");
    let fresh = PathBuf::from(name);
    let error = |e| FileError::new(&fresh, e);
    files::remove_if_there(&fresh)?;
    let mut file = files::create_private(&fresh)?;
    let lines: String = keys.iter().map(|key| format!("{} {}\n", key.fingerprint, key.id)).collect();
    file.write_all(format!("{HEAD}\n{lines}").as_bytes()).map_err(error)?;
    file.set_permissions(fs::Permissions::from_mode(0o644)).map_err(error)?;
    file.sync_all().map_err(error)?;
    fs::rename(&fresh, public).map_err(|e| FileError::new(public, e))?;
    files::sync_folder_of(public)
}

/// A name that says nothing, and that nobody guesses.
fn random_name() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system has randomness, or no key could be made either");
    super::super::hex(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINT: &str = "SHA256:AAAA";

    fn now() -> Instant {
        chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    fn keys(folder: &tempfile::TempDir) -> SshKeys {
        SshKeys::of(StoreFiles::at(&folder.path().join("x.db")).unwrap())
    }

    #[test]
    fn a_key_is_known_to_the_public_file_from_its_adding_to_its_removal() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(&folder);
        let public = keys.public().unwrap();
        assert_eq!(published(&public, PRINT).unwrap(), None);
        let key = keys.add("U-0001", PRINT, now(), None).unwrap().unwrap();
        assert_eq!(published(&public, PRINT).unwrap().as_ref(), Some(&key.id));
        assert_eq!(keys.named(&key.id).unwrap().unwrap().operator, "U-0001");
        assert_eq!(keys.remove("U-0001", |key| key.fingerprint == PRINT).unwrap(), 1);
        assert_eq!(published(&public, PRINT).unwrap(), None);
        assert_eq!(keys.named(&key.id).unwrap(), None);
    }

    #[test]
    fn the_public_file_is_open_to_all_and_says_whose_nothing_is() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(&folder);
        keys.add("U-0001", PRINT, now(), None).unwrap();
        let public = keys.public().unwrap();
        assert_eq!(fs::metadata(&public).unwrap().permissions().mode() & 0o777, 0o644);
        assert!(!fs::read_to_string(&public).unwrap().contains("U-0001"));
        let private = folder.path().join("x.db.ssh");
        assert_eq!(fs::metadata(private).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_key_belongs_to_one_operator_and_is_removed_by_its_owners_name_only() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(&folder);
        keys.add("U-0001", PRINT, now(), None).unwrap();
        assert_eq!(keys.add("U-0002", PRINT, now(), None).unwrap(), None);
        assert_eq!(keys.remove("U-0002", |_| true).unwrap(), 0);
        assert_eq!(keys.all().unwrap().len(), 1);
    }

    #[test]
    fn the_place_of_the_public_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let public = elsewhere.path().join("prints");
        let keys = keys(&folder);
        keys.add("U-0001", PRINT, now(), Some(&public)).unwrap();
        keys.add("U-0001", "SHA256:BBBB", now(), None).unwrap();
        assert!(published(&public, "SHA256:BBBB").unwrap().is_some());
        keys.remove("U-0001", |_| true).unwrap();
        assert_eq!(published(&public, PRINT).unwrap(), None);
    }

    #[test]
    fn a_private_file_that_cannot_be_read_lets_nobody_in() {
        let folder = tempfile::tempdir().unwrap();
        files::write_new(&folder.path().join("x.db.ssh"), b"half a f").unwrap();
        assert!(keys(&folder).named("anything").is_err());
    }
}
