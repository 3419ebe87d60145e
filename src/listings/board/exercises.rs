//! An act for every clause that is marked D or R: the table of the exercises.

mod forms;

use forms::{FORWARDED, OUR_OWN, RECEIVED, REGISTERED};

use super::broken_tests::{By, Typed};
use crate::domain::OfficeId;

/// An act, and what it is to a clause.
pub(super) struct Exercise {
    /// Clauses marked D that it carries out: it cites them.
    pub(super) does: &'static [&'static str],
    /// Clauses marked R for which it leaves a record.
    pub(super) records: &'static [&'static str],
    /// How the record is seen.
    pub(super) leaves: Leaves,
    /// Who does it.
    pub(super) by: By,
    /// What has to be there.
    pub(super) seed: &'static str,
    /// What is done before it.
    pub(super) first: &'static [(&'static str, &'static str, Typed)],
    /// The act, on which row, with which answers.
    pub(super) act: (&'static str, &'static str, Typed),
}

/// How a record is seen.
#[derive(Clone, Copy)]
pub(super) enum Leaves {
    /// The board counts one more piece of evidence for the clause.
    Evidence,
    /// The row that it is about says so in its JSON.
    Fact(&'static str, &'static str),
    /// Another row does.
    Row(&'static str, &'static str, &'static str),
}

const ACT: Exercise = Exercise {
    does: &[],
    records: &[],
    leaves: Leaves::Evidence,
    by: By::Admin,
    seed: "",
    first: &[],
    act: ("", "", &[]),
};

/// The office that applies at the desk; until then it is a mere name.
pub(super) const APPLICANT: OfficeId = OfficeId(2);

const WITHOUT_PLEDGE: &str = "DELETE FROM pledges WHERE user = 3";
const WITHOUT_DAYS: &str = "UPDATE users SET password_changed_on = NULL, terms_agreed_on = NULL, \
    points_read_on = NULL, profile_on = NULL, photo_on = NULL WHERE id = 3";
const WITHOUT_CONSENT: &str = "DELETE FROM consents WHERE \"group\" = 2";
const ALL_ITEMS: Typed = &[
    ("signed_on", "2026-11-20"),
    ("signers", "本人、長女"),
    ("kept_at", "書庫"),
    ("items", "1-10"),
    ("items_other", "嗜好"),
    ("in_charge", "佐藤"),
    ("handed_over_on", "2026-11-20"),
    ("other_means", "電話、FAX"),
];

/// In the order of the text.
pub(super) const EXERCISES: &[Exercise] = &[
    Exercise {
        records: &["PRE"],
        leaves: Leaves::Fact("kind", "訪問看護ステーション"),
        act: ("office.edit", "O-0001", &[("kind", "訪問看護ステーション")]),
        ..ACT
    },
    Exercise {
        records: &["2", "2-1"],
        first: &[("guideline.enter", "O-0001", &[("document", "safety"), ("edition", "6.0")])],
        act: ("guideline.record_reading", "Y-0074", &[("user", "U-0001")]),
        ..ACT
    },
    Exercise {
        records: &["2", "2-2"],
        first: &[("guideline.enter", "O-0001", &[("document", "privacy"), ("edition", "令和6年12月")])],
        act: ("guideline.record_reading", "Y-0074", &[("user", "U-0001")]),
        ..ACT
    },
    // At the desk, step by step; and as the office itself keeps it.
    Exercise {
        does: &["3", "F1-1", "F2-1"],
        records: &["3", "3-1", "3-2", "F1-1", "F2-1"],
        by: By::Desk,
        act: RECEIVED,
        ..ACT
    },
    Exercise {
        records: &["3-1"],
        leaves: Leaves::Fact("terms", "2024年4月版"),
        by: By::Desk,
        act: RECEIVED,
        ..ACT
    },
    Exercise {
        records: &["F1-2"],
        leaves: Leaves::Fact("head_name", "架空 長子"),
        by: By::Desk,
        act: RECEIVED,
        ..ACT
    },
    Exercise {
        does: &["3"],
        records: &["3"],
        leaves: Leaves::Fact("forwarded_on", "2026-11-13"),
        by: By::Desk,
        first: &[RECEIVED],
        act: FORWARDED,
        ..ACT
    },
    Exercise {
        does: &["3", "7", "8-1"],
        records: &["3"],
        leaves: Leaves::Fact("registered_on", "2026-11-20"),
        by: By::Desk,
        first: &[RECEIVED, FORWARDED],
        act: REGISTERED,
        ..ACT
    },
    Exercise {
        records: &["3-2"],
        leaves: Leaves::Fact("published_on", "2026-11-21"),
        by: By::Desk,
        first: &[RECEIVED, FORWARDED, REGISTERED],
        act: ("application.publish", "Z-0074", &[("published_on", "2026-11-21")]),
        ..ACT
    },
    Exercise {
        does: &["3", "F1-1", "F2-1"],
        records: &["3", "3-1", "F1-1"],
        seed: "UPDATE offices SET agreed_on = NULL WHERE id = 1",
        act: ("application.record", "O-0001", OUR_OWN),
        ..ACT
    },
    Exercise { records: &["3-2", "F2-1"], act: ("application.record", "O-0001", OUR_OWN), ..ACT },
    Exercise {
        records: &["F1-2"],
        leaves: Leaves::Fact("head_name", "狛江 次郎"),
        act: ("office.edit", "O-0001", &[("head_name", "狛江 次郎")]),
        ..ACT
    },
    Exercise {
        does: &["5-1", "N1-1"],
        records: &["4", "5-1"],
        act: ("group.create", "O-0001", &[("name", "架空 太郎"), ("kana", "かくう たろう")]),
        ..ACT
    },
    Exercise { does: &["5-1"], act: ("group.edit", "G-0001", &[("title", "山田 太郎 様")]), ..ACT },
    Exercise {
        does: &["5-1"],
        first: &[("group.archive", "G-0001", &[("end", "2026-11-20"), ("why", "moved")])],
        act: (
            "group.delete",
            "G-0001",
            &[("title", "山田 太郎様"), ("reason", "誤って作成されたグループのため")],
        ),
        ..ACT
    },
    Exercise {
        does: &["5-2", "N1-1"],
        records: &["5-2"],
        act: ("group.invite", "G-0002", &[("user", "U-0004")]),
        ..ACT
    },
    Exercise {
        does: &["5-2"], act: ("invitation.withdraw", "I-0001", &[("reason", "宛先の誤り")]), ..ACT
    },
    Exercise {
        does: &["5-2", "8-3"],
        seed: "MEMBER ",
        act: ("membership.remove", "M-0090", &[("reason", "担当の交代")]),
        ..ACT
    },
    Exercise {
        records: &[
            "6-1", "F3-4", "F3-4-1", "F3-4-2", "F3-4-3", "F3-4-4", "F3-4-5", "F3-4-6", "F3-4-7", "F3-4-8",
            "F3-4-9", "F3-4-10", "F3-7",
        ],
        seed: WITHOUT_CONSENT,
        act: ("group.record_consent", "G-0002", ALL_ITEMS),
        ..ACT
    },
    Exercise {
        records: &["F3-2-1"],
        leaves: Leaves::Row("D-0071", "other_means", "電話、FAX"),
        act: ("group.record_consent", "G-0002", ALL_ITEMS),
        ..ACT
    },
    Exercise {
        records: &["6-2"],
        seed: WITHOUT_CONSENT,
        act: (
            "group.record_consent",
            "G-0002",
            &[("signed_on", "2026-10-01"), ("kind", "waiver"), ("covers_electronic", "yes")],
        ),
        ..ACT
    },
    Exercise { does: &["7"], records: &["7"], act: ("user.appoint", "U-0003", &[]), ..ACT },
    Exercise {
        does: &["7"],
        act: ("user.replace_admin", "U-0002", &[("by", "U-0003"), ("reason", "異動のため")]),
        ..ACT
    },
    Exercise {
        does: &["N2-1"],
        act: ("group.archive", "G-0001", &[("end", "2026-11-20"), ("why", "moved")]),
        ..ACT
    },
    Exercise {
        does: &["8-1"],
        records: &["8", "8-1"],
        act: (
            "user.register",
            "O-0001",
            &[
                ("name", "架空 みのり"),
                ("kana", "かくう みのり"),
                ("occupation", "nurse"),
                ("mail", "m@example.jp"),
            ],
        ),
        ..ACT
    },
    Exercise { does: &["8-1"], act: ("user.release", "U-0004", &[("reason", "退職")]), ..ACT },
    Exercise {
        does: &["8-2"],
        records: &["8-2", "11-2"],
        seed: WITHOUT_DAYS,
        act: ("user.record_password", "U-0003", &[]),
        ..ACT
    },
    Exercise { does: &["8-3", "N3-2"], act: ("invitation.approve", "I-0001", &[]), ..ACT },
    Exercise {
        does: &["8-3", "N3-2"],
        act: ("invitation.reject", "I-0001", &[("reason", "担当ではない")]),
        ..ACT
    },
    Exercise {
        records: &["8-3", "N3-2"],
        first: &[("invitation.approve", "I-0001", &[])],
        act: ("invitation.accept", "I-0001", &[]),
        ..ACT
    },
    Exercise {
        does: &["8-4", "N2-2"],
        records: &["N2-2"],
        act: (
            "user.restrict",
            "U-0003",
            &[("level", "restrict"), ("evidence", "画面の写し"), ("reason", "夜間に患者情報を転送した疑い")],
        ),
        ..ACT
    },
    Exercise {
        does: &["8-4", "N2-2"],
        first: &[(
            "user.restrict",
            "U-0003",
            &[("level", "ban"), ("evidence", "画面の写し"), ("reason", "夜間に患者情報を転送した疑い")],
        )],
        act: ("user.lift", "U-0003", &[("reason", "調査の終了")]),
        ..ACT
    },
    Exercise {
        records: &["8-5"],
        act: ("device.add", "O-0001", &[("ownership", "lent"), ("model", "iPad"), ("user", "U-0003")]),
        ..ACT
    },
    Exercise {
        records: &["8-6"],
        leaves: Leaves::Fact("cause", "車中に置き忘れ"),
        seed: "INCIDENT ",
        act: ("incident.edit", "X-0082", &[("cause", "車中に置き忘れ")]),
        ..ACT
    },
    Exercise {
        records: &["9-1", "F4-1-1", "F4-6"],
        seed: WITHOUT_PLEDGE,
        act: (
            "user.record_pledge",
            "U-0003",
            &[("signed_on", "2026-11-20"), ("kept_at", "書庫"), ("filled_in", "yes")],
        ),
        ..ACT
    },
    Exercise {
        records: &["9-2"],
        seed: WITHOUT_PLEDGE,
        act: (
            "user.record_pledge",
            "U-0003",
            &[("signed_on", "2026-10-01"), ("kind", "waiver"), ("content", "1-5")],
        ),
        ..ACT
    },
    Exercise { records: &["10"], seed: WITHOUT_DAYS, act: ("user.record_points", "U-0003", &[]), ..ACT },
    Exercise {
        records: &["12"],
        leaves: Leaves::Fact("checked_on", "2026-11-22"),
        seed: "DEVICE ",
        act: ("device.check", "E-0080", &[("checked_on", "2026-11-22")]),
        ..ACT
    },
    Exercise {
        records: &["12-3"],
        leaves: Leaves::Fact("definitions_on", "2026-11-22"),
        seed: "DEVICE ",
        act: ("device.check", "E-0080", &[("antivirus", "標準"), ("definitions_on", "2026-11-22")]),
        ..ACT
    },
    Exercise {
        records: &["12-5"],
        leaves: Leaves::Fact("summary", "画面の写しを個人の端末に保存"),
        act: ("incident.open", "O-0001", &[("kind", "misuse"), ("summary", "画面の写しを個人の端末に保存")]),
        ..ACT
    },
    Exercise { records: &["12-6"], act: ("attestation.record", "O-0001", ADOPTED_12_6), ..ACT },
    Exercise {
        records: &["12-7"],
        act: (
            "attestation.record",
            "O-0001",
            &[("clause", "12-7"), ("answer", "yes"), ("note", "回線停止の番号を登録")],
        ),
        ..ACT
    },
    Exercise {
        records: &["12-8"],
        act: (
            "attestation.record",
            "O-0001",
            &[("clause", "12-8"), ("answer", "yes"), ("note", "費用により見送り")],
        ),
        ..ACT
    },
    Exercise {
        records: &["12-9"],
        act: (
            "takeout.request",
            "O-0001",
            &[
                ("what", "訪問予定表"),
                ("medium", "紙"),
                ("purpose", "訪問"),
                ("from", "2026-11-24"),
                ("due", "2026-11-30"),
                ("user", "U-0003"),
            ],
        ),
        ..ACT
    },
    Exercise { does: &["12-9"], seed: "TAKEOUT ", act: ("takeout.approve", "B-0081", &[]), ..ACT },
    Exercise {
        does: &["12-9"],
        seed: "TAKEOUT ",
        act: ("takeout.reject", "B-0081", &[("reason", "目的が分からないため")]),
        ..ACT
    },
    Exercise {
        records: &["12-10", "F4-2-2"],
        act: (
            "device.add",
            "O-0001",
            &[("ownership", "personal"), ("model", "個人のスマートフォン"), ("user", "U-0003")],
        ),
        ..ACT
    },
    Exercise {
        records: &["13"],
        act: (
            "rule.set",
            "O-0001",
            &[
                ("parameter", "archive_days"),
                ("value", "5"),
                ("decided_by", "院長"),
                ("text", "5日以内とする"),
            ],
        ),
        ..ACT
    },
    Exercise { records: &["F2-2"], seed: WITHOUT_DAYS, act: ("user.record_terms", "U-0003", &[]), ..ACT },
    Exercise {
        does: &["F3-5-1"],
        records: &["F3-5"],
        leaves: Leaves::Fact("requester", "山田 花子"),
        act: ("request.receive", "O-0001", PURPOSE),
        ..ACT
    },
    Exercise { does: &["F3-5-2"], act: ("request.receive", "O-0001", DISCLOSURE), ..ACT },
    Exercise { does: &["F3-5-3"], act: ("request.receive", "O-0001", CORRECTION), ..ACT },
    Exercise { does: &["F3-5-4"], act: ("request.receive", "O-0001", STOP_USE), ..ACT },
    Exercise {
        records: &["F3-6"],
        seed: "UPDATE records SET voided = 1 WHERE id = 73",
        act: (
            "handler.name",
            "O-0001",
            &[("department", "看護部"), ("name", "佐藤 明"), ("contact", "03-0000-0000"), ("user", "U-0002")],
        ),
        ..ACT
    },
    Exercise {
        records: &["F4-2-3", "F4-3"],
        act: ("incident.open", "O-0001", &[("kind", "misuse"), ("summary", "権限のない閲覧")]),
        ..ACT
    },
    Exercise {
        records: &["F4-4"],
        first: &[("user.release", "U-0004", &[("reason", "退職")])],
        act: ("user.record_reminder", "U-0004", &[]),
        ..ACT
    },
    // What it costs whom is noted in the incident.
    Exercise {
        records: &["F4-5"],
        leaves: Leaves::Fact("secondary", "損害の申出なし"),
        seed: "INCIDENT ",
        act: ("incident.edit", "X-0082", &[("secondary", "損害の申出なし")]),
        ..ACT
    },
    Exercise {
        does: &["N1-4"],
        records: &["N1-4"],
        leaves: Leaves::Fact("kept", "1"),
        seed: "MEMBER ",
        first: &[
            ("review.open", "O-0001", &[("name", "冬の精査")]),
            ("membership.review_keep", "M-0090", &[]),
        ],
        act: ("review.sign_off", "W-0074", &[("reason", "定期の精査")]),
        ..ACT
    },
    Exercise {
        does: &["N2-1"],
        first: &[("group.archive", "G-0001", &[("end", "2026-11-20"), ("why", "moved")])],
        act: ("group.restore", "G-0001", &[("reason", "利用の再開")]),
        ..ACT
    },
    Exercise {
        records: &["N3-5"],
        seed: WITHOUT_DAYS,
        act: ("user.record_profile", "U-0003", &[("profile", "yes"), ("photo", "yes")]),
        ..ACT
    },
    Exercise { does: &["N3-7"], seed: "DEVICE ", act: ("device.record_return", "E-0080", &[]), ..ACT },
    Exercise {
        records: &["N3-9"],
        leaves: Leaves::Fact("kind", "misuse"),
        act: ("incident.open", "O-0001", &[("kind", "misuse"), ("summary", "権限を超えた閲覧")]),
        ..ACT
    },
    Exercise {
        does: &["N3-10", "N3-11"],
        act: (
            "incident.open",
            "O-0001",
            &[("kind", "unauthorised_access"), ("summary", "見知らぬ端末からの閲覧")],
        ),
        ..ACT
    },
    Exercise {
        does: &["N3-10", "N3-11"],
        seed: "INCIDENT ",
        act: ("incident.instruct", "X-0082", &[("instruction", "回線を停止する")]),
        ..ACT
    },
];

const ADOPTED_12_6: Typed = &[("clause", "12-6"), ("answer", "yes"), ("note", "遠隔消去を採用")];

macro_rules! requested {
    ($kind:literal) => {
        &[("group", "G-0001"), ("kind", $kind), ("requester", "山田 花子"), ("relation", "family")]
    };
}

const PURPOSE: Typed = requested!("purpose");
const DISCLOSURE: Typed = requested!("disclosure");
const CORRECTION: Typed = requested!("correction");
const STOP_USE: Typed = requested!("stop_use");
