//! Groups with their patients, consents and holds.

use super::dice::Dice;
use super::lots::Fate;
use super::names::{self, Name};
use super::plan::{Block, CITY_DESK};
use super::world::World;
use crate::domain::{
    Consent, ConsentId, ConsentKind, EndReason, Facts, Group, GroupId, GroupKind, GroupState, Hold, HoldId,
    OfficeId, Patient, PatientId,
};
use crate::text::date::Day;
use chrono::{Days, Months};

/// The administrators' room is the first group there is.
const ADMIN_ROOM: i64 = 1;

const FREE_TITLES: [(&str, &str); 6] = [
    ("多職種連携カンファレンス", "タショクシュレンケイカンファレンス"),
    ("褥瘡ケア勉強会", "ジョクソウケアベンキョウカイ"),
    ("夜間オンコール連絡", "ヤカンオンコールレンラク"),
    ("災害時の連絡網", "サイガイジノレンラクモウ"),
    ("看取りの振り返り", "ミトリノフリカエリ"),
    ("新人研修", "シンジンケンシュウ"),
];

/// What a consent says; one in each block names no shared item.
fn consent_facts(kind: ConsentKind, signed_on: Day, place: i64) -> Facts {
    let mut facts = Facts::default();
    facts.set("in_charge", "訪問担当");
    facts.set("both_copies", "yes");
    facts.set("handed_over_on", signed_on.to_string());
    match kind {
        ConsentKind::Waiver => facts.set("covers_electronic", "yes"),
        ConsentKind::Signed if place == 17 => {}
        ConsentKind::Signed => facts.set("items", "1 2 3 4 5 6 7"),
    }
    facts
}

impl World {
    /// What has become of a group. Other offices' groups are in use.
    pub(super) fn fate(&self, block: &Block, number: i64) -> Fate {
        if number == ADMIN_ROOM {
            return Fate::Free;
        }
        if !block.own_groups.contains(&number) {
            return Fate::InUse;
        }
        Fate::at((number - block.groups.start) as usize)
    }

    /// The originating office of a group.
    pub(super) fn office_of_group(&self, block: &Block, number: i64) -> OfficeId {
        if number == ADMIN_ROOM {
            return CITY_DESK;
        }
        if block.own_groups.contains(&number) {
            return block.office;
        }
        self.another_office(&mut self.dice(GroupId(number).id()))
    }

    /// The patient of a group, under the group's number.
    pub(super) fn patient(&self, block: &Block, number: i64) -> Option<Patient> {
        let id = PatientId(number);
        let mut dice = self.dice(id.id());
        let name = self.patient_name(block, number, &mut dice)?;
        Some(Patient {
            id,
            version: 1,
            office: self.office_of_group(block, number),
            name: name.name,
            kana: name.kana,
            born_on: (!dice.one_in(12)).then(|| self.born(&mut dice)),
        })
    }

    fn patient_name(&self, block: &Block, number: i64, dice: &mut Dice) -> Option<Name> {
        match (self.fate(block, number), number - block.groups.start) {
            (Fate::Free, _) => None,
            (_, place @ (5 | 6)) if block.is_home() => Some(names::taken_for_each_other(place as usize)),
            _ => Some(names::elderly(dice)),
        }
    }

    fn born(&self, dice: &mut Dice) -> Day {
        let age = Months::new(12 * dice.between(68, 101) as u32);
        self.ago(dice.below(365)).checked_sub_months(age).unwrap_or(self.today)
    }

    /// A group, whole.
    pub(super) fn group(&self, block: &Block, number: i64) -> Group {
        let id = GroupId(number);
        let patient = self.patient(block, number);
        let mut dice = self.dice(id.id());
        let (kind, title, kana) = match &patient {
            Some(p) => (GroupKind::Patient, format!("{}様", p.name), p.kana.clone()),
            None => free(number, &mut dice),
        };
        let mut group = Group {
            id,
            version: 1,
            office: self.office_of_group(block, number),
            kind,
            patient: patient.map(|p| p.id),
            title,
            kana,
            state: GroupState::Active,
            ended_on: None,
            end_reason: None,
            end_note: String::new(),
            archived_at: None,
            admin_room: number == ADMIN_ROOM,
            urgent_reason: String::new(),
            memo: String::new(),
        };
        self.overtake(&mut group, self.fate(block, number), &mut dice);
        group
    }

