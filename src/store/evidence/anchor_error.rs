//! What can go wrong with an anchor's file. A missing or unreadable one is a breach and not a failure.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::file_error::FileError;

/// The anchor cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum AnchorError {
    /// It is not there.
    #[error("there is no anchor {}", .0.display())]
    Missing(PathBuf),
    /// A line of it is none.
    #[error("line {line} of the anchor {} cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The line, from 1 at the start; 0 where it was read from the end.
        line: u64,
    },
    /// Its owner, mode or links.
    #[error(transparent)]
    File(#[from] FileError),
    /// The system.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl AnchorError {
    /// About a file, by what the system says.
    pub(super) fn io(path: &Path, source: io::Error) -> AnchorError {
        if source.kind() == io::ErrorKind::NotFound {
            return AnchorError::Missing(path.to_owned());
        }
        AnchorError::Io { path: path.to_owned(), source }
    }
}
