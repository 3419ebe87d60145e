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
pub mod passphrase;
mod sign_in;
mod throttle;
mod welcome;

use std::net::IpAddr;
use std::path::PathBuf;

use crate::domain::{Actor, Context, MirrorSetting, Settings};
use crate::store::connection::Access;
use crate::store::file_error::FileError;
use crate::store::presence::{Presence, Visitor};
use crate::store::seal::DataKey;
use crate::store::slots::{Purpose, SlotKind};
use crate::store::vault::Unlocked;
use crate::store::{NotOpened, Reader, Scope, Store};

pub use demo::{DemoOrder, NoDemo, make_demo};
pub use door::{Door, StillOut, Wants};
pub use founding::{FIELDS as FOUNDING_FIELDS, Founding, NotFounded, found};
pub use sign_in::{NotSignedIn, confirm, knock, operators_of, purpose_of, sign_in, sign_in_reading};
pub use welcome::Welcome;

/// Somebody at work on an open store.
pub struct Session {
    /// The store, as far as this session may use it.
    pub store: Store,
    /// Who is signed in.
    pub actor: Actor,
    /// An office's own data, or a demo.
    pub purpose: Purpose,
    /// The store's database file.
    pub path: PathBuf,
    /// The data key, for further connections of the same person.
    pub key: DataKey,
    slot: SlotKind,
    /// Failed sign-ins of this operator since the last success.
    failures: u32,
    origin: Origin,
    name: String,
}

/// Where a session comes from, and what its host has set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin {
    /// The address of the person's own machine; `None` where the person sits at the host.
    pub client: Option<IpAddr>,
    /// How the host gets decisions into MCS.
    pub mirror: MirrorSetting,
}

impl Session {
    fn new(store: Store, actor: Actor, path: PathBuf, unlocked: Unlocked, origin: Origin) -> Session {
        let Unlocked { key, slot, purpose, .. } = unlocked;
        Session { store, actor, purpose, path, key, slot, failures: 0, origin, name: random_name() }
    }

    /// The context of an act or a look that happens now.
    pub fn context(&self) -> Context {
        Context {
            actor: self.actor.clone(),
            now: clock::now(),
            session: self.name.clone(),
            client: self.origin.client.map(|address| address.to_string()).unwrap_or_default(),
            settings: Settings { mirror: self.origin.mirror, ..Settings::default() },
        }
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
        Presence::join(&self.path, &self.visitor())
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
        Store::open(&self.path, &self.key, access, clock::now())
    }
}

/// A name that no other session of the store has.
fn random_name() -> String {
    let mut bytes = [0; 6];
    getrandom::fill(&mut bytes).expect("the system has randomness, or no key could be made either");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
