//! Names of rows: short, readable, stable, never reused (`U-0117`, `G-0031`, `I-2041`).

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::text::Text;

/// A kind of row in the register; also the first word of a command (`mcs-console user list`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Noun {
    /// 事業所
    Office,
    /// MCSユーザー
    User,
    /// 患者
    Patient,
    /// グループ
    Group,
    /// 参加
    Membership,
    /// 招待
    Invitation,
    /// 制限
    Sanction,
    /// 保全
    Hold,
    /// 同意書
    Consent,
    /// 誓約書
    Pledge,
    /// 教育
    Training,
    /// 端末
    Device,
    /// 持出し
    TakeOut,
    /// 事案
    Incident,
    /// 開示等請求
    Request,
    /// 精査
    Review,
    /// 精査の判断: what a campaign says of one membership
    Decision,
    /// 自己点検
    Attestation,
    /// 事業所の定め
    Rule,
    /// 取扱責任者
    Handler,
    /// 法令・ガイドラインの確認
    Guideline,
    /// 様式1・2の申込み
    Application,
    /// 緊急連絡先
    Contact,
    /// MCS管理者の部屋の席: one for each administrator, under the user's number
    Seat,
    /// MCS未反映の印
    Mirror,
    /// 操作記録
    Entry,
}

impl Noun {
    /// Every noun, in the order of help and command line.
    pub const ALL: [Noun; 26] = [
        Noun::Office,
        Noun::User,
        Noun::Patient,
        Noun::Group,
        Noun::Membership,
        Noun::Invitation,
        Noun::Sanction,
        Noun::Hold,
        Noun::Consent,
        Noun::Pledge,
        Noun::Training,
        Noun::Device,
        Noun::TakeOut,
        Noun::Incident,
        Noun::Request,
        Noun::Review,
        Noun::Decision,
        Noun::Attestation,
        Noun::Rule,
        Noun::Handler,
        Noun::Guideline,
        Noun::Application,
        Noun::Contact,
        Noun::Seat,
        Noun::Mirror,
        Noun::Entry,
    ];

    /// The nouns whose rows are [`Record`](super::Record)s, in the order of the pane of registers.
    pub const REGISTERS: [Noun; 11] = [
        Noun::Device,
        Noun::TakeOut,
        Noun::Incident,
        Noun::Request,
        Noun::Review,
        Noun::Attestation,
        Noun::Rule,
        Noun::Handler,
        Noun::Guideline,
        Noun::Application,
        Noun::Contact,
    ];

    /// The registers whose rows stand in tables of their own, in the order of the pane: each is read as a record.
    pub const PAPERS: [Noun; 3] = [Noun::Consent, Noun::Pledge, Noun::Training];

    /// Whether its rows are records of a register.
    pub const fn is_register(self) -> bool {
        matches!(
            self,
            Noun::Device
                | Noun::TakeOut
                | Noun::Incident
                | Noun::Request
                | Noun::Review
                | Noun::Attestation
                | Noun::Rule
                | Noun::Handler
                | Noun::Guideline
                | Noun::Application
                | Noun::Contact
        )
    }

