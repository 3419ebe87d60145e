//! The ways into the store: who has a key stands in the slot file, who may act today in the register.
//!
//! The slot file lies beside the database, since a key must be found before the database opens; a copy of it in the
//! register would be a second truth. So it is read when a rule asks, from beside the very database that is open. A
//! database that no slot file guards is a test's and shuts nobody out; nor does a demo, whose key stands in the clear.

use std::path::Path;

use super::files::StoreFiles;
use super::slots::{Purpose, SlotKind, Slots};
use super::{Reader, StoreError};
use crate::domain::case::WayIn;

/// The slot file as it is now.
struct Ways(Slots);

impl Reader<'_> {
    /// What an operator's key is to the store.
    pub fn way_in(&self, operator: &str) -> Result<WayIn, StoreError> {
        let Some(ways) = self.ways()? else { return Ok(WayIn::OneOfSeveral) };
        if !ways.has_key(operator) || self.operator(operator)?.is_none() {
            return Ok(WayIn::NoKey);
        }
        let others = self.opens_for(&ways, Some(operator))?;
        Ok(if others { WayIn::OneOfSeveral } else { WayIn::TheOnly })
    }

    /// Whether an operator has a key, whatever may be done with it today.
    pub fn has_key(&self, operator: &str) -> Result<bool, StoreError> {
        Ok(self.ways()?.is_none_or(|ways| ways.has_key(operator)))
    }

    /// Whether somebody may open the store today and let others in: an operator with a key, or who holds the envelope.
    pub fn opens_for_somebody(&self) -> Result<bool, StoreError> {
        match self.ways()? {
            Some(ways) => self.opens_for(&ways, None),
            None => Ok(true),
        }
    }

    /// A one-time code is no way: it ends within a day, and perhaps nobody uses it.
    fn opens_for(&self, ways: &Ways, without: Option<&str>) -> Result<bool, StoreError> {
        if ways.has_envelope() {
            return Ok(true);
        }
        for owner in ways.0.operators().filter(|owner| Some(*owner) != without) {
            if self.operator(owner)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// None where nobody is ever shut out.
    fn ways(&self) -> Result<Option<Ways>, StoreError> {
        let Some(path) = self.conn().path().filter(|path| !path.is_empty()) else { return Ok(None) };
        let unreadable = |error: &dyn std::fmt::Display| StoreError::Damaged(error.to_string());
        let files = StoreFiles::at(Path::new(path)).map_err(|error| unreadable(&error))?;
        match Slots::read(&files) {
            Ok(slots) => Ok((slots.purpose() == Purpose::Real).then_some(Ways(slots))),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(unreadable(&error)),
        }
    }
}

impl Ways {
    fn has_key(&self, operator: &str) -> bool {
        self.0.operators().any(|owner| owner == operator)
    }

    fn has_envelope(&self) -> bool {
        self.0.all().any(|slot| *slot.kind == SlotKind::Recovery)
    }
}
