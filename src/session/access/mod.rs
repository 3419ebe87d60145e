//! Who signs in, and how: enrolment by one-time codes, removal, the policy, the envelope, services.
//!
//! These change the slot file and the ledger, never the register. A slot that opens nothing yet is put in
//! first and the entry made after it: cut off between the two, somebody asks for another code, and nobody
//! gets in without an entry.

mod error;
mod keys;
mod newcomer;
mod operators;
mod roster;

use std::time::Duration;

use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::{Session, code_words};
use crate::actions::{AccessAct, Decision, READ_ONLY, Sharing, authorise_access, draft, scope};
use crate::domain::case::WayIn;
use crate::domain::{Actor, Assurance, PassphrasePolicy, Role};
use crate::regulation::office::NOBODY_OPENS;
use crate::sentence;
use crate::store::derive::KdfCost;
use crate::store::files::StoreFiles;
use crate::store::hold::Alone;
use crate::store::presence;
use crate::store::slots::{NewSlot, SlotError, SlotKind, Slots};
use crate::store::vault::{RECOVERY, Vault};
use crate::store::{NEWEST_SCHEMA, Tx, ledger, read_head, rekey};
use crate::text::date::Instant;
use crate::text::{Sentence, Text};

pub use error::{NoAccess, OWN_KEY};
pub use newcomer::{Newcomer, enrol, recover};
pub use operators::{Operator, operators};
pub use roster::{
    Done, KEY_REMOVED, NO_SESSION, Order, OwnSession, Roster, Whose, ended as session_ended,
    removed as key_removed,
};

/// What one guess at a passphrase or a code costs.
const COST: KdfCost = KdfCost::PRODUCTION;

/// How long a one-time code is good.
const CODE_HOURS: i64 = 24;

/// A one-time code, told once.
#[derive(Clone)]
pub struct OneTimeCode {
    /// For whom.
    pub operator: String,
    /// The words.
    pub words: Zeroizing<String>,
    /// Until when they are good.
    pub until: Instant,
}

impl Session {
    /// Makes a one-time code with which an operator of the office sets an own passphrase and second factor.
    pub fn invite(&mut self, operator: &str) -> Result<OneTimeCode, NoAccess> {
        self.may(AccessAct::Invite)?;
        let invited = self.operator_here(operator)?;
        if invited.operator == self.actor.operator {
            return Err(NoAccess::Refused(
                Text::new(
                    "自分のコードは出せません。パスフレーズは operator passphrase で変更できます。",
                    "You cannot issue a code to yourself. Change your passphrase with: operator passphrase.",
                )
                .into(),
            ));
        }
        let ctx = self.context();
        let until = ctx.now + TimeDelta::hours(CODE_HOURS);
        let words = code_words::draw(code_words::CODE);
        let kind = SlotKind::Enrolment { until };
        let slot = NewSlot { kind, ..own_slot(&invited, &words, ctx.now, COST) };
        Vault::change_slots(&self.place.db, |slots| slots.put(&slot, &self.key))?;
        self.enter("operator.invite", &invited.operator, |_| Ok(()))?;
        Ok(OneTimeCode { operator: invited.operator, words, until })
    }

    /// Adds a head of the own office, or a desk of the city, and makes its one-time code.
    pub fn add_operator(&mut self, role: Role, name: &str) -> Result<OneTimeCode, NoAccess> {
        self.may(AccessAct::Add)?;
        let is_apt = matches!((self.actor.role, role), (Role::Admin, Role::Head) | (Role::City, Role::City));
        if !is_apt {
            return Err(NoAccess::Refused(sentence!(
                "「{role}」はここでは追加できません。MCS管理者は user appoint で任命します。",
                "{role} is not added here. MCS administrators are appointed with: user appoint.",
                role = role.label()
            )));
        }
        if name.trim().is_empty() {
            return Err(NoAccess::at("name", Text::new("氏名を入力してください。", "Give a name.")));
        }
        let ctx = self.context();
        let added = self.store.write(scope(&ctx), ctx.today(), |tx| {
            let operator = tx.next_operator(role)?;
            let (office, name) = (ctx.actor.office, name.trim().to_owned());
            let added = Actor { operator, role, office, user: None, name };
            tx.insert_operator(&added)?;
            let entry = draft(&ctx, "operator.add", &added.operator, ledger::Outcome::Done);
            ledger::append(tx, entry)?;
            Ok::<_, NoAccess>(added)
        })?;
        self.invite(&added.operator)
    }

