//! The rules of approving a participation (第8条(3), 留意事項3(2)): 可, 要確認 or 不可.
//!
//! They leave the invitation's state out: they say what holds once the user has judged. State is the
//! action's stage.

use super::clause::id;
use super::finding::{Rule, Severity};
use crate::domain::case::{InvitationCase, UserCase};
use crate::domain::{Context, GroupKind, GroupState, PledgePolicy, Standing};
use crate::sentence;
use crate::text::date::{Day, add_months};
use crate::text::{Sentence, Shown, Text};

/// Everything that approving looks at, gravest first.
pub const APPROVAL: &[&Rule<InvitationCase>] = &[
    &INVITEE_STANDING,
    &GROUP_IN_USE,
    &CONSENT,
    &ALREADY_MEMBER,
    &PLEDGE_FIRST,
    &PLEDGE,
    &TRAINING,
    &PASSWORD,
    &INVITER_LEFT,
    &LOOKALIKE,
    &ON_LEAVE,
    &SELF_APPROVAL,
    &URGENT,
];

/// What still holds when the user accepts: the regulation's order may have been overtaken since the approval.
pub const ACCEPTANCE: &[&Rule<InvitationCase>] =
    &[&INVITEE_STANDING, &GROUP_IN_USE, &CONSENT, &ALREADY_MEMBER];

/// A restricted, banned or released user takes part in nothing new.
pub const INVITEE_STANDING: Rule<InvitationCase> = Rule {
    id: "invitee_standing",
    clause: id("8-4"),
    severity: Severity::Block,
    check: |case, ctx| match case.invitee.standing(ctx.today()) {
        Standing::Active => None,
        standing @ (Standing::Restricted
        | Standing::Banned
        | Standing::Released
        | Standing::AccountClosed) => Some(sentence!(
            "{who}さんの状態は「{standing}」です。状態が戻るまで承認できません。",
            "The standing of {who} is: {standing}. Nobody is approved until that has changed.",
            who = Shown::new(&case.invitee.user.name),
            standing = standing.label()
        )),
    },
};

/// Nobody joins a group that is archived or deleted.
pub const GROUP_IN_USE: Rule<InvitationCase> = Rule {
    id: "group_in_use",
    clause: id("N2-1"),
    severity: Severity::Block,
    check: |case, _| match case.group.group.state {
        GroupState::Active => None,
        state @ (GroupState::Archived | GroupState::Deleted) => Some(sentence!(
            "グループ「{title}」は{state}です。",
            "The group \"{title}\" is {state}.",
            title = Shown::new(&case.group.group.title),
            state = state.label()
        )),
    },
};

/// We are the originating office and hold neither consent nor waiver, and no urgency was stated.
pub const CONSENT: Rule<InvitationCase> = Rule {
    id: "consent",
    clause: id("6-1"),
    severity: Severity::Block,
    check: |case, ctx| {
        let group = &case.group;
        let is_ours = group.group.office == ctx.actor.office && group.group.kind == GroupKind::Patient;
        (is_ours && group.consent.is_none() && group.group.urgent_reason.is_empty()).then(|| {
            Text::new(
                "同意書が未取得です（情報共有の前に取り交わします）。",
                "There is no consent yet: it comes before any sharing.",
            )
            .into()
        })
    },
};

/// The invitee is in the group already.
pub const ALREADY_MEMBER: Rule<InvitationCase> = Rule {
    id: "already_member",
    clause: id("8-3"),
    severity: Severity::Block,
    check: |case, _| {
        case.is_member.then(|| {
            Text::new("すでにこのグループに参加しています。", "Already a member of this group.").into()
        })
    },
};

/// The office has laid down that the pledge comes before any approval (第13条).
pub const PLEDGE_FIRST: Rule<InvitationCase> = Rule {
    id: "pledge_first",
    clause: id("9-1"),
    severity: Severity::Block,
    check: |case, ctx| {
        let is_asked_first = ctx.settings.pledge_policy == PledgePolicy::Block;
        (is_asked_first && case.invitee.pledge.is_none()).then(|| {
            Text::new(
                "誓約書がありません。事業所の定めにより、誓約書の前には承認できません。",
                "There is no pledge on file. By a rule of the office nobody is approved before the pledge.",
            )
            .into()
        })
    },
};

/// No pledge (誓約書) and no waiver.
pub const PLEDGE: Rule<InvitationCase> = Rule {
    id: "pledge",
    clause: id("9-1"),
    severity: Severity::Warn,
    check: |case, ctx| {
        let is_advised = ctx.settings.pledge_policy == PledgePolicy::Warn;
        (is_advised && case.invitee.pledge.is_none())
            .then(|| Text::new("誓約書がありません。", "There is no pledge on file.").into())
    },
};

/// No training on the pledge within the office's period.
pub const TRAINING: Rule<InvitationCase> = Rule {
    id: "training",
    clause: id("9-1"),
    severity: Severity::Warn,
    check: |case, ctx| training_overdue(&case.invitee, ctx),
};

