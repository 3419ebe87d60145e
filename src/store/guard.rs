//! A guarded store: compared with its anchor when it is opened, anchored after every commit.
//!
//! A store that is being made is not guarded until it is whole; tests in memory never are.

use chrono::TimeDelta;

use super::backup::Head;
use super::evidence::anchor::{Anchor, Line};
use super::evidence::{self, Breach, Compared, Evidence};
use super::open::EVIDENCE_SCHEMA;
use super::reader::{Reader, Scope};
use super::slots::StoreId;
use super::{Store, StoreError, ledger};
use crate::domain::{OfficeId, Role};
use crate::text::date::{Instant, parse_instant, today};

/// What stands between a store and its next write.
pub(super) struct Guard {
    anchor: Anchor,
    evidence: Evidence,
    /// A commit whose line could not be written.
    owed: Option<Line>,
}

/// Whether the clock went backwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clock {
    /// It did not.
    Forward,
    /// The last entry is of a later time than now.
    Backward {
        /// The last entry's time.
        last: Instant,
    },
}

/// Clocks of one host are set by small steps all the time; less than this is not worth a sentence.
const SMALL_STEP: TimeDelta = TimeDelta::seconds(2);

impl Guard {
    /// Refuses where the evidence does not fit, and writes first what is owed to the anchor.
    pub(super) fn ready(&mut self) -> Result<(), StoreError> {
        if let Some(breach) = self.evidence.breach() {
            return Err(StoreError::Suspended(Box::new(breach.clone())));
        }
        if let Some(line) = &self.owed {
            self.anchor.append(line)?;
            self.owed = None;
        }
        Ok(())
    }

    fn add(&mut self, line: Line) -> Result<(), StoreError> {
        let added = self.anchor.append(&line);
        self.owed = added.is_err().then_some(line);
        Ok(added?)
    }
}

impl Store {
    /// Guards a store that was just made or restored: its anchor begins, or goes on, with its head.
    ///
    /// `restored` says from which head the store came to which, where it did.
    pub fn anchored_anew(
        self,
        id: &StoreId,
        anchor: Anchor,
        evidence: Evidence,
        restored: Option<(Option<Head>, Option<Head>)>,
    ) -> Result<Store, StoreError> {
        let head = ledger::head(&self.nobodys_reader())?;
        let line = head.map(|entry| Line { restored, ..Line::of(&entry) });
        anchor.lay(id, line.as_ref())?;
        Ok(Store { guard: Some(Guard { anchor, evidence, owed: None }), ..self })
    }

    /// Guards a store that was opened: it is compared with its anchor, and a mismatch is told to `evidence`.
    ///
    /// A store that came from a schema without evidence begins its anchor here.
    pub fn guarded(self, id: &StoreId, anchor: Anchor, evidence: Evidence) -> Result<Store, StoreError> {
        if self.upgraded.as_ref().is_some_and(|upgraded| upgraded.from < EVIDENCE_SCHEMA) {
            return self.anchored_anew(id, anchor, evidence, None);
        }
        let mut guard = Guard { anchor, evidence, owed: None };
        match evidence::compare(&self.nobodys_reader(), &guard.anchor)? {
            Compared::Fits => {}
            // A session that only reads leaves it to the next one that may write.
            Compared::Ahead(line) if self.may_write()? => guard.add(line)?,
            Compared::Ahead(_) => {}
            Compared::Breach(breach) => guard.evidence.broken(breach),
        }
        Ok(Store { guard: Some(guard), ..self })
    }

    /// What does not fit in this store's evidence, where something does not.
    pub fn breach(&self) -> Option<&Breach> {
        self.guard.as_ref().and_then(|guard| guard.evidence.breach())
    }

    /// Whether the last entry is of a later time than `now`.
    pub fn clock(&self, now: Instant) -> Result<Clock, StoreError> {
        let head = ledger::head(&self.nobodys_reader())?;
        let last = head.and_then(|entry| parse_instant(&entry.at));
        Ok(match last {
            Some(last) if last > now + SMALL_STEP => Clock::Backward { last },
            Some(_) | None => Clock::Forward,
        })
    }

    /// Writes the line of a commit.
    pub(super) fn anchor(&mut self, line: Option<Line>) -> Result<(), StoreError> {
        match (line, &mut self.guard) {
            (Some(line), Some(guard)) => guard.add(line),
            _ => Ok(()),
        }
    }

    /// Whether it is guarded, whole, and open for writing.
    pub fn takes_writes(&self) -> Result<bool, StoreError> {
        let is_sound = self.guard.as_ref().is_some_and(|guard| guard.evidence.breach().is_none());
        Ok(is_sound && self.may_write()?)
    }

    fn may_write(&self) -> Result<bool, StoreError> {
        Ok(!self.conn.is_readonly(rusqlite::MAIN_DB)?)
    }

    /// A reader for what is nobody's: the ledger's head.
    fn nobodys_reader(&self) -> Reader<'_> {
        let nobody = Scope { office: OfficeId(0), role: Role::City };
        Reader::new(&self.conn, nobody, today(Instant::default()))
    }
}
