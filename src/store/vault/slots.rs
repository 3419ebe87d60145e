//! The slot file: who may open the store, one key slot per operator.
//!
//! What one slot is stands in the `slot` module. Authority does not come from here: role and label only help
//! to recognise a slot.

use std::fs::File;

use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use super::derive::{KdfCost, derive};
use super::file_error::{Fault, FileError};
use super::files::{self, StoreFiles};
use super::seal::{DataKey, Hex, KeyPair, random};
use super::slot::Slot;
use super::turns::Turns;

pub use super::slot::{Key, NewSlot, SlotAbout, SlotKind};

const FORMAT: &str = "mcs-console slots";
/// Version 2 knows slots that are no operator's own, and a data key about to change.
const VERSION: u32 = 2;

/// The random name of a store; also the salt in the first 16 bytes of its database, which ties the two
/// files together.
pub type StoreId = Hex<16>;

/// The content of a slot file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slots {
    format: String,
    version: u32,
    store: StoreId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    demo_key: Option<ClearKey>,
    slots: Vec<Slot>,
    /// Where its derivations take turns.
    #[serde(skip)]
    turns: Turns,
}

/// Whether a store holds an office's own data, or invented data behind a key in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// 本番: only a passphrase opens it.
    Real,
    /// デモ: the slot file holds the data key in the clear, marked as such.
    Demo,
}

