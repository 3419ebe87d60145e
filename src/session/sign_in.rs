//! Signing in: the credential opens the store; the register says whether its owner may still act, and the
//! store's policy what else is asked for.

use std::path::Path;

use super::door::{Door, Wants};
use super::throttle::Throttle;
use super::{Origin, Place, Session, Way, clock, reading};
use crate::domain::{Actor, OfficeId, Role};
use crate::sentence;
use crate::store::connection::Access;
use crate::store::file_error::FileError;
use crate::store::files::StoreFiles;
use crate::store::open_error::{OpenError, OpenKind};
use crate::store::slots::{Purpose, SlotError, Slots};
use crate::store::vault::{Credential, Unlocked, Vault};
use crate::store::{NotOpened, Scope, Store, StoreError};
use crate::text::date::{Instant, clock as time_of_day, today};
use crate::text::{Sentence, Shown, Text};

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
    /// Too many failures: the next try must wait.
    #[error("wait until {0}")]
    Wait(Instant),
    /// The passphrase was right; more is asked for.
    #[error("more is asked for")]
    Wants(Wants),
    /// The passphrase of whoever is known to sit there is wrong.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The code is none of now, or was used before.
    #[error("wrong code")]
    WrongCode,
}

impl From<OpenError> for NotSignedIn {
    fn from(error: OpenError) -> NotSignedIn {
        NotSignedIn::NotOpened(error.into())
    }
}