    fn overtake(&self, group: &mut Group, fate: Fate, dice: &mut Dice) {
        use EndReason::{ConsentWithdrawn, Death, Facility, Hospital, Moved, Other, ServiceEnded};
        const REASONS: [EndReason; 8] =
            [Death, Death, Hospital, Hospital, Facility, Moved, ServiceEnded, Other];
        let days = match fate {
            Fate::InUse | Fate::Waived | Fate::NoConsent | Fate::Free => return,
            Fate::Empty => {
                group.memo = "参加者がいません。保管を検討".to_owned();
                return;
            }
            Fate::Urgent => {
                group.urgent_reason = "救急搬送の直後で、本人・家族とも署名が難しいため".to_owned();
                return;
            }
            Fate::JustEnded => dice.between(1, 6),
            Fate::Overdue | Fate::Held | Fate::Withdrawn => dice.between(9, 40),
            Fate::Archived => dice.between(25, 60),
        };
        let reason = if fate == Fate::Withdrawn { ConsentWithdrawn } else { *dice.pick(&REASONS) };
        group.ended_on = Some(self.ago(days));
        group.end_reason = Some(reason);
        if reason == Other {
            group.end_note = "家族の申し出により支援が一段落".to_owned();
        }
        if fate == Fate::Archived {
            let day = self.ago(days - dice.between(2, 7));
            group.state = GroupState::Archived;
            group.archived_at = Some(self.moment(day, dice));
        }
    }

    /// A patient group's consent or waiver, as far as it is ours to have.
    pub(super) fn consent(&self, block: &Block, number: i64) -> Option<Consent> {
        if !block.own_groups.contains(&number) {
            return None;
        }
        let mut dice = self.dice(ConsentId(number).id());
        let fate = self.fate(block, number);
        let (kind, signers) = match fate {
            Fate::Free | Fate::NoConsent | Fate::Urgent => return None,
            Fate::Waived => (ConsentKind::Waiver, "重要事項説明書（電子的な共有を含む）"),
            _ => (ConsentKind::Signed, *dice.pick(&["本人", "本人・長女", "本人・妻", "長男（代筆）", "夫"])),
        };
        let signed_on = self.ago(dice.between(70, 900));
        let facts = consent_facts(kind, signed_on, number - block.groups.start);
        Some(Consent {
            id: ConsentId(number),
            version: 1,
            group: GroupId(number),
            kind,
            signed_on,
            signers: signers.to_owned(),
            kept_at: (*dice.pick(&["事務室 書庫A", "患者ファイル", "事務室 書庫D"])).to_owned(),
            withdrawn_on: (fate == Fate::Withdrawn).then(|| self.group(block, number).ended_on).flatten(),
            facts: Some(facts),
        })
    }

    /// The consent of the office from which a group of ours came: it ended with the handover, when ours began.
    pub(super) fn handed_over(&self) -> Option<Consent> {
        let home = self.plan.block(0);
        let in_use = home.own_groups.clone().filter(|number| self.fate(&home, *number) == Fate::InUse);
        let mut ours = in_use.filter_map(|number| self.consent(&home, number));
        let ours = ours.rfind(|consent| consent.kind == ConsentKind::Signed)?;
        let mut facts = ours.facts.clone()?;
        facts.set("ended_by", "handover");
        let signed_on = ours.signed_on.checked_sub_months(Months::new(14))?;
        facts.set("handed_over_on", signed_on.to_string());
        Some(Consent {
            id: ConsentId(self.plan.total.groups + 1),
            signed_on,
            kept_at: "引継ぎ元の事業所".to_owned(),
            withdrawn_on: Some(ours.signed_on),
            facts: Some(facts),
            ..ours
        })
    }

    /// The hold on a group.
    pub(super) fn hold(&self, block: &Block, number: i64) -> Option<Hold> {
        if !block.own_groups.contains(&number) || self.fate(block, number) != Fate::Held {
            return None;
        }
        let id = HoldId(number);
        let mut dice = self.dice(id.id());
        Some(Hold {
            id,
            version: 1,
            group: GroupId(number),
            why: "家族から開示の相談があり、記録を保全するため".to_owned(),
            set_at: self.moment(self.ago(dice.between(2, 8)), &mut dice),
            lifted_at: None,
        })
    }

    /// The first day on which people can have joined a group.
    pub(super) fn founded(&self, number: i64) -> Day {
        let mut dice = self.dice(PatientId(number).id());
        let days = dice.between(70, 880).unsigned_abs();
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }
}

fn free(number: i64, dice: &mut Dice) -> (GroupKind, String, String) {
    if number == ADMIN_ROOM {
        let (title, kana) = ("MCS管理者の部屋", "エムシーエスカンリシャノヘヤ");
        return (GroupKind::Free, title.to_owned(), kana.to_owned());
    }
    let (title, kana) = *dice.pick(&FREE_TITLES);
    (GroupKind::Free, format!("{title} {number}"), kana.to_owned())
}
