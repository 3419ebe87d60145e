//! As of a day: who could see a patient, what a user could see. Answered from memberships.
//!
//! A membership counts on every day of which it held for any part. What is reached by date is derived as
//! everywhere: a ban (利用禁止) that covered the whole day is said beside the membership.

use super::checklist::{Checklist, Progress, Step};
use crate::domain::case::MembershipCase;
use crate::domain::{Context, PatientId, UserId};
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, today};
use crate::text::{Sentence, Shown, Text};

/// Who could see a patient of the office on a day; `None` where there is no such patient.
pub fn patient_on(
    reader: &Reader<'_>,
    _: &Context,
    patient: PatientId,
    day: Day,
) -> Result<Option<Checklist>, StoreError> {
    let Some(found) = reader.patient(patient)? else { return Ok(None) };
    let members = reader.members_of_patient_on(patient, day)?;
    let title = sentence!(
        "{day} に {id} {name}様を見られた人 {n}名",
        "Who could see {id} {name} on {day}: {n}",
        day = day,
        id = patient,
        name = Shown::new(&found.name),
        n = members.len()
    );
    let step = |member: &MembershipCase| {
        let says = sentence!(
            "{id} {name} {occupation}（{office}） {span}",
            "{id} {name}, {occupation} ({office}) {span}",
            id = member.user.id,
            name = Shown::new(&member.user.name),
            occupation = member.user.occupation.label(),
            office = Shown::new(&member.office_name),
            span = span(member)
        );
        let names = [member.user.name.clone(), member.group.title.clone()];
        Step::new("member", Text::new("参加者", "Member"), member.membership.id)
            .says(Progress::Fact, says)
            .on("F3-3-1")
            .naming(names)
    };
    let steps = with_bans(reader, &members, day, step)?;
    Ok(Some(Checklist { title, notes: vec![NOTE.into()], steps, names: vec![found.name] }))
}

/// What a user of the office could see on a day; `None` where there is no such user.
pub fn user_on(
    reader: &Reader<'_>,
    _: &Context,
    user: UserId,
    day: Day,
) -> Result<Option<Checklist>, StoreError> {
    let Some(found) = reader.user_case(user)? else { return Ok(None) };
    let memberships = reader.memberships_of_user_on(user, day)?;
    let title = sentence!(
        "{day} に {id} {name}さんが見られたグループ {n}件",
        "What {id} {name} could see on {day}: {n} groups",
        day = day,
        id = user,
        name = Shown::new(&found.user.name),
        n = memberships.len()
    );
    let step = |member: &MembershipCase| {
        let says = sentence!(
            "{id} {title} {span}",
            "{id} {title} {span}",
            id = member.group.id,
            title = Shown::new(&member.group.title),
            span = span(member)
        );
        Step::new("group", Text::new("グループ", "Group"), member.membership.id)
            .says(Progress::Fact, says)
            .on("N1-4")
            .naming([member.group.title.clone()])
    };
    let steps = with_bans(reader, &memberships, day, step)?;
    Ok(Some(Checklist { title, notes: vec![NOTE.into()], steps, names: vec![found.user.name] }))
}

const NOTE: Text = Text::new(
    "参加の記録によります。この閲覧は操作記録に残ります。",
    "As the memberships say. This reading is kept in the ledger.",
);

fn with_bans(
    reader: &Reader<'_>,
    members: &[MembershipCase],
    day: Day,
    step: impl Fn(&MembershipCase) -> Step,
) -> Result<Vec<Step>, StoreError> {
    let one = |member: &MembershipCase| {
        let plain = step(member);
        if !reader.was_banned_on(member.user.id, day)? {
            return Ok(plain);
        }
        let says = sentence!(
            "{plain}  利用禁止中のため見られません",
            "{plain}  banned: could not see it",
            plain = plain.says
        );
        Ok(plain.says(Progress::Waiting, says))
    };
    members.iter().map(one).collect()
}

/// From when to when the membership held.
fn span(member: &MembershipCase) -> Sentence {
    let from = today(member.membership.joined_at);
    match member.membership.left_at {
        Some(left) => {
            sentence!("{from} から {until} まで", "{from} to {until}", from = from, until = today(left))
        }
        None => sentence!("{from} から", "since {from}", from = from),
    }
}
