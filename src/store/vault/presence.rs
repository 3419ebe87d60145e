//! Who is signed in: one small file per session in a private folder beside the store, locked while the session lives.
//!
//! The lock is the kernel's: it is let go however the process ends, by kill -9 too, and with it the closed file
//! wakes whoever watches the folder. A session at rest writes nothing and wakes for nothing, and neither the
//! store nor its ledger changes. The file holds ids only; names stand in the encrypted store. Presence says who
//! looks; it never keeps anybody from anything.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{FlockOperation, flock};

use super::file_error::{Fault, FileError};
use super::files::{StoreFiles, create_private, open_private};
use super::slots::Slots;

/// A name that begins with it is a session that is still coming in.
const COMING_IN: char = '.';
/// A session that has not come in after so long never will.
const COMING_IN_MAX: Duration = Duration::from_secs(60);

/// The longest line that a session writes.
const LINE_BYTES_MAX: u64 = 200;

/// Somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The session, by its name.
    pub session: String,
    /// The operator's id.
    pub operator: String,
    /// The operator's office, as a number.
    pub office: i64,
}

/// A session's own place among those signed in; left when dropped.
#[derive(Debug)]
pub struct Presence {
    files: StoreFiles,
    folder: PathBuf,
    file: PathBuf,
    operator: String,
    // The lock ends with the file.
    _lock: File,
}

impl Presence {
    /// Takes a place among those signed in to the store at `db`.
    pub fn join(db: &Path, me: &Visitor) -> Result<Presence, FileError> {
        let files = StoreFiles::at(db)?;
        let folder = files.sessions();
        make_private(&folder)?;
        let coming = folder.join(format!("{COMING_IN}{}", me.session));
        let file = folder.join(&me.session);
        let mut lock = create_private(&coming)?;
        let io = |error: std::io::Error| FileError::new(&coming, error);
        flock(&lock, FlockOperation::NonBlockingLockExclusive).map_err(|error| io(error.into()))?;
        lock.write_all(format!("{} {}\n", me.operator, me.office).as_bytes()).map_err(io)?;
        // Seen only now that it is locked: an unlocked file is one that was left behind.
        fs::rename(&coming, &file).map_err(io)?;
        Ok(Presence { files, folder, file, operator: me.operator.clone(), _lock: lock })
    }

    /// Everybody else who is signed in. What a killed session left behind is cleared away.
    pub fn others(&self) -> Vec<Visitor> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let paths = entries.flatten().map(|entry| entry.path()).filter(|path| *path != self.file);
        let mut others: Vec<Visitor> = paths.filter_map(|path| visitor(&path)).collect();
        others.sort_by(|a, b| (&a.operator, &a.session).cmp(&(&b.operator, &b.session)));
        others
    }

    /// Why the place is gone; `None` while it is there.
    pub fn gone(&self) -> Option<Gone> {
        if self.file.symlink_metadata().is_ok() {
            return None;
        }
        let slots = Slots::read(&self.files);
        let has_key = slots.map_or(true, |slots| slots.operators().any(|owner| owner == self.operator));
        Some(if has_key { Gone::Ended } else { Gone::KeyRemoved })
    }

    /// The folder to watch.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        // Left behind, it is cleared away by whoever looks next.
        let _ = fs::remove_file(&self.file);
    }
}

/// Everybody who is signed in to the store at `db`, each with the moment of coming in.
pub fn visitors(db: &Path) -> Result<Vec<(Visitor, SystemTime)>, FileError> {
    let folder = StoreFiles::at(db)?.sessions();
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let since = |path: &Path| fs::metadata(path).and_then(|about| about.modified());
    let mut all: Vec<_> = entries
        .flatten()
        .filter_map(|entry| Some((visitor(&entry.path())?, since(&entry.path()).ok()?)))
        .collect();
    all.sort_by_key(|(_, since)| *since);
    Ok(all)
}

/// Ends an operator's session: its screen finds its place gone and closes. Says whether there was one.
pub fn end(db: &Path, operator: &str, session: &str) -> Result<Ended, FileError> {
    let is_it = |(visitor, _): &(Visitor, _)| visitor.session == session && visitor.operator == operator;
    if !visitors(db)?.iter().any(is_it) {
        return Ok(Ended::NotThere);
    }
    super::files::remove_if_there(&StoreFiles::at(db)?.sessions().join(session))?;
    Ok(Ended::Gone)
}

/// Ends every session of an operator whose key was removed: each screen finds its place gone and closes.
pub fn end_all(db: &Path, operator: &str) -> Result<(), FileError> {
    let folder = StoreFiles::at(db)?.sessions();
    for (visitor, _) in visitors(db)?.into_iter().filter(|(visitor, _)| visitor.operator == operator) {
        super::files::remove_if_there(&folder.join(visitor.session))?;
    }
    Ok(())
}

