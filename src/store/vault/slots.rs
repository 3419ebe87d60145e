//! The slot file: who may open the store, one key slot per operator.
//!
//! A slot is a key pair. Its private half is wrapped by the operator's passphrase; the data key is
//! sealed to its public half, so that the data key can change without anybody's passphrase. Each slot
//! carries a checksum (damage is told apart from a wrong passphrase) and a tag made with the data key
//! (a slot put in by a stranger never receives the next data key). Authority does not come from here:
//! role and label only help to recognise a slot.

use std::fs::File;

use chrono::{DateTime, Utc};
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::derive::{KdfCost, derive};
use super::file_error::{Fault, FileError};
use super::files::{self, StoreFiles};
use super::seal::{DataKey, Hex, KeyPair, Sealed, Vouch, Wrapped, random};

const FORMAT: &str = "mcs-console slots";
const VERSION: u32 = 1;
const CONTEXT_NAME: &[u8] = b"mcs-console slot v1";

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
}

/// Whether a store holds an office's own data, or invented data behind a key in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// 本番: only a passphrase opens it.
    Real,
    /// デモ: the slot file holds the data key in the clear, marked as such.
    Demo,
}

/// What a new slot is made of.
#[derive(Clone, Copy)]
pub struct NewSlot<'a> {
    /// The operator's id, `U-0001`.
    pub operator: &'a str,
    /// The operator's role, as a word to recognise the slot by.
    pub role: Option<&'a str>,
    /// What the slot is, in the operator's words.
    pub label: &'a str,
    /// When it is made.
    pub created: DateTime<Utc>,
    /// The passphrase, as typed.
    pub passphrase: &'a str,
    /// What one guess shall cost.
    pub cost: KdfCost,
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

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    #[serde(flatten)]
    owner: Owner,
    private: Wrapped,
    data_key: Sealed,
    vouch: Vouch,
    check: Hex<32>,
}

/// The open part of a slot, bound into everything wrapped or sealed in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Owner {
    operator: String,
    role: Option<String>,
    label: String,
    created: DateTime<Utc>,
    kdf: KdfCost,
    salt: Hex<16>,
    public: Hex<32>,
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
        }
    }

    /// Reads the slot file of a store.
    pub fn read(files: &StoreFiles) -> Result<Slots, SlotError> {
        Slots::parse(&files::read_private(&files.keys())?)
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

    /// The operators that have a slot, in the order in which they were added.
    pub fn operators(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().map(|slot| slot.owner.operator.as_str())
    }

    /// The fingerprint of an operator's slot, as the ledger keeps it: 16 digits of the SHA-256 of its public half.
    pub fn key_print(&self, operator: &str) -> Option<String> {
        let slot = &self.slots[self.position(operator).ok()?];
        Some(Hex(Sha256::digest(slot.owner.public.0).into()).to_string()[..16].to_owned())
    }

    /// The key of a demo store and its first operator.
    pub fn demo(&self) -> Result<(DataKey, &str), SlotError> {
        let clear = self.demo_key.as_ref().ok_or(SlotError::NotDemo)?;
        let first = self.operators().next().ok_or(SlotError::Damaged)?;
        Ok((DataKey::from_bytes(clear.key.0), first))
    }

    /// Adds a slot for an operator that has none. Derives a key: slow.
    pub fn add(&mut self, new: &NewSlot<'_>, key: &DataKey) -> Result<(), SlotError> {
        if self.operators().any(|operator| operator == new.operator) {
            return Err(SlotError::Exists(new.operator.to_owned()));
        }
        self.slots.push(Slot::new(new, &self.store, key)?);
        Ok(())
    }

    /// Puts a new slot in the place of the operator's old one: a changed passphrase. Derives a key: slow.
    pub fn renew(&mut self, new: &NewSlot<'_>, key: &DataKey) -> Result<(), SlotError> {
        let at = self.position(new.operator)?;
        self.slots[at] = Slot::new(new, &self.store, key)?;
        Ok(())
    }

    /// Removes an operator's slot. Who has copied the file still has it: change the data key as well.
    pub fn remove(&mut self, operator: &str) -> Result<(), SlotError> {
        let at = self.position(operator)?;
        if self.slots.len() == 1 {
            return Err(SlotError::Last(operator.to_owned()));
        }
        self.slots.remove(at);
        Ok(())
    }

    /// Gives the data key to who knows an operator's passphrase. Derives a key, also for an operator
    /// without a slot, so that neither the answer nor its time tells who has one.
    pub fn unlock(&self, operator: &str, passphrase: &str) -> Result<DataKey, SlotError> {
        if let Ok(at) = self.position(operator) {
            return self.slots[at].open(&self.store, passphrase);
        }
        let cost = self.slots.first().map_or(KdfCost::PRODUCTION, |slot| slot.owner.kdf);
        derive(passphrase, &[0; 16], cost);
        Err(SlotError::WrongPassphrase)
    }

    /// Seals a new data key to every slot, without any passphrase; all or none.
    pub fn reseal(&mut self, old: &DataKey, new: &DataKey) -> Result<(), SlotError> {
        let resealed = self.slots.iter().map(|slot| slot.resealed(&self.store, old, new));
        self.slots = resealed.collect::<Result<_, _>>()?;
        if let Some(clear) = &mut self.demo_key {
            clear.key = Hex(*new.bytes());
        }
        Ok(())
    }

    fn position(&self, operator: &str) -> Result<usize, SlotError> {
        let unknown = || SlotError::Unknown(operator.to_owned());
        self.operators().position(|known| known == operator).ok_or_else(unknown)
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
            (FORMAT, VERSION) => serde_json::from_slice(bytes).map_err(|_| SlotError::Damaged),
            (FORMAT, version) if version > VERSION => Err(SlotError::Newer(version)),
            (FORMAT, _) => Err(SlotError::Damaged),
            _ => Err(SlotError::Foreign),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a slot file has only strings as keys");
        bytes.push(b'\n');
        bytes
    }
}

