//! The registers: devices, take-outs, rules, handlers and guidelines of every office that has people of its own.

use super::people::Roster;
use super::plan::Block;
use super::world::World;
use crate::domain::{Decision, Facts, Id, Noun, Record, UserId};
use crate::regulation::register::{End, Register};
use crate::text::date::Day;

/// Numbers that one office's records may take; records of all registers count together.
const EACH: i64 = 200;

impl World {
    /// The records of an office; none of branches, which are not offices of their own.
    pub(super) fn records(&self, block: &Block) -> Vec<Record> {
        self.registers(block).map_or_else(Vec::new, |made| made.records)
    }

    /// What the review under way in the signed-in office has decided so far.
    pub(super) fn decisions(&self, block: &Block) -> Vec<Decision> {
        let made = if block.is_home() { self.registers(block) } else { None };
        made.map_or_else(Vec::new, |made| made.decisions)
    }

    fn registers<'w>(&'w self, block: &'w Block) -> Option<Made<'w>> {
        if !block.is_home() && !self.plan.has_other_offices() {
            return None;
        }
        let people = Roster::of(self, block).in_order;
        let mut made = Made { world: self, block, people, records: Vec::new(), decisions: Vec::new() };
        made.guidance();
        made.devices();
        made.take_outs();
        made.happened();
        if block.is_home() {
            made.applications();
        }
        Some(made)
    }
}

/// The records of one office in the making.
pub(super) struct Made<'w> {
    pub(super) world: &'w World,
    pub(super) block: &'w Block,
    people: Vec<i64>,
    pub(super) records: Vec<Record>,
    pub(super) decisions: Vec<Decision>,
}

impl Made<'_> {
    fn guidance(&mut self) {
        let world = self.world;
        let head = self.somebody(0);
        let named = [("department", "管理部"), ("name", &world.name(head).name), ("contact", "042-000-0000")];
        self.add((Noun::Handler, "in_office"), world.ago(400), Some(head), "", &named);
        let read_on = world.ago(200).to_string();
        let safety = |edition| [("document", "safety"), ("edition", edition), ("read_on", read_on.as_str())];
        self.add((Noun::Guideline, "superseded"), world.ago(900), Some(head), "事務室", &safety("5.2"));
        self.add((Noun::Guideline, "understood"), world.ago(300), Some(head), "事務室", &safety("6.0"));
        let privacy =
            [("document", "privacy"), ("edition", "令和6年12月一部改正"), ("read_on", read_on.as_str())];
        self.add((Noun::Guideline, "understood"), world.ago(310), Some(head), "事務室", &privacy);
        let rule = [
            ("parameter", "first_answer_days"),
            ("value", "1"),
            ("text", "事案の報告を受けたMCS管理者は翌日までに最初の対応を行う"),
            ("decided_by", "運営会議"),
        ];
        self.add((Noun::Rule, "in_force"), world.ago(150), None, "規程集", &rule);
    }

    /// A tablet for every third person, and a few that want something done.
    fn devices(&mut self) {
        let world = self.world;
        let (checked, late) = (world.ago(60).to_string(), world.ago(400).to_string());
        let (boot, old_boot) = (world.ago(40).to_string(), world.ago(130).to_string());
        let defined = world.ago(61).to_string();
        let count = self.people.len() / 3;
        for at in 0..count {
            let model =
                format!("タブレット {:02}号機 KM{:04}", at + 1, self.block.office.0 * 10 % 9_000 + at as i64);
            let checked = if at == 1 { &late } else { &checked };
            let boot = if at == 2 { &old_boot } else { &boot };
            let facts = [
                ("ownership", if at % 5 == 4 { "shared" } else { "lent" }),
                ("model", &model),
                ("checked_on", checked),
                ("boot_password_on", boot),
                ("no_file_sharing", "yes"),
                ("antivirus", "標準のウイルス対策"),
                ("definitions_on", if at == 1 { "" } else { &defined }),
                ("no_saved_password", "yes"),
                ("procedure", "yes"),
                ("screen_lock", "yes"),
                ("carrier", "0120-000-000"),
            ];
            let holder = (at % 5 != 4).then(|| self.somebody(at * 3));
            self.add((Noun::Device, "in_use"), world.ago(500 - at as i64), holder, "端末台帳", &facts);
        }
        let own = [("ownership", "personal"), ("model", "個人のスマートフォン"), ("checked_on", &checked)];
        self.add((Noun::Device, "in_use"), world.ago(60), Some(self.somebody(1)), "", &own);
        let permit = world.ago(90).to_string();
        let permitted = [own[0], own[1], own[2], ("permit_on", &permit), ("permit_by", "院長")];
        self.add((Noun::Device, "in_use"), world.ago(90), Some(self.somebody(2)), "許可書綴り", &permitted);
        let back = world.ago(9).to_string();
        let returned = [("ownership", "lent"), ("model", "タブレット 旧型"), ("returned_on", &back)];
        self.add((Noun::Device, "returned"), world.ago(800), Some(self.somebody(3)), "端末台帳", &returned);
    }

    fn take_outs(&mut self) {
        let world = self.world;
        let (ahead, since, asked) =
            (world.ahead(3).to_string(), world.ago(6).to_string(), world.ago(8).to_string());
        let what = |what, from| {
            [
                ("what", what),
                ("medium", "紙の資料"),
                ("purpose", "担当者会議"),
                ("destination", "市役所"),
                ("from", from),
            ]
        };
        let someone = Some(self.somebody(4));
        self.add(
            (Noun::TakeOut, "requested"),
            world.ago(1),
            someone,
            "届出綴り",
            &what("訪問予定表", &ahead),
        );
        self.due(world.ahead(5));
        let approved =
            [&what("連絡先一覧", &since)[..], &[("decided_on", asked.as_str()), ("decided_by", "MCS管理者")]]
                .concat();
        self.add((Noun::TakeOut, "approved"), world.ago(8), someone, "届出綴り", &approved);
        self.due(world.ago(2));
        let back = world.ago(30).to_string();
        let returned = [&what("研修資料", &since)[..], &[("returned_on", back.as_str())]].concat();
        self.add((Noun::TakeOut, "returned"), world.ago(40), someone, "届出綴り", &returned);
    }

    /// Somebody of the office with everything in order.
    pub(super) fn somebody(&self, at: usize) -> i64 {
        self.people.get(at % self.people.len().max(1)).copied().unwrap_or(self.block.users.start)
    }

    /// The last record has a day by which something is to be done.
    pub(super) fn due(&mut self, day: Day) {
        if let Some(record) = self.records.last_mut() {
            record.due_on = Some(day);
        }
    }

    pub(super) fn add(
        &mut self,
        (noun, state): (Noun, &str),
        dated_on: Day,
        user: Option<i64>,
        kept_at: &str,
        known: &[(&str, &str)],
    ) {
        let mut facts = Facts::default();
        known.iter().for_each(|(fact, text)| facts.set(fact, *text));
        let number = self.block.index * EACH + i64::try_from(self.records.len()).unwrap_or(0) + 1;
        let declared = Register::of(noun).and_then(|register| register.state(state));
        self.records.push(Record {
            id: Id { noun, number },
            version: 1,
            office: self.block.office,
            user: user.map(UserId),
            group: None,
            patient: None,
            state: state.to_owned(),
            is_open: declared.is_none_or(|state| state.end == End::Open),
            dated_on,
            due_on: None,
            kept_at: kept_at.to_owned(),
            facts,
        });
    }
}
