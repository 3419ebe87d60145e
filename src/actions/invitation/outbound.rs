//! What the other side answered to an invitation of ours: judged and approved there, recorded here (留意事項3(2)).

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::{Answers, UserError};
use super::super::deed::{Done, On, Stop};
use super::{advance, begin_membership, close, closing, not_now};
use crate::choices;
use crate::domain::case::InvitationCase;
use crate::domain::{
    Approval, Approved, Context, Direction, Field, JudgedBy, JudgementByUser, Kind, Need, Noun, Progress,
    TheirAnswer,
};
use crate::regulation::approval::ACCEPTANCE;
use crate::regulation::clause::id;
use crate::regulation::finding::{self, Severity};
use crate::store::Tx;
use crate::text::Text;

/// Records what the other side answered to an invitation of ours.
///
/// Judging and approving are the other office's; from here one sees only how it ended.
pub static RECORD_ANSWER: Action = Action {
    id: "invitation.record_answer",
    noun: Noun::Invitation,
    on: Noun::Invitation,
    key: None,
    label: Text::new("相手方の回答を記録", "Record their answer"),
    about: Text::new(
        "他事業所の方への招待に、相手方が受理または辞退と回答したことを記録します。受理なら参加が始まります。",
        "Records that the other office's invitee accepted or declined. On acceptance the membership begins.",
    ),
    basis: &[id("5-2"), id("N3-2")],
    confirm: Confirm::Once,
    fields: &[Field {
        id: "answer",
        label: Text::new("相手方の回答", "Their answer"),
        kind: Kind::Choice(choices!(TheirAnswer: Accepted, Declined)),
        need: Need::Must,
    }],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<InvitationCase> {
        stage: |case, ctx| {
            if case.direction(ctx.actor.office) == Direction::Inbound {
                let why = Text::new("自事業所の方への招待です。", "The invitee is of your own office.");
                return not_now("invitee_office", "8-3", why.into());
            }
            if case.state(ctx.today()).is_open() { Stage::Now } else { Stage::Decided }
        },
        rules: &[],
        apply: |tx, ctx, case, answers| match answers.choice("answer").and_then(TheirAnswer::read) {
            Some(TheirAnswer::Declined) => decline(tx, ctx, case, answers),
            Some(TheirAnswer::Accepted) | None => accept(tx, ctx, case),
        },
    },
};

fn decline(tx: &mut Tx<'_>, ctx: &Context, case: &InvitationCase, answers: &Answers) -> Result<Done, Stop> {
    if answers.reason.is_empty() {
        return Err(Stop::Answer(UserError::short_reason(1)));
    }
    close(tx, case, Progress::Declined(closing(ctx, answers)))
}

fn accept(tx: &mut Tx<'_>, ctx: &Context, case: &InvitationCase) -> Result<Done, Stop> {
    let findings = finding::judge(ACCEPTANCE, case, ctx);
    if let Some(block) = findings.into_iter().find(|f| f.severity == Severity::Block) {
        return Err(Stop::Refused(block));
    }
    let done = advance(tx, case, |progress| Some(as_told(progress, case, ctx).accepted(ctx.now)))?;
    begin_membership(tx, ctx, case)?;
    Ok(done)
}

/// The approval as far as it is known here: what the other office did not show us stands under its own id.
fn as_told(progress: Progress, case: &InvitationCase, ctx: &Context) -> Approved {
    let theirs = || Approval { at: ctx.now, by: case.invitation.invitee_office.to_string() };
    match progress {
        Progress::Approved(approved) => approved,
        Progress::Judged(judged) => judged.approved(theirs()),
        _ => Approved {
            judgement: JudgementByUser { at: ctx.now, by: JudgedBy::TheirOffice },
            approval: theirs(),
        },
    }
}