impl Slot {
    fn new(new: &NewSlot<'_>, store: &StoreId, key: &DataKey) -> Result<Slot, SlotError> {
        let pair = KeyPair::random();
        let owner = Owner {
            operator: new.operator.to_owned(),
            role: new.role.map(str::to_owned),
            label: new.label.to_owned(),
            created: new.created,
            kdf: new.cost,
            salt: Hex(random()),
            public: pair.public(),
        };
        let damaged = || SlotError::SlotDamaged(owner.operator.clone());
        let context = owner.context(store);
        let wrap = derive(new.passphrase, &owner.salt.0, owner.kdf).ok_or_else(damaged)?;
        let data_key = Sealed::new(key, &owner.public, &context).ok_or_else(damaged)?;
        Ok(Slot::whole(owner, pair.wrap(&wrap, &context), data_key, key.vouch(&context)))
    }

    fn whole(owner: Owner, private: Wrapped, data_key: Sealed, vouch: Vouch) -> Slot {
        let check = checksum(&owner, &private, &data_key, &vouch);
        Slot { owner, private, data_key, vouch, check }
    }

    fn open(&self, store: &StoreId, passphrase: &str) -> Result<DataKey, SlotError> {
        self.intact()?;
        let context = self.owner.context(store);
        let wrap = derive(passphrase, &self.owner.salt.0, self.owner.kdf).ok_or_else(|| self.damaged())?;
        let pair = KeyPair::unwrap(&self.private, &wrap, &context).ok_or(SlotError::WrongPassphrase)?;
        let key = pair.open(&self.data_key, &context).ok_or_else(|| self.damaged())?;
        if key.vouched(&self.vouch, &context) { Ok(key) } else { Err(self.damaged()) }
    }

    fn resealed(&self, store: &StoreId, old: &DataKey, new: &DataKey) -> Result<Slot, SlotError> {
        self.intact()?;
        let context = self.owner.context(store);
        if !old.vouched(&self.vouch, &context) {
            return Err(self.damaged());
        }
        let data_key = Sealed::new(new, &self.owner.public, &context).ok_or_else(|| self.damaged())?;
        Ok(Slot::whole(self.owner.clone(), self.private.clone(), data_key, new.vouch(&context)))
    }

    fn intact(&self) -> Result<(), SlotError> {
        let check = checksum(&self.owner, &self.private, &self.data_key, &self.vouch);
        if check == self.check { Ok(()) } else { Err(self.damaged()) }
    }

    fn damaged(&self) -> SlotError {
        SlotError::SlotDamaged(self.owner.operator.clone())
    }
}

impl Owner {
    /// Store and owner as bytes in which no two owners look alike: each text stands after its length.
    fn context(&self, store: &StoreId) -> Vec<u8> {
        let mut context = [CONTEXT_NAME, &store.0, &self.salt.0, &self.public.0].concat();
        let KdfCost { memory_kib, passes, lanes } = self.kdf;
        [memory_kib, passes, lanes].iter().for_each(|n| context.extend(n.to_le_bytes()));
        context.extend(self.created.timestamp_millis().to_le_bytes());
        context.push(self.role.is_some().into());
        for text in [&self.operator, &self.label, self.role.as_ref().unwrap_or(&String::new())] {
            context.extend((text.len() as u64).to_le_bytes());
            context.extend(text.as_bytes());
        }
        context
    }
}

fn checksum(owner: &Owner, private: &Wrapped, data_key: &Sealed, vouch: &Vouch) -> Hex<32> {
    let bytes = serde_json::to_vec(&(owner, private, data_key, vouch));
    Hex(Sha256::digest(bytes.expect("a slot has only strings as keys")).into())
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
