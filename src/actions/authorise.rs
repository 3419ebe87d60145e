//! Who may do what: one pure function over role × action, deny by default.
//!
//! Own and other offices are told apart before this: loads are scoped to the office in SQL, so that another
//! office's row is not found, whatever the action.

use super::action::Action;
use crate::domain::{Actor, Role};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::Text;

/// Whether a role may do an action at all.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// It may.
    Allowed,
    /// It may not: the finding says whose it is.
    Denied(Finding),
}

/// Decides by role: admins act on their office; heads appoint and dismiss admins (第7条); the city acts on no office's rows.
pub fn authorise(role: Role, action: &Action) -> Decision {
    let is_allowed = match role {
        Role::Admin => true,
        Role::Head => HEADS.contains(&action.id),
        Role::City => false,
    };
    if is_allowed { Decision::Allowed } else { Decision::Denied(denied(role, action.label)) }
}

/// Decides on an import, which is the admin's alone.
pub fn authorise_import(role: Role, what: Text) -> Decision {
    match role {
        Role::Admin => Decision::Allowed,
        Role::Head | Role::City => Decision::Denied(denied(role, what)),
    }
}

/// What changes who signs in, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessAct {
    /// A one-time code for an operator of the office.
    Invite,
    /// A head, or a desk of the city, as an operator.
    Add,
    /// An operator's key, taken away.
    Remove,
    /// A key for jobs that only read.
    Service,
    /// What concerns every office of the store: the policy, the envelope, the data key.
    WholeStore,
}

/// Whether one office or a whole city has a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// One office.
    OneOffice,
    /// Every office of a city, with the city's desk.
    City,
}

/// Decides on what changes who signs in: the admins' in their office; what concerns a city's whole store is
/// its desk's; heads appoint admins and give them their codes (第7条).
pub fn authorise_access(role: Role, act: AccessAct, sharing: Sharing) -> Decision {
    let is_allowed = match (role, act) {
        (Role::Admin, AccessAct::WholeStore) => sharing == Sharing::OneOffice,
        (Role::Admin, AccessAct::Invite | AccessAct::Add | AccessAct::Remove | AccessAct::Service) => true,
        (Role::Head, AccessAct::Invite) => true,
        (Role::Head, AccessAct::Add | AccessAct::Remove | AccessAct::Service | AccessAct::WholeStore) => {
            false
        }
        (Role::City, AccessAct::Invite | AccessAct::Add | AccessAct::WholeStore) => true,
        (Role::City, AccessAct::Remove | AccessAct::Service) => false,
    };
    if is_allowed { Decision::Allowed } else { Decision::Denied(denied(role, act.label())) }
}

impl AccessAct {
    fn label(self) -> Text {
        match self {
            AccessAct::Invite => Text::new("サインインのコードを出す", "Issue an enrolment code"),
            AccessAct::Add => Text::new("操作者を追加", "Add an operator"),
            AccessAct::Remove => Text::new("操作者の鍵を削除", "Remove an operator's key"),
            AccessAct::Service => Text::new("サービス用の鍵", "Service keys"),
            AccessAct::WholeStore => Text::new("ストア全体の鍵と方式", "Keys and policy of the whole store"),
        }
    }
}

/// Says why an actor may not act any more: dismissed, sanctioned, released or gone since signing in.
///
/// Asked inside every write, so that a session that is still open acts no longer than its operator may.
pub fn lapsed(reader: &Reader<'_>, actor: &Actor) -> Result<Option<Finding>, StoreError> {
    let now = reader.operator(&actor.operator)?;
    if now.is_some_and(|now| now.role == actor.role && now.office == actor.office) {
        return Ok(None);
    }
    let sentence = Text::new(
        "この操作者は現在操作できません（任命の終了、制限または登録解除）。サインインし直してください。",
        "This operator may not act any more (dismissed, restricted or released). Sign in again.",
    );
    Ok(Some(Finding {
        rule: "lapsed",
        clause: id("8"),
        severity: Severity::Block,
        sentence: sentence.into(),
    }))
}

/// What an office's head does in the console: everything else is read-only.
const HEADS: &[&str] = &["user.appoint", "user.dismiss", "user.replace_admin"];

fn denied(role: Role, what: Text) -> Finding {
    Finding {
        rule: "permission",
        clause: id("8"),
        severity: Severity::Block,
        sentence: sentence!(
            "「{what}」はMCS管理者の業務です。{role}は行えません。",
            "\"{what}\" is the MCS administrator's duty; it is not for this role: {role}.",
            what = what,
            role = role.label()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::table::{ACTIONS, find};

    /// Every role × action, once: what is not named here is denied.
    #[test]
    fn admins_act_heads_appoint_and_dismiss_and_the_city_does_neither() {
        for action in ACTIONS {
            let is_allowed = |role| authorise(role, action) == Decision::Allowed;
            assert!(is_allowed(Role::Admin), "{action:?}");
            let is_heads = matches!(action.id, "user.appoint" | "user.dismiss" | "user.replace_admin");
            assert_eq!(is_allowed(Role::Head), is_heads, "{action:?}");
            assert!(!is_allowed(Role::City), "{action:?}");
        }
    }

    #[test]
    fn what_heads_may_do_is_in_the_table() {
        for id in HEADS {
            assert!(find(id).is_some(), "{id}");
        }
    }

    #[test]
    fn a_denial_names_the_clause_and_the_role() {
        let Some(approve) = find("invitation.approve") else { panic!("approve is an action") };
        let Decision::Denied(finding) = authorise(Role::Head, approve) else {
            panic!("heads do not approve")
        };
        assert_eq!(finding.clause.as_str(), "8");
        assert!(finding.sentence.get(crate::text::Lang::Ja).contains("事業所の管理者"));
    }

    #[test]
    fn lists_are_the_admins_to_take_in() {
        let what = Text::new("取込み", "Import");
        assert_eq!(authorise_import(Role::Admin, what), Decision::Allowed);
        for role in [Role::Head, Role::City] {
            assert!(matches!(authorise_import(role, what), Decision::Denied(_)), "{role:?}");
        }
    }
}
