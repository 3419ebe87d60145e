//! 連携元の引継ぎ: another office becomes the originating one (第4条), with its duties from that day on (第5条).
//!
//! The consent is between the patient and the originating office (第6条第1項): ours is required before anything is
//! handed on, ends with the handover, and the new office needs its own.

use super::super::action::{Action, Confirm, MirrorMark};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop, pass};
use super::{ours_in_use, save};
use crate::domain::case::GroupCase;
use crate::domain::{
    Case, Consent, ConsentId, ConsentKind, Context, Field, GroupKind, Id, Invitation, Kind, Need, Noun,
    OfficeId, Patient, PatientId, Span,
};
use crate::regulation::archive::{HELD, ROOM};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::inviting::CONSENT_FIRST;
use crate::sentence;
use crate::store::{Reader, StoreError, Tx};
use crate::text::date::Day;
use crate::text::{Sentence, Shown, Text};

/// Hands a group over to another office.
pub static HAND_OVER: Action = Action {
    id: "group.hand_over",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("連携元の引継ぎ", "Hand over the group"),
    about: Text::new(
        "連携元を別の事業所に引き継ぎます。参加はそのままです。以後の招待・参加解除・保管は引継ぎ先が行います。",
        "Makes another office the originating one. Memberships stay; inviting, removing and archiving are theirs then.",
    ),
    basis: &[id("4"), id("5"), id("6-1")],
    confirm: Confirm::Reason(1),
    fields: &[
        Field {
            id: "office",
            label: Text::new("引継ぎ先の事業所（名称か番号）", "Office that takes over (name or id)"),
            kind: Kind::Line,
            need: Need::Must,
        },
        Field {
            id: "accepted_by",
            label: Text::new("引継ぎ先で承諾した人", "Who accepted there"),
            kind: Kind::Line,
            need: Need::Must,
        },
        Field {
            id: "consent_on",
            label: Text::new("引継ぎ先の同意書の署名日", "Consent of that office signed on"),
            kind: Kind::Day(Span::Past),
            need: Need::May,
        },
    ],
    mirror: MirrorMark::Set,
    reach: of_hand_over,
    deed: &On::<GroupCase> { stage: ours_in_use, rules: &[&HELD, &ROOM, &CONSENT_FIRST], apply: hand_over },
};

fn of_hand_over(reader: &Reader<'_>, _: &Context, case: &Case) -> Result<Vec<Sentence>, StoreError> {
    let Case::Group(case) = case else { return Ok(Vec::new()) };
    let invitations = reader.open_invitations_into(case.group.id)?.len();
    let mut said = vec![sentence!(
        "参加 {members}名と未決の招待 {invitations}件はそのままです。",
        "Memberships ({members}) and open invitations ({invitations}) stay.",
        members = case.members,
        invitations = invitations
    )];
    if case.consent.is_some() {
        said.push(
            Text::new(
                "当事業所の同意書は引継ぎの日で終わります。引継ぎ先は自らの同意書を取り交わします。",
                "Our consent ends with the handover; the office that takes over needs its own.",
            )
            .into(),
        );
    }
    Ok(said)
}

fn hand_over(tx: &mut Tx<'_>, ctx: &Context, case: &GroupCase, answers: &Answers) -> Result<Done, Stop> {
    let office = receiver(tx, ctx, answers.line("office"))?;
    let consent_on = answers.day("consent_on");
    let owed = (case.group.kind == GroupKind::Patient && consent_on.is_none()).then(consent_owed);
    let passed = pass(owed.into_iter().collect(), answers)?;
    for invitation in tx.open_invitations_into(case.group.id)? {
        tx.save(&Invitation { group_office: office, ..invitation })?;
    }
    consents(tx, ctx, case, office, consent_on)?;
    let patient = case.patient.as_ref().map(|patient| handed(tx, case, patient, office)).transpose()?;
    // The note and the urgency were ours; the new office writes its own.
    let done = save(tx, case, |group| {
        group.office = office;
        group.patient = patient;
        group.memo.clear();
        group.urgent_reason.clear();
    })?;
    Ok(done.passing(passed).with_next(sentence!(
        "引継ぎ先（{who}さん）と、MCS上の連携元の変更を確かめます。",
        "Make sure with {who} that MCS shows the new originating office.",
        who = Shown::new(answers.line("accepted_by"))
    )))
}

