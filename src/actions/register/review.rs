//! What is done to review campaigns (精査): begun, and signed off with the removals that they list (留意事項1(4)).

use super::{Adds, as_answered, settle};
use crate::actions::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::{Done, On, Stop, pass};
use crate::actions::endings;
use crate::actions::membership;
use crate::domain::case::{MembershipCase, OfficeCase, RecordCase};
use crate::domain::{Case, Context, Decided, Id, Noun, Record, ReviewId, Through};
use crate::regulation::clause::id;
use crate::regulation::finding::{self, Severity};
use crate::regulation::office::REMOVAL;
use crate::regulation::register::REVIEW;
use crate::regulation::register::review::{BEGUN_ON, NAME, SIGNED_BY};
use crate::sentence;
use crate::store::{Decisions, Reader, StoreError, Tx, decision_counts};
use crate::text::{Sentence, Shown, Text};

/// How many members are named at most; the sheet has all.
const NAMED: usize = 8;

/// Begins a campaign.
pub static OPEN: Action = Action {
    id: "review.open",
    noun: Noun::Review,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("精査を開始", "Begin a review"),
    about: Text::new(
        "事業所のグループの参加者全員の精査を始めます。参加者の一覧で1件ずつ、またはまとめて判断します。",
        "Begins a review of everybody in the office's groups. Members are decided in their list, singly or many at once.",
    ),
    basis: &[id("N1-4"), id("F3-3-1")],
    confirm: Confirm::Once,
    fields: &[NAME.must(), BEGUN_ON.may()],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Adds::<OfficeCase> {
        register: &REVIEW,
        stage: super::any_time,
        rules: &[],
        complete: |tx, ctx, case, answers, record| {
            if let Some(open) = under_way(tx)? {
                return Err(Stop::Refused(finding::Finding {
                    rule: "review_open",
                    clause: id("N1-4"),
                    severity: Severity::Block,
                    sentence: sentence!(
                        "精査 {id} が途中です。続きを行い、署名してから次を始めます。",
                        "Review {id} is under way: finish and sign it off before the next.",
                        id = open.id
                    ),
                }));
            }
            as_answered(tx, ctx, case, answers, record)
        },
    },
};

/// Signs a campaign off: removes whom it lists, and nobody else, in one act with one undo.
pub static SIGN_OFF: Action = Action {
    id: "review.sign_off",
    noun: Noun::Review,
    on: Noun::Review,
    key: Some('a'),
    label: Text::new("精査に署名", "Sign off a review"),
    about: Text::new(
        "精査を終え、「参加解除」とした参加だけを終えます。1回で元に戻せます。",
        "Ends the review and the memberships that it lists as to be removed, and no others. One undo.",
    ),
    basis: &[id("N1-4"), id("F3-3-1"), id("5-2")],
    confirm: Confirm::Reason(1),
    fields: &[SIGNED_BY.may()],
    mirror: MirrorMark::None,
    reach: removals,
    deed: &On::<RecordCase> {
        stage: |case, _| if case.record.is_open { Stage::Now } else { Stage::Decided },
        rules: &[],
        apply: sign_off,
    },
};

/// The campaign that is under way.
pub(in crate::actions) fn under_way(reader: &Reader<'_>) -> Result<Option<Record>, StoreError> {
    Ok(reader.all_records(Noun::Review)?.into_iter().find(|review| review.is_open))
}

fn sign_off(tx: &mut Tx<'_>, ctx: &Context, case: &RecordCase, answers: &Answers) -> Result<Done, Stop> {
    let decisions = tx.decisions_of(ReviewId(case.record.id.number))?;
    let mut passed = pass(undecided(tx, &decisions)?, answers)?;
    let leaving = to_remove(tx, &decisions)?;
    for member in &leaving {
        let findings = finding::judge(REMOVAL, member, ctx);
        if let Some(block) = findings.iter().find(|finding| finding.severity == Severity::Block) {
            return Err(Stop::Refused(block.clone()));
        }
        let warnings = findings.into_iter().filter(|finding| finding.severity == Severity::Warn).collect();
        passed.extend(pass(warnings, answers)?);
    }
    let marks: Vec<(&'static str, Id)> =
        leaving.iter().map(|member| (membership::REMOVE.id, member.membership.id.id())).collect();
    let memberships = leaving.into_iter().map(|member| member.membership).collect();
    endings::leave(tx, ctx, memberships, Through::Removal, answers)?;
    let record = signed(ctx, case, answers, (&decisions, marks.len()));
    tx.save(&record)?;
    Ok(Done { besides: marks, ..Done::about(record.id).passing(passed) })
}

/// The record as it is signed: who, when, and how many of each.
fn signed(
    ctx: &Context,
    case: &RecordCase,
    answers: &Answers,
    (decisions, removed): (&Decisions, usize),
) -> Record {
    let mut record = case.record.clone();
    let typed = answers.line("signed_by");
    let counts = decision_counts(decisions);
    let facts = [
        ("signed_by", if typed.is_empty() { ctx.actor.name.clone() } else { typed.to_owned() }),
        ("signed_on", ctx.today().to_string()),
        ("kept", counts.keep.to_string()),
        ("unsure", counts.unsure.to_string()),
        ("removed", removed.to_string()),
    ];
    facts.into_iter().for_each(|(fact, text)| record.facts.set(fact, text));
    "closed".clone_into(&mut record.state);
    settle(&REVIEW, &mut record);
    record
}

/// Members of whom nothing was decided: signing off passes them over only with a reason of its own.
fn undecided(tx: &Tx<'_>, decisions: &Decisions) -> Result<Vec<finding::Finding>, StoreError> {
    let members = tx.members_of_own_groups()?;
    let open = members.iter().filter(|member| !decisions.contains_key(&member.membership.id)).count();
    let warns = (open > 0).then(|| finding::Finding {
        rule: "review_undecided",
        clause: id("N1-4"),
        severity: Severity::Warn,
        sentence: sentence!(
            "まだ判断していない参加が{open}件あります。",
            "Memberships of which nothing was decided: {open}.",
            open = open
        ),
    });
    Ok(warns.into_iter().collect())
}

/// Those the campaign lists as to be removed, and who are still in.
fn to_remove(reader: &Reader<'_>, decisions: &Decisions) -> Result<Vec<MembershipCase>, StoreError> {
    let mut leaving = Vec::new();
    for (membership, _) in decisions.iter().filter(|(_, decided)| **decided == Decided::Remove) {
        let member = reader.membership_case(*membership)?;
        leaving.extend(member.filter(|member| member.membership.left_at.is_none()));
    }
    Ok(leaving)
}

/// Says whom signing off removes.
fn removals(reader: &Reader<'_>, _: &Context, case: &Case) -> Result<Vec<Sentence>, StoreError> {
    let Case::Record(case) = case else { return Ok(Vec::new()) };
    let decisions = reader.decisions_of(ReviewId(case.record.id.number))?;
    let leaving = to_remove(reader, &decisions)?;
    let names: Vec<String> = leaving
        .iter()
        .map(|member| format!("{} {}", Shown::new(&member.user.name), Shown::new(&member.group.title)))
        .collect();
    let removed = sentence!(
        "参加解除 {count}件：{names}",
        "Removals: {count}. {names}",
        count = names.len(),
        names = Sentence::listing(&names, NAMED)
    );
    let members = reader.members_of_own_groups()?;
    let open = members.iter().filter(|member| !decisions.contains_key(&member.membership.id)).count();
    let undecided =
        sentence!("未判断 {open}件（そのまま残ります）。", "Undecided: {open}; they stay.", open = open);
    Ok(vec![removed, undecided])
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
