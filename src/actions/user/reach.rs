//! What restricting or releasing a user reaches, said before it is done.

use crate::domain::{Case, Context};
use crate::sentence;
use crate::store::{Reader, StoreError, UserReach};
use crate::text::{Sentence, Shown, Text};

/// How many patients are named at most; the rest are counted.
const NAMED: usize = 5;

/// Groups, patients, open invitations, and patients who would have nobody else of this occupation.
pub(super) fn of_user(reader: &Reader<'_>, _: &Context, case: &Case) -> Result<Vec<Sentence>, StoreError> {
    let Case::User(case) = case else { return Ok(Vec::new()) };
    let reach = reader.reach_of(&case.user)?;
    let only_one = only_one(&reach, case.user.occupation.label());
    Ok(std::iter::once(counts(&reach)).chain(only_one).collect())
}

fn counts(reach: &UserReach) -> Sentence {
    sentence!(
        "参加中のグループ {groups}（患者 {patients}名）、未決の招待 {invitations}件に及びます。",
        "It reaches groups: {groups} (patients: {patients}); open invitations: {invitations}.",
        groups = reach.groups,
        patients = reach.patients,
        invitations = reach.invitations
    )
}

fn only_one(reach: &UserReach, occupation: Text) -> Option<Sentence> {
    if reach.only_of_occupation.is_empty() {
        return None;
    }
    let titles: Vec<String> =
        reach.only_of_occupation.iter().map(|title| Shown::new(title).to_string()).collect();
    Some(sentence!(
        "{occupation}がこの人だけになっている患者 {count}名：{titles}",
        "Patients with nobody else of this occupation ({occupation}): {count}. {titles}",
        count = titles.len(),
        occupation = occupation,
        titles = Sentence::listing(&titles, NAMED)
    ))
}
