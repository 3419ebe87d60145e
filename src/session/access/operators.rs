//! Who may sign in, and how far each has come: what an administrator looks through.

use std::collections::BTreeMap;

use super::NoAccess;
use crate::domain::Role;
use crate::session::Session;
use crate::session::sign_in::slots_of;
use crate::store::SignIn;
use crate::store::slots::SlotKind;
use crate::text::date::Instant;

/// An operator, or what is left of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The id.
    pub operator: String,
    /// What the operator is; `None` where the slot's owner is no operator any more.
    pub role: Option<Role>,
    /// The name, as stored; empty where unknown.
    pub name: String,
    /// Since when there is an own passphrase.
    pub passphrase_since: Option<Instant>,
    /// Until when a one-time code is good.
    pub code_until: Option<Instant>,
    /// Whether a second factor is set up.
    pub has_factor: bool,
    /// The last sign-in to the console.
    pub last: Option<SignIn>,
}

/// The operators of the office, and slots whose owners are operators no more; of every office for the city.
pub fn operators(session: &Session) -> Result<Vec<Operator>, NoAccess> {
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let is_ours = |office| session.actor.role == Role::City || office == session.actor.office;
    let mut all = BTreeMap::new();
    for actor in reader.operators()?.into_iter().filter(|actor| is_ours(actor.office)) {
        all.insert(actor.operator.clone(), Operator::new(&actor.operator, Some(actor.role), actor.name));
    }
    for slot in slots_of(&session.place.db)?.all() {
        let known = match all.get_mut(slot.operator) {
            Some(known) => known,
            None if is_of_the_office(session, slot.operator)? => all
                .entry(slot.operator.to_owned())
                .or_insert(Operator::new(slot.operator, None, String::new())),
            None => continue,
        };
        match slot.kind {
            SlotKind::Operator => known.passphrase_since = Some(slot.created),
            SlotKind::Enrolment { until } => {
                known.code_until = Some(*until).filter(|until| *until >= ctx.now)
            }
            SlotKind::Recovery | SlotKind::Service => {}
        }
    }
    let mut all: Vec<Operator> = all.into_values().collect();
    for operator in &mut all {
        operator.has_factor = reader.second_factor(&operator.operator)?.is_some();
        operator.last = reader.last_sign_in(&operator.operator)?;
    }
    Ok(all)
}

/// Whether a slot's owner, an operator no more, is a user of the office.
pub(super) fn is_of_the_office(session: &Session, operator: &str) -> Result<bool, NoAccess> {
    let ctx = session.context();
    let Ok(id) = operator.parse::<crate::domain::Id>() else { return Ok(false) };
    Ok(session.reader(&ctx).case(id)?.is_some())
}

impl Operator {
    fn new(operator: &str, role: Option<Role>, name: String) -> Operator {
        Operator {
            operator: operator.to_owned(),
            role,
            name,
            passphrase_since: None,
            code_until: None,
            has_factor: false,
            last: None,
        }
    }
}