/// Why a slot file does not give the data key, or cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum SlotError {
    /// The file itself: missing, open to others, unreadable.
    #[error(transparent)]
    File(#[from] FileError),
    /// Another program's file.
    #[error("not a slot file")]
    Foreign,
    /// A later version of this program made it.
    #[error("slot file version {0} is newer than this program")]
    Newer(u32),
    /// It is a slot file, and cannot be read.
    #[error("slot file damaged")]
    Damaged,
    /// One operator's slot is damaged or was put in by a stranger.
    #[error("slot of {0} damaged")]
    SlotDamaged(String),
    /// No slot opens with this operator and passphrase; which of the two is wrong is not told.
    #[error("wrong operator or passphrase")]
    WrongPassphrase,
    /// A demo store's key was asked of a store that has none in the clear.
    #[error("not a demo store")]
    NotDemo,
    /// The operator has a slot already.
    #[error("{0} has a slot already")]
    Exists(String),
    /// The operator has no slot.
    #[error("{0} has no slot")]
    Unknown(String),
    /// Without this slot nobody could open the store again.
    #[error("{0} has the last slot")]
    Last(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ClearKey {
    demo: String,
    key: Hex<32>,
}

impl Slots {
    /// Begins a slot file for a new store; it has no slots yet.
    pub fn new(key: &DataKey, purpose: Purpose) -> Slots {
        let clear = || ClearKey {
            demo: "invented data only: this key stands in the clear".to_owned(),
            key: Hex(*key.bytes()),
        };
        Slots {
            format: FORMAT.to_owned(),
            version: VERSION,
            store: Hex(random()),
            demo_key: (purpose == Purpose::Demo).then(clear),
            slots: Vec::new(),
            turns: Turns::default(),
        }
    }

    /// The same, whose derivations take turns with all others beside the store with these files.
    pub fn taking_turns_beside(self, files: &StoreFiles) -> Slots {
        Slots { turns: Turns::beside(files), ..self }
    }

    /// Reads the slot file of a store.
    pub fn read(files: &StoreFiles) -> Result<Slots, SlotError> {
        Ok(Slots::parse(&files::read_private(&files.keys())?)?.taking_turns_beside(files))
    }

    /// Writes the slot file of a new store; never over another.
    pub fn write_new(&self, files: &StoreFiles) -> Result<(), SlotError> {
        Ok(files::write_new(&files.keys(), &self.to_bytes())?)
    }

    /// Changes the slot file: read, changed and replaced as one step, one process at a time.
    pub fn change<T>(
        files: &StoreFiles,
        change: impl FnOnce(&mut Slots) -> Result<T, SlotError>,
    ) -> Result<T, SlotError> {
        // The lock is on the folder, since the file is replaced, and since closing a database file
        // would drop the locks that SQLite holds on it for this process.
        let folder = File::open(files.folder()).map_err(|e| FileError::new(files.folder(), e))?;
        flock(&folder, FlockOperation::LockExclusive)
            .map_err(|e| FileError::new(files.folder(), e.into()))?;
        let mut slots = Slots::read(files)?;
        let outcome = change(&mut slots)?;
        files::replace(&files.keys(), &slots.to_bytes())?;
        Ok(outcome)
    }

    /// The store that this file opens.
    pub fn store(&self) -> &StoreId {
        &self.store
    }

    /// Whether the data key stands here in the clear.
    pub fn purpose(&self) -> Purpose {
        if self.demo_key.is_some() { Purpose::Demo } else { Purpose::Real }
    }

    /// The operators that have a slot of their own, in the order in which they were added.
    pub fn operators(&self) -> impl Iterator<Item = &str> {
        self.of_kind(|kind| matches!(kind, SlotKind::Operator))
    }

    /// What may be known of every slot without opening it.
    pub fn all(&self) -> impl Iterator<Item = SlotAbout<'_>> {
        self.slots.iter().map(Slot::about)
    }

    /// The fingerprint of a slot, as the ledger keeps it.
    pub fn key_print(&self, owner: &str, kind: &SlotKind) -> Option<String> {
        Some(self.slots[self.position(owner, kind).ok()?].key_print())
    }

    /// The key of a demo store and its first operator.
    pub fn demo(&self) -> Result<(DataKey, &str), SlotError> {
        let clear = self.demo_key.as_ref().ok_or(SlotError::NotDemo)?;
        let first = self.operators().next().ok_or(SlotError::Damaged)?;
        Ok((DataKey::from_bytes(clear.key.0), first))
    }

    /// Adds a slot to whoever has none of its kind. Derives a key: slow.
    pub fn add(&mut self, new: &NewSlot<'_>, key: &DataKey) -> Result<(), SlotError> {
        if self.position(new.operator, &new.kind).is_ok() {
            return Err(SlotError::Exists(new.operator.to_owned()));
        }
        self.slots.push(Slot::new(new, &self.store, key, &self.turns)?);
        Ok(())
    }

    /// Puts a new slot in the place of the old one of its kind: a changed passphrase. Derives a key: slow.
    pub fn renew(&mut self, new: &NewSlot<'_>, key: &DataKey) -> Result<(), SlotError> {
        let at = self.position(new.operator, &new.kind)?;
        self.slots[at] = Slot::new(new, &self.store, key, &self.turns)?;
        Ok(())
    }

    /// Adds a slot, or puts it in the place of the old one of its kind. Derives a key: slow.
    pub fn put(&mut self, new: &NewSlot<'_>, key: &DataKey) -> Result<(), SlotError> {
        let is_there = self.position(new.operator, &new.kind).is_ok();
        if is_there { self.renew(new, key) } else { self.add(new, key) }
    }

    /// Removes an operator's own slot. Who has copied the file still has it: change the data key as well.
    pub fn remove(&mut self, operator: &str) -> Result<(), SlotError> {
        let at = self.position(operator, &SlotKind::Operator)?;
        if self.operators().count() == 1 {
            return Err(SlotError::Last(operator.to_owned()));
        }
        self.slots.remove(at);
        Ok(())
    }

    /// Removes a slot that is nobody's own: an enrolment, a recovery or a service slot.
    pub fn withdraw(&mut self, owner: &str, kind: &SlotKind) -> Result<(), SlotError> {
        let at = self.position(owner, kind)?;
        self.slots.remove(at);
        Ok(())
    }

    /// Gives the data key to who knows an operator's passphrase. Derives a key, also for an operator
    /// without a slot, so that neither the answer nor its time tells who has one.
    pub fn unlock(&self, operator: &str, passphrase: &str) -> Result<Key, SlotError> {
        self.unlock_kind(operator, &SlotKind::Operator, passphrase)
    }

    /// The same for a slot of another kind; whether its time is over is the caller's to ask.
    pub fn unlock_kind(&self, owner: &str, kind: &SlotKind, secret: &str) -> Result<Key, SlotError> {
        if let Ok(at) = self.position(owner, kind) {
            return self.slots[at].open(&self.store, secret, &self.turns);
        }
        let cost = self.slots.first().map_or(KdfCost::PRODUCTION, Slot::cost);
        derive(secret, &[0; 16], cost, &self.turns);
        Err(SlotError::WrongPassphrase)
    }

    /// Gives the data key of now to a pair that opened its slot before: after the data key has changed.
    pub fn reopen(&self, owner: &str, kind: &SlotKind, pair: &KeyPair) -> Result<Key, SlotError> {
        self.slots[self.position(owner, kind)?].reopen(&self.store, pair.clone())
    }

    /// Seals a new data key to every slot beside the one in use, without any passphrase; all or none.
    ///
    /// Until [`Slots::settle`] both are there, so that the store opens whichever of the two its database has.
    pub fn prepare(&mut self, old: &DataKey, new: &DataKey) -> Result<(), SlotError> {
        let prepared = self.slots.iter().map(|slot| slot.prepared(&self.store, old, new));
        self.slots = prepared.collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Whether a change of the data key was begun and not ended.
    pub fn is_prepared(&self) -> bool {
        self.slots.iter().any(Slot::is_prepared)
    }

    /// Ends a change that was cut off: the key that the database has is the only one again.
    pub fn settle_to(&mut self, key: &DataKey) -> Result<(), SlotError> {
        let store = self.store.clone();
        self.slots = self.slots.iter().map(|slot| slot.settled_to(&store, key)).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Makes the prepared data key the only one.
    pub fn settle(&mut self, new: &DataKey) -> Result<(), SlotError> {
        self.slots = self.slots.iter().map(Slot::settled).collect::<Result<_, _>>()?;
        if let Some(clear) = &mut self.demo_key {
            clear.key = Hex(*new.bytes());
        }
        Ok(())
    }

    fn of_kind(&self, wanted: impl Fn(&SlotKind) -> bool) -> impl Iterator<Item = &str> {
        self.slots.iter().filter(move |slot| wanted(slot.kind())).map(Slot::operator)
    }

    fn position(&self, owner: &str, kind: &SlotKind) -> Result<usize, SlotError> {
        let unknown = || SlotError::Unknown(owner.to_owned());
        let is_it = |slot: &Slot| slot.operator() == owner && slot.kind().is_like(kind);
        self.slots.iter().position(is_it).ok_or_else(unknown)
    }

    /// Reads the content of a slot file; what it is comes first, so that a later version is told apart.
    pub(super) fn parse(bytes: &[u8]) -> Result<Slots, SlotError> {
        #[derive(Deserialize)]
        struct Kind {
            format: String,
            version: u32,
        }
        let kind: Kind = serde_json::from_slice(bytes).map_err(|_| SlotError::Foreign)?;
        match (kind.format.as_str(), kind.version) {
            (FORMAT, 1..=VERSION) => {
                let slots: Slots = serde_json::from_slice(bytes).map_err(|_| SlotError::Damaged)?;
                // Everything of version 1 reads the same in version 2.
                Ok(Slots { version: VERSION, ..slots })
            }
            (FORMAT, 0) => Err(SlotError::Damaged),
            (FORMAT, version) => Err(SlotError::Newer(version)),
            _ => Err(SlotError::Foreign),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a slot file has only strings as keys");
        bytes.push(b'\n');
        bytes
    }
}

impl SlotError {
    /// Whether the file is not there at all.
    pub fn is_missing(&self) -> bool {
        matches!(self, SlotError::File(FileError { fault: Fault::Missing, .. }))
    }
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
