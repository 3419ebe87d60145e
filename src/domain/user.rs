//! A user (MCSユーザー) of an office, and how the person stands.

use super::{OfficeId, Sanction, UserId};
use crate::text::date::Day;
use crate::words;

words! {
    /// How a user stands towards MCS. Restricted and banned follow from an open sanction, by date.
    Standing {
        Active "active" "利用中" "Active",
        Restricted "restricted" "利用制限" "Restricted",
        Banned "banned" "利用禁止" "Banned",
        Released "released" "登録解除" "Released",
        AccountClosed "account_closed" "退会" "Account closed",
    }
}

words! {
    /// What a user does for a living (職種).
    Occupation {
        Physician "physician" "医師" "Physician",
        Dentist "dentist" "歯科医師" "Dentist",
        Pharmacist "pharmacist" "薬剤師" "Pharmacist",
        Nurse "nurse" "看護師" "Nurse",
        AssistantNurse "assistant_nurse" "准看護師" "Assistant nurse",
        PublicHealthNurse "public_health_nurse" "保健師" "Public health nurse",
        Midwife "midwife" "助産師" "Midwife",
        NursingAide "nursing_aide" "看護補助者" "Nursing aide",
        CareManager "care_manager" "介護支援専門員" "Care manager" = "ケアマネ" | "ケアマネジャー" | "ケアマネージャー",
        SocialWorker "social_worker" "社会福祉士" "Social worker",
        PsychiatricSocialWorker "psychiatric_social_worker" "精神保健福祉士" "Psychiatric social worker",
        CareWorker "care_worker" "介護福祉士" "Care worker",
        HomeHelper "home_helper" "訪問介護員" "Home helper" = "訪問ヘルパー",
        ServiceCoordinator "service_coordinator" "サービス提供責任者" "Service coordinator",
        PhysicalTherapist "physical_therapist" "理学療法士" "Physical therapist",
        OccupationalTherapist "occupational_therapist" "作業療法士" "Occupational therapist",
        SpeechTherapist "speech_therapist" "言語聴覚士" "Speech therapist",
        DentalHygienist "dental_hygienist" "歯科衛生士" "Dental hygienist",
        Dietitian "dietitian" "管理栄養士" "Dietitian",
        MedicalSocialWorker "medical_social_worker" "医療ソーシャルワーカー" "Medical social worker",
        Counsellor "counsellor" "相談員" "Counsellor",
        EquipmentAdviser "equipment_adviser" "福祉用具専門相談員" "Equipment adviser",
        Clerk "clerk" "事務" "Clerk",
        Officer "officer" "行政職" "Officer",
        Other "other" "その他" "Other",
    }
}

impl Occupation {
    /// The form for narrow columns: at most eight cells.
    pub const fn short(self) -> crate::text::Text {
        use crate::text::Text;
        match self {
            Occupation::AssistantNurse => Text::new("准看", "Asst nurse"),
            Occupation::NursingAide => Text::new("看護補助", "Aide"),
            Occupation::PublicHealthNurse => Text::new("保健師", "PH nurse"),
            Occupation::CareManager => Text::new("ケアマネ", "Care mgr"),
            Occupation::SocialWorker => Text::new("社福士", "Soc. worker"),
            Occupation::PsychiatricSocialWorker => Text::new("精福士", "PSW"),
            Occupation::CareWorker => Text::new("介福士", "Care worker"),
            Occupation::HomeHelper => Text::new("ヘルパー", "Helper"),
            Occupation::ServiceCoordinator => Text::new("サ責", "Coordinator"),
            Occupation::PhysicalTherapist => Text::new("理学療法", "PT"),
            Occupation::OccupationalTherapist => Text::new("作業療法", "OT"),
            Occupation::SpeechTherapist => Text::new("言語聴覚", "ST"),
            Occupation::DentalHygienist => Text::new("歯科衛生", "Dent. hyg."),
            Occupation::Dietitian => Text::new("栄養士", "Dietitian"),
            Occupation::MedicalSocialWorker => Text::new("MSW", "MSW"),
            Occupation::EquipmentAdviser => Text::new("福祉用具", "Equipment"),
            other => other.label(),
        }
    }
}

/// A user of MCS and what the register holds of the person; never a password.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// The user's name in the register.
    pub id: UserId,
    /// Counts the row's changes.
    pub version: u32,
    /// The office the person belongs to.
    pub office: OfficeId,
    /// The person's id in MCS, where known.
    pub mcs_id: String,
    /// 氏名, exactly as typed.
    pub name: String,
    /// ふりがな, as typed.
    pub kana: String,
    /// 職種
    pub occupation: Occupation,
    /// The one mail address (様式2), normalised; empty where not yet known.
    pub mail: String,
    /// Appointed MCS管理者 on (第7条); `None` for everybody else.
    pub admin_since: Option<Day>,
    /// The day the password was last changed (第11条(2)).
    pub password_changed_on: Option<Day>,
    /// 入職日
    pub joined_on: Option<Day>,
    /// 休職 from.
    pub leave_from: Option<Day>,
    /// 休職 until, inclusive; open where `None`.
    pub leave_until: Option<Day>,
    /// 登録解除 on.
    pub released_on: Option<Day>,
    /// 退会 on, as the person reported it.
    pub closed_on: Option<Day>,
    /// 最終勤務日, as announced: the leaver run counts from it.
    pub last_day: Option<Day>,
    /// The day on which the person leaving was reminded that the pledge goes on (第9条第3項(5), 様式4 第4条).
    pub reminded_on: Option<Day>,
    /// 規約同意日: the person agreed to MCS's terms of use (様式2).
    pub terms_agreed_on: Option<Day>,
    /// 留意事項 read on (第10条).
    pub points_read_on: Option<Day>,
    /// The profile was found filled in on (留意事項3(5)).
    pub profile_on: Option<Day>,
    /// The photo was found in place on (留意事項3(5)).
    pub photo_on: Option<Day>,
    /// The administrator's own note.
    pub memo: String,
}

impl User {
    /// A user of whom only office, name and occupation are known: the other side of an invitation.
    pub fn named(id: UserId, office: OfficeId, name: &str, occupation: Occupation) -> User {
        User {
            id,
            version: 1,
            office,
            mcs_id: String::new(),
            name: name.to_owned(),
            kana: String::new(),
            occupation,
            mail: String::new(),
            admin_since: None,
            password_changed_on: None,
            joined_on: None,
            leave_from: None,
            leave_until: None,
            released_on: None,
            closed_on: None,
            last_day: None,
            reminded_on: None,
            terms_agreed_on: None,
            points_read_on: None,
            profile_on: None,
            photo_on: None,
            memo: String::new(),
        }
    }

    /// How the user stands on `today`, given the sanction on file.
    pub fn standing(&self, sanction: Option<&Sanction>, today: Day) -> Standing {
        standing(self.released_on, self.closed_on, sanction.filter(|s| s.in_force(today)))
    }

    /// Is on leave (休職) on `today`. Leave is not leaving: the person stays registered.
    pub fn is_on_leave(&self, today: Day) -> bool {
        self.leave_from.is_some_and(|from| from <= today)
            && self.leave_until.is_none_or(|until| today <= until)
    }
}

fn standing(released_on: Option<Day>, closed_on: Option<Day>, in_force: Option<&Sanction>) -> Standing {
    if closed_on.is_some() {
        return Standing::AccountClosed;
    }
    if released_on.is_some() {
        return Standing::Released;
    }
    in_force.map_or(Standing::Active, |s| s.level.standing())
}
