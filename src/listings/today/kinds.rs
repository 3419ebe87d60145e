//! The kinds of duty that today's list knows: the question, its words, and how the last day follows from the day found.

use crate::domain::Context;
use crate::regulation::approval::due;
use crate::regulation::clause::{ClauseId, id};
use crate::store::{Duty, Found};
use crate::text::Text;
use crate::text::date::Day;

/// So many days after it ended by itself a sanction is still told: nobody in MCS heard of its end.
const ENDED_DAYS: u64 = 7;

/// One kind of duty.
pub(super) struct Kind {
    pub(super) duty: Duty,
    /// A stable word for JSON.
    pub(super) id: &'static str,
    pub(super) label: Text,
    pub(super) clause: ClauseId,
    pub(super) action: &'static str,
    /// Periods that began before this day are due.
    pub(super) before: fn(&Context) -> Day,
    pub(super) until: fn(&Found, &Context) -> Option<Day>,
}

/// Every kind, in the order of equal deadlines.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        duty: Duty::ToApprove,
        id: "to_approve",
        label: Text::new("承認待ち", "To approve"),
        clause: id("8-3"),
        action: "invitation.approve",
        before: Context::today,
        until: |found, _| found.day,
    },
    Kind {
        duty: Duty::ToJudge,
        id: "to_judge",
        label: Text::new("本人判断待ち", "To judge"),
        clause: id("N3-2"),
        action: "invitation.judge",
        before: Context::today,
        until: |found, _| found.day,
    },
    Kind {
        duty: Duty::ToAccept,
        id: "to_accept",
        label: Text::new("受理待ち", "To accept"),
        clause: id("N3-2"),
        action: "invitation.accept",
        before: Context::today,
        until: |found, _| found.day,
    },
    Kind {
        duty: Duty::Leaver,
        id: "left_still_member",
        label: Text::new("離れた人の参加", "Left, still a member"),
        clause: id("N1-4"),
        action: "membership.remove",
        before: Context::today,
        until: |found, ctx| later(found.day, ctx.settings.leave_removal_days),
    },
    Kind {
        duty: Duty::ToArchive,
        id: "to_archive",
        label: Text::new("保管候補", "To archive"),
        clause: id("N2-1"),
        action: "group.archive",
        before: Context::today,
        until: |found, ctx| later(found.day, ctx.settings.archive_within_days),
    },
    Kind {
        duty: Duty::Empty,
        id: "to_archive_empty",
        label: Text::new("保管候補（参加者なし）", "To archive (no member left)"),
        clause: id("N2-1"),
        action: "group.archive",
        before: Context::today,
        until: |_, _| None,
    },
    Kind {
        duty: Duty::Consent,
        id: "no_consent",
        label: Text::new("同意書未取得", "No consent"),
        clause: id("6-1"),
        action: "group.record_consent",
        before: Context::today,
        until: |_, _| None,
    },
    Kind {
        duty: Duty::Review,
        id: "sanction_review",
        label: Text::new("制限の見直し", "Sanction to review"),
        clause: id("8-4"),
        action: "user.lift",
        before: Context::today,
        until: |found, _| found.day,
    },
    Kind {
        duty: Duty::Ended,
        id: "sanction_ended",
        label: Text::new("制限の終了（MCSを確かめる）", "Sanction ended (look in MCS)"),
        clause: id("8-4"),
        action: "user.memo",
        before: |ctx| ctx.today() - chrono::Days::new(ENDED_DAYS),
        until: |found, _| later(found.day, ENDED_DAYS as u32),
    },
    Kind {
        duty: Duty::Pledge,
        id: "no_pledge",
        label: Text::new("誓約書なし", "No pledge"),
        clause: id("9-1"),
        action: "user.record_pledge",
        before: Context::today,
        until: |_, _| None,
    },
    Kind {
        duty: Duty::Training,
        id: "training",
        label: Text::new("教育", "Training"),
        clause: id("9-1"),
        action: "user.record_training",
        before: |ctx| months_ago(ctx, ctx.settings.training_months),
        until: |found, ctx| found.day.map(|day| due(day, ctx.settings.training_months)),
    },
    Kind {
        duty: Duty::Password,
        id: "password_change",
        label: Text::new("パスワード変更", "Password change"),
        clause: id("11-2"),
        action: "user.record_password",
        before: |ctx| months_ago(ctx, ctx.settings.password_months.unwrap_or(u32::from(u16::MAX))),
        until: |found, ctx| found.day.zip(ctx.settings.password_months).map(|(day, months)| due(day, months)),
    },
    Kind {
        duty: Duty::Mirror,
        id: "to_do_in_mcs",
        label: Text::new("MCS未反映", "To do in MCS"),
        clause: id("8"),
        action: "mirror.confirm",
        before: Context::today,
        until: |found, _| found.day,
    },
];

fn later(day: Option<Day>, days: u32) -> Option<Day> {
    day.map(|day| day + chrono::Days::new(u64::from(days)))
}

fn months_ago(ctx: &Context, months: u32) -> Day {
    due(ctx.today(), 0).checked_sub_months(chrono::Months::new(months)).unwrap_or(Day::MIN)
}
