//! Checks on users: sanctions, pledges, trainings, passwords.

use super::{Check, Counts, ListedIn, PLAIN, Weight, after_months, days_after, months_ago};
use crate::regulation::clause::id;
use crate::store::duty::user;
use crate::text::Text;

/// So many days after it ended by itself a sanction is still told: nobody in MCS heard of its end.
const ENDED_DAYS: u32 = 7;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &user::SANCTION_REVIEW,
        id: "sanction_review",
        label: Text::new("制限の見直し", "Sanction to review"),
        clause: id("8-4"),
        action: "user.lift",
        until: |found, _| found.day,
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &user::SANCTION_ENDED,
        id: "sanction_ended",
        label: Text::new("制限の終了（MCSを確かめる）", "Sanction ended (look in MCS)"),
        clause: id("8-4"),
        action: "user.memo",
        before: |ctx| ctx.today() - chrono::Days::new(u64::from(ENDED_DAYS)),
        until: |found, _| days_after(found.day, ENDED_DAYS),
        counts: Counts::Never,
        ..PLAIN
    },
    Check {
        duty: &user::NO_PLEDGE,
        id: "no_pledge",
        label: Text::new("誓約書なし", "No pledge"),
        clause: id("9-1"),
        action: "user.record_pledge",
        ..PLAIN
    },
    Check {
        duty: &user::TRAINING,
        id: "training",
        label: Text::new("教育", "Training"),
        clause: id("9-1"),
        action: "user.record_training",
        before: |ctx| months_ago(ctx, |settings| settings.training_months),
        until: |found, ctx| found.day.map(|day| after_months(day, ctx.settings.training_months)),
        counts: Counts::OncePast,
        ..PLAIN
    },
    Check {
        duty: &user::PASSWORD,
        id: "password_change",
        label: Text::new("パスワード変更", "Password change"),
        clause: id("11-2"),
        action: "user.record_password",
        before: |ctx| months_ago(ctx, |settings| settings.password_months.unwrap_or(u32::from(u16::MAX))),
        until: |found, ctx| {
            found.day.zip(ctx.settings.password_months).map(|(day, months)| after_months(day, months))
        },
        counts: Counts::OncePast,
        ..PLAIN
    },
    Check {
        duty: &user::WAIVER_UNTRAINED,
        id: "waiver_untrained",
        label: Text::new("誓約書の省略（教育は省略できない）", "Pledge waived, training due"),
        clause: id("9-2"),
        action: "user.record_training",
        before: |ctx| months_ago(ctx, |settings| settings.training_months),
        until: |found, ctx| found.day.map(|day| after_months(day, ctx.settings.training_months)),
        counts: Counts::OncePast,
        listed: ListedIn::Board,
        ..PLAIN
    },
    Check {
        duty: &user::PASSWORD_UNKNOWN,
        id: "password_unknown",
        label: Text::new("パスワード変更日の記録なし", "No day of a password change"),
        clause: id("8-2"),
        also: &[id("11-2")],
        action: "user.record_password",
        ..HINT
    },
    Check {
        duty: &user::SHARED_MCS_ID,
        id: "shared_mcs_id",
        label: Text::new("同じMCSのID", "MCS id shared"),
        clause: id("11-1"),
        also: &[id("N3-1")],
        action: "user.edit",
        ..HINT
    },
    Check {
        duty: &user::SHARED_MAIL,
        id: "shared_mail",
        label: Text::new("離れた人と同じメール", "Mail address of somebody who left"),
        clause: id("F2-4"),
        also: &[id("11-1"), id("N3-1")],
        action: "user.edit",
        ..HINT
    },
    Check {
        duty: &user::NO_MAIL,
        id: "no_mail",
        label: Text::new("メールアドレスなし", "No mail address"),
        clause: id("F2-4"),
        action: "user.edit",
        ..HINT
    },
    // Two people may bear one name: told, and no gap.
    Check {
        duty: &user::NAMESAKE,
        id: "namesake",
        label: Text::new("同姓同名", "Namesakes"),
        clause: id("8-1"),
        action: "user.memo",
        counts: Counts::Never,
        ..HINT
    },
];

const HINT: Check = Check { weight: Weight::Review, listed: ListedIn::Board, ..PLAIN };
