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

/// The office, where nothing says that it ever applied (様式1・2), since its first admin.
pub const NO_APPLICATION: Duty = Duty {
    noun: Noun::Office,
    sql: "SELECT o.id, (SELECT min(u.admin_since) FROM users u INDEXED BY users_admin WHERE u.office = :office \
          AND u.admin_since IS NOT NULL AND u.voided = 0), NULL, '', o.name FROM offices o WHERE o.id = :office \
          AND :desk = 0 AND o.agreed_on IS NULL AND NOT EXISTS (SELECT 1 FROM records r WHERE r.office = :office \
          AND r.register = 'application' AND r.voided = 0 AND r.state <> 'withdrawn') LIMIT :limit",
};

/// The office, where its application was submitted before it had agreed.
pub const AGREED_LATE: Duty = Duty {
    noun: Noun::Office,
    sql: "SELECT o.id, r.dated_on, NULL, '', o.name FROM records r JOIN offices o ON o.id = r.office \
          WHERE r.office = :office AND r.register = 'application' AND r.voided = 0 AND :desk = 0 \
          AND r.state <> 'withdrawn' AND r.facts ->> 'agreed_on' > r.dated_on ORDER BY r.dated_on LIMIT :limit",
};

/// The office, where a box of 様式1 is blank, or the head's mail address is none.
pub const FORM1_BLANK: Duty = Duty {
    noun: Noun::Office,
    sql: "SELECT o.id, NULL, NULL, '', o.name FROM offices o WHERE o.id = :office AND :desk = 0 \
          AND ('' IN (folded(o.name), folded(o.address), folded(o.head_name)) OR NOT is_mail(o.head_mail)) LIMIT :limit",
};
