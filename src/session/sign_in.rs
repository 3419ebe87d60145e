//! Signing in: the credential opens the store; the register says whether its owner may still act.

use std::path::Path;

use super::{Origin, Place, Session, Way, clock, reading};
use crate::domain::{Actor, OfficeId, Role};
use crate::sentence;
use crate::store::connection::Access;
use crate::store::files::StoreFiles;
use crate::store::open_error::{OpenError, OpenKind};
use crate::store::slots::{Purpose, SlotError, Slots};
use crate::store::vault::{Credential, Vault};
use crate::store::{Evidence, NotOpened, Scope, Store, StoreError};
use crate::text::date::today;
use crate::text::{Sentence, Shown};

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum NotSignedIn {
    /// The store does not open.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    /// The store opens, and cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The slot's owner is no operator today: dismissed, sanctioned, released or gone.
    #[error("{0} may not act")]
    MayNotAct(String),
}

impl From<OpenError> for NotSignedIn {
    fn from(error: OpenError) -> NotSignedIn {
        NotSignedIn::NotOpened(error.into())
    }
}

/// Signs in for reading and writing. Slow: derives a key, except for a demo.
pub fn sign_in(place: &Place, credential: &Credential, origin: Origin) -> Result<Session, NotSignedIn> {
    enter(place, credential, Access::ReadWrite, origin)
}

/// Signs in for reading only: nothing that this session does can write.
pub fn sign_in_reading(
    place: &Place,
    credential: &Credential,
    origin: Origin,
) -> Result<Session, NotSignedIn> {
    enter(place, credential, Access::ReadOnly, origin)
}

/// Signs in to a store that was restored a moment ago; not held against its anchor before [`Session::restored`].
pub fn sign_in_restored(
    place: &Place,
    credential: &Credential,
    origin: Origin,
) -> Result<Session, NotSignedIn> {
    let (store, actor, way) = opened(place, credential, Access::ReadWrite, origin)?;
    Ok(Session::new(store, actor, way))
}

/// Whether the store at `path` is a demo, which opens without being asked for anything.
pub fn purpose_of(path: &Path) -> Result<Purpose, OpenError> {
    Ok(slots_of(path)?.purpose())
}

/// Who has a key to the store at `path`.
pub fn operators_of(path: &Path) -> Result<Vec<String>, OpenError> {
    Ok(slots_of(path)?.operators().map(str::to_owned).collect())
}

/// Says whether a credential still opens the store, and opens nothing: the screen's unlocking. Slow.
pub fn confirm(path: &Path, credential: &Credential) -> Result<(), NotSignedIn> {
    Ok(Vault::unlock(path, credential).map(drop)?)
}

pub(super) fn slots_of(path: &Path) -> Result<Slots, OpenError> {
    let files = StoreFiles::at(path)?;
    files.check_database()?;
    Slots::read(&files).map_err(|fault: SlotError| OpenError::Slots { file: files.keys(), fault })
}

fn enter(
    place: &Place,
    credential: &Credential,
    access: Access,
    origin: Origin,
) -> Result<Session, NotSignedIn> {
    let entered = let_in(place, credential, access, origin);
    match &entered {
        Err(error) if error.kind() == OpenKind::NotSignedIn => reading::failed(place, credential, origin),
        Err(_) | Ok(_) => {}
    }
    let mut session = entered?;
    if access == Access::ReadWrite && session.evidence.breach().is_none() {
        reading::enter_spool(&mut session)?;
    }
    Ok(session)
}

fn let_in(
    place: &Place,
    credential: &Credential,
    access: Access,
    origin: Origin,
) -> Result<Session, NotSignedIn> {
    let (store, actor, way) = opened(place, credential, access, origin)?;
    let anchor = place.anchor(&way.store_id, way.purpose);
    let store = store.guarded(&way.store_id, anchor, way.evidence.clone())?;
    Ok(Session::new(store, actor, way))
}

fn opened(
    place: &Place,
    credential: &Credential,
    access: Access,
    origin: Origin,
) -> Result<(Store, Actor, Way), NotSignedIn> {
    let unlocked = Vault::unlock(&place.db, credential)?;
    let store = Store::open(&place.db, &unlocked.key, access, clock::now())?;
    let actor = actor(&store, &unlocked.operator)?;
    let way = Way {
        place: place.clone(),
        key: unlocked.key,
        store_id: unlocked.store,
        purpose: unlocked.purpose,
        key_print: unlocked.key_print,
        evidence: Evidence::default(),
        origin,
    };
    Ok((store, actor, way))
}

/// The operator, who must be one today: a sanction or a dismissal takes the console away too (第8条(4)).
fn actor(store: &Store, operator: &str) -> Result<Actor, NotSignedIn> {
    // An operator is looked up by id alone, before there is an office to look as.
    let nobody = Scope { office: OfficeId(0), role: Role::City };
    let found = store.reader(nobody, today(clock::now())).operator(operator)?;
    found.ok_or_else(|| NotSignedIn::MayNotAct(operator.to_owned()))
}

impl NotSignedIn {
    /// What the error means to a caller.
    pub fn kind(&self) -> OpenKind {
        match self {
            NotSignedIn::NotOpened(error) => error.kind(),
            NotSignedIn::Store(error) if error.is_busy() => OpenKind::Busy,
            NotSignedIn::Store(_) => OpenKind::Unusable,
            NotSignedIn::MayNotAct(_) => OpenKind::NotSignedIn,
        }
    }

    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotSignedIn::NotOpened(error) => error.sentence(),
            NotSignedIn::Store(error) => {
                sentence!("ストアを読めません：{why}", "The store cannot be read: {why}", why = error)
            }
            NotSignedIn::MayNotAct(operator) => sentence!(
                "{operator} は今サインインできません（MCS管理者でないか、制限・登録解除されています）。事業所の他のMCS管理者に相談してください。",
                "{operator} may not sign in now: no MCS administrator, or restricted or released. Ask another MCS administrator of the office.",
                operator = Shown::new(operator)
            ),
        }
    }
}
