//! 入職: pledge, training, terms, points, registration, profile, first groups, in the order in which they come.

use super::{Checklist, Progress, Step, dated, headed, invitations};
use crate::domain::case::UserCase;
use crate::domain::{Context, InvitationState, Noun, UserId};
use crate::regulation::approval::training_overdue;
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::{Sentence, Text};

/// The steps of somebody's coming; `None` where there is no such user of the office.
pub fn joiner(reader: &Reader<'_>, ctx: &Context, user: UserId) -> Result<Option<Checklist>, StoreError> {
    let Some(case) = reader.user_case(user)? else { return Ok(None) };
    let (title, names) = headed(&case, Text::new("入職", "Joining"));
    let id = case.user.id;
    let mut steps = vec![
        dated(
            Step::new("pledge", Text::new("誓約書", "Pledge"), id).by("9-1", "user.record_pledge"),
            case.pledge.as_ref().map(|pledge| pledge.signed_on),
        ),
        training(&case, ctx),
        dated(
            Step::new("terms", Text::new("規約同意", "Terms"), id).by("F2-2", "user.record_terms"),
            case.user.terms_agreed_on,
        ),
        dated(
            Step::new("points", Text::new("留意事項", "Points"), id).by("10", "user.record_points"),
            case.user.points_read_on,
        ),
        registration(&case),
        device(reader, &case)?,
        profile(&case),
    ];
    steps.extend(first_groups(reader, ctx, &case)?);
    Ok(Some(Checklist { title, notes: notes(&case), steps, names }))
}

fn notes(case: &UserCase) -> Vec<Sentence> {
    let is_gone = case.user.released_on.is_some() || case.user.closed_on.is_some();
    let note = Text::new("この人は登録解除または退会済みです。", "This person is no longer registered.");
    is_gone.then(|| note.into()).into_iter().collect()
}

fn training(case: &UserCase, ctx: &Context) -> Step {
    let step =
        Step::new("training", Text::new("教育", "Training"), case.user.id).by("9-1", "user.record_training");
    let step = dated(step, case.training.as_ref().map(|training| training.held_on));
    match (&case.training, training_overdue(case, ctx)) {
        (Some(training), Some(_)) => step.says(
            Progress::Open,
            sentence!("前回 {day}、期限超過", "last on {day}, overdue", day = training.held_on),
        ),
        _ => step,
    }
}

/// On file with an address, and carried out in MCS.
fn registration(case: &UserCase) -> Step {
    let step = Step::new("registration", Text::new("ユーザー登録", "Registration"), case.user.id);
    if case.user.mail.is_empty() {
        let says = Text::new("メールアドレスの記録がありません。", "No mail address on record.");
        return step.says(Progress::Open, says).by("F2-4", "user.edit");
    }
    if case.pending_marks > 0 {
        let says = Text::new("MCS未反映です。", "Still to be carried out in MCS.");
        return step.says(Progress::Open, says).by("8-1", "user.confirm_mcs");
    }
    step.says(Progress::Done, Text::new("登録済み", "registered")).by("8-1", "user.edit")
}

/// A device of one's own; who works with shared ones needs none.
fn device(reader: &Reader<'_>, case: &UserCase) -> Result<Step, StoreError> {
    let step = Step::new("device", Text::new("端末", "Device"), case.user.id).on("8-5");
    let devices = reader.records_of_user(Noun::Device, case.user.id)?;
    Ok(match devices.iter().filter(|device| device.is_open).count() {
        0 => step.says(
            Progress::Waiting,
            Text::new(
                "使用者としての端末の記録なし（台帳の端末で登録、共用端末なら不要）",
                "no device on record (register it among the devices; none is needed with shared ones)",
            ),
        ),
        n => step.says(Progress::Done, sentence!("{n}台", "{n} on record", n = n)),
    })
}

/// 努力義務: advice only.
fn profile(case: &UserCase) -> Step {
    let step = Step::new("profile", Text::new("プロフィール", "Profile"), case.user.id);
    let step = step.by("N3-5", "user.record_profile");
    match (case.user.profile_on, case.user.photo_on) {
        (Some(profile), Some(photo)) => dated(step, Some(profile.max(photo))),
        (Some(_), None) => step.says(
            Progress::Open,
            Text::new("顔写真の記録なし（努力義務）", "no photo on record (an effort)"),
        ),
        (None, Some(_)) => {
            let says = Text::new("プロフィールの記録なし（努力義務）", "no profile on record (an effort)");
            step.says(Progress::Open, says)
        }
        (None, None) => {
            step.says(Progress::Open, Text::new("記録なし（努力義務）", "not on record (an effort)"))
        }
    }
}

/// The first groups: by invitation, as the regulation has it; each open one with what comes next.
fn first_groups(reader: &Reader<'_>, ctx: &Context, case: &UserCase) -> Result<Vec<Step>, StoreError> {
    let step = Step::new("groups", Text::new("最初のグループ", "First groups"), case.user.id).on("N1-1");
    if case.groups > 0 {
        let says = sentence!("{n}件に参加中", "a member of {n}", n = case.groups);
        return Ok(vec![step.says(Progress::Done, says)]);
    }
    let mut steps = invitations(reader, ctx, case, next)?;
    if steps.is_empty() {
        let says = Text::new(
            "招待がまだありません。担当するグループへ招待します（招待の欄で n）。",
            "No invitation yet: invite into the groups to be served (n among the invitations).",
        );
        steps.push(step.says(Progress::Open, says));
    }
    Ok(steps)
}

fn next(state: InvitationState) -> Option<&'static str> {
    match state {
        InvitationState::Received => Some("invitation.judge"),
        InvitationState::Judged => Some("invitation.approve"),
        InvitationState::Approved => Some("invitation.accept"),
        _ => None,
    }
}
