//! The rules of restricting, banning and lifting (第8条(4), 留意事項2(2)).

use super::clause::id;
use super::finding::{Rule, Severity};
use crate::domain::Context;
use crate::domain::case::UserCase;
use crate::text::Text;

/// Everything that restricting or banning looks at.
pub const SANCTION: &[&Rule<UserCase>] = &[&ONESELF, &LAST_ACTIVE_ADMIN];

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
                "ただ1人のMCS管理者です。先に事業所の管理者が後任に交代させます（user replace_admin）。",
                "The only active administrator: the office's head replaces this one first (user replace_admin).",
            )
            .into()
        })
    },
};
