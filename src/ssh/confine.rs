//! How the forced command shuts itself in: what it inherits goes first, then what it may still reach is walled in.
//!
//! Nothing of this can be taken back in the same process. No program is ever started: after [`wall_in`] the
//! system refuses to.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, RestrictionStatus, Ruleset,
    RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope, path_beneath_rules,
};
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use rustix::thread::set_no_new_privs;

use super::inherited;
use crate::store::files::keep_files_private;
use crate::text::{Sentence, Text};

/// The variables that stay. sshd sets them, but for the locale, which a client may send.
const KEPT: &[&str] = &[
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "NO_COLOR",
    "SSH_CONNECTION",
    "TERM",
    "XDG_RUNTIME_DIR",
];

/// The variable with which sshd hands over what the client asks for in place of a console.
const COMMAND: &str = "SSH_ORIGINAL_COMMAND";

/// What every session reads, where it is there: fonts and the days of time zones.
const READ: &[&str] = &["/usr/share/fonts", "/usr/share/zoneinfo", "/etc/localtime"];

/// The terminal, which is also what a passphrase is asked for on.
const TERMINAL: &[&str] = &["/dev/tty", "/dev/pts", "/dev/null"];

/// Why a session is not confined, and so does not begin.
#[derive(Debug, thiserror::Error)]
pub enum NotConfined {
    /// The kernel has no Landlock, or it is switched off.
    #[error("no Landlock")]
    NoLandlock,
    /// The kernel refuses a rule.
    #[error(transparent)]
    Landlock(#[from] RulesetError),
    /// The system refuses a setting of the process.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Settles what the process inherited, and says what the client asks for.
///
/// Only as the first thing a process does: files that it has opened itself would be closed.
pub fn settle() -> Result<Option<OsString>, NotConfined> {
    let asked = std::env::var_os(COMMAND);
    inherited::forget_environment(|name| KEPT.iter().any(|kept| name == OsStr::new(kept)));
    inherited::close_files()?;
    keep_files_private();
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    setrlimit(Resource::Core, none).map_err(io::Error::from)?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(io::Error::from)?;
    set_no_new_privs(true).map_err(io::Error::from)?;
    Ok(asked)
}

/// Walls this thread in, and those that it starts: it writes in these folders only, reads little else, starts no
/// program and opens no connection.
pub fn wall_in(folders: &[PathBuf]) -> Result<(), NotConfined> {
    let status = ruleset(folders)?;
    if status.ruleset == RulesetStatus::NotEnforced {
        return Err(NotConfined::NoLandlock);
    }
    Ok(())
}

/// Whether this kernel can wall a session in.
pub fn is_possible() -> bool {
    let tried = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1))
        .and_then(Ruleset::create);
    tried.is_ok()
}

/// The files need the first version of Landlock; what later ones add is taken where it is there.
fn ruleset(folders: &[PathBuf]) -> Result<RestrictionStatus, NotConfined> {
    if !is_possible() {
        return Err(NotConfined::NoLandlock);
    }
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let terminal: BitFlags<AccessFs> = AccessFs::ReadFile | AccessFs::WriteFile | AccessFs::IoctlDev;
    Ok(Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V4))?
        .scope(Scope::from_all(ABI::V6))?
        .create()?
        .add_rules(path_beneath_rules(folders, written()))?
        .add_rules(path_beneath_rules(READ.iter().map(Path::new), read))?
        .add_rules(path_beneath_rules(TERMINAL.iter().map(Path::new), terminal))?
        .restrict_self()?)
}

/// What a session may do in its folders: everything but starting programs and making devices, sockets and links.
fn written() -> BitFlags<AccessFs> {
    AccessFs::ReadFile
        | AccessFs::ReadDir
        | AccessFs::WriteFile
        | AccessFs::Truncate
        | AccessFs::MakeReg
        | AccessFs::MakeDir
        | AccessFs::RemoveFile
        | AccessFs::RemoveDir
        | AccessFs::Refer
}

impl NotConfined {
    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotConfined::NoLandlock => Text::new(
                "この機械ではLandlockが使えないため、SSHのセッションを開きません。管理者に連絡してください（Linux 5.13以降、lsm=landlock）。",
                "This host has no Landlock, so no session opens over SSH. Tell its administrator (Linux 5.13 or later, lsm=landlock).",
            )
            .into(),
            NotConfined::Landlock(error) => not_confined(error),
            NotConfined::Io(error) => not_confined(error),
        }
    }
}

fn not_confined(why: &dyn std::error::Error) -> Sentence {
    crate::sentence!(
        "セッションを隔離できないため開きません：{why}",
        "The session cannot be confined, so it does not open: {why}",
        why = why.to_string()
    )
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::net::TcpListener;
    use std::process::Command;
    use std::thread;

    use super::*;

    /// Only the thread that is walled in is, and it ends with the test.
    fn walled_in<T: Send + 'static>(folder: &Path, then: impl FnOnce() -> T + Send + 'static) -> T {
        let folder = folder.to_owned();
        let inside = move || {
            set_no_new_privs(true).unwrap();
            wall_in(&[folder]).unwrap();
            then()
        };
        thread::spawn(inside).join().unwrap()
    }

    fn is_refused<T>(tried: io::Result<T>) -> bool {
        tried.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
    }

    #[test]
    fn a_program_is_refused_wherever_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("true");
        fs::copy("/bin/true", &own).unwrap();
        assert!(Command::new(&own).status().unwrap().success(), "it starts before");
        let (system, copied) = walled_in(folder.path(), move || {
            (is_refused(Command::new("/bin/true").status()), is_refused(Command::new(own).status()))
        });
        assert!(system && copied);
    }

    #[test]
    fn files_are_written_and_read_in_the_folders_only() {
        let (inside, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let secret = outside.path().join("secret");
        fs::write(&secret, "x").unwrap();
        let (mine, another) = (inside.path().join("a"), outside.path().join("b"));
        walled_in(inside.path(), move || {
            fs::write(&mine, "y").unwrap();
            fs::rename(&mine, mine.with_extension("new")).unwrap();
            assert!(is_refused(fs::read(secret)));
            assert!(is_refused(fs::write(another, "z")));
            assert!(is_refused(fs::read("/etc/passwd")));
        });
    }

    #[test]
    fn no_port_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        assert!(TcpListener::bind("127.0.0.1:0").is_ok(), "it is opened before");
        assert!(walled_in(folder.path(), || is_refused(TcpListener::bind("127.0.0.1:0"))));
    }
}
