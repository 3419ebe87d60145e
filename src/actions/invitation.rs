//! What is done to an invitation: judge, approve, accept, and their opposites (第8条(3), 留意事項3(2)).

mod outbound;

pub use outbound::RECORD_ANSWER;

use super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::answers::Answers;
use super::deed::{Done, On, Stop};
use crate::choices;
use crate::domain::case::InvitationCase;
use crate::domain::{
    Approval, Closing, Context, Direction, Field, InvitationState, JudgedBy, Kind, Membership, MembershipId,
    Need, Noun, Progress, Through,
};
use crate::regulation::approval::{ACCEPTANCE, APPROVAL};
use crate::regulation::clause::{ClauseId, id};
use crate::sentence;
use crate::store::Tx;
use crate::text::{Sentence, Text};

/// The order of the regulation: judgement, approval, acceptance.
const ORDER: &[ClauseId] = &[id("8-3"), id("N3-2")];

/// Records that the user finds joining proper.
pub static JUDGE: Action = Action {
    id: "invitation.judge",
    noun: Noun::Invitation,
    on: Noun::Invitation,
    key: Some('a'),
    label: Text::new("本人の判断を記録", "Record judgement"),
    about: Text::new(
        "招待された人が「参加は適切」と判断したことを記録します。このあと承認できます。",
        "Records that the invitee finds joining proper. Approving comes next.",
    ),
    basis: &[id("N3-2")],
    confirm: Confirm::Once,
    fields: &[Field {
        id: "by",
        label: Text::new("判断した人", "Judged by"),
        kind: Kind::Choice(choices!(JudgedBy: OnBehalf, Themselves)),
        need: Need::May,
    }],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<InvitationCase> {
        stage: |case, ctx| inbound_at(case, ctx, InvitationState::Received, &[]),
        rules: &[],
        apply: |tx, ctx, case, answers| {
            let by = answers.choice("by").and_then(JudgedBy::read).unwrap_or(JudgedBy::OnBehalf);
            advance(tx, case, |progress| match progress {
                Progress::Received(received) => Some(Progress::Judged(received.judged(ctx.now, by))),
                _ => None,
            })
        },
    },
};

/// Approves the participation.
pub static APPROVE: Action = Action {
    id: "invitation.approve",
    noun: Noun::Invitation,
    on: Noun::Invitation,
    key: Some('a'),
    label: Text::new("承認", "Approve"),
    about: Text::new(
        "参加を承認します。このあと本人が受理すると参加が始まります。",
        "Approves the participation. It begins when the user accepts.",
    ),
    basis: ORDER,
    confirm: Confirm::Once,
    fields: &[],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<InvitationCase> {
        stage: |case, ctx| {
            if case.state(ctx.today()) == InvitationState::Received
                && case.direction(ctx.actor.office) == Direction::Inbound
            {
                let why = Text::new(
                    "本人の判断がまだありません。先に判断を記録します。",
                    "The user has not judged yet: record that first.",
                );
                return not_now("order", "N3-2", why.into());
            }
            inbound_at(case, ctx, InvitationState::Judged, &[])
        },
        rules: APPROVAL,
        apply: |tx, ctx, case, _| {
            let approval = Approval { at: ctx.now, by: ctx.actor.operator.clone() };
            advance(tx, case, |progress| match progress {
                Progress::Judged(judged) => Some(Progress::Approved(judged.approved(approval))),
                _ => None,
            })
        },
    },
};

