//! Sessions: from a credential to an unlocked store, somebody who acts, and the context of each act.
//!
//! Shared by the command line and the console, which never meet. Asks nobody anything: prompts and
//! sign-in screens belong to those two.

pub mod access;
pub mod clock;
pub mod code_words;
mod demo;
mod door;
pub mod factor;
mod founding;
mod over;
pub mod passphrase;
mod place;
mod reading;
mod rows_walk;
mod sign_in;
mod teller;
mod throttle;
mod verifying;
mod way_back;
mod welcome;

use std::net::IpAddr;

use zeroize::Zeroizing;

use crate::domain::{Actor, Assurance, Context, MirrorSetting, Settings};
use crate::sentence;
use crate::store::backup::Head;
use crate::store::connection::Access;
use crate::store::evidence::breach::{BADGE, WAYS};
use crate::store::file_error::FileError;
use crate::store::open_error::{OpenError, OpenKind};
use crate::store::presence::{Presence, Visitor};
use crate::store::seal::{DataKey, KeyPair};
use crate::store::slots::{Purpose, SlotKind, StoreId};
use crate::store::vault::{Credential, Unlocked};
use crate::store::{Clock, Evidence, NotOpened, Reader, Scope, SshPrint, Store, StoreError, Tx, Upgraded};
use crate::text::Sentence;
use crate::text::date::{instant_iso, today};

pub use demo::{DemoOrder, NoDemo, make_demo};
pub use door::{Door, StillOut, Wants};
pub use founding::{FIELDS as FOUNDING_FIELDS, Founding, NotFounded, found};
pub use over::{Why, by_the_clock};
pub use place::Place;
pub use reading::{Reading, Trace, refused_over_ssh};
pub use rows_walk::{RowsWalk, Walking};
pub use sign_in::{
    NotSignedIn, confirm, knock, knock_as_it_is, knock_restored, knock_to_read, operators_of, purpose_of,
    sign_in, sign_in_reading,
};
pub use teller::{Teller, UPGRADING};
pub use verifying::Verified;
pub use way_back::WayBack;
pub use welcome::Welcome;

/// Somebody at work on an open store.
pub struct Session {
    /// The store, as far as this session may use it.
    pub store: Store,
    /// Who is signed in.
    pub actor: Actor,
    /// An office's own data, or a demo.
    pub purpose: Purpose,
    /// The store's files and its anchor.
    pub place: Place,
    /// The data key, for further connections of the same person.
    pub key: DataKey,
    /// The store's id.
    pub store_id: StoreId,
    /// Whether the evidence fits, for all of this session's connections.
    pub evidence: Evidence,
    key_print: String,
    /// What opens the data key again after it has changed.
    pair: Option<KeyPair>,
    slot: SlotKind,
    /// Failed sign-ins of this operator since the last success.
    failures: u32,
    /// Where it comes from.
    pub origin: Origin,
    name: String,
    assurance: Assurance,
    /// What opening the store did to it.
    upgraded: Option<Upgraded>,
}

/// The way in that a session came by.
struct Way {
    place: Place,
    unlocked: Unlocked,
    evidence: Evidence,
    origin: Origin,
}

/// Where a session comes from, and what its host has set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin {
    /// The address of the person's own machine; `None` where the person sits at the host.
    pub client: Option<IpAddr>,
    /// The SSH key that the person came in with; `None` at the host.
    pub ssh_key: Option<SshPrint>,
    /// How the host gets decisions into MCS.
    pub mirror: MirrorSetting,
}

impl Way {
    fn new(place: &Place, unlocked: Unlocked, origin: Origin) -> Way {
        Way { place: place.clone(), unlocked, evidence: Evidence::default(), origin }
    }

    /// The way into a store that was made a moment ago.
    fn into_new(place: &Place, key: DataKey, operator: &str, origin: Origin) -> Result<Way, OpenError> {
        let slots = sign_in::slots_of(&place.db)?;
        let unlocked = Unlocked {
            key,
            // Whoever founds a store leaves it before its data key can change.
            pair: None,
            operator: operator.to_owned(),
            key_print: slots.key_print(operator, &SlotKind::Operator).unwrap_or_default(),
            slot: SlotKind::Operator,
            label: String::new(),
            since: Some(clock::now()),
            store: slots.store().clone(),
            purpose: slots.purpose(),
            hold: None,
        };
        Ok(Way::new(place, unlocked, origin))
    }

