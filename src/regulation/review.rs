//! What a review campaign says of each membership, and how far it has come (留意事項1(4)).

use super::register::review::Finding;
use crate::domain::case::RecordCase;
use crate::domain::{Id, MembershipId, Noun, Record};
use crate::sentence;
use crate::text::Sentence;

/// What was decided of a membership; `None` where nothing was.
pub fn decided(review: &Record, membership: MembershipId) -> Option<Finding> {
    Finding::read(review.facts.text(&membership.to_string()))
}

/// The memberships of which this was decided.
pub fn all_with(review: &Record, finding: Finding) -> Vec<MembershipId> {
    let of = |(fact, text): (&str, &str)| {
        let id: Id = fact.parse().ok().filter(|id: &Id| id.noun == Noun::Membership)?;
        (text == finding.word()).then_some(MembershipId(id.number))
    };
    review.facts.all().filter_map(of).collect()
}

/// How far an open campaign has come.
pub fn what_is_next(case: &RecordCase) -> Vec<Sentence> {
    if !case.record.is_open {
        return Vec::new();
    }
    let count = |finding| all_with(&case.record, finding).len();
    vec![sentence!(
        "これまで：継続 {keep}、参加解除 {remove}、要確認 {unsure}。一覧は review sheet {id}、署名で参加解除を実行します。",
        "So far: keep {keep}, remove {remove}, unsure {unsure}. See review sheet {id}; signing off does the removals.",
        keep = count(Finding::Keep),
        remove = count(Finding::Remove),
        unsure = count(Finding::Unsure),
        id = case.record.id
    )]
}
