//! Signing in: the credential opens the store; the register says whether its owner may still act.

use std::path::Path;

use super::{Origin, Session, clock};
use crate::domain::{Actor, Role, Standing};
use crate::sentence;
use crate::store::connection::Access;
use crate::store::files::StoreFiles;
use crate::store::open_error::{OpenError, OpenKind};
use crate::store::slots::{Purpose, SlotError, Slots};
use crate::store::vault::{Credential, Vault};
use crate::store::{NotOpened, Scope, Store, StoreError};
use crate::text::date::today;
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
    /// A slot without an operator: the register does not know its owner (any more).
    #[error("{0} is no operator")]
    Unknown(String),
    /// The operator is no longer, or not now, an MCS管理者 who can act.
    #[error("{operator} may not act: {standing:?}")]
    MayNotAct {
        /// The operator.
        operator: String,
        /// How the person stands.
        standing: Standing,
    },
}

impl From<OpenError> for NotSignedIn {
    fn from(error: OpenError) -> NotSignedIn {
        NotSignedIn::NotOpened(error.into())
    }
}

/// Signs in for reading and writing. Slow: derives a key, except for a demo.
pub fn sign_in(path: &Path, credential: &Credential, origin: Origin) -> Result<Session, NotSignedIn> {
    enter(path, credential, Access::ReadWrite, origin)
}

/// Signs in for reading only: nothing that this session does can write.
pub fn sign_in_reading(path: &Path, credential: &Credential, origin: Origin) -> Result<Session, NotSignedIn> {
    enter(path, credential, Access::ReadOnly, origin)
}

/// Whether the store at `path` is a demo, which opens without being asked for anything.
pub fn purpose_of(path: &Path) -> Result<Purpose, OpenError> {
    Ok(slots_of(path)?.purpose())
}

/// Who has a key to the store at `path`.
pub fn operators_of(path: &Path) -> Result<Vec<String>, OpenError> {
    Ok(slots_of(path)?.operators().map(str::to_owned).collect())
}

fn slots_of(path: &Path) -> Result<Slots, OpenError> {
    let files = StoreFiles::at(path)?;
    files.check_database()?;
    Slots::read(&files).map_err(|fault: SlotError| OpenError::Slots { file: files.keys(), fault })
}

fn enter(
    path: &Path,
    credential: &Credential,
    access: Access,
    origin: Origin,
) -> Result<Session, NotSignedIn> {
    let unlocked = Vault::unlock(path, credential)?;
    let store = Store::open(path, &unlocked.key, access, clock::now())?;
    let actor = actor(&store, &unlocked.operator)?;
    Ok(Session::new(store, actor, unlocked.purpose, path.to_owned(), unlocked.key, origin))
}

/// The operator, who as an admin must be an active one: a sanction takes the console away too (第8条(4)).
fn actor(store: &Store, operator: &str) -> Result<Actor, NotSignedIn> {
    let today = today(clock::now());
    // An operator is looked up by id alone, before there is an office to look as.
    let nobody = Scope { office: crate::domain::OfficeId(0), role: Role::City };
    let unknown = || NotSignedIn::Unknown(operator.to_owned());
    let actor = store.reader(nobody, today).operator(operator)?.ok_or_else(unknown)?;
    let Some(user) = actor.user else { return Ok(actor) };
    let own = Scope { office: actor.office, role: actor.role };
    let case = store.reader(own, today).user_case(user)?.ok_or_else(unknown)?;
    match case.standing(today) {
        Standing::Active if actor.role == Role::Admin && case.user.admin_since.is_none() => Err(unknown()),
        Standing::Active => Ok(actor),
        standing => Err(NotSignedIn::MayNotAct { operator: operator.to_owned(), standing }),
    }
}

impl NotSignedIn {
    /// What the error means to a caller.
    pub fn kind(&self) -> OpenKind {
        match self {
            NotSignedIn::NotOpened(error) => error.kind(),
            NotSignedIn::Store(error) if error.is_busy() => OpenKind::Busy,
            NotSignedIn::Store(_) => OpenKind::Unusable,
            NotSignedIn::Unknown(_) | NotSignedIn::MayNotAct { .. } => OpenKind::NotSignedIn,
        }
    }

    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotSignedIn::NotOpened(error) => error.sentence(),
            NotSignedIn::Store(error) => {
                sentence!("ストアを読めません：{why}", "The store cannot be read: {why}", why = error)
            }
            NotSignedIn::Unknown(operator) => sentence!(
                "{operator} はMCS管理者として登録されていません。別の操作者でサインインしてください。",
                "{operator} is not appointed as an MCS administrator. Sign in as another operator.",
                operator = Shown::new(operator)
            ),
            NotSignedIn::MayNotAct { operator, standing } => sentence!(
                "{operator} は「{standing}」のためサインインできません。{whom}",
                "{operator} may not sign in ({standing}). {whom}",
                operator = Shown::new(operator),
                standing = standing.label(),
                whom = Text::new(
                    "事業所の他のMCS管理者に相談してください。",
                    "Ask another MCS administrator of the office."
                )
            ),
        }
    }
}
