//! The way back into a store whose data key was changed: what a session takes along when it lets go.
//!
//! A session holds the private half of its slot's pair, as it holds the data key, and both are wiped when dropped.
//! Whoever changes the data key seals the new one to every slot that is left; so the session that was open goes on
//! without a passphrase, and one whose slot was taken away does not. Whether the operator may still act is asked anew.

use std::time::{Duration, Instant as Stopwatch};

use super::sign_in;
use super::{NotSignedIn, Origin, Place, Session, Way};
use crate::domain::Actor;
use crate::store::connection::Access;
use crate::store::files::StoreFiles;
use crate::store::hold;
use crate::store::open_error::OpenError;
use crate::store::seal::KeyPair;
use crate::store::slots::SlotKind;
use crate::store::vault::Vault;
use crate::store::{Evidence, Store};

/// How long a change of the data key is waited for.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
const LOOK_EVERY: Duration = Duration::from_millis(30);

/// What opens the store again for the same session, under the same name.
#[derive(Clone, Debug)]
pub struct WayBack {
    place: Place,
    actor: Actor,
    slot: SlotKind,
    /// None for a demo, whose key stands in the clear.
    pair: Option<KeyPair>,
    access: Access,
    evidence: Evidence,
    origin: Origin,
    name: String,
}

impl Session {
    /// The way back, for when the store is let go of.
    pub fn way_back(&self) -> WayBack {
        WayBack {
            place: self.place.clone(),
            actor: self.actor.clone(),
            slot: self.slot.clone(),
            pair: self.pair.clone(),
            access: if self.store.is_read_only() { Access::ReadOnly } else { Access::ReadWrite },
            evidence: self.evidence.clone(),
            origin: self.origin,
            name: self.name.clone(),
        }
    }

    /// Lets go of the store: from here on the session reads and writes nothing, until another takes its place.
    pub fn let_go(&mut self) -> WayBack {
        let back = self.way_back();
        self.store = Store::closed();
        back
    }
}

impl WayBack {
    /// Waits until the change is over, and goes on as before. Blocks: for a thread of its own.
    pub fn come_back(&self) -> Result<Session, NotSignedIn> {
        self.wait()?;
        let owner = &self.actor.operator;
        let unlocked = Vault::reopen(&self.place.db, owner, &self.slot, self.pair.as_ref())?;
        let way = Way { evidence: self.evidence.clone(), ..Way::new(&self.place, unlocked, self.origin) };
        let store = way.open(self.access)?;
        let actor = sign_in::actor(&store, owner)?;
        if (actor.role, actor.office) != (self.actor.role, self.actor.office) {
            return Err(NotSignedIn::MayNotAct(owner.clone()));
        }
        Ok(Session { name: self.name.clone(), ..Session::new(store, actor, way) })
    }

    fn wait(&self) -> Result<(), OpenError> {
        let files = StoreFiles::at(&self.place.db)?;
        let give_up = Stopwatch::now() + PATIENCE;
        while hold::is_asked_to_let_go(&files) {
            if Stopwatch::now() >= give_up {
                return Err(OpenError::Busy(self.place.db.clone()));
            }
            std::thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }
}
