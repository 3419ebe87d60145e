//! The consent of 第6条 and what stands for it: the waiver, and urgency, which only puts it off.

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop, pass};
use super::super::register::{facts_of, ticks};
use super::{ours_in_use, ours_kept, save, touch};
use crate::choices;
use crate::domain::case::GroupCase;
use crate::domain::{
    Consent, ConsentId, ConsentKind, Context, Facts, Field, GroupKind, Kind, Need, Noun, Span,
};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::register::consent;
use crate::sentence;
use crate::store::Tx;
use crate::text::Text;
use crate::text::date::Day;

/// Records the consent (同意書, 様式3), or the earlier document that stands for it.
pub static CONSENT: Action = Action {
    id: "group.record_consent",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("同意書を記録", "Record the consent"),
    about: Text::new(
        "同意書（様式3）、または従前の同意書による省略を記録します。",
        "Records the consent of Form 3, or the earlier document that stands for it.",
    ),
    basis: &[id("6-1"), id("6-2"), id("F3-4"), id("F3-7")],
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
            kind: Kind::Choice(choices!(ConsentKind: Signed, Waiver)),
            need: Need::May,
        },
        Field {
            id: "signers",
            label: Text::new("署名した人と続柄", "Signers and relation"),
            kind: Kind::Line,
            need: Need::May,
        },
        Field {
            id: "kept_at", label: Text::new("保管場所", "Kept at"), kind: Kind::Line, need: Need::May
        },
        consent::ITEMS.may(),
        consent::ITEMS_OTHER.may(),
        consent::SIGNATURE.may(),
        consent::BY_PROXY.may(),
        consent::EXPLAINED_BY.may(),
        consent::IN_CHARGE.may(),
        consent::BOTH_COPIES.may(),
        consent::HANDED_OVER_ON.may(),
        consent::OTHER_MEANS.may(),
        consent::COVERS_ELECTRONIC.may(),
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<GroupCase> { stage: of_patient, rules: &[], apply: record },
};

/// Records that the consent was withdrawn.
pub static WITHDRAW_CONSENT: Action = Action {
    id: "group.withdraw_consent",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("同意撤回を記録", "Record a withdrawn consent"),
    about: Text::new(
        "同意の撤回を記録します。以後、招待も承認もできません。共有をやめるときは保管庫へ移します。",
        "Records that the consent was withdrawn. Nobody is invited or approved any more; archive to end the sharing.",
    ),
    basis: &[id("6-1")],
    confirm: Confirm::Reason(1),
    fields: &[Field {
        id: "withdrawn_on",
        label: Text::new("撤回日（空欄は今日）", "Withdrawn on (blank: today)"),
        kind: Kind::Day(Span::Past),
        need: Need::May,
    }],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<GroupCase> {
        stage: |case, ctx| match of_patient(case, ctx) {
            Stage::Now if case.consent.is_none() => {
                let why = Text::new("同意書の記録がありません。", "There is no consent on record.");
                Stage::not_now("consent", id("6-1"), why)
            }
            stage => stage,
        },
        rules: &[],
        apply: |tx, ctx, case, answers| {
            let withdrawn_on = Some(answers.day("withdrawn_on").unwrap_or(ctx.today()));
            for consent in tx.consents_of(case.group.id)? {
                tx.save(&Consent { withdrawn_on, ..consent })?;
            }
            touch(tx, case)
        },
    },
};

/// States that sharing cannot wait for the consent (緊急・本人同意困難).
pub static URGENT: Action = Action {
    id: "group.mark_urgent",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("緊急・本人同意困難", "Mark as urgent"),
    about: Text::new(
        "同意書の前に共有を始める理由を記録します。同意書は要対応のままです。",
        "Records why sharing begins before the consent, which is still owed.",
    ),
    basis: &[id("6-1")],
    confirm: Confirm::Reason(5),
    fields: &[],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<GroupCase> {
        stage: |case, ctx| match of_patient_in_use(case, ctx) {
            Stage::Now if case.consent.is_some() => {
                let why = Text::new("同意書の記録があります。", "The consent is on record.");
                Stage::not_now("consent", id("6-1"), why)
            }
            Stage::Now if !case.group.urgent_reason.is_empty() => Stage::Decided,
            stage => stage,
        },
        rules: &[],
        apply: |tx, _, case, answers| {
            save(tx, case, |group| answers.reason.clone_into(&mut group.urgent_reason))
        },
    },
};

fn of_patient(case: &GroupCase, ctx: &Context) -> Stage {
    for_patient(case, ours_kept(case, ctx))
}

fn of_patient_in_use(case: &GroupCase, ctx: &Context) -> Stage {
    for_patient(case, ours_in_use(case, ctx))
}

fn for_patient(case: &GroupCase, stage: Stage) -> Stage {
    if stage != Stage::Now || case.group.kind == GroupKind::Patient {
        return stage;
    }
    let why = Text::new("自由グループに同意書はありません。", "A free group has no consent.");
    Stage::not_now("patient_group", id("6-1"), why)
}

fn record(tx: &mut Tx<'_>, ctx: &Context, case: &GroupCase, answers: &Answers) -> Result<Done, Stop> {
    let kind = answers.choice("kind").and_then(ConsentKind::read).unwrap_or(ConsentKind::Signed);
    let facts = facts(kind, answers)?;
    let signed_on = answers.day("signed_on").unwrap_or(ctx.today());
    let late = tx.first_sharing(case.group.id)?.filter(|first| *first < signed_on).map(too_late);
    let passed = pass(late.into_iter().collect(), answers)?;
    let consent = Consent {
        id: ConsentId(tx.next_number::<Consent>()?),
        version: 1,
        group: case.group.id,
        kind,
        signed_on,
        signers: answers.line("signers").to_owned(),
        kept_at: answers.line("kept_at").to_owned(),
        withdrawn_on: None,
        facts: Some(facts),
    };
    tx.insert(&consent)?;
    Ok(touch(tx, case)?.passing(passed))
}

/// What is recorded beside days and signers. Item 10 says what else is shared; an earlier document stands for the
/// form only where it covers electronic sharing (第6条第2項).
fn facts(kind: ConsentKind, answers: &Answers) -> Result<Facts, Stop> {
    let mut facts = facts_of(answers, &["signed_on", "kind", "signers", "kept_at"]);
    let items = ticks("items", answers.line("items"), 10)?;
    if items.ends_with("10") && answers.line("items_other").is_empty() {
        return Err(Stop::at(
            "items_other",
            Text::new("(10) を選ぶときは、その内容が要ります。", "Item 10 needs to say what else is shared."),
        ));
    }
    if kind == ConsentKind::Waiver && !answers.is_yes("covers_electronic") {
        return Err(Stop::at(
            "covers_electronic",
            Text::new(
                "省略できるのは、電子媒体を利用した情報共有への同意を含む文書だけです。",
                "Only a document that covers electronic sharing stands for the form.",
            ),
        ));
    }
    facts.set("items", items);
    Ok(facts)
}

/// あらかじめ: the consent comes before the first sharing.
fn too_late(first: Day) -> Finding {
    Finding {
        rule: "consent_late",
        clause: id("6-1"),
        severity: Severity::Warn,
        sentence: sentence!(
            "最初の共有（{first}）より後の日付です。",
            "It is dated after the first sharing ({first}).",
            first = first
        ),
    }
}