/// Records that the user accepted: a membership begins.
pub static ACCEPT: Action = Action {
    id: "invitation.accept",
    noun: Noun::Invitation,
    on: Noun::Invitation,
    key: Some('a'),
    label: Text::new("受理を記録", "Record acceptance"),
    about: Text::new(
        "本人がMCSで招待を受理したことを記録します。参加が始まります。",
        "Records that the user accepted in MCS. The membership begins.",
    ),
    basis: &[id("N3-2")],
    confirm: Confirm::Once,
    fields: &[],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<InvitationCase> {
        stage: |case, ctx| match case.state(ctx.today()) {
            InvitationState::Approved => Stage::Now,
            InvitationState::Received | InvitationState::Judged
                if case.direction(ctx.actor.office) == Direction::Outbound =>
            {
                theirs(case)
            }
            InvitationState::Received | InvitationState::Judged => not_now(
                "order",
                "N3-2",
                Text::new("承認がまだありません。", "It has not been approved yet.").into(),
            ),
            _ => Stage::Decided,
        },
        rules: ACCEPTANCE,
        apply: accept,
    },
};

/// Does not approve.
pub static REJECT: Action = Action {
    id: "invitation.reject",
    noun: Noun::Invitation,
    on: Noun::Invitation,
    key: Some('d'),
    label: Text::new("不承認", "Reject"),
    about: Text::new(
        "参加を承認しません。理由が記録に残ります。",
        "Does not approve the participation. The reason is kept.",
    ),
    basis: ORDER,
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<InvitationCase> {
        stage: |case, ctx| {
            let early = Text::new("本人の判断がまだありません。", "The user has not judged yet.");
            inbound_at(case, ctx, InvitationState::Judged, &[(InvitationState::Received, early)])
        },
        rules: &[],
        apply: |tx, ctx, case, answers| {
            let closing = closing(ctx, answers);
            advance(tx, case, |progress| match progress {
                Progress::Judged(judged) => Some(judged.rejected(closing)),
                _ => None,
            })
        },
    },
};

/// Records that the user declined.
pub static DECLINE: Action = Action {
    id: "invitation.decline",
    noun: Noun::Invitation,
    on: Noun::Invitation,
    key: Some('d'),
    label: Text::new("辞退を記録", "Record decline"),
    about: Text::new("招待された人が辞退したことを記録します。", "Records that the invitee declined."),
    basis: &[id("N3-2")],
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<InvitationCase> {
        stage: |case, ctx| match case.state(ctx.today()) {
            InvitationState::Received | InvitationState::Approved => Stage::Now,
            InvitationState::Judged if case.direction(ctx.actor.office) == Direction::Outbound => Stage::Now,
            InvitationState::Judged => {
                let why = Text::new(
                    "承認待ちです。承認か不承認を決めます。",
                    "It awaits approval: approve or reject it.",
                );
                not_now("order", "N3-2", why.into())
            }
            _ => Stage::Decided,
        },
        rules: &[],
        apply: |tx, ctx, case, answers| close(tx, case, Progress::Declined(closing(ctx, answers))),
    },
};

/// Takes an approval back before acceptance.
pub static REVOKE: Action = Action {
    id: "invitation.revoke",
    noun: Noun::Invitation,
    on: Noun::Invitation,
    key: None,
    label: Text::new("承認取消", "Revoke approval"),
    about: Text::new(
        "受理される前に承認を取り消し、承認待ちに戻します。",
        "Takes the approval back before acceptance.",
    ),
    basis: ORDER,
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<InvitationCase> {
        stage: |case, ctx| {
            let early = Text::new("まだ承認されていません。", "It has not been approved yet.");
            inbound_at(
                case,
                ctx,
                InvitationState::Approved,
                &[(InvitationState::Received, early), (InvitationState::Judged, early)],
            )
        },
        rules: &[],
        apply: |tx, _, case, _| {
            advance(tx, case, |progress| match progress {
                Progress::Approved(approved) => Some(Progress::Judged(approved.revoked())),
                _ => None,
            })
        },
    },
};

