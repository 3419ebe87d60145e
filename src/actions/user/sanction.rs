//! Restricting, banning and lifting (第8条(4), 留意事項2(2)).

use super::super::action::{Action, Confirm, MirrorMark, Stage};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop};
use super::{reach, touch, while_registered};
use crate::choices;
use crate::domain::case::UserCase;
use crate::domain::{Context, Field, Kind, Level, Need, Noun, Sanction, SanctionId, Span};
use crate::regulation::approval::due;
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::sanction::{LIFTING, SANCTION};
use crate::sentence;
use crate::store::Tx;
use crate::text::Text;

/// The power and the duty to stop misuse.
const BASIS: &[ClauseId] = &[id("8-4"), id("N2-2")];

/// How long a sanction's reason is at the least.
const REASON: Confirm = Confirm::Reason(10);

/// What a sanction asks for.
const FIELDS: &[Field] = &[
    Field {
        id: "level",
        label: Text::new("程度", "Level"),
        kind: Kind::Choice(choices!(Level: Restrict, Ban)),
        need: Need::Must,
    },
    Field {
        id: "evidence",
        label: Text::new("証拠・事案", "Evidence or incident"),
        kind: Kind::Line,
        need: Need::Must,
    },
    Field {
        id: "until",
        label: Text::new("終了日（利用制限）", "Until (restriction)"),
        kind: Kind::Day(Span::Future),
        need: Need::May,
    },
    Field {
        id: "review",
        label: Text::new("見直し日", "Review on"),
        kind: Kind::Day(Span::Future),
        need: Need::May,
    },
];

/// Restricts or bans a user who misuses MCS.
pub static RESTRICT: Action = Action {
    id: "user.restrict",
    noun: Noun::User,
    on: Noun::User,
    key: Some('x'),
    label: Text::new("利用制限・利用禁止", "Restrict or ban"),
    about: Text::new(
        "利用制限は新しい招待を止めます。利用禁止は制限を外すまで一切を止めます。参加は残ります。",
        "A restriction stops new invitations; a ban stops everything until lifted. Memberships stay.",
    ),
    basis: BASIS,
    confirm: REASON,
    fields: FIELDS,
    mirror: MirrorMark::Set,
    reach: reach::of_user,
    deed: &On::<UserCase> {
        stage: |case, ctx| match in_force(case, ctx) {
            Some(_) if while_registered(case) == Stage::Now => Stage::Decided,
            _ => while_registered(case),
        },
        rules: SANCTION,
        apply: |tx, ctx, case, answers| {
            tx.insert(&sanction(tx, ctx, case, answers)?)?;
            offering_removal(touch(tx, case)?, case)
        },
    },
};

/// Changes the level or the days of a sanction: ends the open one and opens the next.
pub static CHANGE_LEVEL: Action = Action {
    id: "user.change_level",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("制限の程度を変更", "Change the sanction"),
    about: Text::new(
        "今の利用制限・利用禁止を終え、新しい程度と期間で始めます。",
        "Ends the sanction in force and opens the next, with its own level and days.",
    ),
    basis: BASIS,
    confirm: REASON,
    fields: FIELDS,
    mirror: MirrorMark::Set,
    reach: reach::of_user,
    deed: &On::<UserCase> {
        stage: while_sanctioned,
        rules: SANCTION,
        apply: |tx, ctx, case, answers| {
            end(tx, ctx, case, answers)?;
            tx.insert(&sanction(tx, ctx, case, answers)?)?;
            offering_removal(touch(tx, case)?, case)
        },
    },
};

/// Lifts the restriction or the ban.
pub static LIFT: Action = Action {
    id: "user.lift",
    noun: Noun::User,
    on: Noun::User,
    key: Some('x'),
    label: Text::new("制限解除・禁止解除", "Lift the sanction"),
    about: Text::new(
        "利用制限または利用禁止を終え、利用中に戻します。",
        "Ends the restriction or ban: the user is active again.",
    ),
    basis: BASIS,
    confirm: Confirm::Reason(1),
    fields: &[],
    mirror: MirrorMark::Set,
    reach: super::super::action::nothing_beyond,
    deed: &On::<UserCase> {
        stage: while_sanctioned,
        rules: LIFTING,
        apply: |tx, ctx, case, answers| {
            end(tx, ctx, case, answers)?;
            touch(tx, case)
        },
    },
};

/// The sanction in force today.
fn in_force<'c>(case: &'c UserCase, ctx: &Context) -> Option<&'c Sanction> {
    case.sanction.as_ref().filter(|sanction| sanction.in_force(ctx.today()))
}

fn while_sanctioned(case: &UserCase, ctx: &Context) -> Stage {
    if in_force(case, ctx).is_some() {
        return while_registered(case);
    }
    let why = Text::new("利用制限も利用禁止もされていません。", "There is no sanction in force.");
    Stage::not_now("sanctioned", id("8-4"), why)
}

/// The new sanction: a restriction has an end or a review day, a ban lasts until lifted.
fn sanction(tx: &Tx<'_>, ctx: &Context, case: &UserCase, answers: &Answers) -> Result<Sanction, Stop> {
    let level = answers.choice("level").and_then(Level::read).unwrap_or(Level::Restrict);
    let until = answers.day("until");
    if level == Level::Ban && until.is_some() {
        let why = Text::new(
            "利用禁止に終了日はありません。禁止解除まで続きます。",
            "A ban has no last day: it lasts until lifted.",
        );
        return Err(Stop::at("until", why));
    }
    // An incident may be the evidence: then it is one of this office's.
    super::super::register::incident::cited(tx, answers.line("evidence"))?;
    let usual = || until.is_none().then(|| due(ctx.today(), ctx.settings.sanction_review_months));
    Ok(Sanction {
        id: SanctionId(tx.next_number::<Sanction>()?),
        version: 1,
        user: case.user.id,
        level,
        reason: answers.reason.clone(),
        evidence: answers.line("evidence").to_owned(),
        from: ctx.today(),
        until,
        review_on: answers.day("review").or_else(usual),
        lifted_at: None,
        lift_reason: String::new(),
    })
}

/// No sanction removes a membership silently: removing is a decision of its own, and the next one.
fn offering_removal(done: Done, case: &UserCase) -> Result<Done, Stop> {
    if case.groups == 0 {
        return Ok(done);
    }
    Ok(done.with_next(sentence!(
        "参加中の{groups}グループはそのままです。外すときは、{id} の参加の一覧で参加解除を行います。",
        "Memberships of {groups} groups stay. To end them, remove the member in the memberships of {id}.",
        groups = case.groups,
        id = case.user.id
    )))
}

fn end(tx: &mut Tx<'_>, ctx: &Context, case: &UserCase, answers: &Answers) -> Result<(), Stop> {
    let Some(open) = &case.sanction else { return Ok(()) };
    let ended = Sanction { lifted_at: Some(ctx.now), lift_reason: answers.reason.clone(), ..open.clone() };
    Ok(tx.save(&ended)?)
}
