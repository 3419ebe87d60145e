//! What is recorded of a user: leave, password day, pledge, training. Never a password.

use super::super::action::{Action, Confirm, MirrorMark, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop};
use super::super::register::{facts_of, ticks};
use super::{save, touch, while_registered};
use crate::choices;
use crate::domain::case::UserCase;
use crate::domain::{
    Context, Field, Kind, Need, Noun, Pledge, PledgeId, PledgeKind, Span, Training, TrainingId,
};
use crate::regulation::clause::id;
use crate::regulation::register::{pledge, training};
use crate::store::Tx;
use crate::text::Text;

/// Records a leave (休職).
pub static LEAVE: Action = Action {
    id: "user.leave",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("休職を記録", "Record leave"),
    about: Text::new(
        "休職の期間を記録します。登録と参加はそのままです。復職は終了日で記録します。",
        "Records a leave. Registration and memberships stay; a return is its last day.",
    ),
    basis: &[id("8-1"), id("N1-4")],
    confirm: Confirm::Once,
    fields: &[
        Field {
            id: "from",
            label: Text::new("休職開始日", "On leave from"),
            kind: Kind::Day(Span::Any),
            need: Need::Must,
        },
        Field {
            id: "until",
            label: Text::new("休職終了日", "Until"),
            kind: Kind::Day(Span::Any),
            need: Need::May,
        },
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<UserCase> { stage: |case, _| while_registered(case), rules: &[], apply: leave },
};

/// Records the day on which the password was changed.
pub static PASSWORD: Action = Action {
    id: "user.record_password",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("パスワード変更日を記録", "Record a password change"),
    about: Text::new(
        "MCSのパスワードを変更した日だけを記録します。パスワードは記録しません。",
        "Records the day on which the MCS password was changed; never the password.",
    ),
    basis: &[id("8-2"), id("11-2")],
    confirm: Confirm::Once,
    fields: &[Field {
        id: "changed_on",
        label: Text::new("変更日（空欄は今日）", "Changed on (blank: today)"),
        kind: Kind::Day(Span::Past),
        need: Need::May,
    }],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<UserCase> {
        stage: |case, _| while_registered(case),
        rules: &[],
        apply: |tx, ctx, case, answers| {
            let day = answers.day("changed_on").unwrap_or(ctx.today());
            save(tx, case, |user| user.password_changed_on = Some(day))
        },
    },
};

/// Records a pledge (誓約書, 様式4) or the earlier one that stands for it.
pub static PLEDGE: Action = Action {
    id: "user.record_pledge",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("誓約書を記録", "Record a pledge"),
    about: Text::new(
        "誓約書（様式4）、または従前の誓約書による省略を記録します。様式4は必須内容をすべて含みます。",
        "Records the pledge of Form 4, which has all required content, or the earlier one that stands for it.",
    ),
    basis: &[id("9-1"), id("9-2"), id("9-3"), id("F4-6")],
    confirm: Confirm::Once,
    fields: &[
        Field {
            id: "signed_on",
            label: Text::new("署名日", "Signed on"),
            kind: Kind::Day(Span::Past),
            need: Need::Must,
        },
        Field {
            id: "kind",
            label: Text::new("種別", "Kind"),
            kind: Kind::Choice(choices!(PledgeKind: Signed, Waiver)),
            need: Need::May,
        },
        Field {
            id: "kept_at", label: Text::new("保管場所", "Kept at"), kind: Kind::Line, need: Need::May
        },
        pledge::DOCUMENT.may(),
        pledge::CONTENT.may(),
        pledge::FILLED_IN.may(),
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<UserCase> { stage: |case, _| while_registered(case), rules: &[], apply: record_pledge },
};

/// Records a training (教育) that the user attended.
pub static TRAINING: Action = Action {
    id: "user.record_training",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("教育を記録", "Record a training"),
    about: Text::new(
        "教育の受講を記録します。「誓約書の内容」を扱ったものだけが第9条第1項の教育になります。",
        "Records a training attended. Only one that covers the pledge counts.",
    ),
    basis: &[id("9-1")],
    confirm: Confirm::Once,
    fields: &[
        Field {
            id: "held_on",
            label: Text::new("実施日", "Held on"),
            kind: Kind::Day(Span::Past),
            need: Need::Must,
        },
        Field { id: "topic", label: Text::new("内容", "Topic"), kind: Kind::Line, need: Need::May },
        Field {
            id: "covers_pledge",
            label: Text::new("誓約書の内容を含む", "Covers the pledge"),
            kind: Kind::Yes,
            need: Need::May,
        },
        training::MATERIALS.may(),
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<UserCase> { stage: |case, _| while_registered(case), rules: &[], apply: record_training },
};

fn leave(tx: &mut Tx<'_>, _: &Context, case: &UserCase, answers: &Answers) -> Result<Done, Stop> {
    let (from, until) = (answers.day("from"), answers.day("until"));
    if until.is_some_and(|until| Some(until) < from) {
        return Err(Stop::at(
            "until",
            Text::new("終了日が開始日より前です。", "The last day lies before the first."),
        ));
    }
    save(tx, case, |user| (user.leave_from, user.leave_until) = (from, until))
}

fn record_pledge(tx: &mut Tx<'_>, ctx: &Context, case: &UserCase, answers: &Answers) -> Result<Done, Stop> {
    let kind = answers.choice("kind").and_then(PledgeKind::read).unwrap_or(PledgeKind::Signed);
    let mut facts = facts_of(answers, &["signed_on", "kind", "kept_at"]);
    let content = match (answers.line("content"), kind) {
        // The form has every item.
        ("", PledgeKind::Signed) => "1-5",
        (typed, PledgeKind::Signed | PledgeKind::Waiver) => typed,
    };
    facts.set("content", ticks("content", content, 5)?);
    let pledge = Pledge {
        id: PledgeId(tx.next_number::<Pledge>()?),
        version: 1,
        user: case.user.id,
        kind,
        signed_on: answers.day("signed_on").unwrap_or(ctx.today()),
        kept_at: answers.line("kept_at").to_owned(),
        facts: Some(facts),
    };
    tx.insert(&pledge)?;
    touch(tx, case)
}

fn record_training(tx: &mut Tx<'_>, ctx: &Context, case: &UserCase, answers: &Answers) -> Result<Done, Stop> {
    let training = Training {
        id: TrainingId(tx.next_number::<Training>()?),
        version: 1,
        office: ctx.actor.office,
        user: case.user.id,
        held_on: answers.day("held_on").unwrap_or(ctx.today()),
        topic: answers.line("topic").to_owned(),
        covers_pledge: answers.is_yes("covers_pledge"),
        facts: Some(facts_of(answers, &["held_on", "topic", "covers_pledge"])),
    };
    tx.insert(&training)?;
    touch(tx, case)
}
