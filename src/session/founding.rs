//! Founding a store: the office, its first MCS管理者, and the first entry of the ledger.

use super::{Origin, Place, Session, Way, clock, passphrase};
use crate::actions::user::OCCUPATIONS;
use crate::actions::{Answers, Field, Kind, Need, UserError, draft};
use crate::domain::mail::MailAddress;
use crate::domain::{Actor, Occupation, Office, OfficeId, OfficeState, PassphrasePolicy, Role, User, UserId};
use crate::store::derive::KdfCost;
use crate::store::ledger;
use crate::store::open_error::OpenError;
use crate::store::slots::{NewSlot, Purpose, SlotKind};
use crate::store::vault::NewStore;
use crate::store::{NotOpened, Scope, Store, StoreError};
use crate::text::date::{Instant, today};
use crate::text::{Sentence, Text};

/// What is asked for when a store is founded.
pub static FIELDS: &[Field] = &[
    line("office", Text::new("事業所名", "Office name"), Need::Must),
    line("admin", Text::new("MCS管理者の氏名", "Name of the MCS administrator"), Need::Must),
    line("kana", Text::new("MCS管理者のふりがな", "Reading of the administrator's name"), Need::May),
    line("mail", Text::new("MCS管理者のメールアドレス", "Mail address of the administrator"), Need::May),
    Field {
        id: "occupation",
        label: Text::new("MCS管理者の職種", "Occupation of the administrator"),
        kind: Kind::Choice(OCCUPATIONS),
        need: Need::May,
    },
    line("kind", Text::new("事業所種別", "Kind of office"), Need::May),
    line("postal_code", Text::new("郵便番号", "Postal code"), Need::May),
    line("address", Text::new("所在地", "Address"), Need::May),
    line("phone", Text::new("電話番号", "Phone"), Need::May),
    line("head_name", Text::new("事業所の管理者の氏名", "Name of the office's head"), Need::May),
    line(
        "head_mail",
        Text::new("事業所の管理者のメールアドレス", "Mail address of the office's head"),
        Need::May,
    ),
];

/// The first numbers of a new register.
const OFFICE: OfficeId = OfficeId(1);
const ADMIN: UserId = UserId(1);

/// What a new store is founded on.
pub struct Founding<'a> {
    /// The answers to [`FIELDS`].
    pub answers: &'a Answers,
    /// The first admin's passphrase.
    pub passphrase: &'a str,
    /// What one guess at it costs.
    pub cost: KdfCost,
    /// What every operator's sign-in asks for from now on.
    pub policy: PassphrasePolicy,
    /// An office's own data, or a demo.
    pub purpose: Purpose,
}

/// Why a store was not founded; nothing is left of it.
#[derive(Debug, thiserror::Error)]
pub enum NotFounded {
    /// An answer or the passphrase will not do.
    #[error("an answer will not do")]
    Answer(UserError),
    /// The store could not be made.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    /// The store was made, and could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Founds a store at `place`, never over another, and signs its first admin in. Slow: derives a key.
pub fn found(place: &Place, founding: &Founding<'_>, origin: Origin) -> Result<Session, NotFounded> {
    let now = clock::now();
    let (office, admin) = (office(founding.answers)?, admin(founding.answers, now)?);
    let names = [admin.name.as_str(), &admin.kana, &admin.mail, &office.name];
    if let Some(objection) = passphrase::objection(founding.passphrase, &names, founding.policy) {
        return Err(NotFounded::Answer(UserError { field: Some("passphrase"), sentence: objection }));
    }
    let operator = ADMIN.to_string();
    let slot = NewSlot {
        operator: &operator,
        kind: SlotKind::Operator,
        role: Some(Role::Admin.word()),
        label: &operator,
        created: now,
        passphrase: founding.passphrase,
        cost: founding.cost,
    };
    let (store, key) = Store::create(&place.db, &NewStore { purpose: founding.purpose, first: slot })?;
    let actor =
        Actor { operator, role: Role::Admin, office: OFFICE, user: Some(ADMIN), name: admin.name.clone() };
    let made = Way::into_new(place, key, &actor.operator, origin)
        .map_err(NotFounded::from)
        .and_then(|way| write(Session::new(store, actor, way), now, founding, &office, &admin));
    if made.is_err() {
        place.take_back();
    }
    made
}

const fn line(id: &'static str, label: Text, need: Need) -> Field {
    Field { id, label, kind: Kind::Line, need }
}

fn office(answers: &Answers) -> Result<Office, NotFounded> {
    Ok(Office {
        kind: answers.line("kind").to_owned(),
        postal_code: answers.line("postal_code").to_owned(),
        address: answers.line("address").to_owned(),
        phone: answers.line("phone").to_owned(),
        head_name: answers.line("head_name").to_owned(),
        head_mail: mail(answers, "head_mail")?,
        state: OfficeState::Registered,
        ..Office::named(OFFICE, answers.line("office"))
    })
}

fn admin(answers: &Answers, now: Instant) -> Result<User, NotFounded> {
    let occupation = answers.choice("occupation").and_then(Occupation::read);
    Ok(User {
        id: ADMIN,
        version: 1,
        office: OFFICE,
        mcs_id: String::new(),
        name: answers.line("admin").to_owned(),
        kana: answers.line("kana").to_owned(),
        occupation: occupation.unwrap_or(Occupation::Other),
        mail: mail(answers, "mail")?,
        admin_since: Some(today(now)),
        password_changed_on: None,
        joined_on: None,
        leave_from: None,
        leave_until: None,
        released_on: None,
        closed_on: None,
        last_day: None,
        reminded_on: None,
        terms_agreed_on: None,
        points_read_on: None,
        profile_on: None,
        photo_on: None,
        memo: String::new(),
    })
}

fn mail(answers: &Answers, field: &'static str) -> Result<String, NotFounded> {
    let typed = answers.line(field);
    if typed.is_empty() {
        return Ok(String::new());
    }
    match MailAddress::parse(typed) {
        Ok((address, _)) => Ok(address.as_str().to_owned()),
        Err(error) => Err(NotFounded::Answer(UserError { field: Some(field), sentence: error.sentence() })),
    }
}

/// Writes the first rows and the first entry, and begins the anchor with it.
fn write(
    mut session: Session,
    now: Instant,
    founding: &Founding<'_>,
    office: &Office,
    admin: &User,
) -> Result<Session, NotFounded> {
    let scope = Scope { office: OFFICE, role: Role::Admin };
    let ctx = session.context();
    session.store.write::<_, StoreError>(scope, today(now), |tx| {
        tx.insert(office)?;
        tx.insert(admin)?;
        if founding.purpose == Purpose::Real {
            tx.set_passphrase_policy(founding.policy)?;
        }
        let draft = draft(&ctx, "store.init", &OFFICE.to_string(), ledger::Outcome::Done);
        ledger::append(tx, draft).map(drop)
    })?;
    let anchor = session.place.anchor(&session.store_id, session.purpose);
    let store = session.store.anchored_anew(&session.store_id, anchor, session.evidence.clone(), None)?;
    Ok(Session { store, ..session })
}

impl From<OpenError> for NotFounded {
    fn from(error: OpenError) -> NotFounded {
        NotFounded::NotOpened(error.into())
    }
}

impl NotFounded {
    /// What is wrong, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            NotFounded::Answer(error) => error.sentence.clone(),
            NotFounded::NotOpened(error) => error.sentence(),
            NotFounded::Store(error) => crate::sentence!(
                "ストアに書き込めません：{why}",
                "The store cannot be written: {why}",
                why = error
            ),
        }
    }
}