/// An office by its id or its name; a mere name where the register knows no more of it.
fn receiver(tx: &mut Tx<'_>, ctx: &Context, typed: &str) -> Result<OfficeId, Stop> {
    let office = match typed.parse::<Id>() {
        Ok(Id { noun: Noun::Office, number }) => {
            let office = OfficeId(number);
            tx.office_by_id(office)?.ok_or(Stop::NotFound(office.id()))?.id
        }
        _ => tx.office_named(typed)?,
    };
    if office == ctx.actor.office {
        return Err(Stop::at("office", Text::new("自事業所です。", "This is your own office.")));
    }
    Ok(office)
}

fn consent_owed() -> Finding {
    Finding {
        rule: "consent_of_receiver",
        clause: id("6-1"),
        severity: Severity::Warn,
        sentence: Text::new(
            "引継ぎ先の同意書がまだありません。引継ぎ先が取り交わすまで、引継ぎ先で同意書未取得になります。",
            "The office that takes over has no consent yet, and owes it from then on.",
        )
        .into(),
    }
}

/// Ours end; the new office's stands where it is signed already.
fn consents(
    tx: &mut Tx<'_>,
    ctx: &Context,
    case: &GroupCase,
    office: OfficeId,
    signed_on: Option<Day>,
) -> Result<(), Stop> {
    for consent in tx.consents_of(case.group.id)? {
        let mut facts = consent.facts.clone().unwrap_or_default();
        // Nobody withdrew it: it ended with the office that it was given to.
        facts.set("ended_by", "handover");
        tx.save(&Consent { withdrawn_on: Some(ctx.today()), facts: Some(facts), ..consent })?;
    }
    let Some(signed_on) = signed_on else { return Ok(()) };
    let kept_at = tx.office_by_id(office)?.map(|office| office.name).unwrap_or_default();
    let consent = Consent {
        id: ConsentId(tx.next_number::<Consent>()?),
        version: 1,
        group: case.group.id,
        kind: ConsentKind::Signed,
        signed_on,
        signers: String::new(),
        kept_at,
        withdrawn_on: None,
        facts: None,
    };
    tx.insert(&consent)?;
    Ok(())
}

