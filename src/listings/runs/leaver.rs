//! 退職・異動: groups to leave, invitations that fall away, what is to come back, the reminder of the pledge, the person's own 退会, the release.

use super::{Checklist, Progress, Step, dated, headed, invitations};
use crate::domain::case::UserCase;
use crate::domain::{Context, InvitationState, Noun, Record, UserId};
use crate::regulation::quarantine::quarantined_until;
use crate::regulation::register::device::{self, Ownership};
use crate::regulation::register::{Fact, takeout};
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::{Sentence, Shown, Text};

/// The steps of somebody's leaving; `None` where there is no such user of the office.
pub fn leaver(reader: &Reader<'_>, ctx: &Context, user: UserId) -> Result<Option<Checklist>, StoreError> {
    let Some(case) = reader.user_case(user)? else { return Ok(None) };
    let (title, names) = headed(&case, Text::new("退職・異動", "Leaving"));
    let mut steps = vec![announced(&case)];
    steps.extend(admin(&case));
    steps.extend(memberships(reader, ctx, &case)?);
    steps.extend(invitations(reader, ctx, &case, closing)?);
    steps.extend(devices(reader, &case)?);
    steps.extend(take_outs(reader, &case)?);
    steps.extend([reminder(&case), account(&case, ctx), release(&case)]);
    steps.extend(quarantine(&case, ctx));
    Ok(Some(Checklist { title, notes: notes(&case, ctx), steps, names }))
}

/// How an open invitation to somebody who leaves is closed before the release makes it void.
fn closing(state: InvitationState) -> Option<&'static str> {
    match state {
        InvitationState::Judged => Some("invitation.reject"),
        _ => Some("invitation.decline"),
    }
}

fn notes(case: &UserCase, ctx: &Context) -> Vec<Sentence> {
    let on_leave = case.user.is_on_leave(ctx.today()) && case.user.last_day.is_none();
    let note = Text::new(
        "休職中です。休職は退職ではありません。登録と参加はそのままにできます。",
        "On leave. Leave is not leaving: registration and memberships may stay.",
    );
    on_leave.then(|| note.into()).into_iter().collect()
}

fn announced(case: &UserCase) -> Step {
    let step = Step::new("last_day", Text::new("最終勤務日", "Last day"), case.user.id);
    dated(step.by("N3-6", "user.announce_leaving"), case.user.last_day.or(case.user.released_on))
}

/// Who administers hands that on first (第7条).
fn admin(case: &UserCase) -> Option<Step> {
    case.user.admin_since?;
    let step = Step::new("admin", Text::new("MCS管理者", "Administrator"), case.user.id);
    let only = case.office_admins <= 1;
    let says = if only {
        Text::new("ただ1人のMCS管理者です。先に交代します。", "The only administrator: replace first.")
    } else {
        Text::new("MCS管理者です。先に解任または交代します。", "An administrator: dismiss or replace first.")
    };
    let action = if only { "user.replace_admin" } else { "user.dismiss" };
    Some(step.says(Progress::Open, says).by("7", action))
}

/// The groups to leave, those first whose charge must be handed on.
fn memberships(reader: &Reader<'_>, ctx: &Context, case: &UserCase) -> Result<Vec<Step>, StoreError> {
    let mut steps = Vec::new();
    let memberships = reader.memberships_of(case.user.id)?;
    let charges = memberships.iter().filter(|m| m.is_in_charge(ctx.today())).count();
    if charges > 0 {
        let says = sentence!("担当 {n}件を引き継ぐ", "{n} charges to hand on", n = charges);
        let step = Step::new("charge", Text::new("担当変更", "Charges"), case.user.id);
        steps.push(step.says(Progress::Open, says).by("N1-4", "user.reassign"));
    }
    for membership in &memberships {
        let title = reader.name_of(membership.group.id())?;
        let says = sentence!(
            "{group} {title}に参加中",
            "Still a member of {group} {title}",
            group = membership.group,
            title = Shown::new(&title)
        );
        let step = Step::new("group", Text::new("参加解除", "Group"), membership.id);
        steps.push(step.says(Progress::Open, says).by("N3-6", "membership.remove").naming([title]));
    }
    if memberships.is_empty() {
        let step = Step::new("group", Text::new("参加解除", "Group"), case.user.id).on("N3-6");
        steps.push(
            step.says(Progress::Done, Text::new("参加中のグループはありません。", "A member of no group.")),
        );
    }
    Ok(steps)
}