/// The password was not changed within the period (MCS password of the user; never the password itself).
pub const PASSWORD: Rule<InvitationCase> = Rule {
    id: "password",
    clause: id("11-2"),
    severity: Severity::Warn,
    check: |case, ctx| password_overdue(&case.invitee, ctx),
};

/// Whoever invited has left since.
pub const INVITER_LEFT: Rule<InvitationCase> = Rule {
    id: "inviter_left",
    clause: id("5-2"),
    severity: Severity::Warn,
    check: |case, _| match case.inviter_standing {
        Some(Standing::Released | Standing::AccountClosed) => Some(sentence!(
            "招待した{who}さんはすでに離れています。",
            "The inviter, {who}, has left.",
            who = Shown::new(&case.invitation.inviter_name)
        )),
        Some(Standing::Active | Standing::Restricted | Standing::Banned) | None => None,
    },
};

/// Somebody in the office could be taken for the invitee.
pub const LOOKALIKE: Rule<InvitationCase> = Rule {
    id: "lookalike",
    clause: id("N3-2"),
    severity: Severity::Warn,
    check: |case, _| {
        let other = case.invitee.lookalikes.first()?;
        Some(sentence!(
            "似た名前：{name} {id} {occupation}。取り違えに注意してください。",
            "Similar name: {name} {id}, {occupation}. Take care not to mix them up.",
            name = Shown::new(&other.name),
            id = other.id,
            occupation = other.occupation.label()
        ))
    },
};

/// The invitee is on leave.
pub const ON_LEAVE: Rule<InvitationCase> = Rule {
    id: "on_leave",
    clause: id("N3-2"),
    severity: Severity::Warn,
    check: |case, ctx| {
        case.invitee
            .user
            .is_on_leave(ctx.today())
            .then(|| Text::new("招待された人は休職中です。", "The invitee is on leave.").into())
    },
};

/// The admin is the invitee.
pub const SELF_APPROVAL: Rule<InvitationCase> = Rule {
    id: "self_approval",
    clause: id("8-3"),
    severity: Severity::Warn,
    check: |case, ctx| {
        (ctx.actor.user == Some(case.invitee.user.id))
            .then(|| Text::new("ご自身の参加の承認です（自己承認）。", "You are approving yourself.").into())
    },
};

/// Urgency stood in for the consent, which is still owed.
pub const URGENT: Rule<InvitationCase> = Rule {
    id: "urgent",
    clause: id("6-1"),
    severity: Severity::Advise,
    check: |case, _| {
        let group = &case.group;
        (group.consent.is_none() && !group.group.urgent_reason.is_empty()).then(|| {
            sentence!(
                "緊急・本人同意困難として共有中です。同意書は要対応のままです：{why}",
                "Shared as urgent, consent still owed: {why}",
                why = Shown::new(&group.group.urgent_reason)
            )
        })
    },
};

/// Says that the training is missing or overdue.
pub fn training_overdue(user: &UserCase, ctx: &Context) -> Option<Sentence> {
    let months = ctx.settings.training_months;
    let Some(training) = &user.training else {
        return Some(
            Text::new("誓約書の内容の教育を受けていません。", "No training on the pledge is on file.").into(),
        );
    };
    let due = due(training.held_on, months);
    (due < ctx.today()).then(|| {
        sentence!(
            "教育の期限を過ぎています（前回 {held}、{months}か月ごと）。",
            "Training is overdue (last {held}, every {months} months).",
            held = training.held_on,
            months = months
        )
    })
}

/// Says that the password's change is overdue; a password of unknown age is not faulted.
///
/// Counts calendar months, not days: 2026-12-31 is due on 2027-02-28. Source: 第11条(2), strength 推奨.
pub fn password_overdue(user: &UserCase, ctx: &Context) -> Option<Sentence> {
    let months = ctx.settings.password_months?;
    let changed = user.user.password_changed_on?;
    (due(changed, months) < ctx.today()).then(|| {
        sentence!(
            "パスワードの変更期限を過ぎています（前回 {changed}、{months}か月ごと）。",
            "The password change is overdue (last {changed}, every {months} months).",
            changed = changed,
            months = months
        )
    })
}

