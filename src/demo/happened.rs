//! What has happened: incidents, requests, reviews, attestations and emergency contacts, so that every register has
//! each of its states to look at.

use super::people::Roster;
use super::registers::Made;
use crate::domain::{Decided, Decision, DecisionId, GroupState, MembershipId, Noun, PatientId, ReviewId};

/// One office in so many of a city has an incident whose 速報 is late.
const LATE_IN: i64 = 7;
/// So many members of the first groups have been decided of in the review under way.
const DECIDED: usize = 12;

impl Made<'_> {
    /// What has happened in the signed-in office; in the others of a city, what the city's desk counts.
    pub(super) fn happened(&mut self) {
        self.reviewed();
        if self.block.is_home() {
            self.ended();
            self.incidents();
            self.requests();
            self.attested();
            self.contacts();
            self.review_under_way();
        } else if self.block.index % LATE_IN == 3 {
            self.intrusion();
        }
    }

    /// What has been replaced, lost, rejected, or is still to be read.
    fn ended(&mut self) {
        let world = self.world;
        let (former, lost) = (world.ago(400).to_string(), world.ago(12).to_string());
        let named = [
            ("department", "管理部"),
            ("name", "架空 前任"),
            ("contact", "042-000-0001"),
            ("replaced_on", &former),
        ];
        self.add((Noun::Handler, "replaced"), world.ago(1_200), None, "", &named);
        let rule = [
            ("parameter", "archive_days"),
            ("value", "14"),
            ("text", "利用の終了から14日以内に保管庫へ移す"),
            ("decided_by", "運営会議"),
            ("replaced_on", former.as_str()),
        ];
        self.add((Noun::Rule, "replaced"), world.ago(700), None, "規程集", &rule);
        let law = [("document", "law"), ("title", "個人情報の保護に関する法律"), ("edition", "令和8年改正")];
        self.add((Noun::Guideline, "to_read"), world.ago(5), None, "", &law);
        let phone =
            [("ownership", "lent"), ("model", "電話 2号"), ("lost_on", &lost), ("carrier", "0120-000-000")];
        let holder = Some(self.somebody(6));
        self.add((Noun::Device, "lost"), world.ago(300), holder, "端末台帳", &phone);
        let asked = [
            ("what", "利用者台帳の写し"),
            ("medium", "USBメモリ"),
            ("purpose", "自宅での記録"),
            ("from", lost.as_str()),
            ("decided_on", lost.as_str()),
            ("decided_by", "MCS管理者"),
            ("why", "暗号化されていない媒体のため"),
        ];
        let someone = Some(self.somebody(5));
        self.add((Noun::TakeOut, "rejected"), world.ago(13), someone, "届出綴り", &asked);
    }

    /// One incident in each state, and one that nobody has answered yet.
    fn incidents(&mut self) {
        let world = self.world;
        let lost =
            self.records.iter().find(|record| record.state == "lost").map(|record| record.id.to_string());
        let day = |ago: i64| world.ago(ago).to_string();
        let reported = |kind, summary, on: &str| {
            [("kind", kind), ("summary", summary), ("reported_on", on), ("reporter", "本人")]
                .map(|(f, t)| (f, t.to_owned()))
        };
        let answered = |ago: i64, told: &str| [("instruction", told.to_owned()), ("instructed_on", day(ago))];
        let reports = |first: i64, last: i64| {
            [
                ("preliminary_on", day(first)),
                ("preliminary_to", "個人情報保護委員会".to_owned()),
                ("final_on", day(last)),
            ]
        };
        let personal = |how: &str| [("personal_data", how.to_owned())];
        let told = |ago: i64| [("told_on", day(ago)), ("told_how", "面談と書面".to_owned())];
        let prevented = [("prevention", "書込み前に宛先を2人で確かめる".to_owned())];

        let wrong = reported("wrong_patient", "別の患者の写真を書込み", &day(75));
        let all = [
            &wrong[..],
            &personal("yes"),
            &answered(75, "書込みの削除"),
            &reports(73, 50),
            &told(48),
            &prevented,
        ];
        self.incident("closed", 75, 3, all.concat());
        let misuse = reported("misuse", "担当外の患者の記録を閲覧", &day(60));
        let all = [&misuse[..], &personal("yes"), &answered(60, "閲覧の停止"), &reports(58, 35), &told(30)];
        self.incident("told", 60, 8, all.concat());
        let shared = reported("shared_id", "同僚のIDで書込み", &day(40));
        let all = [&shared[..], &personal("yes"), &answered(40, "パスワードの変更"), &reports(38, 15)];
        self.incident("final", 40, 9, all.concat());
        let loss = reported("loss", "訪問先からの帰路で端末を紛失", &day(12));
        let devices = [("devices", lost.unwrap_or_default()), ("found_at", "21:40".to_owned())];
        let first = &reports(10, 0)[..2];
        let all =
            [&loss[..], &personal("suspected"), &devices, &answered(12, "回線の停止と警察への届出"), first];
        self.incident("preliminary", 12, 6, all.concat());
        self.intrusion();
        let fault = reported("system_fault", "通知が届かない", &day(1));
        self.incident("open", 1, 4, fault.to_vec());
    }

    /// Somebody else's device was seen, and the 速報 is late.
    fn intrusion(&mut self) {
        let reported_on = self.world.ago(5).to_string();
        let facts = [
            ("kind", "unauthorised_access"),
            ("summary", "見知らぬ端末からの閲覧"),
            ("reported_on", reported_on.as_str()),
            ("personal_data", "yes"),
            ("malicious", "yes"),
            ("instruction", "パスワードの変更と端末の切離し"),
            ("instructed_on", reported_on.as_str()),
        ];
        let facts = facts.map(|(fact, text)| (fact, text.to_owned()));
        self.incident("open", 5, 10, facts.to_vec());
    }

    fn incident(&mut self, state: &str, ago: i64, person: usize, facts: Vec<(&'static str, String)>) {
        let known: Vec<(&str, &str)> = facts.iter().map(|(fact, text)| (*fact, text.as_str())).collect();
        let (found_on, user) = (self.world.ago(ago), Some(self.somebody(person)));
        self.add((Noun::Incident, state), found_on, user, "事案綴り", &known);
        let due = self.records.last().and_then(|record| {
            crate::regulation::incident::next_due(record, &crate::domain::Settings::default())
        });
        if let Some(due) = due.filter(|_| state != "closed") {
            self.due(due);
        }
    }

    /// A request in each state, of families of patients in use.
    fn requests(&mut self) {
        let world = self.world;
        let decided = world.ago(9).to_string();
        let told = world.ago(6).to_string();
        let asks =
            |kind, requester, relation| [("kind", kind), ("requester", requester), ("relation", relation)];
        let checked = [("identity", "健康保険証"), ("identity_on", decided.as_str())];
        self.request(("received", 6, 8), 2, &asks("disclosure", "架空 長女", "family"));
        let late = [&asks("correction", "架空 長男", "family")[..], &checked].concat();
        self.request(("received", 35, -3), 3, &late);
        let granted = [("decision", "granted"), ("decided_by", "院長"), ("decided_on", decided.as_str())];
        let told_of = [&asks("purpose", "本人", "patient")[..], &checked, &granted].concat();
        self.request(("decided", 14, 2), 4, &told_of);
        let partly = [
            ("decision", "partly"),
            ("decided_by", "院長"),
            ("decided_on", decided.as_str()),
            ("explanation", "主治医への提供は治療に必要なため続けます"),
            ("method", "書面"),
            ("notified_on", told.as_str()),
        ];
        let closed = [&asks("stop_sharing", "架空 次女", "family")[..], &checked, &partly].concat();
        self.request(("notified", 20, 10), 7, &closed);
    }

    fn request(&mut self, (state, ago, due): (&str, i64, i64), place: usize, facts: &[(&str, &str)]) {
        let in_use = self.block.own_groups.clone().map(|number| self.world.group(self.block, number));
        let mut in_use = in_use.filter(|group| group.state == GroupState::Active && group.patient.is_some());
        let group = in_use.nth(place);
        self.add((Noun::Request, state), self.world.ago(ago), None, "請求綴り", facts);
        self.due(if due < 0 { self.world.ago(-due) } else { self.world.ahead(due) });
        if let Some((record, group)) = self.records.last_mut().zip(group) {
            record.group = Some(group.id);
            record.patient = group.patient.map(|patient| PatientId(patient.0));
        }
    }

    /// Yes, no, and one that is too old to count.
    fn attested(&mut self) {
        let said = [
            ("2", "yes", 40),
            ("3-3", "yes", 40),
            ("11-3", "yes", 30),
            ("11-4", "yes", 30),
            ("11-5", "no", 30),
            ("12-2", "yes", 30),
            ("12-6", "yes", 90),
            ("F3-3-3", "yes", 30),
            ("12-4", "yes", 400),
        ];
        for (clause, answer, ago) in said {
            let note = if answer == "no" { "共用の端末が未設定" } else { "" };
            let facts = [("clause", clause), ("answer", answer), ("note", note)];
            let facts = if note.is_empty() { &facts[..2] } else { &facts[..] };
            self.add((Noun::Attestation, answer), self.world.ago(ago), None, "", facts);
        }
    }

    fn contacts(&mut self) {
        let whom = [
            ("current", "line_stop", "通信会社 緊急停止", "0120-000-113", "24時間"),
            ("current", "vendor", "MCSサポート", "0120-000-000", "平日9時〜18時"),
            ("current", "commission", "個人情報保護委員会", "03-0000-0000", "平日"),
            ("ended", "city", "旧 高齢者支援課", "03-0000-0001", "平日"),
        ];
        for (state, kind, name, phone, hours) in whom {
            let facts = [("kind", kind), ("name", name), ("phone", phone), ("hours", hours)];
            self.add((Noun::Contact, state), self.world.ago(120), None, "", &facts);
        }
    }

    /// The last review, signed off.
    fn reviewed(&mut self) {
        let (begun, signed) = (self.world.ago(160), self.world.ago(150).to_string());
        let facts = [
            ("name", "春の精査"),
            ("signed_on", signed.as_str()),
            ("signed_by", "MCS管理者"),
            ("kept", "12"),
            ("removed", "1"),
            ("unsure", "0"),
        ];
        self.add((Noun::Review, "closed"), begun, None, "", &facts);
    }

    /// The next one, half finished.
    fn review_under_way(&mut self) {
        let (world, block) = (self.world, self.block);
        let roster = Roster::of(world, block);
        let groups = block.own_groups.clone().map(|number| world.group(block, number));
        let present = groups
            .filter(|group| group.state == GroupState::Active && !group.admin_room)
            .flat_map(|group| world.memberships(block, &roster, &group))
            .filter(|membership| membership.left_at.is_none());
        let present: Vec<MembershipId> = present.take(DECIDED).map(|membership| membership.id).collect();
        self.add((Noun::Review, "open"), world.ago(4), None, "", &[("name", "秋の精査")]);
        let review = ReviewId(self.records.last().map_or(0, |record| record.id.number));
        let decided = |at| match at {
            4 => Decided::Remove,
            7 => Decided::Unsure,
            _ => Decided::Keep,
        };
        let made = (0..).zip(present).map(|(at, membership)| Decision {
            id: DecisionId(at + 1),
            version: 1,
            review,
            membership,
            decided: decided(at),
        });
        self.decisions.extend(made);
    }
}