/// What the person has of devices: lent ones come back, the permit of a personal one ends, and both are erased.
fn devices(reader: &Reader<'_>, case: &UserCase) -> Result<Vec<Step>, StoreError> {
    let mut steps = Vec::new();
    for device in reader.records_of_user(Noun::Device, case.user.id)? {
        let is_personal = device.facts.text(device::OWNERSHIP.field.id) == Ownership::Personal.word();
        let label = if is_personal {
            Text::new("許可の終了", "Permit")
        } else {
            Text::new("端末の返却", "Device")
        };
        let model = Shown::new(device.facts.text(device::MODEL.field.id));
        let back = Step::new("device", label, device.id).by("N3-7", "device.record_return");
        let back = match device.is_open {
            true => back.says(Progress::Open, sentence!("{model}", "{model}", model = model)),
            false => dated(back, device.facts.day(device::RETURNED_ON.field.id)),
        };
        let erased = Step::new("erasure", Text::new("データ消去", "Erasure"), device.id);
        let erased =
            dated(erased.by("F4-2-2", "device.record_erasure"), device.facts.day(device::ERASED_ON.field.id));
        steps.extend([back, erased]);
    }
    Ok(steps)
}

/// What the person has taken out comes back or is erased, and what was only asked for is decided.
fn take_outs(reader: &Reader<'_>, case: &UserCase) -> Result<Vec<Step>, StoreError> {
    let mut steps = Vec::new();
    for record in reader.records_of_user(Noun::TakeOut, case.user.id)? {
        let what = Shown::new(record.facts.text(takeout::WHAT.field.id));
        let back = Step::new("takeout", Text::new("持出しの返却・消去", "Take-out"), record.id);
        steps.extend(match record.state.as_str() {
            "approved" => {
                Some(back.by("12-9", "takeout.record_return").says(Progress::Open, due_back(&record, what)))
            }
            "requested" => {
                let asked = Step::new("takeout", Text::new("持出しの届出", "Take-out asked"), record.id);
                let says = sentence!("承認待ち：{what}", "to decide: {what}", what = what);
                Some(asked.by("12-9", "takeout.reject").says(Progress::Open, says))
            }
            "returned" => {
                let day = |fact: Fact| record.facts.day(fact.field.id);
                let ended = day(takeout::RETURNED_ON).or(day(takeout::ERASED_ON));
                Some(dated(back.by("12-9", "takeout.record_return"), ended))
            }
            _ => None,
        });
    }
    Ok(steps)
}

/// What is out, and until when it may be.
fn due_back(record: &Record, what: Shown) -> Sentence {
    match record.due_on {
        Some(day) => {
            sentence!(
                "持出し中：{what}（期限 {day}）",
                "out: {what}, back or erased by {day}",
                what = what,
                day = day
            )
        }
        None => sentence!("持出し中：{what}", "out: {what}", what = what),
    }
}

fn reminder(case: &UserCase) -> Step {
    let step = Step::new("reminder", Text::new("誓約の再確認", "Pledge reminder"), case.user.id);
    dated(step.by("9-3-5", "user.record_reminder"), case.user.reminded_on)
}

/// 退会 is the person's own, and is done while the person is still here to do it.
fn account(case: &UserCase, ctx: &Context) -> Step {
    let step = Step::new("account", Text::new("本人の退会", "Account"), case.user.id);
    let step = dated(step.by("N3-7", "user.close_account"), case.user.closed_on);
    match (case.user.closed_on, case.user.last_day) {
        (None, Some(day)) if day < ctx.today() => step.says(
            Progress::Open,
            sentence!("最終勤務日（{day}）を過ぎています。", "The last day ({day}) is over.", day = day),
        ),
        (None, Some(day)) => step.says(
            Progress::Open,
            sentence!("本人が {day} までに退会します。", "The person closes it by {day}.", day = day),
        ),
        _ => step,
    }
}

fn release(case: &UserCase) -> Step {
    let step = Step::new("release", Text::new("登録解除", "Release"), case.user.id);
    dated(step.by("8-1", "user.release"), case.user.released_on)
}

/// The mail address of somebody who left goes to nobody else for a while.
fn quarantine(case: &UserCase, ctx: &Context) -> Option<Step> {
    if case.user.mail.is_empty() {
        return None;
    }
    let step = Step::new("mail", Text::new("メールの再使用", "Mail address"), case.user.id).on("F2-4");
    Some(match quarantined_until(&case.user) {
        Some(until) if ctx.today() <= until => step.says(
            Progress::Waiting,
            sentence!(
                "{until} まで、ほかの人に登録しません。",
                "Given to nobody else until {until}.",
                until = until
            ),
        ),
        Some(until) => {
            step.says(Progress::Done, sentence!("{until} に終了", "over since {until}", until = until))
        }
        None => step.says(
            Progress::Fact,
            Text::new(
                "登録解除から30日間、ほかの人に登録しません。",
                "Given to nobody else for 30 days after the release.",
            ),
        ),
    })
}