/// Why a session's place is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The same operator has ended it from elsewhere.
    Ended,
    /// The operator's key was removed.
    KeyRemoved,
}

/// What came of ending a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It closes.
    Gone,
    /// There is no such session of this operator.
    NotThere,
}

/// Whose file it is, while the session lives.
fn visitor(path: &Path) -> Option<Visitor> {
    let session = path.file_name()?.to_str()?.to_owned();
    let file = open_private(path).ok()?;
    let is_left_behind = flock(&file, FlockOperation::NonBlockingLockShared).is_ok();
    if session.starts_with(COMING_IN) {
        let age = file.metadata().and_then(|about| about.modified()).ok()?.elapsed().unwrap_or_default();
        if is_left_behind && age > COMING_IN_MAX {
            let _ = fs::remove_file(path);
        }
        return None;
    }
    if is_left_behind {
        let _ = fs::remove_file(path);
        return None;
    }
    let mut text = String::new();
    file.take(LINE_BYTES_MAX).read_to_string(&mut text).ok()?;
    let (operator, office) = text.trim_end().split_once(' ')?;
    Some(Visitor { session, operator: operator.to_owned(), office: office.parse().ok()? })
}

/// The folder, ours and closed to everyone else.
fn make_private(folder: &Path) -> Result<(), FileError> {
    let io = |error| FileError::new(folder, error);
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(io(error)),
        _ => {}
    }
    let about = fs::symlink_metadata(folder).map_err(io)?;
    let fault = |fault| FileError { path: folder.to_owned(), fault };
    if !about.is_dir() {
        return Err(fault(Fault::NotRegular));
    }
    if about.uid() != rustix::process::geteuid().as_raw() {
        return Err(fault(Fault::ForeignOwner));
    }
    if about.mode() & 0o077 != 0 {
        return Err(fault(Fault::OpenToOthers(about.mode() & 0o7777)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(operator: &str, session: &str) -> Visitor {
        Visitor { session: session.into(), operator: operator.into(), office: 1 }
    }

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("x.db");
        (folder, db)
    }

    #[test]
    fn an_operator_ends_the_own_session_and_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("t.db");
        let me = Visitor { session: "ab12".into(), operator: "U-0001".into(), office: 1 };
        let here = Presence::join(&db, &me).unwrap();
        assert_eq!(visitors(&db).unwrap().iter().map(|(v, _)| v).collect::<Vec<_>>(), [&me]);
        assert_eq!(end(&db, "U-0002", "ab12").unwrap(), Ended::NotThere);
        assert_eq!(here.gone(), None);
        assert_eq!(end(&db, "U-0001", "ab12").unwrap(), Ended::Gone);
        assert_eq!(here.gone(), Some(Gone::Ended));
        assert_eq!(end(&db, "U-0001", "ab12").unwrap(), Ended::NotThere);
    }

    #[test]
    fn each_sees_the_others_while_they_are_there() {
        let (_folder, db) = folder();
        let sato = Presence::join(&db, &visit("U-0002", "b")).unwrap();
        assert_eq!(sato.others(), []);
        let hayashi = Presence::join(&db, &visit("U-0001", "a")).unwrap();
        assert_eq!(sato.others(), [visit("U-0001", "a")]);
        assert_eq!(hayashi.others(), [visit("U-0002", "b")]);
        drop(hayashi);
        assert_eq!(sato.others(), []);
    }

    #[test]
    fn what_a_killed_session_left_behind_is_nobody_and_is_cleared_away() {
        let (_folder, db) = folder();
        let sato = Presence::join(&db, &visit("U-0002", "b")).unwrap();
        let left = sato.folder().join("killed");
        super::super::files::write_new(&left, b"U-0001 1\n").unwrap();
        assert_eq!(sato.others(), []);
        assert!(!left.exists());
    }

    #[test]
    fn a_session_that_is_just_coming_in_is_left_alone() {
        let (_folder, db) = folder();
        let sato = Presence::join(&db, &visit("U-0002", "b")).unwrap();
        let coming = sato.folder().join(".coming");
        super::super::files::write_new(&coming, b"").unwrap();
        assert_eq!(sato.others(), []);
        assert!(coming.exists());
    }

    #[test]
    fn a_folder_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_folder, db) = folder();
        drop(Presence::join(&db, &visit("U-0002", "b")).unwrap());
        let sessions = StoreFiles::at(&db).unwrap().sessions();
        fs::set_permissions(&sessions, fs::Permissions::from_mode(0o755)).unwrap();
        let refused = Presence::join(&db, &visit("U-0002", "b")).unwrap_err();
        assert!(matches!(refused.fault, Fault::OpenToOthers(0o755)));
    }
}