impl From<FileError> for NotSignedIn {
    fn from(error: FileError) -> NotSignedIn {
        OpenError::from(error).into()
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

/// The first half of signing in: the passphrase. What else is asked for stands at the door. Slow.
pub fn knock(
    place: &Place,
    credential: &Credential,
    access: Access,
    origin: Origin,
) -> Result<Door, NotSignedIn> {
    let way = Way::new(place, unlock(place, credential, origin)?, origin);
    let store = way.open(access)?;
    Door::of(store, way)
}

/// The same for a command that only reads: a store of an older schema is first brought up to date, as at every opening
/// by an operator.
pub fn knock_to_read(place: &Place, credential: &Credential, origin: Origin) -> Result<Door, NotSignedIn> {
    let way = Way::new(place, unlock(place, credential, origin)?, origin);
    let (store, upgraded) = way.open_up_to_date()?;
    Ok(Door::of(store, way)?.after_bringing_up(upgraded))
}

/// The first half of signing in by a service, for reading the evidence or for a copy: it comes in to a store of an older
/// schema, too, as it is.
pub fn knock_as_it_is(place: &Place, credential: &Credential, origin: Origin) -> Result<Door, NotSignedIn> {
    let way = Way::new(place, unlock(place, credential, origin)?, origin);
    let store = way.open_as_it_is()?;
    Door::of(store, way)
}

/// The same at a store that was restored a moment ago; not held against its anchor before [`Session::restored`].
pub fn knock_restored(place: &Place, credential: &Credential, origin: Origin) -> Result<Door, NotSignedIn> {
    let way = Way::new(place, unlock(place, credential, origin)?, origin);
    let before = || place.teller.tell();
    let store = Store::open_telling(&place.db, &way.unlocked.key, Access::ReadWrite, clock::now(), &before)?;
    Door::of(store, way)
}

/// Whether the store at `path` is a demo, which opens without being asked for anything.
pub fn purpose_of(path: &Path) -> Result<Purpose, OpenError> {
    Ok(slots_of(path)?.purpose())
}

/// Who has a key to the store at `path`.
pub fn operators_of(path: &Path) -> Result<Vec<String>, OpenError> {
    Ok(slots_of(path)?.operators().map(str::to_owned).collect())
}

/// Says whether the passphrase of whoever is signed in still opens the store, and opens nothing: the screen's
/// unlocking. Slow.
pub fn confirm(place: &Place, credential: &Credential, origin: Origin) -> Result<(), NotSignedIn> {
    match unlock(place, credential, origin) {
        Ok(_) => Ok(()),
        Err(error) if error.is_wrong_passphrase() => Err(NotSignedIn::WrongPassphrase),
        Err(error) => Err(error),
    }
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
    let door = knock(place, credential, access, origin)?;
    match (door.wants(), credential) {
        (Wants::Nothing, _) => Ok(door.enter()),
        (Wants::Code, Credential::Passphrase { code: Some(code), .. }) => {
            door.enter_with(code).map_err(|out| out.error)
        }
        (wants, _) => Err(NotSignedIn::Wants(wants)),
    }
}

/// Unlocks, slower after every failure. A demo, whose key stands in the clear, slows nobody down.
pub(super) fn unlock(
    place: &Place,
    credential: &Credential,
    origin: Origin,
) -> Result<Unlocked, NotSignedIn> {
    let Some(operator) = credential.operator() else { return Ok(Vault::unlock(&place.db, credential)?) };
    let attempt = Attempt { place, operator, origin };
    attempt.may_begin()?;
    let unlocked = Vault::unlock(&place.db, credential);
    if let Err(OpenError::Slots { fault: SlotError::WrongPassphrase, .. }) = &unlocked {
        attempt.failed()?;
    }
    Ok(unlocked?)
}

/// Somebody's attempt to sign in.
pub(super) struct Attempt<'a> {
    pub(super) place: &'a Place,
    /// As whom; whatever was typed.
    pub(super) operator: &'a str,
    pub(super) origin: Origin,
}

impl Attempt<'_> {
    /// Refuses while the wait after failures lasts.
    pub(super) fn may_begin(&self) -> Result<(), NotSignedIn> {
        match self.throttle()? {
            Some(throttle) => match throttle.wait(self.operator, clock::now())? {
                Some(until) => Err(NotSignedIn::Wait(until)),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// Counts a failure against the operator, and notes it for the ledger.
    pub(super) fn failed(&self) -> Result<(), NotSignedIn> {
        reading::failed(self.place, self.operator, self.origin);
        if let Some(throttle) = self.throttle()? {
            throttle.failed(self.operator, clock::now())?;
        }
        Ok(())
    }

    fn throttle(&self) -> Result<Option<Throttle>, NotSignedIn> {
        let is_real = purpose_of(&self.place.db).is_ok_and(|purpose| purpose == Purpose::Real);
        Ok(if is_real { Some(Throttle::of(StoreFiles::at(&self.place.db)?)) } else { None })
    }
}

/// The operator, who must be one today: a sanction or a dismissal takes the console away too (第8条(4)).
pub(super) fn actor(store: &Store, operator: &str) -> Result<Actor, NotSignedIn> {
    // An operator is looked up by id alone, before there is an office to look as.
    let nobody = Scope { office: OfficeId(0), role: Role::City };
    let found = store.reader(nobody, today(clock::now())).operator(operator)?;
    found.ok_or_else(|| NotSignedIn::MayNotAct(operator.to_owned()))
}

impl NotSignedIn {
    /// Whether operator and passphrase do not belong together.
    fn is_wrong_passphrase(&self) -> bool {
        let NotSignedIn::NotOpened(NotOpened::Open(OpenError::Slots { fault, .. })) = self else {
            return false;
        };
        matches!(fault, SlotError::WrongPassphrase)
    }

    /// What the error means to a caller.
    pub fn kind(&self) -> OpenKind {
        match self {
            NotSignedIn::NotOpened(error) => error.kind(),
            NotSignedIn::Store(error) if error.is_busy() => OpenKind::Busy,
            NotSignedIn::Store(_) => OpenKind::Unusable,
            NotSignedIn::MayNotAct(_)
            | NotSignedIn::Wait(_)
            | NotSignedIn::Wants(_)
            | NotSignedIn::WrongPassphrase
            | NotSignedIn::WrongCode => OpenKind::NotSignedIn,
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
            NotSignedIn::Wait(until) => sentence!(
                "失敗が続いたため、{time} まで待ってください。",
                "Too many failures: wait until {time}.",
                time = time_of_day(*until)
            ),
            NotSignedIn::Wants(wants) => wants.sentence(),
            NotSignedIn::WrongPassphrase => Text::new(
                "パスフレーズが違います。もう一度入力してください。",
                "Wrong passphrase. Enter it once more.",
            )
            .into(),
            NotSignedIn::WrongCode => Text::new(
                "確認コードが違うか、使用済みです。アプリの次のコードを入力してください。",
                "The code is wrong or was used already. Enter the app's next one.",
            )
            .into(),
        }
    }
}
