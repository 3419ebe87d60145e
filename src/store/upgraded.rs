//! What an upgrade of the program did to a store when it was opened: told once, to whoever opened it.

use std::path::PathBuf;

use crate::sentence;
use crate::text::{Sentence, Shown};

/// A store that was brought to the newest schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgraded {
    /// The schema before.
    pub from: u32,
    /// The schema now.
    pub to: u32,
    /// The folder with the backup of the store as it was; `None` where there was nothing to keep, or where another
    /// process was quicker and has told its own user.
    pub backup: Option<PathBuf>,
}

impl Upgraded {
    /// What was done, and where the way back is; `None` where there is none to tell of.
    pub fn sentence(&self) -> Option<Sentence> {
        let folder = self.backup.as_ref()?;
        Some(sentence!(
            "ストアを新しい形式に移行しました（{from} から {to}）。移行前のバックアップは {folder} にあります。",
            "The store was brought to the new schema ({to}; it was {from}). A backup of it as it was lies in {folder}.",
            from = self.from,
            to = self.to,
            folder = Shown::new(&folder.to_string_lossy())
        ))
    }
}
