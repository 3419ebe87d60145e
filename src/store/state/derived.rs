//! Tables that follow from rows of the register: what is due, and which offices see an invitation.
//!
//! Triggers keep them within the write of the row they follow from, so that they are no summands of the digest:
//! whoever could change one without its rows would be believed nothing more, and a digest over both would only say
//! the same twice. But an old page put back in one of them hides a duty or an invitation whose row is there. So each
//! stands here with the question that gives it anew, and the walk over the rows holds the two together.

use rusqlite::Connection;

use crate::store::StoreError;

/// A table, and the rows that it must hold.
pub(super) struct Derived {
    pub(super) table: &'static str,
    /// Gives its rows by the register alone, column by column.
    rows: &'static str,
}

pub(super) const DERIVED: &[Derived] = &[
    Derived {
        table: "invitation_offices",
        rows: "SELECT id, invitee_office, open, expires_on FROM invitations WHERE voided = 0 \
            UNION SELECT id, inviter_office, open, expires_on FROM invitations WHERE voided = 0 \
            UNION SELECT id, group_office, open, expires_on FROM invitations WHERE voided = 0",
    },
    Derived {
        table: "due_consents",
        rows: "SELECT g.id, g.office FROM groups g WHERE g.kind = 'patient' AND g.state = 'active' AND g.voided = 0 \
            AND NOT EXISTS (SELECT 1 FROM consents c \
                WHERE c.\"group\" = g.id AND c.withdrawn_on IS NULL AND c.voided = 0)",
    },
    Derived {
        table: "due_empties",
        rows: "SELECT g.id, g.office FROM groups g WHERE g.state = 'active' AND g.voided = 0 \
            AND g.ended_on IS NULL AND g.admin_room = 0 \
            AND NOT EXISTS (SELECT 1 FROM memberships m \
                WHERE m.\"group\" = g.id AND m.left_at IS NULL AND m.voided = 0) \
            AND EXISTS (SELECT 1 FROM memberships m \
                WHERE m.\"group\" = g.id AND m.left_at IS NOT NULL AND m.voided = 0)",
    },
    Derived {
        table: "due_leavers",
        rows: "SELECT m.id, u.office FROM users u JOIN memberships m ON m.user = u.id \
            WHERE u.voided = 0 AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL) \
            AND m.left_at IS NULL AND m.voided = 0 \
            UNION SELECT m.id, g.office FROM users u JOIN memberships m ON m.user = u.id \
            JOIN groups g ON g.id = m.\"group\" \
            WHERE u.voided = 0 AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL) \
            AND m.left_at IS NULL AND m.voided = 0",
    },
    Derived {
        table: "due_pledges",
        rows: "SELECT u.id, u.office FROM users u \
            WHERE u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL \
            AND NOT EXISTS (SELECT 1 FROM pledges p WHERE p.user = u.id AND p.voided = 0)",
    },
    Derived {
        table: "due_trainings",
        rows: "SELECT u.id, u.office, coalesce((SELECT max(t.held_on) FROM trainings t \
                WHERE t.user = u.id AND t.covers_pledge = 1 AND t.voided = 0), '') FROM users u \
            WHERE u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL",
    },
    Derived { table: "due_sanctions", rows: "SELECT sanction, office, day FROM standing_sanctions" },
    Derived {
        table: "due_consent_gaps",
        rows: "SELECT \"group\", office, no_items, no_hand FROM consent_gaps",
    },
    Derived { table: "due_pledge_gaps", rows: "SELECT user, office, blank, content FROM pledge_gaps" },
    Derived { table: "due_members", rows: "SELECT office, gap, day, membership FROM member_gaps" },
    Derived { table: "due_late_waivers", rows: "SELECT \"group\", office, signed_on FROM late_waivers" },
    Derived {
        table: "due_alike",
        rows: "SELECT office, what, value, id FROM alike_ids \
            UNION SELECT office, what, value, id FROM alike_mailboxes \
            UNION SELECT office, what, value, id FROM alike_names \
            UNION SELECT office, what, value, id FROM alike_patients \
            UNION SELECT office, what, value, id FROM namesakes",
    },
];

/// The first table that does not hold what its rows say; `None` where all do.
pub fn not_following(conn: &Connection) -> Result<Option<&'static str>, StoreError> {
    for Derived { table, rows } in DERIVED {
        let kept = format!("SELECT * FROM \"{table}\"");
        let differs = format!(
            "SELECT EXISTS (SELECT * FROM ({rows}) EXCEPT {kept}) OR EXISTS ({kept} EXCEPT SELECT * FROM ({rows}))"
        );
        let differs: bool = conn.query_row(&differs, [], |row| row.get(0))?;
        if differs {
            return Ok(Some(table));
        }
    }
    Ok(None)
}
