//! What a duty costs follows from what is due, not from what there is: counted in steps of the database.

use rusqlite::StatementStatus;

use super::*;
use crate::listings::checks::CHECKS;
use crate::testing::World;

/// People and groups of the office in whom nothing is missing, several times what the demo has.
const IN_ORDER: &str = "
    CREATE TEMP TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) SELECT i FROM n;
    INSERT INTO users (id, version, voided, office, mcs_id, name, kana, occupation, mail, password_changed_on, joined_on, \
        memo, mailbox, sort, folded, search, terms_agreed_on, points_read_on, profile_on, photo_on)
        SELECT 20000 + i, 0, 0, 1, 'm' || i, '新' || i, 'しん' || i, 'nurse', 'n' || i || '@komae.example', '2026-11-01', \
            '2026-11-01', '', 'n' || i || '@komae.example', 'しん' || i, '新' || i, '新' || i, '2026-11-01', \
            '2026-11-01', '2026-11-01', '2026-11-01' FROM numbers;
    INSERT INTO pledges (id, version, voided, user, kind, signed_on, kept_at)
        SELECT 20000 + i, 0, 0, 20000 + i, 'signed', '2026-11-01', '' FROM numbers;
    INSERT INTO trainings (id, version, voided, office, user, held_on, topic, covers_pledge)
        SELECT 20000 + i, 0, 0, 1, 20000 + i, '2026-11-01', '', 1 FROM numbers;
    INSERT INTO patients (id, version, voided, office, name, kana, born_on, folded)
        SELECT 20000 + i, 0, 0, 1, '新' || i, '', '1940-01-01', '新' || i FROM numbers;
    INSERT INTO groups (id, version, voided, office, kind, patient, title, state, end_note, admin_room, urgent_reason, memo, \
        kana, sort, search)
        SELECT 20000 + i, 0, 0, 1, 'patient', 20000 + i, '新' || i || '様', 'active', '', 0, '', '', '', 'しん' || i, '新' || i \
            FROM numbers;
    INSERT INTO consents (id, version, voided, \"group\", kind, signed_on, signers, kept_at)
        SELECT 20000 + i, 0, 0, 20000 + i, CASE WHEN i % 2 THEN 'signed' ELSE 'waiver' END, '2025-05-01', '', '' FROM numbers;
    INSERT INTO invitations (id, version, voided, \"group\", group_office, invitee, invitee_office, inviter_name, \
        inviter_office, message, invited_on, expires_on, state, approved_at, accepted_at, closed_at, closed_by, close_reason, open)
        SELECT 20000 + i, 0, 0, 20000 + i, 1, 20000 + i, 1, '', 1, '', '2026-11-01', '2026-11-15', 'accepted', \
            '2026-11-02T00:00:00.000Z', '2026-11-02T00:00:00.000Z', '2026-11-02T00:00:00.000Z', '', '', 0 FROM numbers;
    INSERT INTO memberships (id, version, voided, \"group\", user, joined_at, through, invitation, left_reason)
        SELECT 20000 + i, 0, 0, 20000 + i, 20000 + i, '2025-06-02T00:00:00.000Z', 'invitation', 20000 + i, '' FROM numbers;
";

/// Steps of the database for one question.
fn steps(world: &World, sql: &str) -> i32 {
    let reader = world.reader();
    let mut statement = reader.conn().prepare(sql).expect(sql);
    let today = reader.today().to_string();
    let values = named_params! { ":office": 1, ":today": today, ":before": "2026-01-01", ":limit": 200 };
    for (name, value) in values {
        if let Some(place) = statement.parameter_index(name).expect(sql) {
            statement.raw_bind_parameter(place, value).expect(sql);
        }
    }
    let mut rows = statement.raw_query();
    while rows.next().expect(sql).is_some() {}
    drop(rows);
    statement.get_status(StatementStatus::VmStep)
}

#[test]
fn ten_times_the_people_and_groups_cost_a_duty_nothing_when_they_are_in_order() {
    let world = World::demo();
    let before: Vec<_> = duties(&world);
    world.store.run(IN_ORDER);
    let grown: Vec<String> = before
        .iter()
        .zip(duties(&world))
        .filter(|((_, before), (_, after))| *after > before + before / 4 + 40)
        .map(|((id, before), (_, after))| format!("{id}: {before} steps, now {after}"))
        .collect();
    assert!(grown.is_empty(), "{grown:#?}");
}

fn duties(world: &World) -> Vec<(&'static str, i32)> {
    CHECKS.iter().copied().flatten().map(|check| (check.id, steps(world, check.duty.sql))).collect()
}
