//! The rules of archiving, restoring and deleting groups (留意事項2(1), 第5条(1)), and who is a candidate (保管候補).

use super::clause::id;
use super::finding::{Rule, Severity};
use crate::domain::case::GroupCase;
use crate::domain::{Context, GroupKind, GroupState};
use crate::sentence;
use crate::text::{Shown, Text};

/// Everything that archiving looks at.
pub const ARCHIVING: &[&Rule<GroupCase>] = &[&HELD, &ROOM];

/// Everything that restoring looks at.
pub const RESTORING: &[&Rule<GroupCase>] = &[&OTHER_ACTIVE];

/// Everything that deleting looks at.
pub const DELETION: &[&Rule<GroupCase>] = &[&HELD, &ROOM];

/// Everything that makes an active group of ours a candidate for the archive.
pub const CANDIDACY: &[&Rule<GroupCase>] = &[&ENDED, &NOBODY_LEFT];

/// A group under a hold (保全) stays as it is.
pub const HELD: Rule<GroupCase> = Rule {
    id: "held",
    clause: id("N2-1"),
    severity: Severity::Block,
    check: |case, _| {
        let hold = case.hold.as_ref()?;
        Some(sentence!(
            "保全中です：{why}。先に保全を終えます。",
            "The group is held: {why}. Lift the hold first.",
            why = Shown::new(&hold.why)
        ))
    },
};

/// The administrators' room is never put away.
pub const ROOM: Rule<GroupCase> = Rule {
    id: "admin_room",
    clause: id("3-3"),
    severity: Severity::Block,
    check: |case, _| {
        case.group.admin_room.then(|| {
            Text::new(
                "「MCS管理者の部屋」は保管も削除もできません。",
                "The administrators' room is neither archived nor deleted.",
            )
            .into()
        })
    },
};

/// One active group per patient.
pub const OTHER_ACTIVE: Rule<GroupCase> = Rule {
    id: "other_active",
    clause: id("N1-2"),
    severity: Severity::Block,
    check: |case, _| {
        (case.other_active_groups > 0).then(|| {
            Text::new(
                "この患者さんには利用中のグループが別にあります（患者1名につき1つ）。",
                "This patient has another active group: one per patient.",
            )
            .into()
        })
    },
};

/// The use ended, and the days within which the group goes to the archive are over.
pub const ENDED: Rule<GroupCase> = Rule {
    id: "ended",
    clause: id("N2-1"),
    severity: Severity::Warn,
    check: |case, ctx| {
        let ended_on = case.group.ended_on.filter(|_| may_be_candidate(case, ctx))?;
        let days = (ctx.today() - ended_on).num_days();
        (days > i64::from(ctx.settings.archive_within_days)).then(|| {
            sentence!(
                "利用が終わって{days}日です（{within}日以内に保管庫へ）。",
                "The use ended {days} days ago (to the archive within {within}).",
                days = days,
                within = ctx.settings.archive_within_days
            )
        })
    },
};

/// Members were there, and nobody is left.
pub const NOBODY_LEFT: Rule<GroupCase> = Rule {
    id: "nobody_left",
    clause: id("N2-1"),
    severity: Severity::Warn,
    check: |case, ctx| {
        let is_empty = case.members == 0 && case.members_left > 0;
        (is_empty && may_be_candidate(case, ctx))
            .then(|| Text::new("参加者がいなくなりました。", "No member is left.").into())
    },
};

/// Only an active group of ours, and not the administrators' room.
fn may_be_candidate(case: &GroupCase, ctx: &Context) -> bool {
    let group = &case.group;
    group.state == GroupState::Active && group.office == ctx.actor.office && !group.admin_room
}

/// No consent or waiver for an active patient group of ours (第6条第1項); urgency does not replace it.
pub fn is_without_consent(case: &GroupCase, ctx: &Context) -> bool {
    let group = &case.group;
    group.kind == GroupKind::Patient
        && group.state == GroupState::Active
        && group.office == ctx.actor.office
        && case.consent.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::OfficeId;
    use crate::testing::cases::{context, group_case};
    use crate::testing::day;
    use rstest::rstest;

    #[rstest]
    #[case::on_the_last_day("2026-11-16", false)]
    #[case::the_day_after("2026-11-15", true)]
    #[case::to_come("2026-12-01", false)]
    fn a_group_is_a_candidate_after_the_offices_days(#[case] ended: &str, #[case] is: bool) {
        let mut case = group_case();
        case.group.ended_on = Some(day(ended));
        assert_eq!(ENDED.judge(&case, &context()).is_some(), is);
    }

    #[test]
    fn a_group_that_lost_its_last_member_is_a_candidate_and_a_new_one_is_not() {
        let empty = GroupCase { members: 0, ..group_case() };
        assert_eq!(NOBODY_LEFT.judge(&empty, &context()), None);
        assert!(NOBODY_LEFT.judge(&GroupCase { members_left: 2, ..empty }, &context()).is_some());
    }

    #[test]
    fn others_groups_and_the_room_are_never_candidates() {
        let mut case = group_case();
        case.group.ended_on = Some(day("2026-01-01"));
        let mut theirs = case.clone();
        theirs.group.office = OfficeId(2);
        case.group.admin_room = true;
        for case in [case, theirs] {
            assert_eq!(ENDED.judge(&case, &context()), None);
        }
    }

    #[test]
    fn urgency_does_not_replace_the_consent() {
        let mut case = GroupCase { consent: None, ..group_case() };
        case.group.urgent_reason = "意識障害".into();
        assert!(is_without_consent(&case, &context()));
    }
}
