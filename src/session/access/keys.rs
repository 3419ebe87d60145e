//! The operators' keys for signing in over SSH: each may add and remove the own ones, and those who issue codes
//! may do so for others. A key says who is at the door; it opens nothing.

use std::path::Path;

use super::error::NoAccess;
use super::operators::is_of_the_office;
use crate::actions::{AccessAct, draft, scope};
use crate::domain::Role;
use crate::session::Session;
use crate::store::files::StoreFiles;
use crate::store::ledger;
use crate::store::ssh_keys::{SshKey, SshKeys};
use crate::text::Text;

impl Session {
    /// Adds a key, by its fingerprint. `public` is where sshd's helper looks, where that is set.
    pub fn add_ssh_key(
        &mut self,
        operator: &str,
        fingerprint: &str,
        public: Option<&Path>,
    ) -> Result<SshKey, NoAccess> {
        self.proved()?;
        if operator != self.actor.operator {
            self.may(AccessAct::Invite)?;
            self.operator_here(operator)?;
        }
        let keys = self.ssh_keys()?;
        let ctx = self.context();
        self.store.write(scope(&ctx), ctx.today(), |tx| {
            let added = keys.add(operator, fingerprint, ctx.now, public)?.ok_or_else(already_there)?;
            let mut entry = draft(&ctx, "operator.add_key", operator, ledger::Outcome::Done);
            entry.details = details(fingerprint);
            ledger::append(tx, entry)?;
            Ok(added)
        })
    }

    /// The keys of the operators whom the session may see, oldest first.
    pub fn ssh_keys_here(&self) -> Result<Vec<SshKey>, NoAccess> {
        let mut here = Vec::new();
        for key in self.ssh_keys()?.all()? {
            if self.sees_keys_of(&key.operator)? {
                here.push(key);
            }
        }
        Ok(here)
    }

    /// Removes a key: it is refused from this moment on.
    pub fn remove_ssh_key(&mut self, operator: &str, fingerprint: &str) -> Result<(), NoAccess> {
        self.proved()?;
        if operator != self.actor.operator {
            self.may(AccessAct::Invite)?;
        }
        let keys = self.ssh_keys()?;
        let is_there =
            keys.all()?.iter().any(|key| key.operator == operator && key.fingerprint == fingerprint);
        if !is_there || !self.sees_keys_of(operator)? {
            return Err(NoAccess::Refused(
                Text::new(
                    "その操作者に、その指紋の鍵はありません（operator keys で確認）。",
                    "That operator has no key of that fingerprint (see: operator keys).",
                )
                .into(),
            ));
        }
        let ctx = self.context();
        self.store.write(scope(&ctx), ctx.today(), |tx| {
            keys.remove(operator, |key| key.fingerprint == fingerprint)?;
            let mut entry = draft(&ctx, "operator.remove_key", operator, ledger::Outcome::Done);
            entry.details = details(fingerprint);
            ledger::append(tx, entry).map(drop)?;
            Ok(())
        })
    }

    pub(super) fn ssh_keys(&self) -> Result<SshKeys, NoAccess> {
        Ok(SshKeys::of(StoreFiles::at(&self.place.db)?))
    }

    /// The own ones, and those of the own office: also of somebody who is an operator no more.
    fn sees_keys_of(&self, operator: &str) -> Result<bool, NoAccess> {
        if operator == self.actor.operator || self.actor.role == Role::City {
            return Ok(true);
        }
        match self.operator_here(operator) {
            Ok(_) => Ok(true),
            Err(NoAccess::Unknown) => is_of_the_office(self, operator),
            Err(error) => Err(error),
        }
    }
}

fn details(fingerprint: &str) -> String {
    serde_json::json!({ "fingerprint": fingerprint }).to_string()
}

fn already_there() -> NoAccess {
    let words = Text::new(
        "この鍵は登録済みです。鍵は1人に1つずつです。",
        "This key is registered already; a key belongs to one operator.",
    );
    NoAccess::at("key", words)
}
