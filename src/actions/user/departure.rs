//! Leaving: 登録解除 from the office, and 退会, which is the person's own and only recorded.

use super::super::action::{Action, Confirm, MirrorMark, Stage};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop};
use super::super::endings;
use super::{REGISTRATION, reach, save};
use crate::domain::case::UserCase;
use crate::domain::{Context, Field, Kind, Need, Noun, Span, Through};
use crate::regulation::clause::id;
use crate::regulation::office::DEPARTURE;
use crate::store::Tx;
use crate::text::Text;

/// Releases a user from the office: memberships end, open invitations become void.
pub static RELEASE: Action = Action {
    id: "user.release",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("登録解除", "Release"),
    about: Text::new(
        "事業所の登録から外します。参加はすべて終わり、未決の招待は無効になります。",
        "Takes the user off the office's register: memberships end, open invitations become void.",
    ),
    basis: &[id("8-1"), id("N1-4"), id("N3-6")],
    confirm: Confirm::Reason(1),
    fields: &[Field {
        id: "released_on",
        label: Text::new("登録解除日（空欄は今日）", "Released on (blank: today)"),
        kind: Kind::Day(Span::Past),
        need: Need::May,
    }],
    mirror: MirrorMark::Set,
    reach: reach::of_user,
    deed: &On::<UserCase> {
        stage: |case, _| if case.user.released_on.is_some() { Stage::Decided } else { Stage::Now },
        rules: DEPARTURE,
        apply: release,
    },
};

/// Records that the person closed their MCS account.
pub static CLOSE_ACCOUNT: Action = Action {
    id: "user.close_account",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("退会を記録", "Record a closed account"),
    about: Text::new(
        "本人がMCSのアカウントを退会したことを記録します。未決の招待は無効になります。参加は参加解除で終えます。",
        "Records that the person closed their MCS account. Open invitations become void; memberships are removed next.",
    ),
    basis: REGISTRATION,
    confirm: Confirm::Once,
    fields: &[Field {
        id: "closed_on",
        label: Text::new("退会日（空欄は今日）", "Closed on (blank: today)"),
        kind: Kind::Day(Span::Past),
        need: Need::May,
    }],
    mirror: MirrorMark::None,
    reach: reach::of_user,
    deed: &On::<UserCase> {
        stage: |case, _| if case.user.closed_on.is_some() { Stage::Decided } else { Stage::Now },
        rules: DEPARTURE,
        apply: |tx, ctx, case, answers| {
            let invitations = tx.open_invitations_to(case.user.id)?;
            endings::void(tx, ctx, invitations, answers)?;
            let day = answers.day("closed_on").unwrap_or(ctx.today());
            save(tx, case, |user| user.closed_on = Some(day))
        },
    },
};

fn release(tx: &mut Tx<'_>, ctx: &Context, case: &UserCase, answers: &Answers) -> Result<Done, Stop> {
    let invitations = tx.open_invitations_to(case.user.id)?;
    endings::void(tx, ctx, invitations, answers)?;
    let memberships = tx.memberships_of(case.user.id)?;
    endings::leave(tx, ctx, memberships, Through::Release, answers)?;
    let day = answers.day("released_on").unwrap_or(ctx.today());
    save(tx, case, |user| user.released_on = Some(day))
}
