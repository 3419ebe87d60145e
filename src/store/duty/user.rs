//! What is due on users: sanctions, pledges, trainings, passwords.

use super::Duty;
use crate::domain::Noun;
use crate::store::user::sanctioned;

/// Sanctions in force whose review day is reached.
pub const SANCTION_REVIEW: Duty = Duty {
    noun: Noun::User,
    sql: concat!(
        "SELECT u.id, s.from_on, s.review_on, u.search, u.name FROM due_sanctions d \
         JOIN sanctions s ON s.id = d.sanction JOIN users u ON u.id = s.user \
         WHERE d.office = :office AND d.day <= :today AND s.review_on <= :today AND u.voided = 0 \
         AND u.released_on IS NULL AND u.closed_on IS NULL AND ",
        sanctioned!(),
        " ORDER BY d.day, d.sanction LIMIT :limit"
    ),
};

/// Sanctions that ended by their day, on the day given or after.
pub const SANCTION_ENDED: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, s.from_on, s.until_on, u.search, u.name FROM due_sanctions d \
          JOIN sanctions s ON s.id = d.sanction JOIN users u ON u.id = s.user \
          WHERE d.office = :office AND d.day < :today AND s.until_on < :today AND s.until_on >= :before \
          AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL \
          ORDER BY d.day, d.sanction LIMIT :limit",
};

/// Registered users without a pledge.
pub const NO_PLEDGE: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, u.joined_on, NULL, u.search, u.name FROM due_pledges d \
          JOIN users u ON u.id = d.user WHERE d.office = :office ORDER BY d.user LIMIT :limit",
};

/// Registered users whose last training on the pledge is older than the day given, or missing.
pub const TRAINING: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, nullif(d.held_on, ''), nullif(d.held_on, ''), u.search, u.name \
          FROM due_trainings d JOIN users u ON u.id = d.user \
          WHERE d.office = :office AND d.held_on < :before ORDER BY d.held_on, d.user LIMIT :limit",
};

/// Registered users whose password is older than the day given.
pub const PASSWORD: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, u.password_changed_on, u.password_changed_on, u.search, u.name FROM users u \
          WHERE u.office = :office AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL \
          AND u.password_changed_on IS NOT NULL AND u.password_changed_on < :before \
          ORDER BY u.password_changed_on, u.id LIMIT :limit",
};

/// Registered users who share their id in MCS with another one of the office.
pub const SHARED_MCS_ID: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, NULL, NULL, u.search, u.name, u.mcs_id FROM due_alike d JOIN users u ON u.id = d.id \
          WHERE d.office = :office AND d.what = 'mcs_id' ORDER BY d.value, d.id LIMIT :limit",
};

/// Registered users whose mail address was that of somebody who has left.
pub const SHARED_MAIL: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, NULL, NULL, u.search, u.name, u.mail FROM due_alike d JOIN users u ON u.id = d.id \
          WHERE d.office = :office AND d.what = 'mailbox' AND u.released_on IS NULL AND u.closed_on IS NULL \
          ORDER BY d.value, d.id LIMIT :limit",
};

/// Registered users without a mail address that can be read.
pub const NO_MAIL: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, NULL, NULL, u.search, u.name FROM users u WHERE u.office = :office AND u.voided = 0 \
          AND u.released_on IS NULL AND u.closed_on IS NULL AND u.mailbox = '' ORDER BY u.id LIMIT :limit",
};

/// Registered users of the same name, variants folded.
pub const NAMESAKE: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, NULL, NULL, u.search, u.name FROM due_alike d JOIN users u ON u.id = d.id \
          WHERE d.office = :office AND d.what = 'name' ORDER BY d.value, d.id LIMIT :limit",
};

/// Registered users of whom nobody knows when the password was last changed.
pub const PASSWORD_UNKNOWN: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, u.joined_on, NULL, u.search, u.name FROM users u WHERE u.office = :office AND u.voided = 0 \
          AND u.released_on IS NULL AND u.closed_on IS NULL AND u.password_changed_on IS NULL \
          ORDER BY u.id LIMIT :limit",
};

/// Users with a waiver in the pledge's place whose last training on the pledge is older than the day given, or missing.
pub const WAIVER_UNTRAINED: Duty = Duty {
    noun: Noun::User,
    sql: "SELECT u.id, nullif(d.held_on, ''), nullif(d.held_on, ''), u.search, u.name \
          FROM due_trainings d JOIN users u ON u.id = d.user \
          WHERE d.office = :office AND d.held_on < :before AND EXISTS (SELECT 1 FROM pledges p \
          WHERE p.user = u.id AND p.voided = 0 AND p.kind = 'waiver') ORDER BY d.held_on, d.user LIMIT :limit",
};
