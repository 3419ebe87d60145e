//! What is due is kept as the rows say, whatever happens to them, and is found without walking the store.

use super::*;
use crate::testing::{World, day};

/// Every table of gaps, and what it must hold by the rows alone.
const KEPT: [(&str, &str); 9] = [
    (
        "SELECT \"group\" || ' ' || office FROM due_consents",
        "SELECT g.id || ' ' || g.office FROM groups g WHERE g.kind = 'patient' AND g.state = 'active' AND g.voided = 0 \
         AND g.id NOT IN (SELECT \"group\" FROM consents WHERE withdrawn_on IS NULL AND voided = 0)",
    ),
    (
        "SELECT \"group\" || ' ' || office FROM due_empties",
        "SELECT g.id || ' ' || g.office FROM groups g WHERE g.state = 'active' AND g.voided = 0 AND g.ended_on IS NULL \
         AND g.admin_room = 0 AND g.id IN (SELECT \"group\" FROM memberships WHERE voided = 0) \
         AND g.id NOT IN (SELECT \"group\" FROM memberships WHERE left_at IS NULL AND voided = 0)",
    ),
    (
        "SELECT membership || ' ' || office FROM due_leavers",
        "SELECT m.id || ' ' || o.office FROM memberships m JOIN users u ON u.id = m.user \
         JOIN (SELECT id, office FROM groups) g ON g.id = m.\"group\" \
         JOIN (SELECT DISTINCT office FROM (SELECT office FROM users UNION SELECT office FROM groups)) o \
         ON o.office = u.office OR o.office = g.office \
         WHERE u.voided = 0 AND coalesce(u.released_on, u.closed_on) IS NOT NULL AND m.left_at IS NULL AND m.voided = 0",
    ),
    (
        "SELECT user || ' ' || office FROM due_pledges",
        "SELECT id || ' ' || office FROM users WHERE voided = 0 AND coalesce(released_on, closed_on) IS NULL \
         AND id NOT IN (SELECT user FROM pledges WHERE voided = 0)",
    ),
    (
        "SELECT user || ' ' || office || ' ' || held_on FROM due_trainings",
        "SELECT id || ' ' || office || ' ' || coalesce((SELECT max(held_on) FROM trainings t WHERE t.user = users.id \
         AND t.covers_pledge = 1 AND t.voided = 0), '') FROM users \
         WHERE voided = 0 AND coalesce(released_on, closed_on) IS NULL",
    ),
    (
        "SELECT sanction || ' ' || office || ' ' || day FROM due_sanctions",
        "SELECT s.id || ' ' || u.office || ' ' || min(coalesce(s.review_on, '9999-12-31'), coalesce(s.until_on, '9999-12-31')) \
         FROM sanctions s JOIN users u ON u.id = s.user WHERE s.lifted_at IS NULL AND s.voided = 0",
    ),
    (
        "SELECT membership || ' ' || office || ' ' || gap || ' ' || day FROM due_members",
        "SELECT id || ' ' || (SELECT office FROM groups WHERE id = m.\"group\") || ' outside_team ' FROM memberships m \
         WHERE left_at IS NULL AND voided = 0 AND user IN (SELECT id FROM users WHERE admin_since IS NULL \
         AND occupation IN ('clerk', 'other')) AND \"group\" IN (SELECT id FROM groups WHERE kind = 'patient' \
         AND state = 'active' AND voided = 0) \
         UNION ALL SELECT id || ' ' || (SELECT office FROM users WHERE id = m.user) || ' unapproved ' FROM memberships m \
         WHERE left_at IS NULL AND voided = 0 AND through = 'invitation' AND user IN (SELECT id FROM users WHERE voided = 0) \
         AND coalesce(invitation, 0) NOT IN (SELECT id FROM invitations WHERE approved_at IS NOT NULL AND voided = 0) \
         UNION ALL SELECT id || ' ' || (SELECT office FROM users WHERE id = m.user) || ' off_the_case ' || in_charge_until \
         FROM memberships m WHERE left_at IS NULL AND voided = 0 AND in_charge_until <> '' AND user IN \
         (SELECT id FROM users WHERE voided = 0 AND coalesce(released_on, closed_on) IS NULL)",
    ),
    (
        "SELECT \"group\" || ' ' || office || ' ' || signed_on FROM due_late_waivers",
        "SELECT g.id || ' ' || g.office || ' ' || c.first FROM groups g JOIN (SELECT \"group\", min(signed_on) AS first, \
         max(kind <> 'waiver') AS others FROM consents WHERE withdrawn_on IS NULL AND voided = 0 GROUP BY \"group\") c \
         ON c.\"group\" = g.id AND c.others = 0 WHERE g.state = 'active' AND g.voided = 0 AND c.first > (SELECT \
         min(date(joined_at, '+9 hours')) FROM memberships WHERE \"group\" = g.id AND left_at IS NULL AND voided = 0)",
    ),
    (
        "SELECT id || ' ' || office || ' ' || what || ' ' || value FROM due_alike",
        "WITH here AS (SELECT * FROM users WHERE voided = 0 AND coalesce(released_on, closed_on) IS NULL), \
         known AS (SELECT * FROM users WHERE voided = 0), treated AS (SELECT g.id, p.office, p.folded, p.born_on FROM patients p \
         JOIN groups g ON g.patient = p.id AND g.office = p.office WHERE p.voided = 0 AND g.voided = 0 AND g.state = 'active') \
         SELECT id || ' ' || office || ' mcs_id ' || mcs_id FROM (SELECT *, count(*) OVER (PARTITION BY office, mcs_id) AS n \
         FROM here) WHERE n > 1 AND mcs_id <> '' \
         UNION ALL SELECT id || ' ' || office || ' mailbox ' || mailbox FROM (SELECT *, \
         count(*) OVER (PARTITION BY office, mailbox) AS n FROM known) WHERE n > 1 AND mailbox <> '' \
         UNION ALL SELECT id || ' ' || office || ' name ' || folded FROM (SELECT *, \
         count(*) OVER (PARTITION BY office, folded) AS n FROM here) WHERE n > 1 \
         UNION ALL SELECT id || ' ' || office || ' patient ' || folded FROM (SELECT *, \
         count(*) OVER (PARTITION BY office, folded, born_on) AS n FROM treated WHERE born_on IS NOT NULL) WHERE n > 1 \
         UNION ALL SELECT id || ' ' || office || ' namesake ' || folded FROM (SELECT *, count(*) OVER w AS n, \
         count(born_on) OVER w AS known FROM treated WINDOW w AS (PARTITION BY office, folded)) WHERE n > 1 AND known < n",
    ),
];

