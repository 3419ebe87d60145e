//! What is asked of a person who comes or goes, each the day on which it was done: terms, points, profile, the last
//! day and the reminder of the pledge (様式2, 第10条, 留意事項3(5), 第9条第3項(5)).

use super::super::action::{Action, Confirm, MirrorMark, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop};
use super::{save, while_registered};
use crate::domain::case::UserCase;
use crate::domain::{Context, Field, Kind, Need, Noun, Span};
use crate::regulation::clause::{ClauseId, id};
use crate::store::Tx;
use crate::text::Text;

const fn day(id: &'static str, label: Text, span: Span, need: Need) -> Field {
    Field { id, label, kind: Kind::Day(span), need }
}

const fn yes(id: &'static str, label: Text) -> Field {
    Field { id, label, kind: Kind::Yes, need: Need::May }
}

/// An action that records something of a user and carries nothing out in MCS.
const fn records(
    id: &'static str,
    (label, about): (Text, Text),
    basis: &'static [ClauseId],
    fields: &'static [Field],
    deed: &'static On<UserCase>,
) -> Action {
    Action {
        id,
        noun: Noun::User,
        on: Noun::User,
        key: None,
        label,
        about,
        basis,
        confirm: Confirm::Once,
        fields,
        mirror: MirrorMark::None,
        reach: nothing_beyond,
        deed,
    }
}

/// Records that the person agreed to the terms of use, as the list of 様式2 presupposes.
pub static TERMS: Action = records(
    "user.record_terms",
    (
        Text::new("規約同意を記録", "Record terms agreed"),
        Text::new(
            "MCSの利用規約に本人が同意した日を記録します。",
            "Records the day on which the person agreed to MCS's terms of use.",
        ),
    ),
    &[id("F2-2"), id("3-1")],
    &[day("agreed_on", Text::new("同意日（空欄は今日）", "Agreed on (blank: today)"), Span::Past, Need::May)],
    &On::<UserCase> {
        stage: |case, _| while_registered(case),
        rules: &[],
        apply: |tx, ctx, case, answers| {
            let day = answers.day("agreed_on").unwrap_or(ctx.today());
            save(tx, case, |user| user.terms_agreed_on = Some(day))
        },
    },
);

/// Records that the person has read the points (留意事項).
pub static POINTS: Action = records(
    "user.record_points",
    (
        Text::new("留意事項の確認を記録", "Record the points read"),
        Text::new(
            "利用上の留意事項を本人が読んだ日を記録します。",
            "Records the day on which the person read the points to note.",
        ),
    ),
    &[id("10"), id("N2-3")],
    &[day("read_on", Text::new("確認日（空欄は今日）", "Read on (blank: today)"), Span::Past, Need::May)],
    &On::<UserCase> {
        stage: |case, _| while_registered(case),
        rules: &[],
        apply: |tx, ctx, case, answers| {
            let day = answers.day("read_on").unwrap_or(ctx.today());
            save(tx, case, |user| user.points_read_on = Some(day))
        },
    },
);

/// Records that profile and photo are in place: 努力義務, advice only.
pub static PROFILE: Action = records(
    "user.record_profile",
    (
        Text::new("プロフィールを記録", "Record the profile"),
        Text::new(
            "MCSのプロフィールと顔写真が登録済みであることを確かめた日を記録します（努力義務）。",
            "Records the day on which profile and photo were found in place in MCS (an effort, not a duty).",
        ),
    ),
    &[id("N3-5")],
    &[
        yes("profile", Text::new("プロフィール登録済み", "Profile filled in")),
        yes("photo", Text::new("顔写真登録済み", "Photo in place")),
        day(
            "checked_on",
            Text::new("確認日（空欄は今日）", "Checked on (blank: today)"),
            Span::Past,
            Need::May,
        ),
    ],
    &On::<UserCase> { stage: |case, _| while_registered(case), rules: &[], apply: profile },
);

/// Records the last day that the person announced: the leaver run begins.
pub static ANNOUNCE: Action = records(
    "user.announce_leaving",
    (
        Text::new("退職・異動の予定を記録", "Record a departure plan"),
        Text::new(
            "最終勤務日を記録します。参加と登録は変わりません。退職・異動の手順がここから始まります。",
            "Records the last day of work. Nothing ends by it; the leaver run begins with it.",
        ),
    ),
    &[id("N3-6"), id("N3-7"), id("N1-4")],
    &[day("last_day", Text::new("最終勤務日", "Last day"), Span::Any, Need::Must)],
    &On::<UserCase> {
        stage: |case, _| while_registered(case),
        rules: &[],
        apply: |tx, _, case, answers| {
            let day = answers.day("last_day");
            save(tx, case, |user| user.last_day = day)
        },
    },
);

/// Records that the person leaving was reminded of the pledge; also after the release, if that was forgotten.
pub static REMIND: Action = records(
    "user.record_reminder",
    (
        Text::new("誓約の再確認を記録", "Record pledge reminder"),
        Text::new(
            "退職・異動後も守秘の誓約が続くことを本人に伝えた日を記録します。",
            "Records the day on which the person leaving was told that the pledge of secrecy goes on.",
        ),
    ),
    &[id("9-3-5"), id("F4-4")],
    &[day(
        "reminded_on",
        Text::new("伝えた日（空欄は今日）", "Told on (blank: today)"),
        Span::Past,
        Need::May,
    )],
    &On::<UserCase> {
        stage: |_, _| super::super::action::Stage::Now,
        rules: &[],
        apply: |tx, ctx, case, answers| {
            let day = answers.day("reminded_on").unwrap_or(ctx.today());
            save(tx, case, |user| user.reminded_on = Some(day))
        },
    },
);

fn profile(tx: &mut Tx<'_>, ctx: &Context, case: &UserCase, answers: &Answers) -> Result<Done, Stop> {
    let (profile, photo) = (answers.is_yes("profile"), answers.is_yes("photo"));
    if !profile && !photo {
        let why = Text::new("登録済みのものを選んでください。", "Say what is in place.");
        return Err(Stop::at("profile", why));
    }
    let day = answers.day("checked_on").unwrap_or(ctx.today());
    save(tx, case, |user| {
        user.profile_on = if profile { Some(day) } else { user.profile_on };
        user.photo_on = if photo { Some(day) } else { user.photo_on };
    })
}