    /// Takes an operator's slot and second factor away, and ends the operator's sessions. The data key that they could
    /// have kept is then due to be changed.
    pub fn remove_operator(&mut self, operator: &str) -> Result<(), NoAccess> {
        self.may(AccessAct::Remove)?;
        if operator == self.actor.operator {
            return Err(NoAccess::Refused(OWN_KEY.into()));
        }
        if !operators(self)?.iter().any(|known| known.operator == operator) {
            return Err(NoAccess::Unknown);
        }
        let (keys, db, ctx) = (self.ssh_keys()?, self.place.db.clone(), self.context());
        self.store.write(scope(&ctx), ctx.today(), |tx| {
            if tx.way_in(operator)? == WayIn::TheOnly {
                return Err(NoAccess::Refused(NOBODY_OPENS.into()));
            }
            tx.drop_second_factor(operator)?;
            keys.remove(operator, |_| true)?;
            // Inside the transaction: a dismissal beside it waits, and then finds the key gone.
            Vault::change_slots(&db, |slots| withdraw_all(slots, operator))?;
            let entry = draft(&ctx, "operator.remove", operator, ledger::Outcome::Done);
            ledger::append(tx, entry)?;
            Ok::<_, NoAccess>(())
        })?;
        // The key is gone, whatever becomes of a screen that nobody can find.
        let _ = presence::end_all(&db, operator);
        Ok(())
    }

    /// Changes what every sign-in asks for. In force from each operator's next sign-in.
    pub fn set_policy(&mut self, policy: PassphrasePolicy) -> Result<(), NoAccess> {
        self.may(AccessAct::WholeStore)?;
        let details = format!("{{\"policy\":\"{}\"}}", policy.word());
        let ctx = self.context();
        self.store.write(scope(&ctx), ctx.today(), |tx| {
            tx.set_passphrase_policy(policy)?;
            let mut entry = draft(&ctx, "operator.policy", &ctx.actor.operator, ledger::Outcome::Done);
            entry.details = details;
            ledger::append(tx, entry).map(drop)
        })?;
        Ok(())
    }

    /// Changes the own passphrase. Slow: derives a key.
    pub fn set_passphrase(&mut self, chosen: &str) -> Result<(), NoAccess> {
        self.set_passphrase_at(chosen, COST)
    }

    fn set_passphrase_at(&mut self, chosen: &str, cost: KdfCost) -> Result<(), NoAccess> {
        self.proved()?;
        newcomer::judge(self, &self.actor, chosen)?;
        let slot = own_slot(&self.actor, chosen, self.context().now, cost);
        Vault::change_slots(&self.place.db, |slots| slots.renew(&slot, &self.key))?;
        let operator = self.actor.operator.clone();
        self.enter("operator.set_passphrase", &operator, |_| Ok(()))
    }

    /// Makes the words for the sealed envelope; those of an older envelope open nothing any more.
    pub fn make_envelope(&mut self) -> Result<Zeroizing<String>, NoAccess> {
        self.may(AccessAct::WholeStore)?;
        let words = code_words::draw(code_words::ENVELOPE);
        let kind = SlotKind::Recovery;
        let mut slot = NewSlot { kind, ..own_slot(&self.actor, &words, self.context().now, COST) };
        slot.operator = RECOVERY;
        Vault::change_slots(&self.place.db, |slots| slots.put(&slot, &self.key))?;
        self.enter("operator.make_envelope", RECOVERY, |_| Ok(()))?;
        Ok(words)
    }

    /// Makes the secret of a service's key file: for jobs that read, and cannot write.
    pub fn add_service(&mut self, name: &str) -> Result<Zeroizing<String>, NoAccess> {
        self.may(AccessAct::Service)?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name.len() > 32 || !name.chars().all(is_name) {
            let sentence = Text::new(
                "名前は英数字・-・_ で32文字までです。",
                "A name has up to 32 letters, digits, - and _.",
            );
            return Err(NoAccess::at("name", sentence));
        }
        let secret = code_words::draw(2 * code_words::ENVELOPE);
        let owner = service_owner(name);
        let office = self.actor.office.to_string();
        let mut slot = own_slot(&self.actor, &secret, self.context().now, COST);
        (slot.operator, slot.kind, slot.label) = (&owner, SlotKind::Service, &office);
        Vault::change_slots(&self.place.db, |slots| slots.put(&slot, &self.key))?;
        self.enter("operator.add_service", &owner, |_| Ok(()))?;
        Ok(secret)
    }

    /// Takes a service's slot away.
    pub fn remove_service(&mut self, name: &str) -> Result<(), NoAccess> {
        self.may(AccessAct::Service)?;
        let owner = service_owner(name);
        let office = self.actor.office.to_string();
        let slots = super::sign_in::slots_of(&self.place.db)?;
        let is_ours =
            |slot: crate::store::slots::SlotAbout<'_>| slot.operator == owner && slot.label == office;
        if !slots.all().any(is_ours) {
            return Err(NoAccess::Unknown);
        }
        Vault::change_slots(&self.place.db, |slots| slots.withdraw(&owner, &SlotKind::Service))?;
        self.enter("operator.remove_service", &owner, |_| Ok(()))
    }