fn assert_kept(world: &World, after: &str) {
    for (kept, meant) in KEPT {
        let sorted = |sql: &str| {
            let mut rows = world.store.texts(sql);
            rows.sort();
            rows
        };
        assert_eq!(sorted(kept), sorted(meant), "after {after}: {kept}");
    }
}

#[test]
fn the_gaps_kept_are_those_that_the_rows_have_whatever_happens_to_them() {
    let world = World::demo();
    assert_kept(&world, "the demo is made");
    let happenings = [
        "UPDATE memberships SET left_at = '2026-11-20T00:00:00.000Z' WHERE id % 3 = 0 AND left_at IS NULL",
        "UPDATE memberships SET left_at = '2026-11-21T00:00:00.000Z' WHERE \"group\" % 5 = 0 AND left_at IS NULL",
        "UPDATE users SET released_on = '2026-11-20' WHERE id % 4 = 1",
        "UPDATE groups SET state = 'archived' WHERE id % 7 = 0",
        "UPDATE groups SET ended_on = '2026-11-02' WHERE id % 11 = 0",
        "UPDATE consents SET withdrawn_on = '2026-11-20' WHERE id % 2 = 0",
        "UPDATE pledges SET voided = 1 WHERE id % 3 = 0",
        "UPDATE trainings SET voided = 1 WHERE id % 3 = 1",
        "UPDATE trainings SET held_on = '2020-01-01', covers_pledge = 1 WHERE id % 5 = 1",
        "UPDATE sanctions SET until_on = '2026-11-20', review_on = NULL WHERE id % 2 = 0",
        "UPDATE sanctions SET lifted_at = '2026-11-20T00:00:00.000Z' WHERE id % 3 = 0",
        "UPDATE groups SET state = 'active' WHERE id % 14 = 0 AND kind = 'free'",
        "UPDATE users SET released_on = NULL WHERE id % 8 = 1",
        "UPDATE memberships SET left_at = NULL WHERE id % 9 = 0 AND NOT EXISTS (SELECT 1 FROM memberships n \
         WHERE n.\"group\" = memberships.\"group\" AND n.user = memberships.user AND n.left_at IS NULL AND n.voided = 0)",
        "UPDATE memberships SET voided = 1 WHERE id % 13 = 0",
        "UPDATE users SET voided = 1 WHERE id % 17 = 0",
        "UPDATE groups SET voided = 1 WHERE id % 19 = 0",
        "UPDATE consents SET withdrawn_on = NULL WHERE id % 4 = 0",
        "UPDATE users SET occupation = 'clerk', admin_since = NULL WHERE id % 6 = 2",
        "UPDATE users SET occupation = 'nurse' WHERE id % 12 = 2",
        "UPDATE memberships SET in_charge_until = '2026-11-10' WHERE id % 4 = 0",
        "UPDATE invitations SET approved_at = NULL WHERE id % 2 = 0",
        "UPDATE invitations SET voided = 1 WHERE id % 5 = 0",
        "UPDATE memberships SET through = 'invitation', invitation = NULL WHERE id % 6 = 0",
        "UPDATE consents SET kind = 'waiver', signed_on = '2026-11-20' WHERE id % 3 = 0",
        "UPDATE memberships SET joined_at = '2026-11-22T00:00:00.000Z' WHERE \"group\" % 4 = 0",
        "UPDATE users SET folded = 'same', mcs_id = 'same' WHERE id % 9 = 4",
        "UPDATE users SET folded = 'other', released_on = NULL WHERE id % 18 = 4",
        "UPDATE users SET mailbox = (SELECT mailbox FROM users o WHERE o.released_on IS NOT NULL AND o.mailbox <> '' LIMIT 1) \
         WHERE id = (SELECT min(id) FROM users WHERE voided = 0 AND coalesce(released_on, closed_on) IS NULL)",
        "UPDATE patients SET folded = 'twin' WHERE id % 7 = 3",
        "UPDATE patients SET born_on = '1940-01-01' WHERE id % 21 = 3",
        "UPDATE patients SET born_on = NULL WHERE id % 42 = 3",
        "INSERT INTO patients (id, version, voided, office, name, kana, born_on, folded) VALUES \
         (9001, 0, 0, 1, '', '', '1940-01-01', 'twin'), (9002, 0, 0, 1, '', '', NULL, 'lone'), \
         (9003, 0, 0, 1, '', '', '1941-01-01', 'lone'), (9004, 0, 0, 1, '', '', '1941-01-01', 'lone'), \
         (9005, 0, 0, 1, '', '', '1942-01-01', 'pair'), (9006, 0, 0, 1, '', '', '1943-01-01', 'pair'), \
         (9007, 0, 0, 1, '', '', NULL, 'pair'), (9008, 0, 0, 1, '', '', '1942-01-01', 'pair')",
        "INSERT INTO groups (id, version, voided, office, kind, patient, title, state, end_note, admin_room, urgent_reason, \
         memo, kana, sort, search) SELECT id, 0, 0, 1, 'patient', id, '', 'active', '', 0, '', '', '', '', '' \
         FROM patients WHERE id > 9000",
        "INSERT INTO users (id, version, voided, office, mcs_id, name, kana, occupation, mail, memo, mailbox, sort, folded, \
         search) VALUES (9001, 0, 0, 1, 'm1', '', '', 'nurse', '', '', '', '', 'three', ''), \
         (9002, 0, 0, 1, 'm1', '', '', 'nurse', '', '', '', '', 'three', ''), \
         (9003, 0, 0, 1, 'm1', '', '', 'nurse', '', '', '', '', 'three', '')",
        "UPDATE patients SET voided = 1 WHERE id % 14 = 3",
        "UPDATE groups SET state = 'archived' WHERE id % 5 = 0 AND kind = 'patient'",
        "UPDATE groups SET state = 'active' WHERE id % 10 = 0 AND kind = 'patient'",
        "UPDATE groups SET office = 2 WHERE id % 23 = 0",
    ];
    for happening in happenings {
        world.store.run(happening);
        assert_kept(&world, happening);
    }
}

#[test]
fn a_sanction_is_due_at_its_review_and_told_for_a_while_after_its_end() {
    let world = World::new();
    world.store.run(
        "INSERT INTO sanctions VALUES (1, 1, 0, 3, 'restrict', 'r', '', '2026-10-01', NULL, '2026-11-23', NULL, ''), \
         (2, 1, 0, 4, 'restrict', 'r', '', '2026-10-01', '2026-11-20', NULL, NULL, '')",
    );
    let due = |duty: &Duty, before: &str| -> Vec<String> {
        let found = world.reader().due(duty, day(before), 9).expect("a store");
        found.iter().map(|found| found.id.to_string()).collect()
    };
    assert_eq!(due(&user::SANCTION_REVIEW, "2026-11-23"), ["U-0003"]);
    assert_eq!(due(&user::SANCTION_ENDED, "2026-11-16"), ["U-0004"]);
    assert_eq!(due(&user::SANCTION_ENDED, "2026-11-21"), [] as [&str; 0]);
}