    /// Opens the store, and holds it against its anchor. A service only reads.
    fn open(&self, access: Access) -> Result<Store, NotOpened> {
        let access = if self.unlocked.slot == SlotKind::Service { Access::ReadOnly } else { access };
        let Place { db, teller, .. } = &self.place;
        let before = || teller.tell();
        self.guarded(Store::open_telling(db, &self.unlocked.key, access, clock::now(), &before)?)
    }

    /// Opens the store for reading, and says what that did to it: one of an older schema is brought up to date first,
    /// as at every opening by an operator. A service migrates nothing.
    fn open_up_to_date(&self) -> Result<(Store, Option<Upgraded>), NotOpened> {
        match self.open(Access::ReadOnly) {
            Err(error) if error.kind() == OpenKind::Older && self.unlocked.slot != SlotKind::Service => {
                let upgraded = self.open(Access::ReadWrite)?.upgraded().cloned();
                Ok((self.open(Access::ReadOnly)?, upgraded))
            }
            opened => Ok((opened?, None)),
        }
    }

    /// Opens the store for reading its evidence, or for a copy. To a service, which migrates nothing, one of an older
    /// schema opens as it is.
    fn open_as_it_is(&self) -> Result<Store, NotOpened> {
        self.guarded(Store::open_as_it_is(&self.place.db, &self.unlocked.key)?)
    }

    fn guarded(&self, store: Store) -> Result<Store, NotOpened> {
        let anchor = self.place.anchor(&self.unlocked.store, self.unlocked.purpose);
        Ok(store.guarded(&self.unlocked.store, anchor, self.evidence.clone())?)
    }
}

impl Session {
    fn new(store: Store, actor: Actor, way: Way) -> Session {
        let Way { place, unlocked, evidence, origin } = way;
        Session {
            upgraded: store.upgraded().cloned(),
            store,
            actor,
            purpose: unlocked.purpose,
            // Whoever was told of a wait may sit before a screen by now; the store is up to date.
            place: place.telling(Teller::default()),
            key: unlocked.key,
            store_id: unlocked.store,
            evidence,
            key_print: unlocked.key_print,
            pair: unlocked.pair,
            slot: unlocked.slot,
            failures: 0,
            origin,
            name: random_name(),
            assurance: Assurance::SignedIn,
        }
    }

    /// The context of an act or a look that happens now.
    ///
    /// Its settings are the office's as they are now. A store that cannot be read says so at whatever is read or
    /// written next, and inside a write they are read again.
    pub fn context(&self) -> Context {
        let now = clock::now();
        let reader = self.store.reader(self.scope(), today(now));
        let settings = reader.settings(self.origin.mirror);
        Context {
            actor: self.actor.clone(),
            now,
            session: self.name.clone(),
            client: self.origin.client.map(|address| address.to_string()).unwrap_or_default(),
            key_print: self.key_print.clone(),
            ssh_key: self.origin.ssh_key.map(|print| print.as_str().to_owned()).unwrap_or_default(),
            settings: settings.unwrap_or_else(|_| Settings::default().with_mirror(self.origin.mirror)),
            assurance: self.assurance(),
        }
    }

    /// How sure it is that the operator sits there now. A demo's passphrase guards nothing, and is never asked for.
    pub fn assurance(&self) -> Assurance {
        match self.purpose {
            Purpose::Demo => Assurance::JustProved,
            Purpose::Real => self.assurance,
        }
    }

    /// The operator gave the passphrase for what comes next, or the session goes on as before.
    pub fn assure(&mut self, assurance: Assurance) {
        self.assurance = assurance;
    }

    /// Checks the passphrase of whoever is signed in, for what comes next. Slow.
    pub fn prove(&mut self, passphrase: Zeroizing<String>) -> Result<(), NotSignedIn> {
        let operator = self.actor.operator.clone();
        let credential = Credential::Passphrase { operator, passphrase, code: None };
        confirm(&self.place, &credential, self.origin)?;
        self.assure(Assurance::JustProved);
        Ok(())
    }

