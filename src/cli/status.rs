//! How a command ends: its exit status, and the sentence that goes with it.

use std::io;
use std::process::ExitCode;

use crate::actions::{Outcome, Remedy, UserError};
use crate::config::ConfigError;
use crate::sentence;
use crate::session::{NoDemo, NotFounded, NotSignedIn};
use crate::store::backup_error::BackupError;
use crate::store::file_error::{Fault, FileError};
use crate::store::open_error::{OpenError, OpenKind};
use crate::store::{NotOpened, StoreError};
use crate::text::Sentence;

/// The exit statuses, each with one meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done.
    Done = 0,
    /// Refused by a rule, or something was found.
    Refused = 1,
    /// The command line, or an answer in it, cannot be read.
    Usage = 2,
    /// There is no such row for this office, or no such store.
    NotFound = 3,
    /// Decided by somebody else, changed meanwhile, or busy.
    Conflict = 4,
    /// Not permitted, or not signed in.
    NotPermitted = 5,
    /// The store is of an older schema, and only somebody who may write brings it up to date.
    Older = 6,
    /// Internal, or the store is foreign, damaged or newer.
    Internal = 70,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

impl Status {
    /// The status of one request.
    pub fn of(outcome: &Outcome) -> Status {
        match outcome {
            Outcome::Done(_) => Status::Done,
            Outcome::Refused(refusal)
                if matches!(refusal.remedy, Remedy::Permission | Remedy::Writing | Remedy::Passphrase) =>
            {
                Status::NotPermitted
            }
            Outcome::Refused(_) => Status::Refused,
            Outcome::Conflict(_) => Status::Conflict,
            Outcome::NotFound(_) => Status::NotFound,
            Outcome::Unreadable(_) => Status::Usage,
        }
    }

    /// One request keeps its own status; of several, one that was not done makes the whole 1.
    pub fn of_all(each: &[Status]) -> Status {
        match each {
            [one] => *one,
            all if all.iter().all(|status| *status == Status::Done) => Status::Done,
            _ => Status::Refused,
        }
    }
}

/// Why a command ends early.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its exit status.
    pub status: Status,
    /// What goes to standard error; empty where there is nobody left to read it.
    pub sentence: Sentence,
}

impl Failure {
    /// Ends with this status and sentence.
    pub fn new(status: Status, sentence: impl Into<Sentence>) -> Failure {
        Failure { status, sentence: sentence.into() }
    }

    /// The command line cannot be read.
    pub fn usage(sentence: impl Into<Sentence>) -> Failure {
        Failure::new(Status::Usage, sentence)
    }
}

fn status_of(kind: OpenKind) -> Status {
    match kind {
        OpenKind::Missing => Status::NotFound,
        OpenKind::NotSignedIn => Status::NotPermitted,
        OpenKind::Busy => Status::Conflict,
        OpenKind::Older => Status::Older,
        OpenKind::Unusable => Status::Internal,
    }
}

/// A file in the way of a new one is a refusal: nothing is wrong with it.
impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Failure {
        let status = match &error {
            OpenError::File(FileError { fault: Fault::Exists, .. }) => Status::Refused,
            other => status_of(other.kind()),
        };
        Failure::new(status, error.sentence())
    }
}

impl From<NotOpened> for Failure {
    fn from(error: NotOpened) -> Failure {
        match error {
            NotOpened::Open(error) => error.into(),
            NotOpened::Migrate(_) | NotOpened::Evidence(_) => {
                Failure::new(status_of(error.kind()), error.sentence())
            }
        }
    }
}

impl From<NotSignedIn> for Failure {
    fn from(error: NotSignedIn) -> Failure {
        Failure::new(status_of(error.kind()), error.sentence())
    }
}

impl From<NotFounded> for Failure {
    fn from(error: NotFounded) -> Failure {
        match error {
            NotFounded::Answer(error) => error.into(),
            NotFounded::NotOpened(error) => error.into(),
            NotFounded::Store(error) => error.into(),
        }
    }
}

impl From<NoDemo> for Failure {
    fn from(error: NoDemo) -> Failure {
        match error {
            NoDemo::NotOpened(error) => error.into(),
            NoDemo::Demo(_) => Failure::new(Status::Internal, error.sentence()),
        }
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Failure {
        let status = match &error {
            BackupError::Open(error) => status_of(error.kind()),
            busy if busy.is_busy() => Status::Conflict,
            there if there.is_in_the_way() => Status::Refused,
            _ => Status::Internal,
        };
        Failure::new(status, error.sentence())
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Failure {
        Failure::new(Status::Internal, error.sentence())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        let status = if error.is_busy() { Status::Conflict } else { Status::Internal };
        Failure::new(status, error.sentence())
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Failure {
        Failure::usage(error.sentence())
    }
}

/// An answer that cannot be read, with the option it was given in.
impl From<UserError> for Failure {
    fn from(error: UserError) -> Failure {
        let option = option_name(error.field.unwrap_or("reason"));
        Failure::usage(sentence!(
            "--{option}：{what}",
            "--{option}: {what}",
            option = option,
            what = error.sentence
        ))
    }
}

/// The name of a field on the command line.
pub(super) fn option_name(field: &str) -> String {
    field.replace('_', "-")
}

/// Whoever read our output has gone: that is no failure, and nobody is left to tell.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::new(Status::Done, Sentence::default());
        }
        let sentence = sentence!("書き出せません：{why}", "Cannot write: {why}", why = error);
        Failure::new(Status::Internal, sentence)
    }
}
