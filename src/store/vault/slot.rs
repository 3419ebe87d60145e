//! One key slot: a key pair, its private half wrapped by a secret, the data key sealed to its public half.
//!
//! The data key can change without anybody's secret, since sealing needs only the public half. Each slot
//! carries a checksum (damage is told apart from a wrong passphrase) and a tag made with the data key (a slot
//! put in by a stranger never receives the next data key).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::derive::{KdfCost, derive};
use super::seal::{DataKey, Hex, KeyPair, Sealed, Vouch, Wrapped, random};
use super::slots::{SlotError, StoreId};
use super::turns::Turns;

const CONTEXT_NAME: &[u8] = b"mcs-console slot v1";

/// What a slot is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// An operator's own, opened by a passphrase.
    #[default]
    Operator,
    /// A newcomer's, opened by a one-time code until a moment; replaced by an own one.
    Enrolment {
        /// After this moment it opens nothing.
        until: DateTime<Utc>,
    },
    /// 回復用: opened by the words in a sealed envelope.
    Recovery,
    /// A key file's, for jobs that only read.
    Service,
}

/// What a new slot is made of.
#[derive(Clone)]
pub struct NewSlot<'a> {
    /// The operator's id, `U-0001`.
    pub operator: &'a str,
    /// What it is for.
    pub kind: SlotKind,
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

/// What may be known of a slot without opening it.
#[derive(Clone, Copy, Debug)]
pub struct SlotAbout<'s> {
    /// Whose it is.
    pub operator: &'s str,
    /// What it is for.
    pub kind: &'s SlotKind,
    /// What it is, in somebody's words; a service's office.
    pub label: &'s str,
    /// Since when it is there.
    pub created: DateTime<Utc>,
}

/// What an opened slot gives.
#[derive(Debug)]
pub struct Key {
    /// The data key in use.
    pub data: DataKey,
    /// The data key that is about to take its place, or has just done so.
    pub next: Option<DataKey>,
    /// The pair: what opens the data key again after it has changed.
    pub pair: KeyPair,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slot {
    #[serde(flatten)]
    owner: Owner,
    private: Wrapped,
    #[serde(flatten)]
    sealed: SealedKey,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<SealedKey>,
    check: Hex<32>,
}

/// The data key as a slot has it: sealed, and vouched for by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SealedKey {
    data_key: Sealed,
    vouch: Vouch,
}

/// The open part of a slot, bound into everything wrapped or sealed in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Owner {
    operator: String,
    #[serde(default, skip_serializing_if = "SlotKind::is_operator")]
    kind: SlotKind,
    role: Option<String>,
    label: String,
    created: DateTime<Utc>,
    kdf: KdfCost,
    salt: Hex<16>,
    public: Hex<32>,
}

impl SlotKind {
    fn is_operator(&self) -> bool {
        *self == SlotKind::Operator
    }

    /// Whether both are for the same, whatever their times.
    pub(super) fn is_like(&self, other: &SlotKind) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Slot {
    /// A slot for `new` that holds `key`. Derives a key: slow.
    pub fn new(new: &NewSlot<'_>, store: &StoreId, key: &DataKey, turns: &Turns) -> Result<Slot, SlotError> {
        let pair = KeyPair::random();
        let owner = Owner {
            operator: new.operator.to_owned(),
            kind: new.kind.clone(),
            role: new.role.map(str::to_owned),
            label: new.label.to_owned(),
            created: new.created,
            kdf: new.cost,
            salt: Hex(random()),
            public: pair.public(),
        };
        let damaged = || SlotError::SlotDamaged(owner.operator.clone());
        let context = owner.context(store);
        let wrap = derive(new.passphrase, &owner.salt.0, owner.kdf, turns).ok_or_else(damaged)?;
        let sealed = SealedKey::new(key, &owner.public, &context).ok_or_else(damaged)?;
        let private = pair.wrap(&wrap, &context);
        Ok(Slot::whole(owner, private, sealed, None))
    }

    /// Whose it is.
    pub fn operator(&self) -> &str {
        &self.owner.operator
    }

    /// What it is for.
    pub fn kind(&self) -> &SlotKind {
        &self.owner.kind
    }

    /// What may be known of it without opening it.
    pub fn about(&self) -> SlotAbout<'_> {
        let Owner { operator, kind, label, created, .. } = &self.owner;
        SlotAbout { operator, kind, label, created: *created }
    }

    /// The fingerprint of its key: 16 digits of the SHA-256 of its public half.
    pub fn key_print(&self) -> String {
        Hex(Sha256::digest(self.owner.public.0).into()).to_string()[..16].to_owned()
    }

    /// What one guess costs.
    pub fn cost(&self) -> KdfCost {
        self.owner.kdf
    }

