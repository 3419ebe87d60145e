//! The points to observe (留意事項) broken, each by rows of its own.

use super::{Broken, ONE_ACT};

/// In the order of the text, as far as one row breaks one clause.
pub(super) const NOTES: &[Broken] = &[
    Broken {
        clauses: &["N2-3", "11-2"],
        seed: "UPDATE users SET password_changed_on = '2026-08-01' WHERE id = 2",
        row: "U-0002",
        action: "user.record_password",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N3-5"],
        seed: "UPDATE users SET photo_on = NULL WHERE id = 3",
        row: "U-0003",
        action: "user.record_profile",
        answers: &[("profile", "yes"), ("photo", "yes")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N1-2"],
        seed: "UPDATE patients SET born_on = '1940-01-02', folded = 'x' WHERE id IN (1, 2)",
        row: "G-0002",
        action: "group.archive",
        answers: &[("end", "2026-11-20"), ("why", "other"), ("note", "重複のため"), ("reason", "重複のため")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N1-3"],
        seed: "UPDATE groups SET title = '山田 太郎様・花子様' WHERE id = 1",
        row: "G-0001",
        action: "group.edit",
        answers: &[("title", "山田 太郎様")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N1-4", "N3-6"],
        seed: "MEMBER UPDATE users SET released_on = '2026-11-01' WHERE id = 3",
        row: "M-0090",
        action: "membership.remove",
        answers: &[("reason", "退職")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N1-4", "N3-6"],
        seed: "MEMBER UPDATE memberships SET in_charge_until = '2026-11-10' WHERE id = 90",
        row: "M-0090",
        action: "membership.remove",
        answers: &[("reason", "担当を外れた")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N3-2"],
        seed: "MEMBER UPDATE memberships SET through = 'invitation' WHERE id = 90",
        row: "M-0090",
        action: "membership.remove",
        answers: &[("reason", "承認のない参加")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N3-9"],
        seed: "MEMBER INSERT INTO sanctions VALUES (1, 1, 0, 3, 'ban', 'r', '', '2026-11-01', NULL, NULL, NULL, '')",
        row: "M-0090",
        action: "membership.remove",
        answers: &[("reason", "利用禁止")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N2-1", "8-6"],
        seed: "UPDATE groups SET ended_on = '2026-11-01', end_reason = 'moved' WHERE id = 1",
        row: "G-0001",
        action: "group.archive",
        answers: &[("end", "2026-11-01"), ("why", "moved"), ("reason", "転居")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N3-7"],
        seed: "DEVICE UPDATE users SET released_on = '2026-11-01' WHERE id = 3",
        row: "E-0080",
        action: "device.record_return",
        answers: &[("erased_on", "2026-11-20")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N3-10", "N3-11", "8-6"],
        seed: "INCIDENT UPDATE records SET facts = json_remove(json_set(facts, '$.reported_on', '2026-11-20'), \
               '$.instruction') WHERE id = 82",
        row: "X-0082",
        action: "incident.instruct",
        answers: &[("instruction", "回線を停止する")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N3-10"],
        seed: "DEVICE UPDATE records SET state = 'lost', facts = json_set(facts, '$.lost_on', '2026-11-20') WHERE id = 80",
        row: "E-0080",
        action: "device.emergency_ban",
        answers: &[("summary", "電車に置き忘れ")],
        then: &[("incident.instruct", "X-0081", &[("instruction", "回線を停止する")])],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N3-10"],
        seed: "DEVICE UPDATE records SET user = NULL, state = 'lost', facts = json_set(facts, '$.lost_on', '2026-11-20') \
               WHERE id = 80",
        row: "E-0080",
        action: "incident.open",
        answers: &[("@", "O-0001"), ("kind", "loss"), ("devices", "E-0080"), ("summary", "共用端末の紛失")],
        then: &[("incident.instruct", "X-0081", &[("instruction", "回線を停止する")])],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N3-7", "8-5"],
        seed: "DEVICE UPDATE records SET state = 'returned', facts = json_set(facts, '$.returned_on', '2026-11-20') \
               WHERE id = 80",
        row: "E-0080",
        action: "device.record_erasure",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N1-4", "F3-3-1", "N3-9"],
        seed: "MEMBER UPDATE memberships SET joined_at = '2026-01-01T00:00:00.000Z' WHERE id = 90; \
               UPDATE records SET facts = json_set(facts, '$.signed_on', '2026-02-01') WHERE id = 70",
        row: "O-0001",
        action: "review.open",
        answers: &[("name", "冬の精査")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["N2-1"],
        seed: "MEMBER UPDATE memberships SET left_at = '2026-11-20T00:00:00.000Z' WHERE id = 90",
        row: "G-0001",
        action: "group.archive",
        answers: &[("end", "2026-11-20"), ("why", "service_ended"), ("reason", "サービスの終了")],
        ..ONE_ACT
    },
];
