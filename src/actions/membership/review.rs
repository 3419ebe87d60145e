//! What a review campaign decides of a membership (精査): keep, remove, unsure. Nothing ends before it is signed off.

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::deed::{Done, On, Stop};
use super::super::register::review::under_way;
use crate::domain::case::MembershipCase;
use crate::domain::{Decided, Decision, DecisionId, GroupState, Noun, ReviewId};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{Finding, Severity};
use crate::store::Tx;
use crate::text::Text;

const BASIS: &[ClauseId] = &[id("N1-4"), id("F3-3-1")];

const fn decides(action: &'static str, key: char, label: Text, about: Text) -> Action {
    Action {
        id: action,
        noun: Noun::Membership,
        on: Noun::Membership,
        key: Some(key),
        label,
        about,
        basis: BASIS,
        confirm: Confirm::Once,
        fields: &[],
        mirror: MirrorMark::None,
        reach: nothing_beyond,
        deed: &KEEPS,
    }
}

static KEEPS: On<MembershipCase> =
    On { stage, rules: &[], apply: |tx, _, case, _| note(tx, case, Decided::Keep) };

/// This membership is right.
pub static REVIEW_KEEP: Action = decides(
    "membership.review_keep",
    'a',
    Text::new("精査で継続", "Review: keep"),
    Text::new(
        "途中の精査で、この参加を継続とします。",
        "Decides in the review under way that this membership stays.",
    ),
);

/// This membership shall end with the signature.
pub static REVIEW_REMOVE: Action = Action {
    deed: &On::<MembershipCase> {
        stage,
        rules: &[],
        apply: |tx, _, case, _| note(tx, case, Decided::Remove),
    },
    ..decides(
        "membership.review_remove",
        'x',
        Text::new("精査で参加解除とする", "Review: remove"),
        Text::new(
            "途中の精査で、この参加を参加解除とします。署名のときに実行します。",
            "Decides in the review under way that this membership ends. Signing off does it.",
        ),
    )
};

/// Somebody has to be asked first.
pub static REVIEW_UNSURE: Action = Action {
    deed: &On::<MembershipCase> {
        stage,
        rules: &[],
        apply: |tx, _, case, _| note(tx, case, Decided::Unsure),
    },
    ..decides(
        "membership.review_unsure",
        'o',
        Text::new("精査で要確認", "Review: unsure"),
        Text::new(
            "途中の精査で、この参加を要確認とします。署名しても参加は残ります。",
            "Decides in the review under way that somebody has to be asked. Signing off leaves it.",
        ),
    )
};

fn stage(case: &MembershipCase, ctx: &crate::domain::Context) -> Stage {
    let is_ours = case.group.office == ctx.actor.office && case.group.state == GroupState::Active;
    if is_ours && case.membership.left_at.is_none() {
        return Stage::Now;
    }
    let why = Text::new(
        "精査は、自事業所が連携元の利用中のグループの参加者について行います。",
        "Reviews are of members now in active groups that this office originated.",
    );
    Stage::not_now("review_of_own", id("N1-4"), why)
}

/// Notes the decision in the campaign that is under way.
fn note(tx: &mut Tx<'_>, case: &MembershipCase, decided: Decided) -> Result<Done, Stop> {
    let Some(review) = under_way(tx)? else {
        let sentence = Text::new(
            "途中の精査がありません。先に「精査を開始」を行います（review open）。",
            "No review is under way. Choose \"Begin a review\" first (review open).",
        )
        .into();
        return Err(Stop::Refused(Finding {
            rule: "review_under_way",
            clause: id("N1-4"),
            severity: Severity::Block,
            sentence,
        }));
    };
    let (review, membership) = (ReviewId(review.id.number), case.membership.id);
    match tx.decision_on(review, membership)? {
        Some(known) => tx.save(&Decision { decided, ..known })?,
        None => {
            let id = DecisionId(tx.next_number::<Decision>()?);
            tx.insert(&Decision { id, version: 1, review, membership, decided })?;
        }
    }
    Ok(Done::about(membership))
}
