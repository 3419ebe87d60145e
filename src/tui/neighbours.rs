//! What the reader thread hears of its neighbours: that somebody else has committed, and who comes and goes.
//!
//! Where the kernel rings a bell, a screen at rest sleeps. A bell rings when a commit begins to be written, before
//! it can be seen, so that the reader looks a few times after it. Where there is no bell, it looks twice a second.

use std::path::PathBuf;
use std::time::{Duration, Instant as Stopwatch};

use super::message::News;
use crate::store::files::StoreFiles;
use crate::store::hold;
use crate::store::presence::{Presence, Visitor};
use crate::store::{Bell, Store, Touched};

/// How often the reader looks where nothing rings.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How soon, how often and how long it looks after the bell: most commits can be seen at once, and a slow disk may
/// take seconds to make one durable.
const FIRST_LOOK_AFTER_BELL: Duration = Duration::from_millis(20);
const LOOK_AFTER_BELL: Duration = Duration::from_millis(250);
const LOOKS_AFTER_BELL: Duration = Duration::from_secs(5);

/// Where the neighbours are to be heard.
#[derive(Debug)]
pub struct Neighbours {
    /// The store's database file.
    pub path: PathBuf,
    /// The own place among those signed in.
    pub presence: Option<Presence>,
}

/// What the last look saw: the file, and in it the ledger's head. Not every commit is a change of the register.
struct Seen {
    file: i64,
    head: i64,
}

/// An ear for the neighbours.
pub struct Ear {
    bell: Option<Bell>,
    presence: Option<Presence>,
    files: Option<StoreFiles>,
    company: Vec<Visitor>,
    seen: Seen,
    looks_until: Option<Stopwatch>,
    next_look: Duration,
}

impl Ear {
    /// Listens from now on; `ring` says whether anybody still wants to know.
    pub fn new(
        neighbours: Neighbours,
        store: &Store,
        ring: impl Fn(Touched) -> bool + Send + 'static,
    ) -> Ear {
        let Neighbours { path, presence } = neighbours;
        // A log that does not exist yet cannot be listened to: a read makes it.
        let seen =
            Seen { file: store.data_version().unwrap_or_default(), head: store.head().unwrap_or_default() };
        let files = StoreFiles::at(&path).ok();
        let bell = Bell::hang(&path, presence.as_ref().map(Presence::folder), ring).ok();
        let company = presence.as_ref().map(Presence::others).unwrap_or_default();
        Ear { bell, presence, files, company, seen, looks_until: None, next_look: LOOK_AFTER_BELL }
    }

    /// How long to sleep before the next look; `None` for as long as nothing rings.
    pub fn patience(&self) -> Option<Duration> {
        match (&self.bell, self.looks_until) {
            (None, _) => Some(LOOK_EVERY),
            (Some(_), Some(until)) if Stopwatch::now() < until => Some(self.next_look),
            (Some(_), _) => None,
        }
    }

    /// The bell rang: what is to be told at once, and looked for a while longer.
    pub fn rang(&mut self, store: &Store) -> Vec<News> {
        self.looks_until = Some(Stopwatch::now() + LOOKS_AFTER_BELL);
        let news = self.look(store);
        self.next_look = FIRST_LOOK_AFTER_BELL;
        news
    }

    /// What has happened since the last look.
    pub fn look(&mut self, store: &Store) -> Vec<News> {
        self.next_look = (self.next_look * 2).min(LOOK_AFTER_BELL);
        let mut news = Vec::new();
        if self.files.as_ref().is_some_and(hold::is_asked_to_let_go) {
            news.push(News::Rekeying);
        }
        news.extend(self.presence.as_ref().and_then(Presence::gone).map(|gone| News::Closing(gone.into())));
        if self.has_register_changed(store) {
            news.push(News::Changed);
        }
        let company = self.presence.as_ref().map(Presence::others).unwrap_or_default();
        if company != self.company {
            self.company.clone_from(&company);
            news.push(News::Company(company));
        }
        news
    }

    fn has_register_changed(&mut self, store: &Store) -> bool {
        let Ok(file) = store.data_version() else { return false };
        if std::mem::replace(&mut self.seen.file, file) == file {
            return false;
        }
        let Ok(head) = store.head() else { return false };
        std::mem::replace(&mut self.seen.head, head) != head
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::{draft, scope};
    use crate::store::{Former, ledger};
    use crate::testing::World;

    #[test]
    fn an_act_of_another_connection_is_told_and_a_kept_workspace_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let (here, mut there) = (Store::in_file(&path), Store::in_file(&path));
        let ctx = World::new().ctx;
        let mut ear = Ear::new(Neighbours { path, presence: None }, &here, |_| true);
        there.keep_workspace("U-0001", b"{}", Former::Replaced).unwrap();
        assert!(ear.look(&here).is_empty(), "a workspace wakes nobody");
        let entry = draft(&ctx, "user.memo", "U-0001", ledger::Outcome::Done);
        there.write(scope(&ctx), ctx.today(), |tx| ledger::append(tx, entry).map(drop)).unwrap();
        assert!(matches!(ear.look(&here).as_slice(), [News::Changed]), "an act does");
    }
}
