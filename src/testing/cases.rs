//! Cases built without a store, one per state that decides anything: the rows of the golden matrix.

use super::{day, group, invitation, judged, noon, user};
use crate::domain::case::{
    GroupCase, InvitationCase, LookAlike, MembershipCase, MirrorCase, OfficeCase, PatientCase, UserCase,
    WayIn,
};
use crate::domain::*;

/// The admin U-0001 of office O-0001, at noon.
pub fn context() -> Context {
    Context {
        actor: Actor {
            operator: "U-0001".into(),
            role: Role::Admin,
            office: OfficeId(1),
            user: Some(UserId(1)),
            name: "林 由紀".into(),
        },
        now: noon(),
        session: "test".into(),
        client: String::new(),
        key_print: String::new(),
        ssh_key: String::new(),
        settings: Settings::default(),
        assurance: Assurance::JustProved,
    }
}

/// A nurse of the own office with everything in order.
pub fn user_case() -> UserCase {
    UserCase {
        user: user(3, "髙橋 美智子", "たかはし みちこ", Occupation::Nurse),
        sanction: None,
        pledge: Some(Pledge {
            id: PledgeId(1),
            version: 1,
            user: UserId(3),
            kind: PledgeKind::Signed,
            signed_on: day("2026-04-01"),
            kept_at: "事務室".into(),
            facts: None,
        }),
        training: Some(Training {
            id: TrainingId(1),
            version: 1,
            office: OfficeId(1),
            user: UserId(3),
            held_on: day("2026-05-10"),
            topic: "誓約書の内容".into(),
            covers_pledge: true,
            facts: None,
        }),
        groups: 0,
        invitations: 0,
        office_admins: 2,
        lookalikes: Vec::new(),
        pending_marks: 0,
        way_in: WayIn::NoKey,
    }
}

/// A sanction from the first of the month.
pub fn sanction(level: Level, until: Option<&str>) -> Sanction {
    Sanction {
        id: SanctionId(1),
        version: 1,
        user: UserId(3),
        level,
        reason: "患者情報を私的な端末に保存したため".into(),
        evidence: String::new(),
        from: day("2026-11-01"),
        until: until.map(day),
        review_on: None,
        lifted_at: None,
        lift_reason: String::new(),
    }
}

/// A change of a user in order.
pub type Change = fn(&mut UserCase);

