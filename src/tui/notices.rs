//! Notices: what the message line says, and what it has said (`:log`).

use super::theme::Look;
use crate::text::Sentence;
use crate::text::date::Instant;

/// Notices kept; a day's work, not a history.
const KEPT_MAX: usize = 200;
/// After so many seconds a sentence has been read.
const READ_SECONDS: i64 = 8;

/// One notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// When it was said.
    pub at: Instant,
    /// What.
    pub sentence: Sentence,
    /// How it is meant.
    pub look: Look,
}

/// All notices, the latest last.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    kept: Vec<Notice>,
    /// A key was pressed since the latest one.
    is_seen: bool,
    /// And one long enough after it for it to have been read.
    is_old: bool,
}

impl Notices {
    /// Says something.
    pub fn say(&mut self, at: Instant, look: Look, sentence: impl Into<Sentence>) {
        self.is_seen = false;
        self.is_old = false;
        self.kept.push(Notice { at, sentence: sentence.into(), look });
        let surplus = self.kept.len().saturating_sub(KEPT_MAX);
        self.kept.drain(..surplus);
    }

    /// The latest notice. Once a key has been pressed after it, what came of an act stays, muted; a caution stays
    /// until it has surely been read; an answer to a key that did nothing goes.
    pub fn latest(&self) -> Option<Notice> {
        let notice = self.kept.last()?.clone();
        match (self.is_seen, notice.look) {
            (false, _) => Some(notice),
            (true, Look::Strong | Look::Bad) => Some(Notice { look: Look::Muted, ..notice }),
            (true, Look::Caution) if !self.is_old => Some(Notice { look: Look::Muted, ..notice }),
            (true, _) => None,
        }
    }

    /// The latest notice, as long as no key has been pressed after it.
    pub fn fresh(&self) -> Option<&Notice> {
        self.kept.last().filter(|_| !self.is_seen)
    }

    /// A key was pressed.
    pub fn seen(&mut self, now: Instant) {
        self.is_seen = true;
        let age = self.kept.last().map(|notice| (now - notice.at).num_seconds());
        self.is_old = age.is_some_and(|seconds| seconds >= READ_SECONDS);
    }

    /// Every notice, the latest first.
    pub fn all(&self) -> impl Iterator<Item = &Notice> {
        self.kept.iter().rev()
    }
}
