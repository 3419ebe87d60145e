//! Who acts: operators and their roles; and the context every rule is judged in.

use super::{OfficeId, Settings, UserId};
use crate::text::date::{Day, Instant, today};
use crate::words;

words! {
    /// What an operator is.
    Role {
        Admin "admin" "MCS管理者" "MCS administrator",
        Head "head" "事業所の管理者" "Office head",
        City "city" "市" "City desk",
    }
}

/// Whoever is signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The operator id: an admin's is the user's `U-…`; `H-…` for heads, `C-…` for the city's desk.
    pub operator: String,
    /// What the operator is.
    pub role: Role,
    /// The operator's office.
    pub office: OfficeId,
    /// The operator as a user, for admins.
    pub user: Option<UserId>,
    /// The operator's name, as stored.
    pub name: String,
}

/// Who looks or acts, when, and by which settings.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who.
    pub actor: Actor,
    /// When.
    pub now: Instant,
    /// The session's name in the ledger.
    pub session: String,
    /// The client's address; empty where the operator sits at the host.
    pub client: String,
    /// The fingerprint of the key that the session was opened with; empty where there is none.
    pub key_print: String,
    /// The fingerprint of the SSH key that the operator came in with; empty at the host itself.
    pub ssh_key: String,
    /// The office's parameters (第13条).
    pub settings: Settings,
    /// How sure it is that the operator sits there now.
    pub assurance: Assurance,
}

/// How sure it is that the operator sits there now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Assurance {
    /// The operator signed in some time ago, or by what lies in a file.
    #[default]
    SignedIn,
    /// The passphrase was given for this very act; in a demo, which asks for none, nothing more is to be had.
    JustProved,
}

impl Context {
    /// The same, for the one act that the passphrase was just given for.
    pub fn proved(&self) -> Context {
        Context { assurance: Assurance::JustProved, ..self.clone() }
    }

    /// The calendar day in Asia/Tokyo.
    pub fn today(&self) -> Day {
        today(self.now)
    }
}
