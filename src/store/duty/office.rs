//! What is due on the office itself.

use super::Duty;
use crate::domain::Noun;
use crate::store::user::sanctioned;

// The office, where it has just so many active admins.
macro_rules! admins {
    ($count:literal) => {
        Duty {
            noun: Noun::Office,
            sql: concat!(
                "SELECT o.id, NULL, NULL, '', o.name FROM offices o WHERE o.id = :office AND ",
                $count,
                " = (SELECT count(*) FROM users u INDEXED BY users_admin WHERE u.office = :office AND u.admin_since IS NOT NULL \
                 AND u.released_on IS NULL AND u.closed_on IS NULL AND u.voided = 0 AND NOT ",
                sanctioned!(),
                ") LIMIT :limit"
            ),
        }
    };
}

/// The office, where it has exactly one active admin.
pub const ONE_ADMIN: Duty = admins!("1");

/// The office, where it has no active admin.
pub const NO_ADMIN: Duty = admins!("0");
