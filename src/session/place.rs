//! Where a store lies and where its anchor does.

use std::path::{Path, PathBuf};

use super::Teller;
use crate::store::evidence::anchor::Anchor;
use crate::store::evidence::spool::Spool;
use crate::store::files::{StoreFiles, remove_if_there};
use crate::store::slots::{Purpose, StoreId};

/// The database file, and the folder for anchors.
#[derive(Clone, Debug)]
pub struct Place {
    /// The store's database file.
    pub db: PathBuf,
    /// The folder with the anchors of this person's stores; a demo's lies beside it instead.
    pub anchors: PathBuf,
    /// Who is told before opening it takes minutes.
    pub teller: Teller,
}

impl Place {
    /// A place where nobody is told anything.
    pub fn new(db: PathBuf, anchors: PathBuf) -> Place {
        Place { db, anchors, teller: Teller::default() }
    }

    /// The same place, with somebody who is told.
    #[must_use]
    pub fn telling(self, teller: Teller) -> Place {
        Place { teller, ..self }
    }

    /// A demo's place, which needs no folder for anchors.
    pub fn of_demo(db: &Path) -> Place {
        Place::new(db.to_owned(), PathBuf::new())
    }

    /// The anchor of the store here.
    pub fn anchor(&self, store: &StoreId, purpose: Purpose) -> Anchor {
        match purpose {
            Purpose::Demo => Anchor::beside(&self.db),
            Purpose::Real => Anchor::in_folder(&self.anchors, store),
        }
    }

    /// Removes what was made here a moment ago and opens nothing of anybody's.
    pub(super) fn take_back(&self) {
        let Ok(files) = StoreFiles::at(&self.db) else { return };
        let spool = Spool::of(&self.db).ok().map(|spool| spool.path().to_owned());
        let beside = [Some(Anchor::beside(files.db()).path().to_owned()), spool];
        for file in files.all().into_iter().chain(beside.into_iter().flatten()) {
            // What cannot be removed now is an empty store without a register, which says so when opened.
            let _ = remove_if_there(&file);
        }
    }
}
