//! The forms broken, each by rows of its own.

use super::{Broken, NEW_CONSENT, NEW_HANDLER, NEW_PLEDGE, ONE_ACT};

/// In the order of the text, as far as one row breaks one clause.
pub(super) const FORMS: &[Broken] = &[
    Broken {
        clauses: &["F1-2"],
        seed: "UPDATE offices SET address = '　' WHERE id = 1",
        row: "O-0001",
        action: "office.edit",
        answers: &[("address", "架空市和泉1-2-3")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F1-2"],
        seed: "UPDATE offices SET head_name = '' WHERE id = 1",
        row: "O-0001",
        action: "office.edit",
        answers: &[("head_name", "狛江 院長")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F1-2"],
        seed: "UPDATE offices SET head_mail = 'head at komae' WHERE id = 1",
        row: "O-0001",
        action: "office.edit",
        answers: &[("head_mail", "head@komae.example")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F2-4"],
        seed: "UPDATE users SET mail = '', mailbox = '' WHERE id = 3",
        row: "U-0003",
        action: "user.edit",
        answers: &[("mail", "new@komae.example")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F2-4", "11-1", "N3-1"],
        seed: "UPDATE users SET released_on = '2026-11-01', mailbox = 'user3@komae.example' WHERE id = 4",
        row: "U-0003",
        action: "user.edit",
        answers: &[("mail", "new@komae.example")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F2-2"],
        seed: "UPDATE users SET terms_agreed_on = NULL WHERE id = 3",
        row: "U-0003",
        action: "user.record_terms",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F4-4"],
        seed: "UPDATE users SET released_on = '2026-11-20' WHERE id = 3",
        row: "U-0003",
        action: "user.record_reminder",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-3-1"],
        seed: "MEMBER UPDATE users SET occupation = 'clerk' WHERE id = 3",
        row: "M-0090",
        action: "membership.remove",
        answers: &[("reason", "チーム外")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F4-2-2"],
        seed: "DEVICE UPDATE records SET state = 'returned', open = 0, \
               facts = json_set(facts, '$.ownership', 'personal', '$.permit_on', '2026-11-01')",
        row: "E-0080",
        action: "device.record_erasure",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F4-6"],
        seed: "UPDATE pledges SET facts = '{\"content\":\"1 2 3 4 5\"}' WHERE id = 3",
        row: "U-0003",
        action: "user.record_pledge",
        answers: NEW_PLEDGE,
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-4"],
        seed: "UPDATE consents SET facts = '{\"in_charge\":\"佐藤\",\"handed_over_on\":\"2026-04-01\"}' WHERE id = 1",
        row: "G-0001",
        action: "group.record_consent",
        answers: NEW_CONSENT,
        ..ONE_ACT
    },
    // Neither the patient nor the family signed; 担当者 is blank; the copy was not handed over.
    Broken {
        clauses: &["F3-7"],
        seed: "UPDATE consents SET signers = '', facts = '{\"items\":\"1 2\",\"in_charge\":\"佐藤\",\
               \"handed_over_on\":\"2026-04-01\"}' WHERE id = 1",
        row: "G-0001",
        action: "group.record_consent",
        answers: NEW_CONSENT,
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-7"],
        seed: "UPDATE consents SET facts = '{\"items\":\"1 2\",\"handed_over_on\":\"2026-04-01\"}' WHERE id = 1",
        row: "G-0001",
        action: "group.record_consent",
        answers: NEW_CONSENT,
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-7"],
        seed: "UPDATE consents SET facts = '{\"items\":\"1 2\",\"in_charge\":\"佐藤\"}' WHERE id = 1",
        row: "G-0001",
        action: "group.record_consent",
        answers: NEW_CONSENT,
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-6"],
        seed: "UPDATE records SET voided = 1 WHERE id = 73",
        row: "O-0001",
        action: "handler.name",
        answers: NEW_HANDLER,
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-6"],
        seed: "UPDATE records SET facts = json_set(facts, '$.contact', '') WHERE id = 73",
        row: "O-0001",
        action: "handler.name",
        answers: NEW_HANDLER,
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-6"],
        seed: "UPDATE users SET released_on = '2026-11-01' WHERE id = 4",
        row: "O-0001",
        action: "handler.name",
        answers: NEW_HANDLER,
        ..ONE_ACT
    },
    // Begun without an approval stands against the pledge; approved late, it still stands against 第12条(9).
    Broken {
        clauses: &["F4-2-1"],
        seed: "TAKEOUT UPDATE records SET facts = json_set(facts, '$.from', '2026-11-20') WHERE id = 81",
        row: "B-0081",
        action: "takeout.approve",
        answers: &[("reason", "電話で了承済みのため")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-5", "8-6"],
        seed: "REQUEST UPDATE records SET due_on = '2026-11-10' WHERE id = 83",
        row: "Q-0083",
        action: "request.decide",
        answers: &[("decision", "granted"), ("decided_by", "院長")],
        then: &[("request.notify", "Q-0083", &[("method", "書面")])],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-5", "8-6"],
        seed: "REQUEST UPDATE records SET due_on = '2026-11-10', state = 'decided' WHERE id = 83",
        row: "Q-0083",
        action: "request.notify",
        answers: &[("method", "書面")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-5-4", "8-6"],
        seed: "REQUEST UPDATE records SET state = 'notified', open = 0, facts = json_set(facts, '$.kind', 'stop_use', \
               '$.decision', 'granted', '$.decided_on', '2026-11-20') WHERE id = 83",
        row: "G-0001",
        action: "group.archive",
        answers: &[("end", "2026-11-20"), ("why", "consent_withdrawn"), ("reason", "利用の停止に応じたため")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["F3-5-4", "8-6"],
        seed: "ERASURE UPDATE groups SET state = 'deleted' WHERE id = 1",
        row: "Q-0083",
        action: "request.erase",
        answers: &[("name", "山田 太郎"), ("reason", "法定の保存期間がないことを確認")],
        ..ONE_ACT
    },
];
