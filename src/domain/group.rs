//! Groups (グループ), their patients and members, and the archive (保管庫).

use super::{ConsentId, Facts, GroupId, HoldId, InvitationId, MembershipId, OfficeId, PatientId, UserId};
use crate::text::date::{Day, Instant};
use crate::words;

words! {
    /// What a group is for.
    GroupKind {
        Patient "patient" "患者" "Patient",
        Free "free" "自由" "Free",
    }
}

words! {
    /// Where a group stands.
    GroupState {
        Active "active" "利用中" "Active",
        Archived "archived" "保管" "Archived",
        Deleted "deleted" "削除" "Deleted",
    }
}

words! {
    /// Why a group's use ended (留意事項2(1)).
    EndReason {
        Death "death" "死亡" "Death",
        Hospital "hospital" "長期入院・転院" "Long stay in hospital" = "入院" | "長期入院" | "転院",
        Facility "facility" "施設入所" "Moved into a facility",
        Moved "moved" "転居" "Moved away",
        ServiceEnded "service_ended" "サービス終了" "Service ended",
        ConsentWithdrawn "consent_withdrawn" "同意撤回" "Consent withdrawn",
        PurposeEnded "purpose_ended" "目的終了" "Purpose ended",
        Other "other" "その他" "Other",
    }
}

words! {
    /// How a membership came about, or how it ended.
    Through {
        Invitation "invitation" "招待" "Invitation",
        Founding "founding" "作成時" "Founding",
        Restore "restore" "保管庫から戻す" "Restore",
        Import "import" "取込み" "Import",
        Recorded "recorded" "参加の記録" "Recorded",
        Removal "removal" "参加解除" "Removed",
        Archive "archive" "保管庫へ移す" "Archive",
        Release "release" "登録解除" "Released",
    }
}

words! {
    /// Which memberships come back with a group.
    Returning {
        All "all" "戻す" "Bring back",
        Nobody "none" "戻さない" "Leave out",
    }
}

/// A patient (患者) of the originating office.
#[derive(Clone, Debug, PartialEq)]
pub struct Patient {
    /// The patient's name in the register.
    pub id: PatientId,
    /// Counts the row's changes.
    pub version: u32,
    /// The originating office (連携元).
    pub office: OfficeId,
    /// 氏名, exactly as typed.
    pub name: String,
    /// ふりがな
    pub kana: String,
    /// 生年月日
    pub born_on: Option<Day>,
}

/// A group of MCS: one patient's, or free.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name in the register.
    pub id: GroupId,
    /// Counts the row's changes.
    pub version: u32,
    /// The originating office (連携元事業所); for a free group the office that made it.
    pub office: OfficeId,
    /// 患者 or 自由.
    pub kind: GroupKind,
    /// Exactly one for a patient group (留意事項1(3)), none for a free one.
    pub patient: Option<PatientId>,
    /// グループ名, exactly as typed.
    pub title: String,
    /// The reading it is sorted and found by: the patient's, or one typed.
    pub kana: String,
    /// Where it stands.
    pub state: GroupState,
    /// The day its use ended.
    pub ended_on: Option<Day>,
    /// Why its use ended.
    pub end_reason: Option<EndReason>,
    /// The text that その他 asks for.
    pub end_note: String,
    /// When it went to the archive.
    pub archived_at: Option<Instant>,
    /// The administrators' room (MCS管理者の部屋) of 第3条(3); never archived.
    pub admin_room: bool,
    /// 緊急・本人同意困難: why inviting goes ahead before the consent; empty otherwise.
    pub urgent_reason: String,
    /// The administrator's own note.
    pub memo: String,
}

/// One user's time in one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// Its name in the register.
    pub id: MembershipId,
    /// Counts the row's changes.
    pub version: u32,
    /// The group.
    pub group: GroupId,
    /// The member.
    pub user: UserId,
    /// When it began.
    pub joined_at: Instant,
    /// How it began.
    pub through: Through,
    /// The invitation that was accepted, where there was one.
    pub invitation: Option<InvitationId>,
    /// When it ended.
    pub left_at: Option<Instant>,
    /// How it ended.
    pub left_through: Option<Through>,
    /// Why it ended, as typed.
    pub left_reason: String,
    /// 担当: in charge of the patient since.
    pub in_charge_from: Option<Day>,
    /// In charge until, inclusive; open where `None`.
    pub in_charge_until: Option<Day>,
}

impl Membership {
    /// A membership as it begins.
    pub fn begun(
        id: MembershipId,
        (group, user): (GroupId, UserId),
        at: Instant,
        through: Through,
    ) -> Membership {
        Membership {
            id,
            version: 1,
            group,
            user,
            joined_at: at,
            through,
            invitation: None,
            left_at: None,
            left_through: None,
            left_reason: String::new(),
            in_charge_from: None,
            in_charge_until: None,
        }
    }

    /// Is in charge (担当) on `day`: whoever has left is not.
    pub fn is_in_charge(&self, day: Day) -> bool {
        self.left_at.is_none()
            && self.in_charge_from.is_some_and(|from| from <= day)
            && self.in_charge_until.is_none_or(|until| day <= until)
    }
}

/// A hold (保全): the group must stay as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Hold {
    /// Its name in the register.
    pub id: HoldId,
    /// Counts the row's changes.
    pub version: u32,
    /// The group held.
    pub group: GroupId,
    /// Why.
    pub why: String,
    /// Since when.
    pub set_at: Instant,
    /// Until when.
    pub lifted_at: Option<Instant>,
}

words! {
    /// A consent of 様式3, or the earlier document that stands for it (第6条第2項).
    ConsentKind {
        Signed "signed" "同意書" "Consent",
        Waiver "waiver" "省略" "Waiver",
    }
}

/// A consent (同意書, 様式3) of a patient group, or its waiver.
#[derive(Clone, Debug, PartialEq)]
pub struct Consent {
    /// Its name in the register.
    pub id: ConsentId,
    /// Counts the row's changes.
    pub version: u32,
    /// The patient group.
    pub group: GroupId,
    /// 様式3 or an earlier document.
    pub kind: ConsentKind,
    /// The day it was signed, or the earlier document's day.
    pub signed_on: Day,
    /// Who signed and in what relation; for a waiver, the earlier document's name.
    pub signers: String,
    /// Where the office keeps its copy.
    pub kept_at: String,
    /// 同意撤回 on.
    pub withdrawn_on: Option<Day>,
    /// What else is recorded of it; `None` where it was recorded before anybody was asked.
    pub facts: Option<Facts>,
}
