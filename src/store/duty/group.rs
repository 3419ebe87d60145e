//! What is due on groups and those who are in them.

use super::Duty;
use crate::domain::Noun;

/// Active groups of ours whose use has ended.
pub const TO_ARCHIVE: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, g.ended_on, g.ended_on, g.search, g.title FROM groups g \
          WHERE g.office = :office AND g.voided = 0 AND g.state = 'active' AND g.ended_on IS NOT NULL \
          AND g.admin_room = 0 ORDER BY g.ended_on, g.id LIMIT :limit",
};

/// Active groups of ours whose last member has left.
pub const EMPTY: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, NULL, NULL, g.search, g.title FROM due_empties d JOIN groups g ON g.id = d.\"group\" \
          WHERE d.office = :office ORDER BY d.\"group\" LIMIT :limit",
};

/// Active patient groups of ours without consent or waiver.
pub const NO_CONSENT: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, NULL, NULL, g.search, g.title FROM due_consents d JOIN groups g ON g.id = d.\"group\" \
          WHERE d.office = :office ORDER BY d.\"group\" LIMIT :limit",
};

/// People who left and are still members, of our groups or ours.
pub const LEAVER: Duty = Duty {
    noun: Noun::Membership,
    sql: "SELECT m.id, coalesce(u.released_on, u.closed_on), coalesce(u.released_on, u.closed_on), \
          u.search || char(10) || g.search, u.name, g.title FROM due_leavers d \
          JOIN memberships m ON m.id = d.membership JOIN users u ON u.id = m.user \
          JOIN groups g ON g.id = m.\"group\" WHERE d.office = :office ORDER BY d.membership LIMIT :limit",
};