/// Every way in which a user may stand.
pub fn standings() -> [(&'static str, Change); 6] {
    [
        ("active", |_| ()),
        ("on leave", |c| c.user.leave_from = Some(day("2026-11-01"))),
        ("restricted", |c| c.sanction = Some(sanction(Level::Restrict, Some("2026-12-31")))),
        ("banned", |c| c.sanction = Some(sanction(Level::Ban, None))),
        ("released", |c| c.user.released_on = Some(day("2026-11-01"))),
        ("account closed", |c| c.user.closed_on = Some(day("2026-11-01"))),
    ]
}

/// A patient group of the own office with consent and one member.
pub fn group_case() -> GroupCase {
    GroupCase {
        group: group(1, "山田 太郎様", "ヤマダ タロウ"),
        office_name: "狛江訪問看護ステーション".into(),
        patient: Some(Patient {
            id: PatientId(1),
            version: 1,
            office: OfficeId(1),
            name: "山田 太郎".into(),
            kana: "ヤマダ タロウ".into(),
            born_on: None,
        }),
        consent: Some(Consent {
            id: ConsentId(1),
            version: 1,
            group: GroupId(1),
            kind: ConsentKind::Signed,
            signed_on: day("2026-04-01"),
            signers: "本人".into(),
            kept_at: "書庫".into(),
            withdrawn_on: None,
            facts: None,
        }),
        hold: None,
        members: 1,
        members_gone: 0,
        members_left: 0,
        archived_members: 0,
        invitations: 0,
        other_active_groups: 0,
        pending_marks: 0,
    }
}

/// An inbound invitation, judged by the user.
pub fn invitation_case() -> InvitationCase {
    InvitationCase {
        invitation: invitation(1, 1, 3, judged()),
        invitee: user_case(),
        group: group_case(),
        inviter_office_name: "多摩中央病院".into(),
        invitee_office_name: "狛江訪問看護ステーション".into(),
        inviter_standing: None,
        is_member: false,
        pending_marks: 0,
    }
}

/// The patient of the group.
pub fn patient_case() -> PatientCase {
    let patient = Patient {
        id: PatientId(1),
        version: 1,
        office: OfficeId(1),
        name: "山田 太郎".into(),
        kana: "ヤマダ タロウ".into(),
        born_on: None,
    };
    PatientCase { patient, groups: vec![group_case().group] }
}

/// The nurse's membership of the group.
pub fn membership_case() -> MembershipCase {
    MembershipCase {
        membership: Membership {
            id: MembershipId(1),
            version: 1,
            group: GroupId(1),
            user: UserId(3),
            joined_at: noon(),
            through: Through::Invitation,
            invitation: Some(InvitationId(1)),
            left_at: None,
            left_through: None,
            left_reason: String::new(),
            in_charge_from: None,
            in_charge_until: None,
        },
        user: user_case().user,
        standing: Standing::Active,
        office_name: "狛江訪問看護ステーション".into(),
        group: group_case().group,
        last_review: None,
        patient_born_on: None,
        pending_marks: 0,
    }
}

/// A mark of the own office.
pub fn mirror_case(state: MirrorState) -> MirrorCase {
    MirrorCase {
        mirror: Mirror {
            id: MirrorId(1),
            version: 1,
            office: OfficeId(1),
            entry: 1,
            action: "user.restrict".into(),
            object: UserId(3).id(),
            opposite: false,
            state,
            settled_by: String::new(),
            settled_at: None,
        },
        about: "髙橋 美智子".into(),
    }
}

/// The own office.
pub fn office_case() -> OfficeCase {
    OfficeCase {
        office: Office::named(OfficeId(1), "狛江訪問看護ステーション"), admins: 2, survey: None
    }
}

/// Every row of the golden matrix, with its name.
pub fn matrix() -> Vec<(&'static str, Case)> {
    let mut rows = vec![("office", Case::from(office_case()))];
    rows.extend(users().map(|(name, case)| (name, case.into())));
    rows.push(("patient", patient_case().into()));
    rows.extend(groups().map(|(name, case)| (name, case.into())));
    rows.extend(invitations());
    rows.extend(memberships().map(|(name, case)| (name, case.into())));
    rows.extend([
        ("mark pending", mirror_case(MirrorState::Pending).into()),
        ("mark confirmed", mirror_case(MirrorState::Confirmed).into()),
        ("mark cancelled", mirror_case(MirrorState::Cancelled).into()),
    ]);
    rows
}

fn users() -> impl Iterator<Item = (&'static str, UserCase)> {
    let with = |change: fn(&mut UserCase)| {
        let mut case = user_case();
        change(&mut case);
        case
    };
    [
        ("user active", with(|_| ())),
        ("user on leave", with(|c| c.user.leave_from = Some(day("2026-11-01")))),
        ("user with a namesake", with(|c| c.lookalikes.push(namesake()))),
        ("user undone in MCS", with(|c| c.pending_marks = 1)),
        ("user oneself", with(|c| (c.user.id, c.user.admin_since) = (UserId(1), Some(day("2025-04-01"))))),
        ("user second admin", with(|c| c.user.admin_since = Some(day("2025-04-01")))),
        ("user only admin", with(|c| (c.user.admin_since, c.office_admins) = (Some(day("2025-04-01")), 1))),
        ("user restricted", with(|c| c.sanction = Some(sanction(Level::Restrict, Some("2026-12-31"))))),
        (
            "user restriction run out",
            with(|c| c.sanction = Some(sanction(Level::Restrict, Some("2026-11-22")))),
        ),
        ("user banned", with(|c| c.sanction = Some(sanction(Level::Ban, None)))),
        (
            "user banned admin",
            with(|c| {
                c.sanction = Some(sanction(Level::Ban, None));
                c.user.admin_since = Some(day("2025-04-01"));
            }),
        ),
        ("user released", with(|c| c.user.released_on = Some(day("2026-11-01")))),
        ("user account closed", with(|c| c.user.closed_on = Some(day("2026-11-01")))),
        (
            "user banned and released",
            with(|c| {
                c.sanction = Some(sanction(Level::Ban, None));
                c.user.released_on = Some(day("2026-11-01"));
            }),
        ),
    ]
    .into_iter()
}

fn namesake() -> LookAlike {
    LookAlike { id: UserId(9), name: "高橋 美智子".into(), occupation: Occupation::HomeHelper }
}

fn hold() -> Hold {
    Hold {
        id: HoldId(1),
        version: 1,
        group: GroupId(1),
        why: "開示請求".into(),
        set_at: noon(),
        lifted_at: None,
    }
}

fn groups() -> impl Iterator<Item = (&'static str, GroupCase)> {
    let with = |change: fn(&mut GroupCase)| {
        let mut case = group_case();
        change(&mut case);
        case
    };
    let archive = |case: &mut GroupCase| {
        case.group.state = GroupState::Archived;
        case.group.archived_at = Some(noon());
    };
    [
        ("group active", with(|_| ())),
        ("group ended", with(|c| c.group.ended_on = Some(day("2026-11-01")))),
        ("group without consent", with(|c| c.consent = None)),
        (
            "group urgent",
            with(|c| {
                c.consent = None;
                c.group.urgent_reason = "意識障害".into();
            }),
        ),
        ("group held", with(|c| c.hold = Some(hold()))),
        ("group free", with(|c| (c.group.kind, c.group.patient, c.consent) = (GroupKind::Free, None, None))),
        (
            "group administrators' room",
            with(|c| {
                (c.group.kind, c.group.patient, c.consent) = (GroupKind::Free, None, None);
                c.group.admin_room = true;
            }),
        ),
        ("group undone in MCS", with(|c| c.pending_marks = 2)),
        ("group of another office", with(|c| c.group.office = OfficeId(2))),
        ("group archived", {
            let mut case = group_case();
            archive(&mut case);
            case
        }),
        ("group archived, patient has another", {
            let mut case = GroupCase { other_active_groups: 1, ..group_case() };
            archive(&mut case);
            case
        }),
        ("group archived and held", {
            let mut case = GroupCase { hold: Some(hold()), ..group_case() };
            archive(&mut case);
            case
        }),
        ("group archived, of another office", {
            let mut case = group_case();
            archive(&mut case);
            case.group.office = OfficeId(2);
            case
        }),
        ("group deleted", with(|c| c.group.state = GroupState::Deleted)),
    ]
    .into_iter()
}

fn invitations() -> impl Iterator<Item = (&'static str, Case)> {
    let Progress::Judged(step) = judged() else { panic!("judged") };
    let approved = step.approved(Approval { at: noon(), by: "U-0001".into() });
    let closing = || Closing { at: noon(), by: "U-0001".into(), reason: "誤り".into() };
    let at = |progress: Progress| {
        let mut case = invitation_case();
        case.invitation.progress = progress;
        case
    };
    let outbound = |progress: Progress| {
        let mut case = at(progress);
        (case.invitation.invitee_office, case.invitation.inviter_office) = (OfficeId(2), OfficeId(1));
        case.invitee.user.office = OfficeId(2);
        Case::from(case)
    };
    let mut expired = at(judged());
    expired.invitation.expires_on = day("2026-11-22");
    [
        ("invitation received", at(Progress::Received(Received)).into()),
        ("invitation judged", at(judged()).into()),
        ("invitation judged, without pledge", {
            let mut case = at(judged());
            case.invitee.pledge = None;
            case.into()
        }),
        ("invitation judged, invitee banned", {
            let mut case = at(judged());
            case.invitee.sanction = Some(sanction(Level::Ban, None));
            case.into()
        }),
        ("invitation approved", at(Progress::Approved(approved.clone())).into()),
        ("invitation accepted", at(approved.clone().accepted(noon())).into()),
        ("invitation declined", at(Progress::Declined(closing())).into()),
        ("invitation void", at(Progress::Void(closing())).into()),
        ("invitation expired", expired.into()),
        ("invitation outbound received", outbound(Progress::Received(Received))),
        ("invitation outbound judged", outbound(judged())),
        ("invitation outbound approved", outbound(Progress::Approved(approved))),
    ]
    .into_iter()
}

fn memberships() -> impl Iterator<Item = (&'static str, MembershipCase)> {
    let left = |case: &mut MembershipCase| {
        case.membership.left_at = Some(noon());
        case.membership.left_through = Some(Through::Removal);
    };
    [
        ("membership present", membership_case()),
        ("membership undone in MCS", MembershipCase { pending_marks: 1, ..membership_case() }),
        ("membership of an admin in the room", {
            let mut case = membership_case();
            case.group.admin_room = true;
            case.user.admin_since = Some(day("2025-04-01"));
            case
        }),
        ("membership ended", {
            let mut case = membership_case();
            left(&mut case);
            case
        }),
    ]
    .into_iter()
}