    /// The letters before the number.
    pub const fn prefix(self) -> &'static str {
        match self {
            Noun::Office => "O",
            Noun::User => "U",
            Noun::Patient => "P",
            Noun::Group => "G",
            Noun::Membership => "M",
            Noun::Invitation => "I",
            Noun::Sanction => "S",
            Noun::Hold => "K",
            Noun::Consent => "D",
            Noun::Pledge => "F",
            Noun::Training => "T",
            Noun::Device => "E",
            Noun::TakeOut => "B",
            Noun::Incident => "X",
            Noun::Request => "Q",
            Noun::Review => "W",
            Noun::Decision => "WD",
            Noun::Attestation => "A",
            Noun::Rule => "J",
            Noun::Handler => "N",
            Noun::Guideline => "Y",
            Noun::Application => "Z",
            Noun::Contact => "V",
            Noun::Seat => "RC",
            Noun::Mirror => "R",
            Noun::Entry => "L",
        }
    }

    /// The word of the command line, of JSON and of the table in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Noun::Office => "office",
            Noun::User => "user",
            Noun::Patient => "patient",
            Noun::Group => "group",
            Noun::Membership => "membership",
            Noun::Invitation => "invitation",
            Noun::Sanction => "sanction",
            Noun::Hold => "hold",
            Noun::Consent => "consent",
            Noun::Pledge => "pledge",
            Noun::Training => "training",
            Noun::Device => "device",
            Noun::TakeOut => "takeout",
            Noun::Incident => "incident",
            Noun::Request => "request",
            Noun::Review => "review",
            Noun::Decision => "decision",
            Noun::Attestation => "attestation",
            Noun::Rule => "rule",
            Noun::Handler => "handler",
            Noun::Guideline => "guideline",
            Noun::Application => "application",
            Noun::Contact => "contact",
            Noun::Seat => "room",
            Noun::Mirror => "mirror",
            Noun::Entry => "audit",
        }
    }

    /// The noun on screen.
    pub const fn label(self) -> Text {
        match self {
            Noun::Office => Text::new("事業所", "Offices"),
            Noun::User => Text::new("ユーザー", "Users"),
            Noun::Patient => Text::new("患者", "Patients"),
            Noun::Group => Text::new("グループ", "Groups"),
            Noun::Membership => Text::new("参加", "Members"),
            Noun::Invitation => Text::new("招待", "Invitations"),
            Noun::Sanction => Text::new("制限", "Sanctions"),
            Noun::Hold => Text::new("保全", "Holds"),
            Noun::Consent => Text::new("同意書", "Consents"),
            Noun::Pledge => Text::new("誓約書", "Pledges"),
            Noun::Training => Text::new("教育", "Trainings"),
            Noun::Device => Text::new("端末", "Devices"),
            Noun::TakeOut => Text::new("持出し", "Take-outs"),
            Noun::Incident => Text::new("事案", "Incidents"),
            Noun::Request => Text::new("開示等請求", "Requests"),
            Noun::Review => Text::new("精査", "Reviews"),
            Noun::Decision => Text::new("精査の判断", "Review decisions"),
            Noun::Attestation => Text::new("自己点検", "Attestations"),
            Noun::Rule => Text::new("事業所の定め", "Office rules"),
            Noun::Handler => Text::new("取扱責任者", "Handlers"),
            Noun::Guideline => Text::new("法令・ガイドライン", "Laws and guidelines"),
            Noun::Application => Text::new("利用登録の申込み", "Applications"),
            Noun::Contact => Text::new("緊急連絡先", "Contacts"),
            Noun::Seat => Text::new("MCS管理者の部屋", "Administrators' room"),
            Noun::Mirror => Text::new("MCS未反映", "To do in MCS"),
            Noun::Entry => Text::new("操作記録", "Ledger"),
        }
    }
}

/// The name of any row: its noun and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    /// What kind of row it is.
    pub noun: Noun,
    /// Counts from 1 within the noun.
    pub number: i64,
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}", self.noun.prefix(), self.number)
    }
}

/// The text is not the name of a row.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: ids look like U-0117, G-0031, I-2041")]
pub struct NotAnId;

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Id, NotAnId> {
        let (prefix, number) = text.trim().split_once('-').ok_or(NotAnId)?;
        let noun = Noun::ALL.into_iter().find(|n| n.prefix().eq_ignore_ascii_case(prefix)).ok_or(NotAnId)?;
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAnId);
        }
        number.parse().ok().filter(|n| *n > 0).map(|number| Id { noun, number }).ok_or(NotAnId)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Declares the typed name of one noun's rows.
macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident = $noun:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);

        impl $name {
            /// The same name, with its noun as a value.
            pub const fn id(self) -> Id {
                Id { noun: Noun::$noun, number: self.0 }
            }
        }

        impl From<$name> for Id {
            fn from(id: $name) -> Id {
                id.id()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.id().fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                self.id().serialize(to)
            }
        }
    )*};
}

typed_id! {
    /// Names an office (事業所).
    OfficeId = Office;
    /// Names a user (MCSユーザー).
    UserId = User;
    /// Names a patient (患者).
    PatientId = Patient;
    /// Names a group (グループ).
    GroupId = Group;
    /// Names a membership (参加).
    MembershipId = Membership;
    /// Names an invitation (招待).
    InvitationId = Invitation;
    /// Names a sanction (制限).
    SanctionId = Sanction;
    /// Names a hold (保全).
    HoldId = Hold;
    /// Names a consent (同意書).
    ConsentId = Consent;
    /// Names a pledge (誓約書).
    PledgeId = Pledge;
    /// Names a training (教育).
    TrainingId = Training;
    /// Names a review campaign (精査).
    ReviewId = Review;
    /// Names what a campaign decided of a membership.
    DecisionId = Decision;
    /// Names a mirror mark (MCS未反映).
    MirrorId = Mirror;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_shown() {
        for (text, id) in
            [("U-0117", UserId(117).id()), ("i-2041", InvitationId(2041).id()), ("G-31", GroupId(31).id())]
        {
            assert_eq!(text.parse::<Id>(), Ok(id));
        }
        assert_eq!(UserId(117).to_string(), "U-0117");
        assert_eq!(UserId(123_456).to_string(), "U-123456");
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in ["", "U", "U-", "117", "C-1", "U-0", "U--1", "U-1x", "U-99999999999999999999"] {
            assert_eq!(text.parse::<Id>(), Err(NotAnId), "{text}");
        }
    }

    #[test]
    fn every_noun_has_its_own_letter_and_word() {
        for a in Noun::ALL {
            for b in Noun::ALL {
                assert!(a == b || (a.prefix() != b.prefix() && a.word() != b.word()), "{a:?} {b:?}");
            }
        }
    }
}
