//! Cases: what a rule needs to know about one subject, loaded fresh in one piece.
//!
//! A case is plain data. The screen judges the case it shows; the write path judges the same kind of case
//! again, loaded inside its transaction.

use super::{
    Consent, DecisionCounts, Direction, Group, Hold, Id, Invitation, InvitationState, Membership, Mirror,
    Office, OfficeId, OfficeState, Patient, Pledge, Record, Sanction, Standing, Training, User, UserId,
};
use crate::text::date::Day;

/// One user and what is known of the person.
#[derive(Clone, Debug, PartialEq)]
pub struct UserCase {
    /// The user.
    pub user: User,
    /// The latest sanction not lifted, in force or run out.
    pub sanction: Option<Sanction>,
    /// The latest pledge or waiver.
    pub pledge: Option<Pledge>,
    /// The latest training that covered the pledge.
    pub training: Option<Training>,
    /// Groups the user is in now.
    pub groups: u32,
    /// Open invitations to the user.
    pub invitations: u32,
    /// Active admins of the user's office, this user included where one.
    pub office_admins: u32,
    /// People of the same office whom one could take for this user.
    pub lookalikes: Vec<LookAlike>,
    /// Decisions about this user still to be carried out in MCS.
    pub pending_marks: u32,
    /// What this administrator's key is to the store.
    pub way_in: WayIn,
}

/// What an operator's key is to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// There is none, or its owner may not act today.
    NoKey,
    /// Somebody else could open the store, too: another operator, or who holds the envelope.
    OneOfSeveral,
    /// Without it nobody opens the store again.
    TheOnly,
}

/// Somebody whom one could take for somebody else.
#[derive(Clone, Debug, PartialEq)]
pub struct LookAlike {
    /// The other person.
    pub id: UserId,
    /// 氏名 as stored.
    pub name: String,
    /// 職種 tells namesakes apart.
    pub occupation: super::Occupation,
}

/// One patient with the groups of the person.
#[derive(Clone, Debug, PartialEq)]
pub struct PatientCase {
    /// The patient.
    pub patient: Patient,
    /// The patient's groups, the one in use first.
    pub groups: Vec<Group>,
}

/// One group and what its decisions depend on.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupCase {
    /// The group.
    pub group: Group,
    /// The originating office's name.
    pub office_name: String,
    /// Its patient, for a patient group.
    pub patient: Option<Patient>,
    /// The latest consent or waiver not withdrawn.
    pub consent: Option<Consent>,
    /// The hold on it.
    pub hold: Option<Hold>,
    /// Members now.
    pub members: u32,
    /// Members now who have left the office or were released.
    pub members_gone: u32,
    /// Memberships that have ended.
    pub members_left: u32,
    /// Members whose membership ended by the last archive.
    pub archived_members: u32,
    /// Open invitations into it.
    pub invitations: u32,
    /// The patient's other groups that are active.
    pub other_active_groups: u32,
    /// Decisions about this group still to be carried out in MCS.
    pub pending_marks: u32,
}

/// One invitation with both its sides.
#[derive(Clone, Debug, PartialEq)]
pub struct InvitationCase {
    /// The invitation.
    pub invitation: Invitation,
    /// The invitee.
    pub invitee: UserCase,
    /// The group.
    pub group: GroupCase,
    /// The inviting office's name.
    pub inviter_office_name: String,
    /// The invitee's office's name.
    pub invitee_office_name: String,
    /// How the inviter stands, where the register knows.
    pub inviter_standing: Option<Standing>,
    /// The invitee is already a member of the group.
    pub is_member: bool,
    /// Decisions about this invitation still to be carried out in MCS.
    pub pending_marks: u32,
}

/// One membership with its group and member.
#[derive(Clone, Debug, PartialEq)]
pub struct MembershipCase {
    /// The membership.
    pub membership: Membership,
    /// The member.
    pub user: User,
    /// The member's standing.
    pub standing: Standing,
    /// The member's office's name.
    pub office_name: String,
    /// The group.
    pub group: Group,
    /// Decisions about this membership still to be carried out in MCS.
    pub pending_marks: u32,
    /// What the own office's last review said of it: the day of the review, and the word of its decision.
    pub last_review: Option<(Day, String)>,
    /// The birth date of the patient of a group of the own office: it tells groups of one title apart.
    pub patient_born_on: Option<Day>,
}

/// The office itself, for what concerns no row yet: register, create.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficeCase {
    /// The office.
    pub office: Office,
    /// Active admins.
    pub admins: u32,
    /// What the city's desk counts in it; `None` for whoever is no desk.
    pub survey: Option<Survey>,
}

/// What the city's desk counts in an office: numbers only, and no name of a patient or of staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Registered users.
    pub users: u32,
    /// Active groups it originated.
    pub groups: u32,
    /// Rows of today's list (本日の対応).
    pub due: u32,
    /// Clocks of incidents and requests that have run out.
    pub late: u32,
    /// Clauses 要対応.
    pub open: u32,
    /// Clauses 要検討.
    pub review: u32,
    /// Clauses 未点検.
    pub unknown: u32,
}

/// An administrator's seat in the administrators' room (MCS管理者の部屋; 第3条(3)), taken or not.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatCase {
    /// Whose.
    pub user: UserId,
    /// The administrator's name; empty where the city's desk looks.
    pub name: String,
    /// The administrator's office.
    pub office: OfficeId,
    /// Its name.
    pub office_name: String,
    /// MCS管理者 since; `None` for a member who is none, or has left.
    pub admin_since: Option<Day>,
    /// The membership of the room, while it lasts.
    pub membership: Option<Membership>,
    /// Counts the changes of whichever row says how the seat stands.
    pub version: u32,
}

