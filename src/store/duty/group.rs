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

/// Waivers that are younger than the first membership of their group.
pub const WAIVER_LATE: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, d.signed_on, NULL, g.search, g.title FROM due_late_waivers d JOIN groups g ON g.id = d.\"group\" \
          WHERE d.office = :office ORDER BY d.\"group\" LIMIT :limit",
};

/// Active patient groups of ours for patients who look like the same person: same name, same day of birth.
pub const SAME_PATIENT: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, NULL, NULL, g.search, g.title FROM due_alike d JOIN groups g ON g.id = d.id \
          WHERE d.office = :office AND d.what = 'patient' ORDER BY d.value, d.id LIMIT :limit",
};

/// Active patient groups of ours for patients of the same name, where no two days of birth tell them apart.
pub const PATIENT_NAMESAKE: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, NULL, NULL, g.search, g.title FROM due_alike d JOIN groups g ON g.id = d.id \
          WHERE d.office = :office AND d.what = 'namesake' ORDER BY d.value, d.id LIMIT :limit",
};

/// Active patient groups of ours whose title hints at more than one patient.
pub const MIXED: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, NULL, NULL, g.search, g.title FROM groups g WHERE g.office = :office AND g.voided = 0 \
          AND g.state = 'active' AND g.kind = 'patient' AND ((g.title LIKE '%・%' AND g.title NOT GLOB '*[ァ-ヶー]・[ァ-ヶー]*') OR g.title LIKE '%夫妻%' \
          OR g.title LIKE '%夫婦%' OR g.title LIKE '%他%名%' OR g.title LIKE '%ほか%名%' OR g.title LIKE '%様%様%') \
          ORDER BY g.id LIMIT :limit",
};

/// Members of our patient groups whose occupation is no part of a care team.
pub const OUTSIDE_TEAM: Duty = Duty {
    noun: Noun::Membership,
    sql: "SELECT m.id, date(m.joined_at, '+9 hours'), NULL, u.search || char(10) || g.search, u.name, g.title \
          FROM due_members d JOIN memberships m ON m.id = d.membership JOIN users u ON u.id = m.user \
          JOIN groups g ON g.id = m.\"group\" WHERE d.office = :office AND d.gap = 'outside_team' \
          ORDER BY d.day, d.membership LIMIT :limit",
};

/// Members, of our groups or ours, whose invitation nobody approved.
pub const UNAPPROVED: Duty = Duty {
    noun: Noun::Membership,
    sql: "SELECT m.id, date(m.joined_at, '+9 hours'), NULL, u.search || char(10) || g.search, u.name, g.title \
          FROM due_members d JOIN memberships m ON m.id = d.membership JOIN users u ON u.id = m.user \
          JOIN groups g ON g.id = m.\"group\" WHERE d.office = :office AND d.gap = 'unapproved' \
          ORDER BY d.day, d.membership LIMIT :limit",
};

/// Present memberships of ours who are banned.
pub const BANNED_MEMBER: Duty = Duty {
    noun: Noun::Membership,
    sql: "SELECT m.id, s.from_on, NULL, u.search || char(10) || g.search, u.name, g.title FROM due_sanctions d \
          JOIN sanctions s ON s.id = d.sanction AND s.level = 'ban' JOIN users u ON u.id = s.user \
          JOIN memberships m ON m.user = u.id AND m.left_at IS NULL AND m.voided = 0 \
          JOIN groups g ON g.id = m.\"group\" WHERE d.office = :office AND u.voided = 0 \
          AND u.released_on IS NULL AND u.closed_on IS NULL \
          AND (s.until_on IS NULL OR s.until_on >= :today) ORDER BY m.id LIMIT :limit",
};
