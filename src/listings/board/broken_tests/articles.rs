//! Articles 2 to 13 broken, each by rows of its own.

use super::{Broken, By, NEW_PLEDGE, ONE_ACT};

/// In the order of the text, as far as one row breaks one clause.
pub(super) const ARTICLES: &[Broken] = &[
    Broken {
        clauses: &["3", "3-1", "F1-1"],
        seed: "UPDATE offices SET agreed_on = NULL WHERE id = 1",
        row: "O-0001",
        action: "application.record",
        answers: &[("agreed_on", "2025-03-01"), ("on", "2025-03-02")],
        ..ONE_ACT
    },
    // Agreed to only after the application was submitted.
    Broken {
        clauses: &["3"],
        seed: "INSERT INTO records (id, version, office, register, state, open, dated_on, kept_at, facts, search) \
               VALUES (84, 1, 1, 'application', 'registered', 1, '2025-02-20', '', \
               '{\"agreed_on\":\"2025-03-01\"}', '')",
        row: "O-0001",
        action: "application.record",
        answers: &[("agreed_on", "2025-02-20")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["6-1", "8-6", "F3-3-2"],
        seed: "UPDATE consents SET withdrawn_on = '2026-11-20' WHERE id = 1",
        row: "G-0001",
        action: "group.record_consent",
        answers: &[("signed_on", "2026-11-21"), ("signers", "本人"), ("kept_at", "書庫")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["6-2"],
        seed: "MEMBER UPDATE consents SET kind = 'waiver', signed_on = '2026-11-10' WHERE id = 1",
        row: "G-0001",
        action: "group.record_consent",
        answers: &[
            ("signed_on", "2026-10-01"),
            ("kind", "waiver"),
            ("kept_at", "書庫"),
            ("covers_electronic", "yes"),
        ],
        ..ONE_ACT
    },
    Broken {
        clauses: &["7"],
        seed: "UPDATE users SET admin_since = NULL WHERE id = 2",
        row: "O-0001",
        action: "user.appoint",
        answers: &[("@", "U-0002")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["8-2", "11-2"],
        seed: "UPDATE users SET password_changed_on = NULL WHERE id = 3",
        row: "U-0003",
        action: "user.record_password",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["11-2"],
        seed: "UPDATE users SET password_changed_on = '2026-09-22' WHERE id = 3",
        row: "U-0003",
        action: "user.record_password",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["8-4", "8"],
        seed: "INSERT INTO sanctions VALUES (1, 1, 0, 3, 'restrict', 'r', '', '2026-10-01', NULL, '2026-11-01', NULL, '')",
        row: "U-0003",
        action: "user.lift",
        answers: &[("reason", "確認が終わりました")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["9-1"],
        seed: "UPDATE pledges SET voided = 1 WHERE id = 3",
        row: "U-0003",
        action: "user.record_pledge",
        answers: &[("signed_on", "2026-11-20"), ("kept_at", "書庫")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["9-1"],
        seed: "UPDATE trainings SET held_on = '2025-11-01' WHERE user = 3",
        row: "U-0003",
        action: "user.record_training",
        answers: &[("held_on", "2026-11-20"), ("topic", "誓約書"), ("covers_pledge", "yes")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["9-2", "9-1"],
        seed: "UPDATE pledges SET kind = 'waiver' WHERE id = 3; UPDATE trainings SET held_on = '2025-11-01' WHERE user = 3",
        row: "U-0003",
        action: "user.record_training",
        answers: &[("held_on", "2026-11-20"), ("topic", "誓約書"), ("covers_pledge", "yes")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["10"],
        seed: "UPDATE users SET points_read_on = '2025-11-01' WHERE id = 3",
        row: "U-0003",
        action: "user.record_points",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["11-1", "N3-1", "11"],
        seed: "UPDATE users SET mcs_id = 'shared' WHERE id IN (3, 4)",
        row: "U-0003",
        action: "user.edit",
        answers: &[("mcs_id", "own-3")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["8-5", "12"],
        seed: "DEVICE UPDATE records SET facts = json_remove(facts, '$.checked_on')",
        row: "E-0080",
        action: "device.check",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["12-1", "12"],
        seed: "DEVICE UPDATE records SET facts = json_set(facts, '$.boot_password_on', '2026-08-01')",
        row: "E-0080",
        action: "device.check",
        answers: &[("boot_password_on", "2026-11-20")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["12-3", "12"],
        seed: "DEVICE UPDATE records SET facts = json_set(facts, '$.definitions_on', '2026-09-01')",
        row: "E-0080",
        action: "device.check",
        answers: &[("antivirus", "X"), ("definitions_on", "2026-11-22")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["12-10", "F4-2-2"],
        seed: "DEVICE UPDATE records SET facts = json_set(facts, '$.ownership', 'personal')",
        row: "E-0080",
        action: "device.permit",
        answers: &[("permit_on", "2026-11-20"), ("permit_by", "院長")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["7"],
        seed: "UPDATE users SET admin_since = NULL",
        row: "O-0001",
        action: "user.appoint",
        answers: &[("@", "U-0002")],
        by: By::Head,
        then: &[("user.appoint", "U-0001", &[])],
    },
    Broken {
        clauses: &["3-3", "8-7", "N2-4"],
        seed: "UPDATE memberships SET left_at = '2026-11-20T00:00:00.000Z' WHERE id = 72",
        row: "RC-0002",
        action: "room.admit",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["2-1"],
        seed: "INSERT INTO records (id, version, office, register, state, open, dated_on, kept_at, facts, search) \
               VALUES (84, 1, 1, 'guideline', 'to_read', 1, '2026-11-01', '', \
               '{\"document\":\"safety\",\"edition\":\"6.1\"}', '')",
        row: "Y-0084",
        action: "guideline.record_reading",
        answers: &[("user", "U-0001")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["2-2"],
        seed: "INSERT INTO records (id, version, office, register, state, open, dated_on, kept_at, facts, search) \
               VALUES (84, 1, 1, 'guideline', 'to_read', 1, '2026-11-01', '', \
               '{\"document\":\"privacy\",\"edition\":\"令和8年\"}', '')",
        row: "Y-0084",
        action: "guideline.record_reading",
        answers: &[("user", "U-0001")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["2"],
        seed: "INSERT INTO records (id, version, office, register, state, open, dated_on, kept_at, facts, search) \
               VALUES (84, 1, 1, 'guideline', 'to_read', 1, '2026-11-01', '', '{\"document\":\"law\"}', '')",
        row: "Y-0084",
        action: "guideline.record_reading",
        answers: &[("user", "U-0001")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["9-3", "9-3-1"],
        seed: "UPDATE pledges SET kind = 'waiver', facts = '{\"content\":\"2 3 4 5\"}' WHERE id = 3",
        row: "U-0003",
        action: "user.record_pledge",
        answers: NEW_PLEDGE,
        ..ONE_ACT
    },
    Broken {
        clauses: &["9-3", "9-3-2"],
        seed: "UPDATE pledges SET kind = 'waiver', facts = '{\"content\":\"1 3 4 5\"}' WHERE id = 3",
        row: "U-0003",
        action: "user.record_pledge",
        answers: NEW_PLEDGE,
        ..ONE_ACT
    },
    Broken {
        clauses: &["9-3", "9-3-3"],
        seed: "UPDATE pledges SET kind = 'waiver', facts = '{\"content\":\"1 2 4 5\"}' WHERE id = 3",
        row: "U-0003",
        action: "user.record_pledge",
        answers: NEW_PLEDGE,
        ..ONE_ACT
    },
    Broken {
        clauses: &["9-3", "9-3-4"],
        seed: "UPDATE pledges SET kind = 'waiver', facts = '{\"content\":\"1 2 3 5\"}' WHERE id = 3",
        row: "U-0003",
        action: "user.record_pledge",
        answers: NEW_PLEDGE,
        ..ONE_ACT
    },
    Broken {
        clauses: &["9-3", "9-3-5"],
        seed: "UPDATE pledges SET kind = 'waiver', facts = '{\"content\":\"1 2 3 4\"}' WHERE id = 3",
        row: "U-0003",
        action: "user.record_pledge",
        answers: NEW_PLEDGE,
        ..ONE_ACT
    },
    Broken {
        clauses: &["12-9", "12", "8-6"],
        seed: "TAKEOUT UPDATE records SET state = 'approved', due_on = '2026-11-20', facts = json_set(facts, \
               '$.from', '2026-11-10', '$.decided_on', '2026-11-09') WHERE id = 81",
        row: "B-0081",
        action: "takeout.record_return",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["12-9"],
        seed: "TAKEOUT UPDATE records SET state = 'approved', facts = json_set(facts, '$.from', '2026-11-10', \
               '$.decided_on', '2026-11-12') WHERE id = 81",
        row: "B-0081",
        action: "takeout.record_return",
        answers: &[],
        ..ONE_ACT
    },
    Broken {
        clauses: &["8-6"],
        seed: "INCIDENT UPDATE records SET dated_on = '2026-11-15', facts = json_remove(facts, '$.personal_data') \
               WHERE id = 82",
        row: "X-0082",
        action: "incident.edit",
        answers: &[("personal_data", "no")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["2", "N3-11"],
        seed: "INCIDENT UPDATE records SET dated_on = '2026-11-15', \
               facts = json_set(facts, '$.personal_data', 'yes') WHERE id = 82",
        row: "X-0082",
        action: "incident.record_preliminary",
        answers: &[("preliminary_to", "委員会 受付1")],
        ..ONE_ACT
    },
    Broken {
        clauses: &["2", "N3-11"],
        seed: "INCIDENT UPDATE records SET dated_on = '2026-10-01', state = 'preliminary', \
               facts = json_set(facts, '$.personal_data', 'yes', '$.preliminary_on', '2026-10-03') WHERE id = 82",
        row: "X-0082",
        action: "incident.record_final",
        answers: &[],
        ..ONE_ACT
    },
    // Archiving is no erasure: the group is deleted, and then the names are emptied.
    Broken {
        clauses: &["5-1", "F3-5-4", "8-6"],
        seed: "ERASURE UPDATE groups SET state = 'archived', archived_at = '2026-11-21T00:00:00.000Z' WHERE id = 1",
        row: "G-0001",
        action: "group.delete",
        answers: &[("title", "山田 太郎様"), ("reason", "消去の請求に応じたため")],
        then: &[(
            "request.erase",
            "Q-0083",
            &[("name", "山田 太郎"), ("reason", "法定の保存期間がないことを確認")],
        )],
        ..ONE_ACT
    },
];