/// Withdraws an invitation of ours.
pub static WITHDRAW: Action = Action {
    id: "invitation.withdraw",
    noun: Noun::Invitation,
    on: Noun::Invitation,
    key: None,
    label: Text::new("取下げ", "Withdraw"),
    about: Text::new(
        "自事業所が出した招待を取り下げます。",
        "Withdraws an invitation that this office made.",
    ),
    basis: &[id("5-2")],
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<InvitationCase> {
        stage: |case, ctx| {
            if !case.state(ctx.today()).is_open() {
                return Stage::Decided;
            }
            let is_ours = case.invitation.inviter_office == ctx.actor.office
                || case.group.group.office == ctx.actor.office;
            if is_ours {
                return Stage::Now;
            }
            let why =
                Text::new("取り下げるのは招待した事業所です。", "Only the inviting office withdraws it.");
            not_now("inviting_office", "5-2", why.into())
        },
        rules: &[],
        apply: |tx, ctx, case, answers| close(tx, case, Progress::Withdrawn(closing(ctx, answers))),
    },
};

/// Now, for an inbound invitation in `state`; in one of the `early` states it says why; else it is decided.
fn inbound_at(
    case: &InvitationCase,
    ctx: &Context,
    state: InvitationState,
    early: &[(InvitationState, Text)],
) -> Stage {
    if case.direction(ctx.actor.office) == Direction::Outbound {
        return theirs(case);
    }
    let is = case.state(ctx.today());
    if is == state {
        return Stage::Now;
    }
    match early.iter().find(|(s, _)| *s == is) {
        Some((_, why)) => not_now("order", "N3-2", (*why).into()),
        None => Stage::Decided,
    }
}

/// Not ours to decide: what the inviting side can do instead.
fn theirs(case: &InvitationCase) -> Stage {
    let why = sentence!(
        "判断と承認は招待された人の事業所（{office}）が行います。こちらでは「相手方の回答を記録」か「取下げ」ができます。",
        "Judging and approving belong to the invitee's office ({office}). Here you can record their answer, or withdraw.",
        office = crate::text::Shown::new(&case.invitee_office_name)
    );
    not_now("invitee_office", "8-3", why)
}

fn not_now(rule: &'static str, clause: &'static str, sentence: Sentence) -> Stage {
    Stage::not_now(rule, id(clause), sentence)
}

fn closing(ctx: &Context, answers: &Answers) -> Closing {
    Closing { at: ctx.now, by: ctx.actor.operator.clone(), reason: answers.reason.clone() }
}

/// Takes the arrow that the progress allows, and saves.
fn advance(
    tx: &mut Tx<'_>,
    case: &InvitationCase,
    arrow: impl FnOnce(Progress) -> Option<Progress>,
) -> Result<Done, Stop> {
    let mut invitation = case.invitation.clone();
    // The stage has been judged on this very row, so the arrow exists.
    invitation.progress = arrow(invitation.progress).ok_or(Stop::NotFound(invitation.id.id()))?;
    tx.save(&invitation)?;
    Ok(Done::about(invitation.id))
}

fn close(tx: &mut Tx<'_>, case: &InvitationCase, progress: Progress) -> Result<Done, Stop> {
    advance(tx, case, |_| Some(progress))
}

fn accept(tx: &mut Tx<'_>, ctx: &Context, case: &InvitationCase, _: &Answers) -> Result<Done, Stop> {
    let done = advance(tx, case, |progress| match progress {
        Progress::Approved(approved) => Some(approved.accepted(ctx.now)),
        _ => None,
    })?;
    begin_membership(tx, ctx, case)?;
    Ok(done)
}

/// The membership that an acceptance begins.
fn begin_membership(tx: &mut Tx<'_>, ctx: &Context, case: &InvitationCase) -> Result<(), Stop> {
    tx.insert(&Membership {
        id: MembershipId(tx.next_number::<Membership>()?),
        version: 1,
        group: case.invitation.group,
        user: case.invitation.invitee,
        joined_at: ctx.now,
        through: Through::Invitation,
        invitation: Some(case.invitation.id),
        left_at: None,
        left_through: None,
        left_reason: String::new(),
        in_charge_from: None,
        in_charge_until: None,
    })?;
    Ok(())
}

#[cfg(test)]
mod tests;
