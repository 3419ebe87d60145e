//! What is asked of people who come, stay and go: terms, points, profile, the reminder of the pledge.

use super::Duty;
use crate::domain::Noun;

// Registered users, `:since` being the day that matters of them.
macro_rules! registered {
    ($since:literal, $where:literal, $order:literal) => {
        Duty {
            noun: Noun::User,
            sql: concat!(
                "SELECT u.id, ",
                $since,
                ", ",
                $since,
                ", u.search, u.name FROM users u WHERE u.office = :office AND u.voided = 0 \
                 AND u.released_on IS NULL AND u.closed_on IS NULL AND ",
                $where,
                " ORDER BY ",
                $order,
                " LIMIT :limit"
            ),
        }
    };
}

/// Registered users of whom no agreement to the terms is on record.
pub const NO_TERMS: Duty = registered!("NULL", "u.terms_agreed_on IS NULL", "u.id");

/// Registered users who never read the points, or read them before the day given.
pub const POINTS: Duty = registered!(
    "u.points_read_on",
    "coalesce(u.points_read_on, '') < :before",
    "coalesce(u.points_read_on, ''), u.id"
);

/// Registered users without profile or photo in MCS.
pub const NO_PROFILE: Duty = registered!("NULL", "(u.profile_on IS NULL OR u.photo_on IS NULL)", "u.id");

/// People who left on the day given or later and were not reminded of their pledge.
pub const NOT_REMINDED: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, u.released_on, u.released_on, u.search, u.name FROM users u \
          WHERE u.office = :office AND u.voided = 0 AND u.released_on >= :before AND u.reminded_on IS NULL \
          ORDER BY u.released_on, u.id LIMIT :limit",
};

/// Members, of our groups or ours, whose time in charge is over.
pub const OFF_THE_CASE: Duty = Duty {
    noun: Noun::Membership,
    sql: "SELECT m.id, m.in_charge_until, m.in_charge_until, u.search || char(10) || g.search, u.name, g.title \
          FROM due_members d JOIN memberships m ON m.id = d.membership JOIN users u ON u.id = m.user \
          JOIN groups g ON g.id = m.\"group\" WHERE d.office = :office AND d.gap = 'off_the_case' AND d.day < :today \
          ORDER BY d.day, d.membership LIMIT :limit",
};