/// The last day, inclusive, of a period of calendar months.
pub fn due(since: Day, months: u32) -> Day {
    add_months(since, i32::try_from(months).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::{LookAlike, OneCase};
    use crate::domain::{Level, Occupation, Sanction, SanctionId, UserId};
    use crate::regulation::finding::{Judgement, judge};
    use crate::testing::{World, day};

    /// The invitation of somebody with everything in order, into a group with consent.
    fn sound() -> (InvitationCase, Context) {
        let world = World::new();
        (InvitationCase::of(&world.case("I-0001")).expect("an invitation").clone(), world.ctx)
    }

    fn sanction(level: Level, until: Option<&str>) -> Option<Sanction> {
        Some(Sanction {
            id: SanctionId(1),
            version: 1,
            user: UserId(3),
            level,
            reason: "共有端末での操作".into(),
            evidence: String::new(),
            from: day("2026-11-01"),
            until: until.map(day),
            review_on: None,
            lifted_at: None,
            lift_reason: String::new(),
        })
    }

    type Change = fn(&mut InvitationCase, &mut Context);

    #[test]
    fn with_everything_in_order_it_is_ok() {
        let (case, ctx) = sound();
        assert_eq!(judge(APPROVAL, &case, &ctx), []);
    }

    #[test]
    fn each_gap_is_found_with_its_clause_and_weight() {
        let cases: &[(&str, &str, Judgement, Change)] = &[
            ("invitee_standing", "8-4", Judgement::Blocked, |c, _| {
                c.invitee.sanction = sanction(Level::Restrict, Some("2026-11-23"))
            }),
            ("invitee_standing", "8-4", Judgement::Blocked, |c, _| {
                c.invitee.sanction = sanction(Level::Ban, None)
            }),
            ("invitee_standing", "8-4", Judgement::Blocked, |c, _| {
                c.invitee.user.released_on = Some(day("2026-11-01"))
            }),
            ("group_in_use", "N2-1", Judgement::Blocked, |c, _| c.group.group.state = GroupState::Archived),
            ("consent", "6-1", Judgement::Blocked, |c, _| c.group.consent = None),
            ("already_member", "8-3", Judgement::Blocked, |c, _| c.is_member = true),
            ("pledge", "9-1", Judgement::Check, |c, _| c.invitee.pledge = None),
            ("pledge_first", "9-1", Judgement::Blocked, |c, x| {
                x.settings.pledge_policy = PledgePolicy::Block;
                c.invitee.pledge = None;
            }),
            ("training", "9-1", Judgement::Check, |c, _| c.invitee.training = None),
            ("training", "9-1", Judgement::Check, |c, x| {
                x.settings.training_months = 6;
                c.invitee.training.as_mut().expect("a training").held_on = day("2026-05-22");
            }),
            ("password", "11-2", Judgement::Check, |c, _| {
                c.invitee.user.password_changed_on = Some(day("2026-09-22"))
            }),
            ("inviter_left", "5-2", Judgement::Check, |c, _| c.inviter_standing = Some(Standing::Released)),
            ("lookalike", "N3-2", Judgement::Check, |c, _| {
                let other =
                    LookAlike {
                        id: UserId(9), name: "高橋 美智子".into(), occupation: Occupation::Nurse
                    };
                c.invitee.lookalikes.push(other);
            }),
            ("on_leave", "N3-2", Judgement::Check, |c, _| {
                c.invitee.user.leave_from = Some(day("2026-11-23"))
            }),
            ("self_approval", "8-3", Judgement::Check, |c, x| x.actor.user = Some(c.invitee.user.id)),
            ("urgent", "6-1", Judgement::Ok, |c, _| {
                c.group.consent = None;
                c.group.group.urgent_reason = "救急搬送のため".into();
            }),
        ];
        for (rule, clause, judgement, change) in cases {
            let (mut case, mut ctx) = sound();
            change(&mut case, &mut ctx);
            let findings = judge(APPROVAL, &case, &ctx);
            let found: Vec<(&str, &str)> = findings.iter().map(|f| (f.rule, f.clause.as_str())).collect();
            assert_eq!((found, Judgement::of(&findings)), (vec![(*rule, *clause)], *judgement));
        }
    }

    #[test]
    fn what_is_not_a_gap_is_left_in_peace() {
        let cases: &[(&str, Change)] = &[
            ("a sanction that ran out yesterday", |c, _| {
                c.invitee.sanction = sanction(Level::Restrict, Some("2026-11-22"))
            }),
            ("a consent that is another office's duty", |c, _| {
                c.group.consent = None;
                c.group.group.office = crate::domain::OfficeId(2);
            }),
            ("a free group without consent", |c, _| {
                c.group.consent = None;
                c.group.group.kind = GroupKind::Free;
            }),
            ("a password due today", |c, _| c.invitee.user.password_changed_on = Some(day("2026-09-23"))),
            ("a password under a profile without rotation", |c, x| {
                x.settings.password_months = None;
                c.invitee.user.password_changed_on = Some(day("2020-01-01"));
            }),
            ("a password of unknown age", |c, _| c.invitee.user.password_changed_on = None),
            ("a leave that ended yesterday", |c, _| {
                c.invitee.user.leave_from = Some(day("2026-01-01"));
                c.invitee.user.leave_until = Some(day("2026-11-22"));
            }),
        ];
        for (what, change) in cases {
            let (mut case, mut ctx) = sound();
            change(&mut case, &mut ctx);
            assert_eq!(judge(APPROVAL, &case, &ctx), [], "{what}");
        }
    }

    #[test]
    fn calendar_months_are_clamped_to_the_months_end() {
        assert_eq!(due(day("2025-12-31"), 2), day("2026-02-28"));
        assert_eq!(due(day("2027-12-31"), 2), day("2028-02-29"));
    }
}
