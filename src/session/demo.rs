//! Demo stores: invented people behind a key in the clear, opened without asking.

use std::path::Path;

use zeroize::Zeroizing;

use super::sign_in::slots_of;
use super::{Place, clock};
use crate::actions::Go;
use crate::demo::{Account, DemoError, Progress, Scale, fill};
use crate::store::derive::KdfCost;
use crate::store::open_error::OpenError;
use crate::store::slots::{NewSlot, Purpose, SlotKind};
use crate::store::vault::{NewStore, Vault};
use crate::store::{Evidence, NotOpened, Store};
use crate::text::Sentence;
use crate::text::date::Instant;

/// What a guess at a demo passphrase costs: it guards invented people, whose key stands in the clear beside it.
const COST: KdfCost = KdfCost { memory_kib: 8 << 10, passes: 1, lanes: 1 };

/// Which demo is to be made.
#[derive(Clone, Copy, Debug)]
pub struct DemoOrder {
    /// How large.
    pub scale: Scale,
    /// The same seed gives the same people.
    pub seed: u64,
}

/// Why there is no demo; nothing is left of it.
#[derive(Debug, thiserror::Error)]
pub enum NoDemo {
    /// The store could not be made.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    /// The store could not be filled, or the caller wanted no more.
    #[error(transparent)]
    Demo(#[from] DemoError),
}

impl From<OpenError> for NoDemo {
    fn from(error: OpenError) -> NoDemo {
        NoDemo::NotOpened(error.into())
    }
}

/// Makes a demo store at `path`, never over another, and says who may sign in to it.
pub fn make_demo(
    path: &Path,
    order: DemoOrder,
    progress: &mut dyn FnMut(Progress) -> Go,
) -> Result<Vec<Account>, NoDemo> {
    let now = clock::now();
    let unknown = Zeroizing::new(super::random_name());
    let first = slot("U-0001", &unknown, now);
    let (mut store, key) = Store::create(path, &NewStore { purpose: Purpose::Demo, first })?;
    let place = Place::of_demo(path);
    let filled = fill(&mut store, order.scale, order.seed, now, progress).map_err(NoDemo::from);
    let anchored = filled.and_then(|accounts| anchored(&place, store).map(|()| accounts));
    let made = anchored.and_then(|accounts| {
        Vault::change_slots(path, |slots| {
            accounts.iter().try_for_each(|account| {
                let new = slot(&account.actor.operator, &account.passphrase, now);
                if slots.operators().any(|known| known == new.operator) {
                    slots.renew(&new, &key)
                } else {
                    slots.add(&new, &key)
                }
            })
        })?;
        Ok(accounts)
    });
    if made.is_err() {
        place.take_back();
    }
    made
}

/// Begins the demo's anchor, beside it, and closes the store.
fn anchored(place: &Place, store: Store) -> Result<(), NoDemo> {
    let id = slots_of(&place.db)?.store().clone();
    let anchor = place.anchor(&id, Purpose::Demo);
    store.anchored_anew(&id, anchor, Evidence::default(), None).map_err(NotOpened::from)?;
    Ok(())
}

fn slot<'a>(operator: &'a str, passphrase: &'a str, created: Instant) -> NewSlot<'a> {
    NewSlot { operator, kind: SlotKind::Operator, role: None, label: "demo", created, passphrase, cost: COST }
}

impl NoDemo {
    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NoDemo::NotOpened(error) => error.sentence(),
            NoDemo::Demo(error) => crate::sentence!(
                "デモを作成できません：{why}。ディスクの空きを確かめてください。",
                "The demo cannot be made: {why}. Check free space.",
                why = error
            ),
        }
    }
}
