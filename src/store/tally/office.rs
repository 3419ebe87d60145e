//! What is on record about the office.

use super::Tally;

/// Its agreement to the regulation.
pub const AGREED: Tally = Tally {
    sql: "SELECT count(o.agreed_on), max(o.agreed_on) FROM offices o WHERE o.id = :office AND o.voided = 0",
};

/// Its administrators.
pub const ADMINS: Tally = Tally {
    sql: "SELECT count(*), max(u.admin_since) FROM users u WHERE u.office = :office AND u.admin_since IS NOT NULL \
          AND u.released_on IS NULL AND u.closed_on IS NULL AND u.voided = 0",
};

/// Its administrators who are in the administrators' room.
pub const ADMINS_IN_ROOM: Tally = Tally {
    sql: "SELECT count(DISTINCT u.id), date(max(m.joined_at), '+9 hours') FROM users u \
          JOIN memberships m ON m.user = u.id AND m.left_at IS NULL AND m.voided = 0 \
          JOIN groups g ON g.id = m.\"group\" AND g.admin_room = 1 AND g.voided = 0 \
          WHERE u.office = :office AND u.admin_since IS NOT NULL AND u.released_on IS NULL \
          AND u.closed_on IS NULL AND u.voided = 0",
};

/// Decisions carried out in MCS, or still to be.
pub const MARKS: Tally = Tally {
    sql: "SELECT count(*), max(date(r.settled_at, '+9 hours')) FROM mirrors r \
          WHERE r.office = :office AND r.state = 'pending' AND r.voided = 0",
};
