//! What somebody does who cannot sign in yet: use up a one-time code, or open the sealed envelope.

use zeroize::Zeroizing;

use super::error::NoAccess;
use super::{COST, own_slot};
use crate::actions::{draft, scope};
use crate::domain::{Actor, PassphrasePolicy};
use crate::sentence;
use crate::session::door::Door;
use crate::session::sign_in::{actor, unlock};
use crate::session::{NotSignedIn, Origin, Place, Session, Way, clock, code_words, passphrase};
use crate::store::connection::Access;
use crate::store::derive::KdfCost;
use crate::store::open_error::OpenError;
use crate::store::slots::{SlotError, SlotKind, Slots};
use crate::store::vault::{Credential, RECOVERY, Unlocked, Vault};
use crate::store::{NotOpened, ledger};

/// What a newcomer gives.
pub struct Newcomer<'a> {
    /// The operator's id.
    pub operator: &'a str,
    /// The words, as typed.
    pub words: &'a str,
    /// The passphrase that is theirs alone from now on.
    pub passphrase: &'a str,
}

/// Uses a one-time code up: the newcomer's own slot takes its place. Slow: derives keys.
pub fn enrol(place: &Place, newcomer: &Newcomer<'_>, origin: Origin) -> Result<Door, NoAccess> {
    enrol_at(place, newcomer, origin, COST)
}

/// The same at a chosen cost, for tests.
pub(super) fn enrol_at(
    place: &Place,
    newcomer: &Newcomer<'_>,
    origin: Origin,
    cost: KdfCost,
) -> Result<Door, NoAccess> {
    let credential =
        Credential::Enrolment { operator: newcomer.operator.to_owned(), code: read(newcomer.words)? };
    let unlocked = unlock(place, &credential, origin).map_err(|error| wrong(error, NoAccess::WrongCode))?;
    if !matches!(unlocked.slot, SlotKind::Enrolment { until } if clock::now() <= until) {
        return Err(NoAccess::WrongCode);
    }
    let kind = unlocked.slot.clone();
    let settling = Settling { place, newcomer, origin, cost, action: "operator.enrol" };
    // Used up, whoever else knows it.
    settling.settle(unlocked, |slots| slots.withdraw(newcomer.operator, &kind))
}

/// Opens the store with the words of the sealed envelope, and gives an operator a new passphrase. Slow.
pub fn recover(place: &Place, newcomer: &Newcomer<'_>, origin: Origin) -> Result<Door, NoAccess> {
    recover_at(place, newcomer, origin, COST)
}

/// The same at a chosen cost, for tests.
pub(super) fn recover_at(
    place: &Place,
    newcomer: &Newcomer<'_>,
    origin: Origin,
    cost: KdfCost,
) -> Result<Door, NoAccess> {
    let credential = Credential::Recovery(read(newcomer.words)?);
    let unlocked =
        unlock(place, &credential, origin).map_err(|error| wrong(error, NoAccess::WrongEnvelope))?;
    let settling = Settling { place, newcomer, origin, cost, action: "operator.recover" };
    // The envelope has been opened: a new one is made on purpose.
    settling.settle(unlocked, |slots| slots.withdraw(RECOVERY, &SlotKind::Recovery))
}

fn read(words: &str) -> Result<Zeroizing<String>, NoAccess> {
    code_words::read(words).map_err(|place| {
        NoAccess::at(
            "words",
            sentence!(
                "{place}番目の語は一覧にありません。つづりを確かめてください。",
                "Word {place} is on no list. Check its spelling.",
                place = place
            ),
        )
    })
}

fn wrong(error: NotSignedIn, words: NoAccess) -> NoAccess {
    match error {
        NotSignedIn::NotOpened(NotOpened::Open(OpenError::Slots {
            fault: SlotError::WrongPassphrase,
            ..
        })) => words,
        other => other.into(),
    }
}

/// What the last step of either way is about.
struct Settling<'a> {
    place: &'a Place,
    newcomer: &'a Newcomer<'a>,
    origin: Origin,
    cost: KdfCost,
    action: &'static str,
}

impl Settling<'_> {
    /// The operator's own slot is put in its place, the second factor forgotten, and both entered in the ledger.
    fn settle(
        &self,
        unlocked: Unlocked,
        used_up: impl FnOnce(&mut Slots) -> Result<(), SlotError>,
    ) -> Result<Door, NoAccess> {
        let Newcomer { operator, passphrase, .. } = *self.newcomer;
        let key = unlocked.key.clone();
        let way = Way::new(self.place, unlocked, self.origin);
        let store = way.open(Access::ReadWrite).map_err(NotSignedIn::from)?;
        let actor = actor(&store, operator)?;
        let mut session = Session::new(store, actor, way);
        session.may_write()?;
        judge(&session, &session.actor, passphrase)?;
        let ctx = session.context();
        let slot = own_slot(&session.actor, passphrase, ctx.now, self.cost);
        Vault::change_slots(&self.place.db, |slots| {
            slots.put(&slot, &key)?;
            used_up(slots)
        })?;
        session.store.write(scope(&ctx), ctx.today(), |tx| {
            tx.drop_second_factor(operator)?;
            ledger::append(tx, draft(&ctx, self.action, operator, ledger::Outcome::Done)).map(drop)
        })?;
        let (operator, passphrase) = (operator.to_owned(), passphrase.to_owned().into());
        let credential = Credential::Passphrase { operator, passphrase, code: None };
        Ok(session.knock_anew(&credential)?)
    }
}

/// Whether a passphrase will do for `actor` under the store's policy.
pub(super) fn judge(session: &Session, actor: &Actor, chosen: &str) -> Result<(), NoAccess> {
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let policy = reader.passphrase_policy()?.unwrap_or(PassphrasePolicy::TwoFactor);
    let office = reader.office_by_id(actor.office)?.map(|office| office.name).unwrap_or_default();
    match passphrase::objection(chosen, &[&actor.name, &office, &actor.operator], policy) {
        Some(objection) => Err(NoAccess::at("passphrase", objection)),
        None => Ok(()),
    }
}
