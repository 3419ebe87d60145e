//! Offices: the signed-in one, the city's desk, and others with invented names.

use super::dice::Dice;
use super::names;
use super::plan::{CITY_DESK, HOME, Shuffle};
use super::world::World;
use crate::domain::{Occupation, Office, OfficeId, OfficeState};

/// A kind of office: 事業所種別, the end of its name, and who works there, the frequent ones more than once.
struct Kind(&'static str, &'static str, &'static [Occupation]);

use Occupation::{
    AssistantNurse, CareManager, CareWorker, Clerk, Counsellor, DentalHygienist, Dentist, Dietitian,
    EquipmentAdviser, HomeHelper, MedicalSocialWorker, Nurse, NursingAide, OccupationalTherapist, Officer,
    Pharmacist, PhysicalTherapist, Physician, PublicHealthNurse, ServiceCoordinator, SocialWorker,
    SpeechTherapist,
};

const NURSING: &[Occupation] = &[
    Nurse,
    Nurse,
    Nurse,
    Nurse,
    AssistantNurse,
    PhysicalTherapist,
    PhysicalTherapist,
    OccupationalTherapist,
    SpeechTherapist,
    CareManager,
    CareManager,
    Clerk,
    PublicHealthNurse,
];
const HOME_CARE: &[Occupation] =
    &[HomeHelper, HomeHelper, HomeHelper, CareWorker, CareWorker, ServiceCoordinator, Clerk];
const CLINIC: &[Occupation] =
    &[Physician, Physician, Nurse, Nurse, AssistantNurse, Clerk, MedicalSocialWorker];
const DENTAL: &[Occupation] = &[Dentist, DentalHygienist, DentalHygienist, Clerk];
const DAY_CARE: &[Occupation] = &[CareWorker, CareWorker, Counsellor, Nurse, PhysicalTherapist, Dietitian];
const RESIDENCE: &[Occupation] = &[CareWorker, CareWorker, CareWorker, Nurse, CareManager, Dietitian];
const HOSPITAL: &[Occupation] = &[
    Physician,
    Physician,
    Nurse,
    Nurse,
    Nurse,
    MedicalSocialWorker,
    Pharmacist,
    PhysicalTherapist,
    NursingAide,
];
const ADVICE: &[Occupation] = &[CareManager, CareManager, SocialWorker, PublicHealthNurse, Clerk];
const CITY: &[Occupation] = &[Officer, Officer, PublicHealthNurse, SocialWorker];
const CORPORATION: &[Occupation] = &[
    HomeHelper,
    HomeHelper,
    CareWorker,
    CareWorker,
    Nurse,
    Nurse,
    CareManager,
    PhysicalTherapist,
    Counsellor,
    ServiceCoordinator,
    Clerk,
    Dietitian,
];

const KINDS: &[Kind] = &[
    Kind("居宅介護支援事業所", "ケアプランセンター", ADVICE),
    Kind("訪問介護事業所", "ヘルパーステーション", HOME_CARE),
    Kind("保険薬局", "薬局", &[Pharmacist, Pharmacist, Clerk]),
    Kind("医科診療所", "クリニック", CLINIC),
    Kind("訪問看護ステーション", "訪問看護ステーション", NURSING),
    Kind("通所介護", "デイサービス", DAY_CARE),
    Kind("病院", "病院", HOSPITAL),
    Kind("歯科診療所", "歯科", DENTAL),
    Kind("医科診療所", "内科医院", CLINIC),
    Kind("福祉用具貸与", "福祉用具サービス", &[EquipmentAdviser, EquipmentAdviser, Clerk]),
    Kind("地域包括支援センター", "地域包括支援センター", ADVICE),
    Kind("小規模多機能型居宅介護", "小規模多機能ホーム", RESIDENCE),
    Kind("グループホーム", "グループホーム", RESIDENCE),
    Kind("訪問入浴介護", "訪問入浴センター", &[Nurse, CareWorker, CareWorker]),
    Kind("地域密着型通所介護", "デイルーム", DAY_CARE),
    Kind("介護老人保健施設", "老人保健施設", RESIDENCE),
    Kind("看護小規模多機能型居宅介護", "看多機ホーム", NURSING),
    Kind("介護老人福祉施設", "特別養護老人ホーム", RESIDENCE),
    Kind(
        "訪問リハビリテーション",
        "訪問リハビリセンター",
        &[PhysicalTherapist, OccupationalTherapist, SpeechTherapist],
    ),
    Kind("短期入所生活介護", "ショートステイ", RESIDENCE),
];

const PLACES: &[&str] = &[
    "こまえ野",
    "多摩野",
    "和泉台",
    "岩戸野",
    "東野",
    "西野",
    "中野原",
    "緑ヶ台",
    "あおば台",
    "ひばり野",
    "桜ヶ原",
    "柿の木台",
    "梅見台",
    "松風台",
    "竹の台",
    "川辺",
    "水神",
    "元宿",
    "新宿場",
    "上野原",
    "下野原",
    "駒井野",
    "猪方野",
    "小足立",
    "谷戸",
    "弁天",
    "明神",
    "稲荷台",
    "八幡台",
    "御幸野",
    "千歳原",
    "若葉野",
    "つつじ台",
    "けやき野",
    "もみじ台",
    "すみれ野",
    "星見台",
    "月見野",
    "朝日野",
    "夕日台",
    "富士見原",
    "丸山台",
    "平山野",
    "高台",
    "大沢野",
    "小沢野",
    "長沢台",
    "深沢野",
    "三沢台",
    "七生野",
    "百草台",
    "万願寺野",
    "落川野",
    "程久保野",
    "南平野",
    "豊田原",
];

const WORDS: &[&str] = &[
    "ひなた",
    "あさひ",
    "みどり",
    "さくら",
    "あおぞら",
    "ほほえみ",
    "やすらぎ",
    "なごみ",
    "ひまわり",
    "たんぽぽ",
    "すみれ",
    "こもれび",
    "そよかぜ",
    "せせらぎ",
    "ふれあい",
    "きずな",
    "ゆうゆう",
    "のぞみ",
    "かがやき",
    "いぶき",
    "つばさ",
    "かけはし",
    "あんしん",
    "ぬくもり",
    "まごころ",
    "ゆい",
    "わかば",
    "もみの木",
    "けやき",
    "くすの木",
    "いちょう",
    "つくし",
    "れんげ",
    "こすもす",
    "すずらん",
    "ゆりの木",
    "あじさい",
    "はなみずき",
    "かえで",
    "しらかば",
    "青空",
    "大空",
    "太陽",
    "若草",
    "白梅",
    "紅梅",
    "松籟",
    "清流",
    "泉",
    "光",
    "虹",
    "希望",
    "友愛",
    "共生",
    "協和",
    "誠心",
    "敬和",
    "桂",
    "楓",
    "福寿",
];

impl World {
    /// An office, whole.
    pub(super) fn office(&self, number: i64) -> Office {
        let id = OfficeId(number);
        let mut dice = self.dice(id.id());
        let (address, head_name) = (address(&mut dice), names::of_age(&mut dice).name);
        let agreed_on = self.ago(dice.between(200, 1_500));
        Office {
            kind: self.kind(id).0.to_owned(),
            postal_code: format!("000-{:04}", number % 10_000),
            address,
            phone: format!("03-0000-{:04}", number % 10_000),
            head_name,
            head_mail: format!("office@{}", self.domain(id)),
            state: OfficeState::Registered,
            agreed_on: Some(agreed_on),
            // A few agreed to it, and nobody has put them into the list yet.
            published_on: (number % 17 != 9 && !self.waits_for_the_list(id))
                .then(|| agreed_on + chrono::Days::new(14)),
            ..Office::named(id, &self.office_name(id))
        }
    }

    fn office_name(&self, id: OfficeId) -> String {
        let is_corporation = self.is_corporation();
        match id {
            HOME if is_corporation => "ひなたケアネットワーク".to_owned(),
            HOME => "こまえ野訪問看護ステーション".to_owned(),
            CITY_DESK => "こまえ野市 高齢者支援課".to_owned(),
            OfficeId(number) => {
                let (kind, place, word) = self.parts(number);
                format!("{}{}{}", PLACES[place], WORDS[word], KINDS[kind].1)
            }
        }
    }

    /// The reserved mail domain of an office.
    pub(super) fn domain(&self, id: OfficeId) -> String {
        match id {
            HOME if self.is_corporation() => "hinata-care.example".to_owned(),
            HOME => "komaeno-houmon.example".to_owned(),
            CITY_DESK => "city-komaeno.example".to_owned(),
            OfficeId(number) => format!("office{number:04}.example"),
        }
    }

    /// An occupation that people have in this office.
    pub(super) fn occupation(&self, office: OfficeId, dice: &mut Dice) -> Occupation {
        *dice.pick(self.kind(office).2)
    }

    /// An office that is neither signed in nor the city's desk.
    pub(super) fn another_office(&self, dice: &mut Dice) -> OfficeId {
        OfficeId(dice.between(3, self.plan.offices))
    }

    fn kind(&self, id: OfficeId) -> &'static Kind {
        static NURSING_STATION: Kind = Kind("訪問看護ステーション", "", NURSING);
        static CITY_HALL: Kind = Kind("行政", "", CITY);
        static WHOLE_CORPORATION: Kind = Kind("その他", "", CORPORATION);
        match id {
            HOME if self.is_corporation() => &WHOLE_CORPORATION,
            HOME => &NURSING_STATION,
            CITY_DESK => &CITY_HALL,
            OfficeId(number) => &KINDS[self.parts(number).0],
        }
    }

    fn is_corporation(&self) -> bool {
        self.plan.blocks > 1 && !self.plan.has_other_offices()
    }

    /// The places of kind, place and word in their lists: each combination once.
    fn parts(&self, number: i64) -> (usize, usize, usize) {
        let names = Shuffle::of((KINDS.len() * PLACES.len() * WORDS.len()) as i64, 7);
        let at = names.place(number) as usize;
        (number as usize % KINDS.len(), at / WORDS.len() % PLACES.len(), at % WORDS.len())
    }
}

fn address(dice: &mut Dice) -> String {
    let (block, house) = (dice.between(1, 6), dice.between(1, 30));
    format!("こまえ野市{}{}丁目{}番{}号", dice.pick(PLACES), block, dice.between(1, 20), house)
}