    /// Gives what it holds to who knows its secret. Derives a key: slow.
    pub fn open(&self, store: &StoreId, secret: &str, turns: &Turns) -> Result<Key, SlotError> {
        self.intact()?;
        let context = self.owner.context(store);
        let Owner { salt, kdf, .. } = &self.owner;
        let wrap = derive(secret, &salt.0, *kdf, turns).ok_or_else(|| self.damaged())?;
        let pair = KeyPair::unwrap(&self.private, &wrap, &context).ok_or(SlotError::WrongPassphrase)?;
        self.open_with(pair, &context)
    }

    /// Gives what it holds now to a pair that opened it before.
    pub fn reopen(&self, store: &StoreId, pair: KeyPair) -> Result<Key, SlotError> {
        self.intact()?;
        self.open_with(pair, &self.owner.context(store))
    }

    fn open_with(&self, pair: KeyPair, context: &[u8]) -> Result<Key, SlotError> {
        let open = |sealed: &SealedKey| sealed.open(&pair, context).ok_or_else(|| self.damaged());
        let (data, next) = (open(&self.sealed)?, self.next.as_ref().map(open).transpose()?);
        Ok(Key { data, next, pair })
    }

    /// The slot with `new` beside the data key in use.
    pub fn prepared(&self, store: &StoreId, old: &DataKey, new: &DataKey) -> Result<Slot, SlotError> {
        self.intact()?;
        let context = self.owner.context(store);
        if !old.vouched(&self.sealed.vouch, &context) {
            return Err(self.damaged());
        }
        let next = SealedKey::new(new, &self.owner.public, &context).ok_or_else(|| self.damaged())?;
        Ok(Slot::whole(self.owner.clone(), self.private.clone(), self.sealed.clone(), Some(next)))
    }

    /// The slot with the prepared data key alone; the same slot where none was prepared.
    pub fn settled(&self) -> Result<Slot, SlotError> {
        self.intact()?;
        let sealed = self.next.as_ref().unwrap_or(&self.sealed).clone();
        Ok(Slot::whole(self.owner.clone(), self.private.clone(), sealed, None))
    }

    /// Whether a change of the data key was begun and not ended.
    pub fn is_prepared(&self) -> bool {
        self.next.is_some()
    }

    /// The slot with that of its two keys alone for which `key` vouches.
    pub fn settled_to(&self, store: &StoreId, key: &DataKey) -> Result<Slot, SlotError> {
        self.intact()?;
        let context = self.owner.context(store);
        let both = std::iter::once(&self.sealed).chain(&self.next);
        let sealed = both.into_iter().find(|sealed| key.vouched(&sealed.vouch, &context));
        let sealed = sealed.ok_or_else(|| self.damaged())?.clone();
        Ok(Slot::whole(self.owner.clone(), self.private.clone(), sealed, None))
    }

    fn whole(owner: Owner, private: Wrapped, sealed: SealedKey, next: Option<SealedKey>) -> Slot {
        let check = checksum(&owner, &private, &sealed, next.as_ref());
        Slot { owner, private, sealed, next, check }
    }

    fn intact(&self) -> Result<(), SlotError> {
        let check = checksum(&self.owner, &self.private, &self.sealed, self.next.as_ref());
        if check == self.check { Ok(()) } else { Err(self.damaged()) }
    }

    fn damaged(&self) -> SlotError {
        SlotError::SlotDamaged(self.owner.operator.clone())
    }
}

impl SealedKey {
    fn new(key: &DataKey, public: &Hex<32>, context: &[u8]) -> Option<SealedKey> {
        Some(SealedKey { data_key: Sealed::new(key, public, context)?, vouch: key.vouch(context) })
    }

    fn open(&self, pair: &KeyPair, context: &[u8]) -> Option<DataKey> {
        pair.open(&self.data_key, context).filter(|key| key.vouched(&self.vouch, context))
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
        // An operator's own slot has the context of version 1.
        match &self.kind {
            SlotKind::Operator => {}
            SlotKind::Enrolment { until } => {
                context.push(1);
                context.extend(until.timestamp_millis().to_le_bytes());
            }
            SlotKind::Recovery => context.push(2),
            SlotKind::Service => context.push(3),
        }
        context
    }
}

/// The digest of everything in a slot; as in version 1 where no data key is prepared.
fn checksum(owner: &Owner, private: &Wrapped, sealed: &SealedKey, next: Option<&SealedKey>) -> Hex<32> {
    let SealedKey { data_key, vouch } = sealed;
    let bytes = match next {
        None => serde_json::to_vec(&(owner, private, data_key, vouch)),
        Some(next) => serde_json::to_vec(&(owner, private, data_key, vouch, next)),
    };
    Hex(Sha256::digest(bytes.expect("a slot has only strings as keys")).into())
}
