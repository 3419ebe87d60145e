//! Who signs in, in one look, and what is done about it from there: the same acts as by command.

use super::operators::{Operator, operators};
use super::{NoAccess, OneTimeCode};
use crate::actions::READ_ONLY;
use crate::domain::Role;
use crate::sentence;
use crate::session::Session;
use crate::store::presence::{self, Ended};
use crate::store::ssh_keys::SshKey;
use crate::text::date::Instant;
use crate::text::{Sentence, Shown, Text};

/// Operators, their SSH keys, and the own sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The operators whom the session may see, by id.
    pub operators: Vec<Operator>,
    /// Their SSH keys, oldest first.
    pub keys: Vec<SshKey>,
    /// The own sessions, oldest first.
    pub sessions: Vec<OwnSession>,
}

/// A session of whoever looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Its name.
    pub name: String,
    /// Since when.
    pub since: Instant,
    /// Whether it is the one that looks.
    pub whose: Whose,
}

/// Which session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The one that looks.
    This,
    /// Another one of the same person.
    Other,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// A one-time code for this operator.
    Invite(String),
    /// An operator of this name: a head of the office, or for the city another desk.
    Add(String),
    /// This operator's key goes.
    Remove(String),
    /// An SSH key goes: whose, and which.
    RemoveKey(String, String),
    /// This own session ends.
    End(String),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Done {
    /// A code, to be told once.
    Code(OneTimeCode),
    /// It is done: this is to be said.
    Said(Sentence),
}

impl Order {
    /// Whether the passphrase is asked for before it: for everything that changes keys.
    pub fn asks_for_proof(&self) -> bool {
        !matches!(self, Order::End(_))
    }
}

impl Session {
    /// Who signs in, as far as the session may see it.
    pub fn roster(&self) -> Result<Roster, NoAccess> {
        let own = presence::visitors(&self.place.db)?.into_iter();
        let own = own.filter(|(visitor, _)| visitor.operator == self.actor.operator);
        let sessions = own.map(|(visitor, since)| OwnSession {
            whose: if visitor.session == self.name { Whose::This } else { Whose::Other },
            name: visitor.session,
            since: since.into(),
        });
        Ok(Roster { operators: operators(self)?, keys: self.ssh_keys_here()?, sessions: sessions.collect() })
    }

    /// Does what is ordered.
    pub fn carry_out(&mut self, order: &Order) -> Result<Done, NoAccess> {
        if order.asks_for_proof() && self.store.is_read_only() {
            return Err(NoAccess::Refused(READ_ONLY.into()));
        }
        match order {
            Order::Invite(operator) => self.invite(operator).map(Done::Code),
            Order::Add(name) => {
                let role = if self.actor.role == Role::City { Role::City } else { Role::Head };
                self.add_operator(role, name).map(Done::Code)
            }
            Order::Remove(operator) => {
                self.remove_operator(operator)?;
                Ok(Done::Said(removed(operator)))
            }
            Order::RemoveKey(operator, fingerprint) => {
                self.remove_ssh_key(operator, fingerprint)?;
                Ok(Done::Said(KEY_REMOVED.into()))
            }
            Order::End(name) => match presence::end(&self.place.db, &self.actor.operator, name)? {
                Ended::Gone => Ok(Done::Said(ended(name))),
                Ended::NotThere => Err(NoAccess::Refused(NO_SESSION.into())),
            },
        }
    }
}

/// What is said after an operator's key was removed.
pub fn removed(operator: &str) -> Sentence {
    sentence!(
        "{operator} の鍵を削除しました。写しが残っているおそれがあるときは、ストアの鍵を交換してください（store rekey）。",
        "The key of {operator} is removed. A copy of it may remain: change the store's key (store rekey).",
        operator = Shown::new(operator)
    )
}

/// What is said after a session was ended.
pub fn ended(name: &str) -> Sentence {
    sentence!("接続 {name} を終了しました。", "Session {name} is ended.", name = Shown::new(name))
}

/// What is said after an SSH key was removed.
pub const KEY_REMOVED: Text = Text::new(
    "鍵を削除しました。この鍵ではもうサインインできません。",
    "The key is removed. Nobody comes in with it any more.",
);
/// What is said where there is no such session.
pub const NO_SESSION: Text = Text::new(
    "自分の接続にその名前はありません（session list）。",
    "You have no session of that name (session list).",
);