/// One mirror mark with the words of what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct MirrorCase {
    /// The mark.
    pub mirror: Mirror,
    /// Name or title of the object.
    pub about: String,
}

/// One record with the names of what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordCase {
    /// The record.
    pub record: Record,
    /// 氏名 of its user; empty where it has none.
    pub user_name: String,
    /// The user's mail address.
    pub user_mail: String,
    /// The title of its group.
    pub group_title: String,
    /// 氏名 of its patient.
    pub patient_name: String,
    /// The patient's birth date.
    pub patient_born_on: Option<Day>,
    /// What it has decided so far, where it is a review under way.
    pub decided: DecisionCounts,
}

/// The case of any noun.
#[derive(Clone, Debug, PartialEq)]
pub enum Case {
    /// 事業所
    Office(Box<OfficeCase>),
    /// ユーザー
    User(Box<UserCase>),
    /// 患者
    Patient(Box<PatientCase>),
    /// グループ
    Group(Box<GroupCase>),
    /// 参加
    Membership(Box<MembershipCase>),
    /// 招待
    Invitation(Box<InvitationCase>),
    /// A record of any register.
    Record(Box<RecordCase>),
    /// MCS未反映
    Mirror(Box<MirrorCase>),
    /// MCS管理者の部屋の席
    Seat(Box<SeatCase>),
}

impl Case {
    /// The name of the row.
    pub fn id(&self) -> Id {
        match self {
            Case::Office(c) => c.office.id.id(),
            Case::User(c) => c.user.id.id(),
            Case::Patient(c) => c.patient.id.id(),
            Case::Group(c) => c.group.id.id(),
            Case::Membership(c) => c.membership.id.id(),
            Case::Invitation(c) => c.invitation.id.id(),
            Case::Record(c) => c.record.id,
            Case::Mirror(c) => c.mirror.id.id(),
            Case::Seat(c) => c.id(),
        }
    }

    /// The row's version.
    pub fn version(&self) -> u32 {
        match self {
            Case::Office(c) => c.office.version,
            Case::User(c) => c.user.version,
            Case::Patient(c) => c.patient.version,
            Case::Group(c) => c.group.version,
            Case::Membership(c) => c.membership.version,
            Case::Invitation(c) => c.invitation.version,
            Case::Record(c) => c.record.version,
            Case::Mirror(c) => c.mirror.version,
            Case::Seat(c) => c.version,
        }
    }

    /// Decisions about the row still to be carried out in MCS.
    pub fn pending_marks(&self) -> u32 {
        match self {
            Case::Office(_) | Case::Patient(_) | Case::Record(_) | Case::Seat(_) => 0,
            Case::User(c) => c.pending_marks,
            Case::Group(c) => c.pending_marks,
            Case::Membership(c) => c.pending_marks,
            Case::Invitation(c) => c.pending_marks,
            Case::Mirror(c) => u32::from(c.mirror.state == super::MirrorState::Pending),
        }
    }
}

impl SeatCase {
    /// The seat's name: its administrator's number.
    pub fn id(&self) -> Id {
        Id { noun: super::Noun::Seat, number: self.user.0 }
    }
}

impl OfficeCase {
    /// Whether an application may begin its way: it withdrew, or only its name is known and nobody acts in it. An
    /// office that is in use stays registered, also where the day of its agreement is not on record.
    pub fn may_apply(&self) -> bool {
        let is_a_mere_name = self.office.is_a_mere_name() && self.admins == 0;
        is_a_mere_name || self.office.state == OfficeState::Withdrawn
    }
}

impl UserCase {
    /// How the user stands on `today`.
    pub fn standing(&self, today: Day) -> Standing {
        self.user.standing(self.sanction.as_ref(), today)
    }

    /// Is an MCS管理者 who can act: appointed and not sanctioned, released or gone.
    pub fn is_active_admin(&self, today: Day) -> bool {
        self.user.admin_since.is_some() && self.standing(today) == Standing::Active
    }

    /// Is the only active admin of the office (第7条).
    pub fn is_last_admin(&self, today: Day) -> bool {
        self.is_active_admin(today) && self.office_admins <= 1
    }
}

impl InvitationCase {
    /// The invitation's state on `today`.
    pub fn state(&self, today: Day) -> InvitationState {
        self.invitation.state(today)
    }

    /// Which way it goes for `office`.
    pub fn direction(&self, office: OfficeId) -> Direction {
        self.invitation.direction(office)
    }
}

/// A case of a known noun, taken out of any case.
pub trait OneCase: Sized {
    /// The typed case, or `None` for a case of another noun.
    fn of(case: &Case) -> Option<&Self>;
}

macro_rules! one_case {
    ($($variant:ident => $case:ident),* $(,)?) => {$(
        impl OneCase for $case {
            fn of(case: &Case) -> Option<&$case> {
                match case {
                    Case::$variant(case) => Some(case),
                    _ => None,
                }
            }
        }

        impl From<$case> for Case {
            fn from(case: $case) -> Case {
                Case::$variant(Box::new(case))
            }
        }
    )*};
}

one_case! {
    Office => OfficeCase,
    User => UserCase,
    Patient => PatientCase,
    Group => GroupCase,
    Membership => MembershipCase,
    Invitation => InvitationCase,
    Record => RecordCase,
    Mirror => MirrorCase,
    Seat => SeatCase,
}
