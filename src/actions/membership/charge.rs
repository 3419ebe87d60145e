//! 担当: from when to when a member of ours is in charge of the patient.

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop};
use crate::domain::case::MembershipCase;
use crate::domain::{Context, Field, Kind, Membership, Need, Noun, Span};
use crate::regulation::clause::id;
use crate::sentence;
use crate::store::Tx;
use crate::text::{Shown, Text};

/// Records from when to when a member is in charge; what is left blank stays.
pub static CHARGE: Action = Action {
    id: "membership.charge",
    noun: Noun::Membership,
    on: Noun::Membership,
    key: Some('i'),
    label: Text::new("担当を記録", "Record in charge"),
    about: Text::new(
        "この人がこのグループの担当である期間を記録します。参加は変わりません。",
        "Records from when to when this person is in charge here. The membership stays.",
    ),
    basis: &[id("N1-4"), id("N3-6")],
    confirm: Confirm::Once,
    fields: &[
        Field {
            id: "from",
            label: Text::new(
                "担当開始日（空欄は今日、記録済みなら変えない）",
                "From (blank: today, or as recorded)",
            ),
            kind: Kind::Day(Span::Any),
            need: Need::May,
        },
        Field {
            id: "until",
            label: Text::new("担当終了日（この日まで）", "Until (this day included)"),
            kind: Kind::Day(Span::Any),
            need: Need::May,
        },
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<MembershipCase> { stage: ours_present, rules: &[], apply: charge },
};

/// Now, for a present member of the own office: whoever is in charge is each office's own decision.
pub(super) fn ours_present(case: &MembershipCase, ctx: &Context) -> Stage {
    if case.membership.left_at.is_some() {
        let why = Text::new("終わった参加です。", "This membership has ended.");
        return Stage::not_now("present", id("N1-4"), why);
    }
    if case.user.office == ctx.actor.office {
        return Stage::Now;
    }
    let why = sentence!(
        "担当はその人の事業所（{office}）が決めます。",
        "That person's office ({office}) decides who is in charge.",
        office = Shown::new(&case.office_name)
    );
    Stage::not_now("own_user", id("N1-4"), why)
}

fn charge(tx: &mut Tx<'_>, ctx: &Context, case: &MembershipCase, answers: &Answers) -> Result<Done, Stop> {
    let membership = &case.membership;
    let from = answers.day("from").or(membership.in_charge_from).unwrap_or(ctx.today());
    let until = answers.day("until").or(membership.in_charge_until.filter(|_| answers.day("from").is_none()));
    if until.is_some_and(|until| until < from) {
        let why = Text::new("終了日が開始日より前です。", "The last day lies before the first.");
        return Err(Stop::at("until", why));
    }
    tx.save(&Membership { in_charge_from: Some(from), in_charge_until: until, ..membership.clone() })?;
    Ok(Done::about(membership.id))
}