    /// Whether a job is at work, with a key made for what it does, and nobody to ask.
    pub fn is_service(&self) -> bool {
        self.slot == SlotKind::Service
    }

    /// Reads as the person who is signed in.
    pub fn reader(&self, ctx: &Context) -> Reader<'_> {
        self.store.reader(crate::actions::scope(ctx), ctx.today())
    }

    /// Whose rows the session sees.
    pub fn scope(&self) -> Scope {
        Scope { office: self.actor.office, role: self.actor.role }
    }

    /// Takes a place among those signed in, for as long as what it gives is kept. Reading sessions count, too;
    /// a single command is over before anybody could look.
    pub fn join(&self) -> Result<Presence, FileError> {
        Presence::join(&self.place.db, &self.visitor())
    }

    /// The session as others see it.
    pub fn visitor(&self) -> Visitor {
        Visitor {
            session: self.name.clone(),
            operator: self.actor.operator.clone(),
            office: self.actor.office.0,
        }
    }

    /// Another connection to the same store, for a thread of its own. Fast: no key is derived.
    pub fn another_store(&self, access: Access) -> Result<Store, NotOpened> {
        let anchor = self.place.anchor(&self.store_id, self.purpose);
        Ok(self.bare_store(access)?.guarded(&self.store_id, anchor, self.evidence.clone())?)
    }

    /// A connection that is not held against the anchor: for what no entry tells of.
    fn bare_store(&self, access: Access) -> Result<Store, NotOpened> {
        // A service's key reads, whatever is asked for.
        let access = if self.is_service() { Access::ReadOnly } else { access };
        if access == Access::ReadOnly && self.store.older_schema()?.is_some() {
            return Store::open_as_it_is(&self.place.db, &self.key);
        }
        Store::open(&self.place.db, &self.key, access, clock::now())
    }

    /// Refuses where nothing may be written, before anything outside the store is changed.
    fn may_write(&self) -> Result<(), StoreError> {
        match self.evidence.breach() {
            Some(breach) => Err(StoreError::Suspended(Box::new(breach.clone()))),
            None => Ok(()),
        }
    }

    /// Writes the entry of a restore, and begins or goes on with the anchor of the store that is back.
    ///
    /// `heads` are the head that was there before and the one that came back: a rollback is never silent.
    pub fn restored<T>(
        mut self,
        heads: (Option<Head>, Option<Head>),
        entered: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let ctx = self.context();
        let told = self.store.write(self.scope(), ctx.today(), entered)?;
        let anchor = self.place.anchor(&self.store_id, self.purpose);
        self.store.anchored_anew(&self.store_id, anchor, self.evidence.clone(), Some(heads))?;
        Ok(told)
    }

    /// What does not fit in the store's evidence, and then a clock that went backwards: what must be said first.
    pub fn cautions(&self) -> Vec<Sentence> {
        self.mismatch().into_iter().chain(self.clock_caution()).collect()
    }

    /// What does not fit in the store's evidence, and the ways out.
    pub fn mismatch(&self) -> Option<Sentence> {
        self.evidence.breach().map(|breach| {
            sentence!(
                "{badge}：{what} {ways}",
                "{badge}: {what} {ways}",
                badge = BADGE,
                what = breach.sentence(),
                ways = WAYS
            )
        })
    }

    /// That an upgrade of the program has brought the store to a new schema, and where the store as it was lies.
    pub fn upgrade(&self) -> Option<Sentence> {
        self.upgraded.as_ref().and_then(Upgraded::sentence)
    }

    /// That the clock went backwards, where it did.
    pub fn clock_caution(&self) -> Vec<Sentence> {
        let Ok(Clock::Backward { last }) = self.store.clock(clock::now()) else { return Vec::new() };
        vec![sentence!(
            "時計が戻っています：最後の操作記録は {last} です。ホストの時計を確かめてください。",
            "The clock went backwards: the last entry of the ledger is of {last}. Check the host's clock.",
            last = instant_iso(last)
        )]
    }
}

/// A name that no other session of the store has.
fn random_name() -> String {
    let mut bytes = [0; 6];
    getrandom::fill(&mut bytes).expect("the system has randomness, or no key could be made either");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod anchoring_tests;
#[cfg(test)]
pub(crate) mod desk;
#[cfg(test)]
mod evidence_tests;