/// The patient goes with the group; where an older group of ours keeps the patient, the new office gets its own row.
fn handed(tx: &mut Tx<'_>, case: &GroupCase, patient: &Patient, office: OfficeId) -> Result<PatientId, Stop> {
    let others = tx.groups_of_patient(patient.id)?.into_iter().any(|group| group.id != case.group.id);
    if !others {
        tx.save(&Patient { office, ..patient.clone() })?;
        return Ok(patient.id);
    }
    let id = PatientId(tx.next_number::<Patient>()?);
    tx.insert(&Patient { id, version: 1, office, ..patient.clone() })?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::{Answer, Outcome, undo};
    use crate::domain::{Actor, GroupId, OfficeId, Role, User, UserId};
    use crate::testing::{World, day, user};

    /// The world with an admin of O-0002 in it.
    fn world() -> World {
        let mut world = World::new();
        let scope = crate::actions::scope(&world.ctx);
        let write = |tx: &mut Tx<'_>| {
            let theirs = user(8, "多摩 一郎", "たま いちろう", crate::domain::Occupation::Physician);
            tx.insert(&User { office: OfficeId(2), admin_since: Some(day("2025-04-01")), ..theirs })
        };
        world.store.write::<_, StoreError>(scope, world.ctx.today(), write).expect("their admin");
        world
    }

    fn as_theirs(world: &mut World) {
        world.ctx.actor = Actor {
            operator: "U-0008".into(),
            role: Role::Admin,
            office: OfficeId(2),
            user: Some(UserId(8)),
            name: "多摩 一郎".into(),
        };
    }

    fn to_hospital() -> Answers {
        Answers::default()
            .with("office", Answer::Line("O-0002".into()))
            .with("accepted_by", Answer::Line("多摩 一郎".into()))
            .because("主たる担当の変更")
    }

    #[test]
    fn the_new_office_keeps_the_group_and_owes_its_own_consent() {
        let mut world = world();
        let Outcome::Done(receipt) = world.act("group.hand_over", "G-0001", to_hospital()) else {
            panic!("done")
        };
        assert_eq!(receipt.object, GroupId(1).id());
        assert_eq!(world.reader().pending_marks(GroupId(1).id()).expect("marks"), 1);
        as_theirs(&mut world);
        let group = world.reader().group_case(GroupId(1)).expect("a store").expect("theirs now");
        assert_eq!((group.group.office, group.consent), (OfficeId(2), None));
        assert_eq!(group.patient.expect("a patient").office, OfficeId(2));
        let refused =
            world.act("group.invite", "G-0001", Answers::default().with("user", Answer::Row(UserId(8).id())));
        assert!(matches!(refused, Outcome::Refused(_)), "no consent of theirs yet: {refused:?}");
    }

    #[test]
    fn the_old_office_sees_the_group_only_through_its_members_and_invitations_and_keeps_it_no_more() {
        let mut world = world();
        assert!(matches!(world.act("group.hand_over", "G-0001", to_hospital()), Outcome::Done(_)));
        let group =
            world.reader().group_case(GroupId(1)).expect("a store").expect("a user of ours is invited");
        assert_eq!(group.office_name, "多摩中央病院");
        let end = Answers::default()
            .with("end", Answer::Day(world.ctx.today()))
            .with("why", Answer::Choice("service_ended"));
        assert!(matches!(world.act("group.archive", "G-0001", end), Outcome::Refused(_)));
        assert_eq!(world.reader().patient(crate::domain::PatientId(1)).expect("a store"), None);
    }

    #[test]
    fn a_consent_of_the_new_office_stands_at_once() {
        let mut world = world();
        let signed = to_hospital().with("consent_on", Answer::Day(day("2026-11-20")));
        assert!(matches!(world.act("group.hand_over", "G-0001", signed), Outcome::Done(_)));
        as_theirs(&mut world);
        let group = world.reader().group_case(GroupId(1)).expect("a store").expect("theirs now");
        assert_eq!(group.consent.map(|consent| consent.signed_on), Some(day("2026-11-20")));
    }

    #[test]
    fn a_group_without_consent_or_under_a_hold_is_not_handed_over() {
        let mut world = world();
        assert!(matches!(world.act("group.hand_over", "G-0002", to_hospital()), Outcome::Refused(_)));
        let held = world.act("group.hold", "G-0001", Answers::default().because("調査のため"));
        assert!(matches!(held, Outcome::Done(_)));
        assert!(matches!(world.act("group.hand_over", "G-0001", to_hospital()), Outcome::Refused(_)));
    }

    #[test]
    fn an_undo_gives_the_group_back_and_cancels_the_mark() {
        let mut world = world();
        let before = world.reader().rows_as_text().expect("rows");
        let Outcome::Done(receipt) = world.act("group.hand_over", "G-0001", to_hospital()) else {
            panic!("done")
        };
        let undone = undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
        assert!(matches!(undone, Outcome::Done(_)), "{undone:?}");
        assert_eq!(world.reader().rows_as_text().expect("rows"), before);
        assert_eq!(world.reader().pending_marks(GroupId(1).id()).expect("marks"), 0);
    }
}