    /// Changes the store's data key, for what a removed operator may have kept. Waits until all others have let go.
    ///
    /// The entry stands before the change, so that the copy holds it.
    pub fn rekey(mut self, patience: Duration) -> Result<Session, NoAccess> {
        self.may(AccessAct::WholeStore)?;
        let operator = self.actor.operator.clone();
        self.enter("store.rekey", &operator, |_| Ok(()))?;
        let (back, key, db) = (self.way_back(), self.key.clone(), self.place.db.clone());
        // Nobody may have it open, not even this session.
        drop(self);
        let alone = Alone::take(&StoreFiles::at(&db)?, patience)?;
        rekey::rekey(&db, &key, NEWEST_SCHEMA, &read_head, &alone, &mut |_| Ok(()))?;
        drop(alone);
        // The same ledger under another key: the anchor goes on.
        Ok(back.come_back()?)
    }

    /// Whether the role may do this at all.
    fn may(&self, act: AccessAct) -> Result<(), NoAccess> {
        let sharing =
            if self.reader(&self.context()).has_city_desk()? { Sharing::City } else { Sharing::OneOffice };
        match authorise_access(self.actor.role, act, sharing) {
            Decision::Denied(finding) => Err(NoAccess::Denied(finding.with_clause())),
            // Before the slot file changes, which no anchor guards.
            Decision::Allowed | Decision::NotFound | Decision::ReadOnly => self.proved(),
        }
    }

    /// Keys change only by a hand that has just given the passphrase, where anything may be written.
    fn proved(&self) -> Result<(), NoAccess> {
        // The slot file is no part of the store that a service or a reading session has opened for reading.
        if self.store.is_read_only() {
            return Err(NoAccess::Refused(READ_ONLY.into()));
        }
        self.may_write()?;
        match self.assurance() {
            Assurance::JustProved => Ok(()),
            Assurance::SignedIn => Err(NoAccess::Unproved),
        }
    }

    /// Somebody of the own office who may sign in today; for the city, a desk or the admin of any office.
    fn operator_here(&self, operator: &str) -> Result<Actor, NoAccess> {
        let ctx = self.context();
        let found = self.reader(&ctx).operator(operator)?;
        let is_ours = |found: &Actor| self.actor.role == Role::City || found.office == self.actor.office;
        found.filter(is_ours).ok_or(NoAccess::Unknown)
    }

    fn enter(
        &mut self,
        action: &'static str,
        object: &str,
        change: impl FnOnce(&mut Tx<'_>) -> Result<(), crate::store::StoreError>,
    ) -> Result<(), NoAccess> {
        let ctx = self.context();
        self.store.write(scope(&ctx), ctx.today(), |tx| {
            change(tx)?;
            ledger::append(tx, draft(&ctx, action, object, ledger::Outcome::Done)).map(drop)
        })?;
        Ok(())
    }
}

/// Takes an operator's key and code away. Whoever never enrolled has a code at most, and perhaps not even that.
fn withdraw_all(slots: &mut Slots, operator: &str) -> Result<(), SlotError> {
    let any_time = SlotKind::Enrolment { until: Instant::UNIX_EPOCH };
    let _ = slots.withdraw(operator, &any_time);
    match slots.remove(operator) {
        Err(SlotError::Unknown(_)) => Ok(()),
        other => other,
    }
}

/// An operator's own slot.
fn own_slot<'a>(actor: &'a Actor, passphrase: &'a str, created: Instant, cost: KdfCost) -> NewSlot<'a> {
    NewSlot {
        operator: &actor.operator,
        kind: SlotKind::Operator,
        role: Some(actor.role.word()),
        label: &actor.operator,
        created,
        passphrase,
        cost,
    }
}

/// Whose a service's slot is; no operator's id has a colon.
pub fn service_owner(name: &str) -> String {
    format!("service:{name}")
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OneTimeCode").field("operator", &self.operator).finish_non_exhaustive()
    }
}

impl OneTimeCode {
    /// What to tell the person who passes the code on.
    pub fn sentence(&self) -> Sentence {
        sentence!(
            "{operator} のコードです。本人だけに伝えてください。{day} {time} まで、1回だけ使えます。本人はサインイン画面の「コードを受け取った方はこちら」から、自分のパスフレーズを決めます。",
            "The code of {operator}. Give it to that person alone. It is good once, until {day} {time}. They choose their own passphrase on the sign-in screen, at \"I was given a code\".",
            operator = self.operator,
            day = crate::text::date::today(self.until),
            time = crate::text::date::clock(self.until)
        )
    }
}

#[cfg(test)]
mod doors_tests;
#[cfg(test)]
mod tests;
