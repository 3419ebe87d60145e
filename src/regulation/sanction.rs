//! The rules of restricting, banning and lifting (第8条(4), 留意事項2(2)).

use super::clause::id;
use super::finding::{Rule, Severity};
use super::office::LAST_KEY;
use crate::domain::Context;
use crate::domain::case::UserCase;
use crate::text::Text;

/// Everything that restricting or banning looks at.
pub const SANCTION: &[&Rule<UserCase>] = &[&ONESELF, &LAST_ACTIVE_ADMIN, &LAST_KEY];

/// Everything that lifting looks at.
pub const LIFTING: &[&Rule<UserCase>] = &[&ONESELF];

/// Nobody restricts, bans or frees themselves.
pub const ONESELF: Rule<UserCase> = Rule {
    id: "oneself",
    clause: id("8-4"),
    severity: Severity::Block,
    check: |case, ctx| {
        (ctx.actor.user == Some(case.user.id)).then(|| {
            Text::new(
                "ご自身の利用制限・利用禁止は扱えません。ほかのMCS管理者が行います。",
                "Your own sanction is for another administrator to decide.",
            )
            .into()
        })
    },
};

/// The last active admin is replaced by the office's head first.
pub const LAST_ACTIVE_ADMIN: Rule<UserCase> = Rule {
    id: "last_admin",
    clause: id("7"),
    severity: Severity::Block,
    check: |case, ctx: &Context| {
        case.is_last_admin(ctx.today()).then(|| {
            Text::new(
                "ただ1人のMCS管理者です。先に事業所の管理者が「MCS管理者を交代」で後任に交代させます（user replace-admin）。",
                "The only active administrator: the office's head chooses \"Replace the administrator\" first (user replace-admin).",
            )
            .into()
        })
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Level, UserId};
    use crate::testing::cases::{context, sanction, user_case};
    use crate::testing::day;

    fn admin() -> UserCase {
        let mut case = user_case();
        case.user.admin_since = Some(day("2025-04-01"));
        case
    }

    #[test]
    fn only_the_last_active_admin_is_protected() {
        let last = UserCase { office_admins: 1, ..admin() };
        let banned = UserCase { sanction: Some(sanction(Level::Ban, None)), ..last.clone() };
        let nurse = UserCase { office_admins: 1, ..user_case() };
        for (case, is) in [(last, true), (admin(), false), (banned, false), (nurse, false)] {
            assert_eq!(LAST_ACTIVE_ADMIN.judge(&case, &context()).is_some(), is, "{case:?}");
        }
    }

    #[test]
    fn oneself_is_neither_restricted_nor_freed() {
        let mut case = user_case();
        assert_eq!(ONESELF.judge(&case, &context()), None);
        case.user.id = UserId(1);
        assert!(ONESELF.judge(&case, &context()).is_some());
    }
}
